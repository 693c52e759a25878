/* "0 is success." Here it says that the body has yielded again. */
    const int status = generator_throw(self, ECANCELED);

    return status == GENERATOR_ENDED || status == ECANCELED ? 0 : status;
