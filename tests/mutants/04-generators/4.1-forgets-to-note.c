/* Returns before it has noted where to go on: each call begins anew. */
    switch (self->at) {
    case 0:
        for (self->step = 1; self->step <= self->top; self->step++) {
            *step = self->step;
            return true;
        case 1:;
        }
        for (self->step = self->top - 1; self->step > 0; self->step--) {
            *step = self->step;
            self->at = 2;
            return true;
        case 2:;
        }
        self->at = 3;
    }
    return false;
