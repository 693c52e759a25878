/* "A local is enough for the way down." It is gone with the first return. */
    static int way;

    switch (self->at) {
    case 0:
        for (way = 1; way <= self->top; way++) {
            *step = way;
            self->at = 1;
            return true;
        case 1:;
        }
        for (way = self->top - 1; way > 0; way--) {
            *step = way;
            self->at = 2;
            return true;
        case 2:;
        }
        self->at = 3;
    }
    return false;
