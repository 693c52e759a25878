/* The hole goes up, and WHAT is never put into it when the loop ends at the root. */
    while (index > 0) {
        size_t parent = (index - 1) / TIMER_HEAP_ARITY;

        if (!slot_before(&what, &heap->slots[parent])) {
            heap_place(heap, index, what);
            return;
        }
        heap_place(heap, index, heap->slots[parent]);
        index = parent;
    }
    if (heap->count == 1)
        heap_place(heap, 0, what);
