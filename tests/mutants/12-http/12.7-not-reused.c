/* Forgets that it has served before. */
    for (connection = connector->idle.newest; connection != NULL; connection = older) {
        older = connection->older;
        if (connection->host != host)
            continue;
        if (connection_is_quiet(connection)) {
            idle_remove(connection);
            return connection;
        }
        idle_close(connection);
    }
    return NULL;
