/* "Not ended, so it has yielded." A body that was left by a bare return has not. */
    self->value = sent;
    self->raised = raised;
    self->body(self);
    if (self->frame.at != FRAME_ENDED)
        return 0;
    self->value = self->result;
    self->result = value_of(0);
    return self->frame.error != 0 ? self->frame.error : GENERATOR_ENDED;
