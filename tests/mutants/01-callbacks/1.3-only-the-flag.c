/* "The flag is enough: whoever runs the batch can look at it." So does asyncio. */
    handle->cancelled = true;
