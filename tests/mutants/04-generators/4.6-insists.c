/* Throws until it ends. */
    int status;

    do
        status = generator_throw(self, ECANCELED);
    while (status == 0);
    return status == GENERATOR_ENDED || status == ECANCELED ? 0 : status;
