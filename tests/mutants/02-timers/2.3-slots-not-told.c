/* "To move a slot is an assignment." The timer in it does not learn where it is. */
    while (index > 0) {
        size_t parent = (index - 1) / TIMER_HEAP_ARITY;

        if (!slot_before(&what, &heap->slots[parent]))
            break;
        heap->slots[index] = heap->slots[parent];
        index = parent;
    }
    heap_place(heap, index, what);
