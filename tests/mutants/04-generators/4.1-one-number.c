/* "One place to go on is enough": on the way down it goes on in the loop that goes up. */
    switch (self->at) {
    case 0:
        for (self->step = 1; self->step <= self->top; self->step++) {
            *step = self->step;
            self->at = 1;
            return true;
        case 1:;
        }
        for (self->step = self->top - 1; self->step > 0; self->step--) {
            *step = self->step;
            self->at = 1;
            return true;
        }
        self->at = 3;
    }
    return false;
