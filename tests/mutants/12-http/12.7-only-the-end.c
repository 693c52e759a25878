/* "Stale is what the server has closed." Bytes that nobody asked for are as bad. */
    for (connection = connector->idle.newest; connection != NULL; connection = older) {
        older = connection->older;
        if (connection->host != host)
            continue;
        if (!stream_reader_at_eof(&connection->stream->reader)) {
            idle_remove(connection);
            connection->reused = true;
            return connection;
        }
        idle_close(connection);
    }
    return NULL;
