/* Compares the deadlines itself, and so forgets who was added first. */
    for (;;) {
        size_t first = index * TIMER_HEAP_ARITY + 1, best = first;

        if (first >= heap->count)
            break;
        for (size_t child = first + 1; child < first + TIMER_HEAP_ARITY; child++)
            if (child < heap->count && heap->slots[child].when < heap->slots[best].when)
                best = child;
        if (heap->slots[best].when >= what.when)
            break;
        heap_place(heap, index, heap->slots[best]);
        index = best;
    }
    heap_place(heap, index, what);
