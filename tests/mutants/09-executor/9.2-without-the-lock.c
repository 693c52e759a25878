/* "The loop's own thread needs no lock." The others change the ring meanwhile. */
    pipe_drain(wakeup);
    ring_move(&wakeup->calls, &wakeup->loop->ready.ready);
