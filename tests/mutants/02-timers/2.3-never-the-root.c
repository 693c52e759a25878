/* "While there is a parent": parent 0 is one too. */
    size_t parent = (index - 1) / TIMER_HEAP_ARITY;

    while (index > 0 && parent > 0 && slot_before(&what, &heap->slots[parent])) {
        heap_place(heap, index, heap->slots[parent]);
        index = parent;
        parent = (index - 1) / TIMER_HEAP_ARITY;
    }
    heap_place(heap, index, what);
