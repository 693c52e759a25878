/* "When the inner one is done, all is well." Its error is taken away. */
#define YIELD_FROM(inner)                                                                          \
    while (generator_delegates(generator_of(inside_generator), inner)) {                           \
        frame_self->at = __LINE__;                                                                 \
        return;                                                                                    \
    case __LINE__:                                                                                 \
        frame_entered(frame_self);                                                                 \
    }                                                                                              \
    generator_of(inside_generator)->raised = 0;
