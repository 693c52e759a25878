/* The parent of slot i as i / 4: right in an array that begins at 1. */
    while (index > 0) {
        size_t parent = index / TIMER_HEAP_ARITY;

        if (!slot_before(&what, &heap->slots[parent]))
            break;
        heap_place(heap, index, heap->slots[parent]);
        index = parent;
    }
    heap_place(heap, index, what);
