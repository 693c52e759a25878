/*
 * Chapter 11: connecting.
 */
#include "streams.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include "address.h"
#include "sockets.h"

/* One try to connect. */
struct connecting {
    struct coro coro;
    const struct sockaddr *address;
    socklen_t size;
    int fd;
    bool watched;
    struct handle writable; /* the answer has come */
    struct future answered;
    struct stream *stream;
    int error;
};

static int connecting_answered(void *arg)
{
    struct connecting *my = arg;

    if (!future_done(&my->answered))
        future_set_result(&my->answered, 0);
    return 0;
}

/* Begins to connect. EINPROGRESS: the answer is still to come. */
static int connecting_begin(struct connecting *my)
{
    int error = socket_open(my->address->sa_family, &my->fd);

    if (error != 0)
        return error;
    if (connect(my->fd, my->address, my->size) == 0)
        return 0;
    /* Interrupted, it goes on all the same; a unix socket whose queue is full says EAGAIN. */
    return errno == EINTR ? EINPROGRESS : errno;
}

/* Waits for the answer. */
static struct future *connecting_wait(struct connecting *my)
{
    struct loop *loop = asyncio_get_running_loop();

    future_init(&my->answered, loop);
    handle_init(&my->writable, connecting_answered, my);
    my->error = loop_add_writer(loop, my->fd, &my->writable);
    my->watched = my->error == 0;
    if (my->error != 0)
        future_set_exception(&my->answered, my->error);
    return &my->answered;
}

/* What came of it. */
static int connecting_result(const struct connecting *my)
{
    int error = 0;
    socklen_t size = sizeof error;

    return getsockopt(my->fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

static void connecting_unwatch(struct connecting *my)
{
    if (my->watched)
        loop_remove_writer(asyncio_get_running_loop(), my->fd);
    my->watched = false;
}

static void connecting(struct coro *self)
{
    struct connecting *my = (struct connecting *)self;

    async (self) {
        my->fd = -1;
        my->error = connecting_begin(my);
        if (my->error == EINPROGRESS) {
            await(connecting_wait(my));
            connecting_unwatch(my);
            my->error = connecting_result(my);
        }
        if (my->error == 0)
            my->stream = stream_new(asyncio_get_running_loop(), my->fd, STREAM_LIMIT, &my->error);
        if (my->error != 0)
            async_raise(my->error);
        async_return(my->stream);
        finally
        {
            connecting_unwatch(my);
            if (my->stream == NULL && my->fd >= 0)
                close(my->fd);
        }
    }
}

/* ---- Names ----------------------------------------------------------------------------------- */

/* One call of asyncio_open_connection(). */
struct opening_connection {
    struct coro coro;
    struct coro *lookup; /* NULL once it is awaited */
    struct addrinfo *addresses;
    const struct addrinfo *next;
    struct stream *stream;
    int error;
};

/* The lookup, which belongs to its await from now on. */
static struct coro *lookup_taken(struct opening_connection *my)
{
    struct coro *lookup = my->lookup;

    my->lookup = NULL;
    return lookup;
}

static void opening_connection(struct coro *self)
{
    struct opening_connection *my = (struct opening_connection *)self;

    async (self) {
        await(my->addresses, lookup_taken(my));
        my->error = EHOSTUNREACH;
        for (my->next = my->addresses; my->next != NULL; my->next = my->next->ai_next) {
            await_catch(
                my->error, my->stream,
                coro(connecting, .address = my->next->ai_addr, .size = my->next->ai_addrlen));
            if (my->error == 0)
                async_return(my->stream);
            if (my->error == ECANCELED)
                break;
        }
        async_raise(my->error);
        finally
        {
            coro_drop(my->lookup);
            if (my->addresses != NULL)
                freeaddrinfo(my->addresses);
        }
    }
}

struct coro *asyncio_open_connection(const char *host, const char *port)
{
    struct coro *lookup = loop_getaddrinfo(host, port, false), *made;

    made = lookup != NULL ? coro(opening_connection, .coro.frame.cleans_up = true, .lookup = lookup)
                          : NULL;
    if (made == NULL)
        coro_drop(lookup);
    return made;
}

/* One call of asyncio_open_unix_connection(). */
struct opening_unix {
    struct coro coro;
    struct sockaddr_un address;
    struct stream *stream;
    int error;
};

static void opening_unix(struct coro *self)
{
    struct opening_unix *my = (struct opening_unix *)self;

    async (self) {
        if (my->error != 0)
            async_raise(my->error);
        await(my->stream, coro(connecting, .address = (const struct sockaddr *)&my->address,
                               .size = sizeof my->address));
        async_return(my->stream);
    }
}

struct coro *asyncio_open_unix_connection(const char *path)
{
    struct coro *made = coro(opening_unix);
    struct opening_unix *my = (struct opening_unix *)made;

    if (made != NULL)
        my->error = unix_address(&my->address, path);
    return made;
}

/* ---- Sockets --------------------------------------------------------------------------------- */

/* One call of asyncio_open_connection_socket(). */
struct opening_socket {
    struct coro coro;
    int fd;
    struct stream *stream;
    int error;
};

static void opening_socket(struct coro *self)
{
    struct opening_socket *my = (struct opening_socket *)self;

    async (self) {
        my->error = socket_check(my->fd);
        if (my->error == 0)
            my->error = socket_set_up(my->fd);
        if (my->error == 0)
            my->stream = stream_new(asyncio_get_running_loop(), my->fd, STREAM_LIMIT, &my->error);
        if (my->error != 0)
            async_raise(my->error);
        async_return(my->stream);
        finally
        {
            if (my->stream == NULL && my->fd >= 0)
                close(my->fd);
        }
    }
}

struct coro *asyncio_open_connection_socket(int fd)
{
    struct coro *made = coro(opening_socket, .coro.frame.cleans_up = true, .fd = fd);

    if (made == NULL && fd >= 0)
        close(fd);
    return made;
}
