/* Takes only ECANCELED for a good end: a body that catches it and ends well looks like a mistake. */
    const int status = generator_throw(self, ECANCELED);

    if (status == 0)
        return EPROTO;
    return status == ECANCELED ? 0 : status;
