/*
 * Chapter 11: one connection.
 *
 * Three callbacks of the loop do all the work: readable, writable, and lost. Everything else changes
 * a buffer or a flag, and what the loop watches.
 */
#include "stream.h"
#include "todo.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* How much is read at once. On the stack: an idle connection has no buffer. */
#define READ_SIZE 65536

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

struct stream *stream_of_reader(struct stream_reader *reader)
{
    return container_of(reader, struct stream, reader);
}

struct stream *stream_of_writer(struct stream_writer *writer)
{
    return container_of(writer, struct stream, writer);
}

/* ---- The end --------------------------------------------------------------------------------- */

static void stream_free(struct stream *stream)
{
    stream_reader_destroy(&stream->reader);
    buffer_clear(&stream->writer.buffer);
    free(stream);
}

void stream_hold(struct stream *stream)
{
    stream->owners++;
}

void stream_release(struct stream *stream)
{
    if (stream == NULL)
        return;
    if (--stream->owners > 0)
        return;
    if (stream->gone)
        stream_free(stream);
    else
        stream_writer_close(&stream->writer);
}

/* The connection is over: `lost` will tell, as a callback of the loop and never in here. */
static void stream_lose(struct stream *stream, int error)
{
    stream->writer.closing = true;
    loop_remove_reader(stream->loop, stream->fd);
    loop_remove_writer(stream->loop, stream->fd);
    stream->reading = false;
    if (stream->error == 0)
        stream->error = error;
    loop_call_soon(stream->loop, &stream->lost);
}

/* Wakes everybody in WAITERS. */
static void wake_all(struct waiters *waiters)
{
    struct waiter *waiter;

    while ((waiter = waiters_next(waiters)) != NULL)
        waiter_wake(waiter);
}

/* Told once, by the loop: the connection is over. */
static int stream_lost(void *arg)
{
    struct stream *stream = arg;

    close(stream->fd);
    stream->fd = -1;
    stream->gone = true;
    buffer_clear(&stream->writer.buffer);
    if (stream->error != 0)
        stream_reader_set_exception(&stream->reader, stream->error);
    else
        stream_reader_feed_eof(&stream->reader);
    wake_all(&stream->writer.drainers);
    wake_all(&stream->writer.closers);
    if (stream->owners == 0)
        stream_free(stream);
    return 0;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static bool would_block(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

static int stream_readable(void *arg)
{
    struct stream *stream = arg;
    char data[READ_SIZE];
    ssize_t size = read(stream->fd, data, sizeof data);

    /*
     * Exercise 11.3: feed what was read to the reader; at the end of the stream, feed that, and watch
     * the descriptor for reading no more: it would be ready for ever. An error other than
     * would_block(), and no memory, are the end of the connection.
     */
    TODO("11.3", stream, size, would_block, stream_lose);
}

static struct stream *stream_of_source(struct stream_source *source)
{
    return container_of(source, struct stream, source);
}

static void stream_pause_reading(struct stream_source *source)
{
    struct stream *stream = stream_of_source(source);

    if (stream->reading)
        loop_remove_reader(stream->loop, stream->fd);
    stream->reading = false;
}

static void stream_resume_reading(struct stream_source *source)
{
    struct stream *stream = stream_of_source(source);

    if (stream->reading || stream->writer.closing || stream->reader.eof)
        return;
    stream->reading = true;
    loop_add_reader(stream->loop, stream->fd, &stream->readable);
}

/* ---- Writing --------------------------------------------------------------------------------- */

/* Sends; a broken pipe is an error, and no signal. A pipe's end is no socket. */
static ssize_t stream_send(const struct stream *stream, const void *data, size_t size)
{
    ssize_t sent = send(stream->fd, data, size, MSG_NOSIGNAL);

    return sent < 0 && errno == ENOTSOCK ? write(stream->fd, data, size) : sent;
}

/* All is sent: what was to come after it? */
static void stream_is_flushed(struct stream *stream)
{
    loop_remove_writer(stream->loop, stream->fd);
    buffer_clear(&stream->writer.buffer);
    if (stream->writer.closing)
        stream_lose(stream, 0);
    else if (stream->writer.eof)
        shutdown(stream->fd, SHUT_WR);
}

static int stream_writable(void *arg)
{
    struct stream *stream = arg;
    struct stream_writer *writer = &stream->writer;
    ssize_t sent = stream_send(stream, buffer_data(&writer->buffer), writer->buffer.size);

    if (sent < 0) {
        if (!would_block(errno))
            stream_lose(stream, errno);
        return 0;
    }
    buffer_consume(&writer->buffer, (size_t)sent);
    /*
     * Exercise 11.5: at or below the low mark, those who drain go on: the writer is not paused any
     * more, and all of them are woken. With nothing left the stream is flushed.
     */
    TODO("11.5", wake_all, stream_is_flushed);
    return 0;
}

/* Keeps the rest for later. */
static int writer_keep(struct stream *stream, const char *data, size_t size)
{
    struct stream_writer *writer = &stream->writer;
    int error = buffer_append(&writer->buffer, data, size);

    if (error == 0 && writer->buffer.size == size)
        error = loop_add_writer(stream->loop, stream->fd, &stream->writable);
    if (error != 0)
        stream_lose(stream, error);
    else if (writer->buffer.size > writer->high_water)
        writer->paused = true;
    return error;
}

int stream_writer_write(struct stream_writer *writer, const void *data, size_t size)
{
    struct stream *stream = stream_of_writer(writer);
    ssize_t sent = 0;

    if (writer->eof)
        return EPIPE;
    if (size == 0 || writer->closing)
        return 0;
        /*
     * Exercise 11.4: if nothing is in the buffer, send at once as much as the kernel takes: that is
     * nearly always all. An error other than would_block() is the end of the connection, and is told
     * by that. What is left is kept: writer_keep().
     */
    TODO("11.4", stream, data, &sent, stream_send, writer_keep);
}

void stream_writer_write_eof(struct stream_writer *writer)
{
    struct stream *stream = stream_of_writer(writer);

    if (writer->eof || writer->closing)
        return;
    writer->eof = true;
    if (writer->buffer.size == 0)
        shutdown(stream->fd, SHUT_WR);
}

/* ---- Closing --------------------------------------------------------------------------------- */

void stream_writer_close(struct stream_writer *writer)
{
    struct stream *stream = stream_of_writer(writer);

    /*
     * Exercise 11.6: once only: the writer is closing, and nothing is read any more. With nothing in
     * the buffer the connection is over, without an error; else when that is sent.
     */
    TODO("11.6", stream);
}

void stream_writer_abort(struct stream_writer *writer)
{
    struct stream *stream = stream_of_writer(writer);

    if (stream->gone || handle_is_queued(&stream->lost))
        return;
    buffer_clear(&writer->buffer);
    stream_lose(stream, 0);
}

bool stream_writer_is_closing(const struct stream_writer *writer)
{
    return writer->closing;
}

int stream_writer_set_limits(struct stream_writer *writer, size_t high, size_t low)
{
    if (low > high)
        return EINVAL;
    writer->high_water = high;
    writer->low_water = low;
    return 0;
}

/* ---- Waiting --------------------------------------------------------------------------------- */

/* One call of drain or of wait_closed. */
struct draining {
    struct coro coro;
    struct stream *stream; /* held */
    struct waiter waiter;
};

static void draining(struct coro *self)
{
    struct draining *my = (struct draining *)self;

    async (self) {
        if (my->stream->error != 0)
            async_raise(my->stream->error);
        if (my->stream->writer.closing)
            await(asyncio_sleep(0)); /* or a loop of write and drain would never end */
        if (my->stream->writer.paused && !my->stream->gone) {
            waiters_join(&my->stream->writer.drainers, &my->waiter);
            await(&my->waiter.future);
        }
        if (my->stream->error != 0)
            async_raise(my->stream->error);
        if (my->stream->gone)
            async_raise(ECONNRESET);
        finally
        {
            waiters_leave(&my->stream->writer.drainers, &my->waiter);
            stream_release(my->stream);
        }
    }
}

struct coro *stream_writer_drain(struct stream_writer *writer)
{
    struct coro *made =
        coro(draining, .coro.frame.cleans_up = true, .stream = stream_of_writer(writer));

    if (made != NULL)
        stream_hold(stream_of_writer(writer));
    return made;
}

/* One call of wait_closed. */
struct waiting_closed {
    struct coro coro;
    struct stream *stream; /* held */
    struct waiter waiter;
};

static void waiting_closed(struct coro *self)
{
    struct waiting_closed *my = (struct waiting_closed *)self;

    async (self) {
        if (!my->stream->gone) {
            waiters_join(&my->stream->writer.closers, &my->waiter);
            await(&my->waiter.future);
        }
        if (my->stream->error != 0)
            async_raise(my->stream->error);
        finally
        {
            waiters_leave(&my->stream->writer.closers, &my->waiter);
            stream_release(my->stream);
        }
    }
}

struct coro *stream_writer_wait_closed(struct stream_writer *writer)
{
    struct coro *made =
        coro(waiting_closed, .coro.frame.cleans_up = true, .stream = stream_of_writer(writer));

    if (made != NULL)
        stream_hold(stream_of_writer(writer));
    return made;
}

/* ---- Beginning ------------------------------------------------------------------------------- */

struct stream *stream_new(struct loop *loop, int fd, size_t limit, int *error)
{
    struct stream *stream = calloc(1, sizeof *stream);

    *error = stream == NULL ? ENOMEM : stream_reader_init(&stream->reader, limit, &stream->source);
    if (*error != 0) {
        free(stream);
        return NULL;
    }
    stream->source = (struct stream_source){stream_pause_reading, stream_resume_reading};
    stream->writer.high_water = STREAM_HIGH_WATER;
    stream->writer.low_water = STREAM_HIGH_WATER / 4;
    stream->loop = loop;
    stream->fd = fd;
    stream->owners = 1;
    handle_init(&stream->readable, stream_readable, stream);
    handle_init(&stream->writable, stream_writable, stream);
    handle_init(&stream->lost, stream_lost, stream);
    *error = loop_add_reader(loop, fd, &stream->readable);
    stream->reading = *error == 0;
    if (*error == 0)
        return stream;
    stream_free(stream);
    return NULL;
}
