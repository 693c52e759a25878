/* "If it is due before its parent, they change places." Once. */
    if (index > 0) {
        size_t parent = (index - 1) / TIMER_HEAP_ARITY;

        if (slot_before(&what, &heap->slots[parent])) {
            heap_place(heap, index, heap->slots[parent]);
            index = parent;
        }
    }
    heap_place(heap, index, what);
