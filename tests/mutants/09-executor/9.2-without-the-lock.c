/* "The loop's own thread needs no lock." The others change the ring meanwhile. */
    pipe_drain(wakeup);
    calls_move(&wakeup->calls, &wakeup->loop->ready.batch);
