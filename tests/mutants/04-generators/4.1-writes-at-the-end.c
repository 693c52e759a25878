/* Stores the step first and then asks whether there is one. */
    if (self->at == 0) {
        self->at = 1;
        self->step = 0;
    }
    if (self->at == 1 && self->step + 1 <= self->top) {
        *step = ++self->step;
        return true;
    }
    self->at = 2;
    self->step--;
    *step = self->step;
    if (self->step <= 0)
        self->step = 0;
    return self->step > 0;
