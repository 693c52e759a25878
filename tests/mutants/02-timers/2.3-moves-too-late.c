/* "First up to the parent, then the timer into the hole." */
    while (index > 0) {
        size_t parent = (index - 1) / TIMER_HEAP_ARITY;

        if (!slot_before(&what, &heap->slots[parent]))
            break;
        index = parent;
        heap_place(heap, index, heap->slots[parent]);
    }
    heap_place(heap, index, what);
