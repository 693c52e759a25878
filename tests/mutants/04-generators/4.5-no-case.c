/* "The loop goes on where it was." A function that has returned does not, without a case. */
#define YIELD_FROM(inner)                                                                          \
    while (generator_delegates(generator_of(inside_generator), inner)) {                           \
        frame_self->at = __LINE__;                                                                 \
        return;                                                                                    \
        frame_entered(frame_self);                                                                 \
    }
