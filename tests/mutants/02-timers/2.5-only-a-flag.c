/* "It is enough to mark it: it is dropped when its deadline comes." So does asyncio. */
    (void)heap, (void)heap_sift_up, (void)heap_sift_down;
    timer->heap = NULL;
    timer->handle.cancelled = true;
