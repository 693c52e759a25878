/* "Nothing has run, so there is nothing to close." It could still be started. */
    int status;

    if (self->frame.at == FRAME_START)
        return 0;
    status = generator_throw(self, ECANCELED);
    if (status == 0)
        return EPROTO;
    return status == GENERATOR_ENDED || status == ECANCELED ? 0 : status;
