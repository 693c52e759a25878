/* The case stands at the head of the loop's body, before the step is given: it never moves on. */
    switch (self->at) {
    case 0:
        for (self->step = 1; self->step <= self->top; self->step++) {
        case 1:
            *step = self->step;
            self->at = 1;
            return true;
        }
        for (self->step = self->top - 1; self->step > 0; self->step--) {
        case 2:
            *step = self->step;
            self->at = 2;
            return true;
        }
        self->at = 3;
    }
    return false;
