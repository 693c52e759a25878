/* "Up" as in a sorted list: one slot after the other. In order, but O(n). */
    while (index > 0 && slot_before(&what, &heap->slots[index - 1])) {
        heap_place(heap, index, heap->slots[index - 1]);
        index--;
    }
    heap_place(heap, index, what);
