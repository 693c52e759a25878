/* "A step begins without an error." The one with which the body is about to end is lost. */
    self->value = sent;
    self->raised = raised;
    self->frame.error = 0;
    self->body(self);
    if (self->frame.at == FRAME_RUNNING)
        frame_is_lost(&self->frame, "generator");
    if (self->frame.at != FRAME_ENDED)
        return 0;
    self->value = self->result;
    self->result = value_of(0);
    return self->frame.error != 0 ? self->frame.error : GENERATOR_ENDED;
