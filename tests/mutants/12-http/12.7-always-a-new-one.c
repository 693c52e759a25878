/* "A new connection is a safe connection." */
    (void)connection;
    (void)older;
    (void)connection_is_quiet;
    return NULL;
