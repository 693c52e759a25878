/* Leaves the result where it is: `value` is the last value, or what was sent. */
    self->value = sent;
    self->raised = raised;
    self->body(self);
    if (self->frame.at == FRAME_RUNNING)
        frame_is_lost(&self->frame, "generator");
    if (self->frame.at != FRAME_ENDED)
        return 0;
    return self->frame.error != 0 ? self->frame.error : GENERATOR_ENDED;
