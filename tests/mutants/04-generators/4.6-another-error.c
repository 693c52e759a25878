/* Throws EINTR in, "for it is interrupted". */
    const int status = generator_throw(self, EINTR);

    if (status == 0)
        return EPROTO;
    return status == GENERATOR_ENDED || status == EINTR ? 0 : status;
