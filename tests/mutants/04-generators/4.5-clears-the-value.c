/* Clears the value at the end of the loop: it is the inner one's result. */
#define YIELD_FROM(inner)                                                                          \
    while (generator_delegates(generator_of(inside_generator), inner)) {                           \
        frame_self->at = __LINE__;                                                                 \
        return;                                                                                    \
    case __LINE__:                                                                                 \
        frame_entered(frame_self);                                                                 \
    }                                                                                              \
    generator_of(inside_generator)->value = value_of(0);
