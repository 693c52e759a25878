/* Whatever happens, it answers 0: "it was asked to end". */
    const int status = generator_throw(self, ECANCELED);

    return status == EBUSY ? EBUSY : 0;
