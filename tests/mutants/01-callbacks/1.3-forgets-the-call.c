/* "A cancelled handle needs its function no more." So does asyncio; but here it can be pushed again. */
    if (handle->next != NULL) {
        handle->next->prev = handle->prev;
        handle->prev->next = handle->next;
    }
    *handle = (struct handle){.cancelled = true};
