/* "It has to come to its end": lets the body go on until it does. */
    int status;

    do
        status = generator_next(self);
    while (status == 0);
    return status == GENERATOR_ENDED ? 0 : status;
