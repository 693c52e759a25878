/*
 * Chapter 11: waiting for a stream: until less is unsent, or until it is closed.
 */
#include "stream.h"

#include <errno.h>

/* One call of drain. */
struct draining {
    struct coro coro;
    struct stream *stream; /* held */
    struct waiters *line;
    struct waiter waiter;
};

/* The wait of WAITER in LINE is over, in whatever way. There is no line if it never began. */
static void stream_wait_ends(struct stream *stream, struct waiters *line, struct waiter *waiter)
{
    if (line != NULL)
        waiters_leave(line, waiter);
    stream_writer_tidy(&stream->writer);
    stream_release(stream);
}

/* Why a drain fails now; 0: it does not. */
static int drain_error(const struct stream *stream)
{
    if (stream->reader.error != 0)
        return stream->reader.error;
    return stream->gone ? ECONNRESET : 0;
}

static void draining(struct coro *self)
{
    struct draining *my = (struct draining *)self;

    async (self) {
        if (drain_error(my->stream) == 0 && my->stream->closing)
            await(asyncio_sleep(0)); /* or a loop of write and drain would never end */
        if (drain_error(my->stream) == 0 && my->stream->paused) {
            my->line = &my->stream->writer.unsent->drainers;
            waiters_join(my->line, &my->waiter);
            await(&my->waiter.future);
        }
        if (drain_error(my->stream) != 0)
            async_raise(drain_error(my->stream));
        finally
        {
            stream_wait_ends(my->stream, my->line, &my->waiter);
        }
    }
}

/* A call of drain or of wait_closed. It may outlast its caller's share of the stream, and has its own. */
static struct coro *waits_for_stream(struct stream_writer *writer, struct coro *made)
{
    if (made != NULL)
        stream_hold(stream_of_writer(writer));
    return made;
}

struct coro *stream_writer_drain(struct stream_writer *writer)
{
    return waits_for_stream(
        writer, coro(draining, .coro.frame.cleans_up = true, .stream = stream_of_writer(writer)));
}

/* One call of wait_closed. */
struct waiting_closed {
    struct coro coro;
    struct stream *stream; /* held */
    struct waiters *line;
    struct waiter waiter;
};

static void waiting_closed(struct coro *self)
{
    struct waiting_closed *my = (struct waiting_closed *)self;

    async (self) {
        if (!my->stream->gone) {
            if (stream_writer_get_unsent(&my->stream->writer) == NULL)
                async_raise(ENOMEM);
            my->line = &my->stream->writer.unsent->closers;
            waiters_join(my->line, &my->waiter);
            await(&my->waiter.future);
        }
        if (my->stream->error != 0)
            async_raise(my->stream->error);
        finally
        {
            stream_wait_ends(my->stream, my->line, &my->waiter);
        }
    }
}

struct coro *stream_writer_wait_closed(struct stream_writer *writer)
{
    return waits_for_stream(writer, coro(waiting_closed, .coro.frame.cleans_up = true,
                                         .stream = stream_of_writer(writer)));
}
