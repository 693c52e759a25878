/* "An error comes first." But `finally` may yield once more before the body ends with it. */
    self->value = sent;
    self->raised = raised;
    self->body(self);
    if (self->frame.at == FRAME_RUNNING)
        frame_is_lost(&self->frame, "generator");
    if (self->frame.error != 0)
        return self->frame.error;
    if (self->frame.at != FRAME_ENDED)
        return 0;
    self->value = self->result;
    self->result = value_of(0);
    return self->frame.error != 0 ? self->frame.error : GENERATOR_ENDED;
