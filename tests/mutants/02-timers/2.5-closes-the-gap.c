/* "Whoever stands behind it moves up by one, as in any array." */
    size_t hole = timer->slot;

    heap->count--;
    timer->heap = NULL;
    for (size_t i = hole; i < heap->count; i++)
        heap_place(heap, i, heap->slots[i + 1]);
    (void)heap_sift_up, (void)heap_sift_down;
