/* "It runs the body", in a loop, until it has ended. */
    self->value = sent;
    self->raised = raised;
    while (self->frame.at != FRAME_ENDED)
        self->body(self);
    self->value = self->result;
    self->result = value_of(0);
    return self->frame.error != 0 ? self->frame.error : GENERATOR_ENDED;
