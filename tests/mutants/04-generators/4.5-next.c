/* "I ask the inner one for its next value." What is sent or thrown in does not get there. */
#define YIELD_FROM(inner)                                                                          \
    while (generator_next(inner) == 0) {                                                           \
        generator_of(inside_generator)->value = (inner)->value;                                    \
        frame_self->at = __LINE__;                                                                 \
        return;                                                                                    \
    case __LINE__:                                                                                 \
        frame_entered(frame_self);                                                                 \
    }                                                                                              \
    generator_of(inside_generator)->value = (inner)->value;
