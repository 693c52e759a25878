/* "An idle connection is a good connection: those that end are dropped by idle_has_news()." Not yet. */
    for (connection = connector->idle.newest; connection != NULL; connection = older) {
        older = connection->older;
        if (connection->host == host) {
            idle_remove(connection);
            connection->reused = true;
            return connection;
        }
    }
    return NULL;
