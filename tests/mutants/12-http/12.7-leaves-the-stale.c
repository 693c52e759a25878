/* Passes over what is stale, and leaves it where it is. */
    for (connection = connector->idle.newest; connection != NULL; connection = older) {
        older = connection->older;
        if (connection->host == host && connection_is_quiet(connection)) {
            idle_remove(connection);
            connection->reused = true;
            return connection;
        }
    }
    return NULL;
