/* "The best child becomes the parent, and WHAT takes its place." And below that? */
    size_t first = index * TIMER_HEAP_ARITY + 1, best = index;
    const struct timer_slot *least = &what;

    for (size_t child = first; child < first + TIMER_HEAP_ARITY && child < heap->count; child++)
        if (slot_before(&heap->slots[child], least)) {
            best = child;
            least = &heap->slots[child];
        }
    if (best != index)
        heap_place(heap, index, heap->slots[best]);
    heap_place(heap, best, what);
