/* "Ended is ended." An error that left the body is not told. */
    self->value = sent;
    self->raised = raised;
    self->body(self);
    if (self->frame.at == FRAME_RUNNING)
        frame_is_lost(&self->frame, "generator");
    if (self->frame.at != FRAME_ENDED)
        return 0;
    self->value = self->result;
    self->result = value_of(0);
    return GENERATOR_ENDED;
