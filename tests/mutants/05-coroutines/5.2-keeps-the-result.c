/* "Its place says whether it has ended; no need for more." Result and frame are forgotten. */
    (void)coro_has_ended;
    awaited->caller = coro_of(frame);
    awaited->body(awaited);
    return awaited->frame.at != FRAME_ENDED;
