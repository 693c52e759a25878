/* "The first child that is due before WHAT moves up." Another may be due before that. */
    for (;;) {
        size_t first = index * TIMER_HEAP_ARITY + 1, child = first;

        while (child < first + TIMER_HEAP_ARITY && child < heap->count &&
               !slot_before(&heap->slots[child], &what))
            child++;
        if (child >= first + TIMER_HEAP_ARITY || child >= heap->count)
            break;
        heap_place(heap, index, heap->slots[child]);
        index = child;
    }
    heap_place(heap, index, what);
