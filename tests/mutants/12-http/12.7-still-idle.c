/* Gives it away, and keeps it in the list all the same. */
    for (connection = connector->idle.newest; connection != NULL; connection = older) {
        older = connection->older;
        if (connection->host != host)
            continue;
        if (connection_is_quiet(connection)) {
            connection->reused = true;
            return connection;
        }
        idle_close(connection);
    }
    return NULL;
