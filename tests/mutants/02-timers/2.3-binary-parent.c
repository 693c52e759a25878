/* The parent as in the textbook, where every heap is binary. */
    while (index > 0) {
        size_t parent = (index - 1) / 2;

        if (!slot_before(&what, &heap->slots[parent]))
            break;
        heap_place(heap, index, heap->slots[parent]);
        index = parent;
    }
    heap_place(heap, index, what);
