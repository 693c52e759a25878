/* "So that `finally` runs in every case", it starts one that has not started. */
    int status;

    if (self->frame.at == FRAME_START)
        generator_next(self);
    status = generator_throw(self, ECANCELED);
    if (status == 0)
        return EPROTO;
    return status == GENERATOR_ENDED || status == ECANCELED ? 0 : status;
