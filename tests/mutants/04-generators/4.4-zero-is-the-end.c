/* "Zero means that there is no more", as with C's strings. Zero is a value like any other. */
    self->value = sent;
    self->raised = raised;
    self->body(self);
    if (self->frame.at == FRAME_RUNNING)
        frame_is_lost(&self->frame, "generator");
    if (self->frame.at != FRAME_ENDED)
        return self->value.integer == 0 ? GENERATOR_ENDED : 0;
    self->value = self->result;
    self->result = value_of(0);
    return self->frame.error != 0 ? self->frame.error : GENERATOR_ENDED;
