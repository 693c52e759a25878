/* "First in, first out, as everywhere." The oldest is the one that the server closes next. */
    for (connection = connector->idle.oldest; connection != NULL; connection = older) {
        older = connection->newer;
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
