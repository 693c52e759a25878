/* "The newest is the one." It may lead elsewhere. */
    (void)older;
    connection = connector->idle.newest;
    if (connection == NULL || connection->host != host)
        return NULL;
    if (!connection_is_quiet(connection)) {
        idle_close(connection);
        return NULL;
    }
    idle_remove(connection);
    connection->reused = true;
    return connection;
