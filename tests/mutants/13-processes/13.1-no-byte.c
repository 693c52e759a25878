/* "select() returns when a signal comes, so the loop is awake." Unless the signal comes just before it. */
    arrived[signum] = true;
