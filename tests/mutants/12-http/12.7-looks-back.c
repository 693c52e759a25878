/* Asks for the older one of a connection that is gone. */
    (void)older;
    for (connection = connector->idle.newest; connection != NULL; connection = connection->older) {
        if (connection->host != host)
            continue;
        if (connection_is_quiet(connection)) {
            idle_remove(connection);
            connection->reused = true;
            return connection;
        }
        idle_close(connection);
    }
    return NULL;
