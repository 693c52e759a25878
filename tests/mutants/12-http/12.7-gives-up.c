/* "The newest is stale, so the older ones are, too." */
    for (connection = connector->idle.newest; connection != NULL; connection = older) {
        older = connection->older;
        if (connection->host != host)
            continue;
        if (!connection_is_quiet(connection)) {
            idle_close(connection);
            return NULL;
        }
        idle_remove(connection);
        connection->reused = true;
        return connection;
    }
    return NULL;
