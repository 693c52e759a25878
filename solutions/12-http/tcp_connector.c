/*
 * Chapter 12: the connections of a client.
 *
 * A place is the right to have one connection. It is handed over as the room of a semaphore is (chapter
 * 10): whoever leaves counts it as taken by the next in line, before that one runs. Idle connections
 * have no place; they make way when a place needs their descriptor.
 */
#include "tcp_connector.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "timeout.h"

/* One host and port. It lives as long as somebody uses it. */
struct client_host {
    struct client_host *next;
    size_t users;  /* those who wait, and connections */
    size_t places; /* how many of the connector's places are for this one */
    char authority[];
};

/* One call of tcp_connector_connect(). */
struct getting_connection {
    struct coro coro;
    struct tcp_connector *connector;
    const struct url *url;
    bool is_new;
    double timeout;
    struct getting_connection *next, **link; /* in connector->getting; no link: not in it */
    struct client_host *host;                /* used; NULL: not yet, or the connection has it */
    struct waiter waiter;
    bool has_place;
    struct client_connection *connection; /* ours until it is given */
    struct timeout opening;               /* in it while it connects */
    struct stream *stream;
    int error;
};

/* ---- Hosts ----------------------------------------------------------------------------------- */

/* One more user of the host of that name. NULL: no memory. */
static struct client_host *host_use(struct tcp_connector *connector, const char *authority)
{
    struct client_host *host = connector->hosts;

    while (host != NULL && strcmp(host->authority, authority) != 0)
        host = host->next;
    if (host == NULL) {
        host = malloc(sizeof *host + strlen(authority) + 1);
        if (host == NULL)
            return NULL;
        *host = (struct client_host){.next = connector->hosts};
        strcpy(host->authority, authority);
        connector->hosts = host;
    }
    host->users++;
    return host;
}

static void host_leave(struct tcp_connector *connector, struct client_host *host)
{
    struct client_host **link = &connector->hosts;

    if (--host->users > 0)
        return;
    while (*link != host)
        link = &(*link)->next;
    *link = host->next;
    free(host);
}

/* ---- Places ---------------------------------------------------------------------------------- */

static bool has_place_for(const struct tcp_connector *connector, const struct client_host *host)
{
    if (connector->limit > 0 && connector->places >= connector->limit)
        return false;
    return connector->limit_per_host == 0 || host->places < connector->limit_per_host;
}

static void place_take(struct tcp_connector *connector, struct client_host *host)
{
    connector->places++;
    host->places++;
}

/* Hands what is free to those in line, as far as it goes. Who waits for a host that is full is passed. */
static void connector_serve(struct tcp_connector *connector)
{
    struct waiter *waiter = connector->line.first;

    for (; waiter != NULL; waiter = waiter->next) {
        struct getting_connection *next = container_of(waiter, struct getting_connection, waiter);

        if (future_done(&waiter->future) || !has_place_for(connector, next->host))
            continue;
        next->has_place = true;
        place_take(connector, next->host);
        waiter_wake(waiter);
    }
}

static void place_give_back(struct tcp_connector *connector, struct client_host *host)
{
    connector->places--;
    host->places--;
    connector_serve(connector);
}

/* ---- Lists ----------------------------------------------------------------------------------- */

static void connections_add(struct client_connections *list, struct client_connection *connection)
{
    connection->newer = NULL;
    connection->older = list->newest;
    if (list->newest != NULL)
        list->newest->newer = connection;
    else
        list->oldest = connection;
    list->newest = connection;
    list->count++;
}

static void connections_remove(struct client_connections *list,
                               struct client_connection *connection)
{
    if (connection->older != NULL)
        connection->older->newer = connection->newer;
    else
        list->oldest = connection->newer;
    if (connection->newer != NULL)
        connection->newer->older = connection->older;
    else
        list->newest = connection->older;
    list->count--;
}

/* ---- Idle connections ------------------------------------------------------------------------ */

/* Closes it, and forgets it. It is in no list any more. */
static void connection_free(struct client_connection *connection)
{
    if (connection->connector != NULL)
        host_leave(connection->connector, connection->host);
    stream_writer_abort(&connection->stream->writer);
    stream_release(connection->stream);
    free(connection);
}

/* It is not idle any more: nobody need be told what happens to it. */
static void idle_remove(struct client_connection *connection)
{
    connections_remove(&connection->connector->idle, connection);
    stream_reader_set_watcher(&connection->stream->reader, NULL);
}

static void idle_close(struct client_connection *connection)
{
    idle_remove(connection);
    connection_free(connection);
}

/* True if nothing has been read since its last answer: neither the end, nor an answer to nothing. */
static bool connection_is_clean(const struct client_connection *connection)
{
    return !stream_writer_is_closing(&connection->stream->writer) &&
           stream_reader_is_quiet(&connection->stream->reader);
}

/*
 * True if nothing has come, either. What came since the loop last looked is still with the system, which is
 * asked: a program that was busy for a second has not seen that its servers closed meanwhile.
 */
static bool connection_is_quiet(const struct client_connection *connection)
{
    char byte;

    if (!connection_is_clean(connection))
        return false;
    if (recv(stream_writer_get_fd(&connection->stream->writer), &byte, 1, MSG_PEEK) >= 0)
        return false;
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

/* Something came from a server that nobody had asked; most often the end. */
static int idle_has_news(void *arg)
{
    idle_close(arg);
    return 0;
}

/* The time of the oldest idle connection is over, and perhaps of some more. */
static int idle_expire(void *arg)
{
    struct tcp_connector *connector = arg;
    double now = loop_time(connector->loop), timeout = connector->keepalive_timeout;
    struct client_connection *oldest;

    while ((oldest = connector->idle.oldest) != NULL && oldest->idle_since + timeout <= now)
        idle_close(oldest);
    if (oldest == NULL)
        return 0;
    return loop_call_at(connector->loop, &connector->timer, oldest->idle_since + timeout);
}

/* Nobody has it now. It reads nothing, but is told when there is something. */
static void idle_add(struct client_connection *connection)
{
    struct tcp_connector *connector = connection->connector;

    stream_reader_drop(&connection->stream->reader);
    connection->idle_since = loop_time(connector->loop);
    handle_init(&connection->on_news, idle_has_news, connection);
    stream_reader_set_watcher(&connection->stream->reader, &connection->on_news);
    connections_add(&connector->idle, connection);
    if (!timer_is_scheduled(&connector->timer) &&
        loop_call_later(connector->loop, &connector->timer, connector->keepalive_timeout) != 0)
        idle_close(connection); /* nobody would end its time */
}

/* The idle connection to use next for HOST; NULL: there is none. */
static struct client_connection *idle_take(struct tcp_connector *connector,
                                           const struct client_host *host)
{
    struct client_connection *connection, *older;

    /*
     * Exercise 12.7: look through the idle connections, the newest first (`connector->idle.newest`, and
     * on to the `older`): it has had the least time to go stale. Of those that lead to HOST the first
     * that is quiet is the one: idle_remove() it, and it counts as `reused`. One that is not quiet is of no
     * use to anybody: idle_close() it, and look on.
     */
#ifdef SOLUTION
    for (connection = connector->idle.newest; connection != NULL; connection = older) {
        older = connection->older;
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
#else
    TODO("12.7", connector, host, &connection, &older, connection_is_quiet);
#endif
}

/* ---- Getting one ----------------------------------------------------------------------------- */

/* Whoever closes the connector finds this call in its list from now on. */
static void getting_join(struct getting_connection *my)
{
    my->link = &my->connector->getting;
    my->next = *my->link;
    if (my->next != NULL)
        my->next->link = &my->next;
    *my->link = my;
}

/* It has no more to do with the connector, which may be gone when the last one has left. */
static void getting_leave(struct getting_connection *my)
{
    if (my->link == NULL)
        return;
    *my->link = my->next;
    if (my->next != NULL)
        my->next->link = my->link;
    my->link = NULL;
    if (my->connector->getting == NULL)
        waiters_wake(&my->connector->closing, (size_t)-1);
}

/* Stands in line, unless there is a place. */
static struct future *getting_place(struct getting_connection *my)
{
    waiters_join(&my->connector->line, &my->waiter);
    if (has_place_for(my->connector, my->host)) {
        my->has_place = true;
        place_take(my->connector, my->host);
        waiter_wake(&my->waiter);
    }
    return &my->waiter.future;
}

/* So many descriptors there may be: the oldest idle ones make way for a new connection. */
static void idle_make_way(struct tcp_connector *connector)
{
    while (connector->limit > 0 && connector->idle.oldest != NULL &&
           connector->places + connector->idle.count > connector->limit)
        idle_close(connector->idle.oldest);
}

/* There is a place: an idle connection, or an empty one that is still to be connected. */
static int getting_begin(struct getting_connection *my)
{
    waiters_leave(&my->connector->line, &my->waiter);
    if (my->connector->closed)
        return ESHUTDOWN;
    if (!my->is_new)
        my->connection = idle_take(my->connector, my->host);
    if (my->connection != NULL)
        return 0;
    idle_make_way(my->connector);
    my->connection = calloc(1, sizeof *my->connection);
    return my->connection != NULL ? 0 : ENOMEM;
}

/* It is connected, and the caller's. One that was idle has a use of its host already. */
static struct client_connection *getting_gives(struct getting_connection *my)
{
    struct client_connection *connection = my->connection;

    if (connection->stream != NULL)
        host_leave(my->connector, my->host);
    else
        *connection = (struct client_connection){
            .connector = my->connector, .host = my->host, .stream = my->stream};
    connections_add(&my->connector->in_use, connection);
    my->connection = NULL;
    my->stream = NULL;
    my->host = NULL;
    my->has_place = false;
    return connection;
}

/* What was not given away goes back. An idle connection always is given: nothing can fail behind it. */
static void getting_ends(struct getting_connection *my)
{
    waiters_leave(&my->connector->line, &my->waiter);
    free(my->connection);
    stream_release(my->stream);
    if (my->has_place)
        place_give_back(my->connector, my->host);
    if (my->host != NULL)
        host_leave(my->connector, my->host);
    getting_leave(my);
}

/* Connects. The block is the caller's: when the connector is closed, its time is over. */
struct opening {
    struct coro coro;
    struct getting_connection *getting;
    struct stream *stream;
};

static void opening(struct coro *self)
{
    struct opening *my = (struct opening *)self;

    async (self) {
        asyncio_timeout (&my->getting->opening, my->getting->timeout) {
            await(my->stream,
                  asyncio_open_connection(my->getting->url->host, my->getting->url->port));
        }
        async_return(my->stream);
    }
}

static void getting_connection(struct coro *self)
{
    struct getting_connection *my = (struct getting_connection *)self;

    async (self) {
        if (my->connector->loop == NULL)
            my->connector->loop = asyncio_get_running_loop();
        if (my->connector->closed)
            async_raise(ESHUTDOWN);
        getting_join(my);
        my->host = host_use(my->connector, my->url->authority);
        if (my->host == NULL)
            async_raise(ENOMEM);
        await(getting_place(my));
        my->error = getting_begin(my);
        if (my->error != 0)
            async_raise(my->error);
        if (my->connection->stream == NULL) {
            await_catch(my->error, my->stream, coro(opening, .getting = my));
            if (my->connector->closed && my->error != ECANCELED)
                my->error = ESHUTDOWN;
            if (my->error != 0)
                async_raise(my->error);
        }
        async_return(getting_gives(my));
        finally
        {
            getting_ends(my);
        }
    }
}

struct coro *tcp_connector_connect(struct tcp_connector *connector, const struct url *url,
                                   bool is_new, double timeout)
{
    return coro(getting_connection, .connector = connector, .url = url, .is_new = is_new,
                .timeout = timeout);
}

void client_connection_release(struct client_connection *connection, bool keep)
{
    struct tcp_connector *connector = connection->connector;
    struct client_host *host = connection->host;

    if (connector == NULL) { /* it was closed meanwhile */
        connection_free(connection);
        return;
    }
    connections_remove(&connector->in_use, connection);
    host->users++;
    if (keep && !connector->force_close && connection_is_clean(connection))
        idle_add(connection);
    else
        connection_free(connection);
    place_give_back(connector, host);
    host_leave(connector, host);
}

/* ---- The connector --------------------------------------------------------------------------- */

void tcp_connector_init(struct tcp_connector *connector)
{
    *connector =
        (struct tcp_connector){.limit = CONNECTOR_LIMIT, .keepalive_timeout = CONNECTOR_KEEPALIVE};
    timer_init(&connector->timer, idle_expire, connector);
}

/* The connector is gone for a connection that somebody has. Its end must not look like a good one. */
static void in_use_abort(struct tcp_connector *connector, struct client_connection *connection)
{
    connections_remove(&connector->in_use, connection);
    connection->connector = NULL;
    connector->places--;
    connection->host->places--;
    host_leave(connector, connection->host);
    stream_reader_set_exception(&connection->stream->reader, ECONNABORTED);
    stream_writer_abort(&connection->stream->writer);
}

/* Waits for those who were about to get a connection, and for the loop to close what was aborted. */
struct closing {
    struct coro coro;
    struct tcp_connector *connector;
    struct waiter waiter;
};

/* Stands in line until the last of them has left. */
static struct future *closing_wait(struct closing *my)
{
    waiters_join(&my->connector->closing, &my->waiter);
    if (my->connector->getting == NULL)
        waiter_wake(&my->waiter);
    return &my->waiter.future;
}

static void closing(struct coro *self)
{
    struct closing *my = (struct closing *)self;

    async (self) {
        await(closing_wait(my));
        await(asyncio_sleep(0)); /* the loop closes what is aborted in its next iteration */
        finally
        {
            waiters_leave(&my->connector->closing, &my->waiter);
        }
    }
}

struct coro *tcp_connector_close(struct tcp_connector *connector)
{
    struct waiter *waiter;

    connector->closed = true;
    timer_cancel(&connector->timer);
    while (connector->idle.oldest != NULL)
        idle_close(connector->idle.oldest);
    while (connector->in_use.oldest != NULL)
        in_use_abort(connector, connector->in_use.oldest);
    while ((waiter = waiters_next(&connector->line)) != NULL)
        waiter_wake(waiter);
    for (struct getting_connection *its = connector->getting; its != NULL; its = its->next)
        timeout_reschedule(&its->opening, 0); /* if it connects: its time is over */
    return coro(closing, .connector = connector);
}
