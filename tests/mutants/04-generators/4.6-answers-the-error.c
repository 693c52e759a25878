/* Answers what the throw answers: a generator that was closed as it should be reports ECANCELED. */
    return generator_throw(self, ECANCELED);
