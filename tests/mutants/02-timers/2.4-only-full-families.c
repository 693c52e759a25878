/* "A timer without four children is a leaf." */
    while (index * TIMER_HEAP_ARITY + TIMER_HEAP_ARITY < heap->count) {
        size_t first = index * TIMER_HEAP_ARITY + 1, best = first;

        for (size_t child = first + 1; child < first + TIMER_HEAP_ARITY; child++)
            if (slot_before(&heap->slots[child], &heap->slots[best]))
                best = child;
        if (!slot_before(&heap->slots[best], &what))
            break;
        heap_place(heap, index, heap->slots[best]);
        index = best;
    }
    heap_place(heap, index, what);
