/* "From 4i + 1 to 4i + 4", with <= where < belongs: the fifth is another timer's child. */
    for (;;) {
        size_t first = index * TIMER_HEAP_ARITY + 1, best = first;

        if (first >= heap->count)
            break;
        for (size_t child = first + 1; child <= first + TIMER_HEAP_ARITY; child++)
            if (child < heap->count && slot_before(&heap->slots[child], &heap->slots[best]))
                best = child;
        if (!slot_before(&heap->slots[best], &what))
            break;
        heap_place(heap, index, heap->slots[best]);
        index = best;
    }
    heap_place(heap, index, what);
