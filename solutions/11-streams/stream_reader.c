/*
 * Chapter 11: reading.
 *
 * All reads are one loop: look whether there is enough; if not, wait until more has come, and look
 * again. They differ only in what is enough.
 */
#include "stream_reader.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <string.h>

/* What is enough for a read. */
enum wanted {
    WANTED_ANY,     /* anything, up to `size` */
    WANTED_ALL,     /* everything up to the end */
    WANTED_EXACTLY, /* `size` bytes */
    WANTED_LINE,    /* up to a '\n'; the rest at the end */
    WANTED_UNTIL,   /* up to the separator */
};

/* One call of a function that reads. */
struct reading {
    struct coro coro;
    struct stream_reader *reader; /* NULL: it was destroyed while this read waited */
    struct task *task;            /* who waits */
    union {
        size_t size;
        const char *separator;
    };
    size_t searched; /* so many bytes were searched for the separator */
    int error;
    unsigned char wanted; /* one of enum wanted */
};

int stream_reader_init(struct stream_reader *reader, size_t limit,
                       const struct stream_source *source)
{
    *reader = (struct stream_reader){.source = source};
    return stream_reader_set_limit(reader, limit);
}

int stream_reader_set_limit(struct stream_reader *reader, size_t limit)
{
    if (limit == 0)
        return EINVAL;
    reader->limit = limit;
    return 0;
}

/* ---- What has come --------------------------------------------------------------------------- */

static const struct received nothing = {.bytes.data = ""};

static const struct received *reader_received(const struct stream_reader *reader)
{
    return reader->received != NULL ? reader->received : &nothing;
}

/* The same, to be changed. NULL: no memory. */
static struct received *reader_get_received(struct stream_reader *reader)
{
    if (reader->received != NULL)
        return reader->received;
    reader->received = coro_memory(sizeof *reader->received);
    if (reader->received != NULL)
        *reader->received = nothing;
    return reader->received;
}

static void reader_free_received(struct stream_reader *reader)
{
    if (reader->received == NULL)
        return;
    buffer_clear(&reader->received->buffer);
    coro_memory_release(reader->received, sizeof *reader->received);
    reader->received = NULL;
}

/* How many bytes there are, with those that the last read has taken: they go when the next one begins. */
static size_t reader_size(const struct stream_reader *reader)
{
    return reader_received(reader)->buffer.size;
}

static size_t reader_taken(const struct stream_reader *reader)
{
    const struct received *received = reader_received(reader);

    return received->kept ? 0 : received->bytes.size;
}

size_t stream_reader_size(const struct stream_reader *reader)
{
    return reader_size(reader) - reader_taken(reader);
}

void stream_reader_unread(struct stream_reader *reader, size_t size)
{
    if (size > 0)
        reader->received->bytes.size -= size;
}

bool stream_reader_at_eof(const struct stream_reader *reader)
{
    return reader->eof && stream_reader_size(reader) == 0;
}

const struct bytes *stream_reader_partial(const struct stream_reader *reader)
{
    return &reader_received(reader)->bytes;
}

bool stream_reader_forgive(struct stream_reader *reader)
{
    const bool has_gone = reader->error == EPIPE || reader->error == ECONNRESET;

    if (!has_gone || stream_reader_size(reader) == 0)
        return false;
    reader->error = 0;
    reader->eof = true;
    return true;
}

bool stream_reader_is_quiet(const struct stream_reader *reader)
{
    return !reader->eof && reader->error == 0 && stream_reader_size(reader) == 0;
}

void stream_reader_set_watcher(struct stream_reader *reader, struct handle *handle)
{
    if (reader->watcher != NULL)
        handle_cancel(reader->watcher);
    reader->watcher = handle;
}

/* ---- What the source calls ------------------------------------------------------------------- */

/* Wakes the read that waits, if one does. It looks for itself whether there is enough now. */
static void reader_wake(struct stream_reader *reader)
{
    if (reader->waiting != NULL)
        task_wake(reader->waiting->task);
    if (reader->watcher != NULL)
        loop_call_soon(asyncio_get_running_loop(), reader->watcher); /* or it is queued */
}

void stream_reader_destroy(struct stream_reader *reader)
{
    stream_reader_set_watcher(reader, NULL);
    reader_wake(reader);
    if (reader->waiting != NULL)
        reader->waiting->reader = NULL;
    reader_free_received(reader);
}

/* True if more than twice the limit is there. */
static bool reader_is_full(const struct stream_reader *reader)
{
    size_t size = reader_size(reader);

    return size > reader->limit && size - reader->limit > reader->limit;
}

/* What the last read gave may have to move with the buffer: whoever has the bytes finds them there. */
int stream_reader_feed_data(struct stream_reader *reader, const void *data, size_t size)
{
    struct received *received;

    if (size == 0)
        return 0;
    received = reader_get_received(reader);
    if (received == NULL || buffer_append(&received->buffer, data, size) != 0)
        return ENOMEM;
    if (received->bytes.size > 0)
        received->bytes.data = buffer_data(&received->buffer);
    reader_wake(reader);
    if (reader->source != NULL && !reader->paused && reader_is_full(reader)) {
        reader->paused = true;
        reader->source->pause_reading(reader);
    }
    return 0;
}

void stream_reader_feed_eof(struct stream_reader *reader)
{
    reader->eof = true;
    reader_wake(reader);
}

void stream_reader_set_exception(struct stream_reader *reader, int error)
{
    reader->error = error;
    reader_wake(reader);
}

/* ---- One read -------------------------------------------------------------------------------- */

static void reader_resume(struct stream_reader *reader)
{
    if (!reader->paused)
        return;
    reader->paused = false;
    reader->source->resume_reading(reader);
}

/* The first SIZE bytes of the buffer are the past. */
static void reader_drop(struct stream_reader *reader, size_t size)
{
    if (size > 0)
        buffer_consume(&reader->received->buffer, size);
    if (reader_size(reader) <= reader->limit)
        reader_resume(reader);
}

/* Nothing is given, and nothing was. */
static void reader_forget(struct stream_reader *reader)
{
    reader_drop(reader, reader_taken(reader));
    if (reader->received == NULL)
        return;
    reader->received->bytes = nothing.bytes;
    reader->received->kept = false;
}

void stream_reader_drop(struct stream_reader *reader)
{
    reader_forget(reader);
    if (reader_size(reader) == 0)
        reader_free_received(reader);
}

/* This read gives the first SIZE bytes. */
static bool reading_gives(struct reading *my, size_t size)
{
    struct received *received = my->reader->received;

    if (received != NULL)
        received->bytes = nothing.bytes;
    if (size > 0)
        received->bytes = (struct bytes){.data = buffer_data(&received->buffer), .size = size};
    return true;
}

/* This read fails, and gives SIZE bytes with the error. */
static bool reading_fails(struct reading *my, int error, size_t size)
{
    my->error = error;
    return reading_gives(my, size);
}

/* Where the separator begins; -1: it is not there. Never looks twice at the same place. */
static ptrdiff_t reading_find(struct reading *my)
{
    const struct buffer *buffer = &reader_received(my->reader)->buffer;
    size_t size = strlen(my->separator);

    for (; my->searched + size <= buffer->size; my->searched++) {
        const char *place = buffer_data(buffer) + my->searched;
        const char *next = memchr(place, my->separator[0], buffer->size - size + 1 - my->searched);

        if (next == NULL) {
            my->searched = buffer->size - size + 1;
            return -1;
        }
        my->searched += (size_t)(next - place);
        if (memcmp(next, my->separator, size) == 0)
            return (ptrdiff_t)my->searched;
    }
    return -1;
}

/*
 * What stands before the separator is too long. A line is dropped: if its end has come the next read
 * begins behind that. Anything else stays, and is only shown.
 */
static bool reading_overruns(struct reading *my, ptrdiff_t found)
{
    struct stream_reader *reader = my->reader;

    if (my->wanted == WANTED_LINE) {
        reader_drop(reader, found >= 0 ? (size_t)found + 1 : reader_size(reader));
        return reading_fails(my, LIMIT_OVERRUN, 0);
    }
    reader->received->kept = true;
    return reading_fails(my, LIMIT_OVERRUN, my->searched);
}

/* Is there a separator? True if the read is over, with what it gives or an error; else it waits. */
static bool reading_has_line(struct reading *my)
{
    struct stream_reader *reader = my->reader;
    ptrdiff_t found = reading_find(my);

    /*
     * Exercise 11.1: `searched` bytes stand before the separator, or before the place where it may yet
     * begin. With more of them than the reader's limit the read overruns. If the separator was found,
     * the read gives everything up to its end. If not, more may come, unless this is the end of the
     * stream: then a line is what is left, and any other separator is missing, INCOMPLETE_READ.
     */
#ifdef SOLUTION
    if (my->searched > reader->limit)
        return reading_overruns(my, found);
    if (found >= 0)
        return reading_gives(my, (size_t)found + strlen(my->separator));
    if (!reader->eof)
        return false;
    if (my->wanted == WANTED_LINE)
        return reading_gives(my, reader_size(reader));
    return reading_fails(my, INCOMPLETE_READ, reader_size(reader));
#else
    TODO("11.1", found, reader, reading_overruns, reading_fails);
#endif
}

/* Is there enough? As reading_has_line(). */
static bool reading_has_enough(struct reading *my)
{
    struct stream_reader *reader = my->reader;
    size_t size = reader_size(reader);

    /*
     * Exercise 11.2: ANY is content with one byte or more, ALL with the end only, EXACTLY with
     * `my->size` bytes. Neither ANY nor EXACTLY gives more than that, and who wants none never waits.
     * At the end of the stream what there is must do; with less than it wants EXACTLY fails then.
     */
#ifdef SOLUTION
    if (my->wanted == WANTED_EXACTLY && size < my->size)
        return reader->eof && reading_fails(my, INCOMPLETE_READ, size);
    if (!reader->eof && (my->wanted == WANTED_ALL || (size == 0 && my->size > 0)))
        return false;
    return reading_gives(my, size < my->size ? size : my->size);
#else
    TODO("11.2", reader, size, reading_fails);
#endif
}

/* True if the read is over: with what it gives, or with my->error. */
static bool reading_is_over(struct reading *my)
{
    return my->wanted == WANTED_LINE || my->wanted == WANTED_UNTIL ? reading_has_line(my)
                                                                   : reading_has_enough(my);
}

/* Begins to wait for more. The buffer may be full: whoever waits wants more, in any case. */
static int reading_waits(struct reading *my)
{
    struct stream_reader *reader = my->reader;
    struct task *task = asyncio_current_task();

    if (task == NULL || coro_running_stack() != &task->stack)
        return EINVAL; /* nobody could be woken */
    if (reader_size(reader) == 0)
        reader_free_received(reader);
    reader_resume(reader);
    my->task = task;
    reader->waiting = my;
    task_park(task);
    return 0;
}

/* The wait is over, in whatever way. */
static int reading_waited(struct reading *my)
{
    if (my->reader == NULL)
        return ECONNRESET;
    if (my->reader->waiting == my)
        my->reader->waiting = NULL;
    return my->reader->error;
}

/* Begins a read: drops what the last one gave. */
static int reading_begins(struct reading *my)
{
    struct stream_reader *reader = my->reader;

    if (my->error != 0)
        return my->error;
    if (reader->waiting != NULL)
        return EBUSY;
    reader_forget(reader);
    return reader->error;
}

static void reading(struct coro *self)
{
    struct reading *my = (struct reading *)self;

    async (self) {
        my->error = reading_begins(my);
        while (my->error == 0 && !reading_is_over(my)) {
            my->error = reading_waits(my);
            if (my->error != 0)
                break;
            async_yield(my->error, 0);
            my->error = reading_waited(my);
        }
        if (my->error != 0)
            async_raise(my->error);
        async_return((struct bytes *)stream_reader_partial(my->reader));
        finally
        {
            reading_waited(my);
        }
    }
}

struct coro *stream_reader_read(struct stream_reader *reader, size_t size)
{
    return coro(reading, .reader = reader, .size = size,
                .wanted = size == STREAM_TO_END ? WANTED_ALL : WANTED_ANY);
}

struct coro *stream_reader_readexactly(struct stream_reader *reader, size_t size)
{
    return coro(reading, .reader = reader, .size = size, .wanted = WANTED_EXACTLY);
}

struct coro *stream_reader_readline(struct stream_reader *reader)
{
    return coro(reading, .reader = reader, .separator = "\n", .wanted = WANTED_LINE);
}

struct coro *stream_reader_readuntil(struct stream_reader *reader, const char *separator)
{
    return coro(reading, .reader = reader, .separator = separator, .wanted = WANTED_UNTIL,
                .error = *separator == '\0' ? EINVAL : 0);
}
