/* Answers the error, and 0 is no error: the end looks like a value. */
    self->value = sent;
    self->raised = raised;
    self->body(self);
    if (self->frame.at == FRAME_RUNNING)
        frame_is_lost(&self->frame, "generator");
    if (self->frame.at == FRAME_ENDED) {
        self->value = self->result;
        self->result = value_of(0);
    }
    return self->frame.error;
