/* "It answers false, that will do": each further call goes on behind the last step, and counts down. */
    switch (self->at) {
    case 0:
        for (self->step = 1; self->step <= self->top; self->step++) {
            *step = self->step;
            self->at = 1;
            return true;
        case 1:;
        }
        for (self->step = self->top - 1; self->step >= 1; self->step--) {
            *step = self->step;
            self->at = 2;
            return true;
        case 2:;
        }
    }
    return false;
