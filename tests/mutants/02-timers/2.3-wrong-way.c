/* "While the parent is before WHAT, go on": the comparison the wrong way round. */
    while (index > 0) {
        size_t parent = (index - 1) / TIMER_HEAP_ARITY;

        if (!slot_before(&heap->slots[parent], &what))
            break;
        heap_place(heap, index, heap->slots[parent]);
        index = parent;
    }
    heap_place(heap, index, what);
