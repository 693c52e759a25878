/* The children as in the textbook, where every heap is binary. */
    for (;;) {
        size_t child = 2 * index + 1;

        if (child >= heap->count)
            break;
        if (child + 1 < heap->count && slot_before(&heap->slots[child + 1], &heap->slots[child]))
            child++;
        if (!slot_before(&heap->slots[child], &what))
            break;
        heap_place(heap, index, heap->slots[child]);
        index = child;
    }
    heap_place(heap, index, what);
