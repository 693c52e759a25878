/* "A static variable survives." It does, for all walks together. */
    static int at, now;

    switch (at) {
    case 0:
        for (now = 1; now <= self->top; now++) {
            *step = now;
            at = 1;
            return true;
        case 1:;
        }
        for (now = self->top - 1; now > 0; now--) {
            *step = now;
            at = 2;
            return true;
        case 2:;
        }
        at = 0;
    }
    return false;
