/* Gives the result and keeps it, too. */
    self->value = sent;
    self->raised = raised;
    self->body(self);
    if (self->frame.at == FRAME_RUNNING)
        frame_is_lost(&self->frame, "generator");
    if (self->frame.at != FRAME_ENDED)
        return 0;
    self->value = self->result;
    return self->frame.error != 0 ? self->frame.error : GENERATOR_ENDED;
