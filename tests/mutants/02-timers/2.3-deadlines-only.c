/* "A new timer was added last, so the deadlines are enough." */
    while (index > 0) {
        size_t parent = (index - 1) / TIMER_HEAP_ARITY;

        if (what.when >= heap->slots[parent].when)
            break;
        heap_place(heap, index, heap->slots[parent]);
        index = parent;
    }
    heap_place(heap, index, what);
