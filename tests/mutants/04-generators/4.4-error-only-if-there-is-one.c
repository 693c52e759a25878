/* Sets `raised` only for an error: what was there before comes again. */
    self->value = sent;
    if (raised != 0)
        self->raised = raised;
    self->body(self);
    if (self->frame.at == FRAME_RUNNING)
        frame_is_lost(&self->frame, "generator");
    if (self->frame.at != FRAME_ENDED)
        return 0;
    self->value = self->result;
    self->result = value_of(0);
    return self->frame.error != 0 ? self->frame.error : GENERATOR_ENDED;
