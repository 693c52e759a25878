/* "It is closed, whatever the error." That the cleanup failed, nobody hears. */
    const int status = generator_throw(self, ECANCELED);

    if (status == 0)
        return EPROTO;
    return status == EBUSY ? EBUSY : 0;
