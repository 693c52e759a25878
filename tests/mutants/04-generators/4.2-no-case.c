/* "Behind the return comes what goes on." But nothing leads there: the switch has no case for the line. */
#define YIELD_VALUE(out)                                                                           \
    generator_of(inside_generator)->value = (out);                                                 \
    frame_self->at = __LINE__;                                                                     \
    return;                                                                                        \
    frame_entered(frame_self)
