/* "Ended is ended, all else waits." Not after a bare return. */
    awaited->caller = coro_of(frame);
    awaited->body(awaited);
    if (awaited->frame.at != FRAME_ENDED)
        return true;
    return !coro_has_ended(awaited);
