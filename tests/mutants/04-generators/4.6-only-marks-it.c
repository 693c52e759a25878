/* "Ended is ended": nobody cleans up. */
    if (self->frame.at == FRAME_RUNNING)
        return EBUSY;
    self->frame.at = FRAME_ENDED;
    return 0;
