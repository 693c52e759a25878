/* Forgets to ask where the connection leads to. */
    for (connection = connector->idle.newest; connection != NULL; connection = older) {
        older = connection->older;
        if (connection_is_quiet(connection)) {
            idle_remove(connection);
            connection->reused = true;
            return connection;
        }
        idle_close(connection);
    }
    return NULL;
