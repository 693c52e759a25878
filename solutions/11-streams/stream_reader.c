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

int stream_reader_init(struct stream_reader *reader, size_t limit, struct stream_source *source)
{
    if (limit == 0)
        return EINVAL;
    *reader = (struct stream_reader){.limit = limit, .source = source};
    return 0;
}

void stream_reader_destroy(struct stream_reader *reader)
{
    buffer_clear(&reader->buffer);
}

bool stream_reader_at_eof(const struct stream_reader *reader)
{
    return reader->eof && reader->buffer.size == reader->given;
}

const struct bytes *stream_reader_partial(const struct stream_reader *reader)
{
    return &reader->bytes;
}

/* ---- What the source calls ------------------------------------------------------------------- */

/* Wakes the read that waits, if one does. */
static void reader_wake(struct stream_reader *reader)
{
    struct future *waiter = reader->waiter;

    reader->waiter = NULL;
    if (waiter != NULL && !future_done(waiter))
        future_set_result(waiter, 0);
}

int stream_reader_feed_data(struct stream_reader *reader, const void *data, size_t size)
{
    int error = buffer_append(&reader->buffer, data, size);

    if (error != 0 || size == 0)
        return error;
    reader_wake(reader);
    if (reader->source != NULL && !reader->paused && reader->buffer.size > 2 * reader->limit) {
        reader->paused = true;
        reader->source->pause_reading(reader->source);
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
    struct stream_reader *reader;
    enum wanted wanted;
    size_t size;
    const char *separator;
    size_t searched; /* so many bytes were searched for the separator */
    struct future waiter;
    bool waits;
    int error;
};

static void reader_resume(struct stream_reader *reader)
{
    if (!reader->paused)
        return;
    reader->paused = false;
    reader->source->resume_reading(reader->source);
}

/* What the last read gave is the past. */
static void reader_drop_given(struct stream_reader *reader)
{
    buffer_consume(&reader->buffer, reader->given);
    reader->given = 0;
    if (reader->buffer.size <= reader->limit)
        reader_resume(reader);
}

/* This read gives the first SIZE bytes. */
static bool reading_gives(struct reading *my, size_t size)
{
    struct stream_reader *reader = my->reader;

    reader->bytes =
        (struct bytes){.data = size > 0 ? buffer_data(&reader->buffer) : "", .size = size};
    reader->given = size;
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
    const struct buffer *buffer = &my->reader->buffer;
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

/* A line is too long. Python drops it; so that the next read begins at a line, if its end has come. */
static bool reading_overruns(struct reading *my, ptrdiff_t found)
{
    struct stream_reader *reader = my->reader;

    if (my->wanted == WANTED_LINE)
        buffer_consume(&reader->buffer, found >= 0 ? (size_t)found + 1 : reader->buffer.size);
    reader_drop_given(reader);
    return reading_fails(my, LIMIT_OVERRUN, 0);
}

/* Is there a separator? */
static bool reading_has_line(struct reading *my)
{
    struct stream_reader *reader = my->reader;
    ptrdiff_t found = reading_find(my);

    /*
     * Exercise 11.1: what stands before the separator may have `limit` bytes, if it was found or not:
     * else the read overruns. Found: it gives all up to the end of the separator. Not found at the
     * end of the stream: a line is what is left; any other separator is missing, INCOMPLETE_READ.
     * Else there is not enough yet.
     */
#ifdef SOLUTION
    if (found >= 0 ? (size_t)found > reader->limit : my->searched > reader->limit)
        return reading_overruns(my, found);
    if (found >= 0)
        return reading_gives(my, (size_t)found + strlen(my->separator));
    if (!reader->eof)
        return false;
    if (my->wanted == WANTED_LINE)
        return reading_gives(my, reader->buffer.size);
    return reading_fails(my, INCOMPLETE_READ, reader->buffer.size);
#else
    TODO("11.1", my, found, reader, reading_overruns);
#endif
}

/* True if the read is over: with what it gives, or with my->error. */
static bool reading_is_over(struct reading *my)
{
    struct stream_reader *reader = my->reader;
    size_t size = reader->buffer.size;

    if (my->wanted == WANTED_LINE || my->wanted == WANTED_UNTIL)
        return reading_has_line(my);
        /*
     * Exercise 11.2: ANY is content with what there is, ALL with the end only, EXACTLY with `size`
     * bytes. Neither ANY nor EXACTLY gives more than `size`. At the end of the stream what there is
     * must do, but EXACTLY fails then, with what there is.
     */
#ifdef SOLUTION
    if (my->wanted == WANTED_EXACTLY && size < my->size)
        return reader->eof && reading_fails(my, INCOMPLETE_READ, size);
    if (!reader->eof && (my->wanted == WANTED_ALL || (size == 0 && my->size > 0)))
        return false;
    return reading_gives(my, size < my->size ? size : my->size);
#else
    TODO("11.2", reader, size);
#endif
}

/* The future of a read that must wait. The buffer may be full: whoever waits wants more, in any case. */
static struct future *reading_wait(struct reading *my)
{
    struct stream_reader *reader = my->reader;

    if (reader->buffer.size == 0)
        buffer_clear(&reader->buffer);
    reader_resume(reader);
    future_init(&my->waiter, asyncio_get_running_loop());
    reader->waiter = &my->waiter;
    my->waits = true;
    return &my->waiter;
}

/* Begins a read: drops what the last one gave. */
static int reading_begin(struct reading *my)
{
    if (my->reader->waiter != NULL)
        return EBUSY;
    reader_drop_given(my->reader);
    my->reader->bytes = (struct bytes){.data = ""};
    return my->reader->error;
}

static void reading(struct coro *self)
{
    struct reading *my = (struct reading *)self;

    async (self) {
        my->error = reading_begin(my);
        while (my->error == 0 && !reading_is_over(my)) {
            await(reading_wait(my));
            my->waits = false;
            my->error = my->reader->error;
        }
        if (my->error != 0)
            async_raise(my->error);
        async_return(&my->reader->bytes);
        finally
        {
            if (my->waits && my->reader->waiter == &my->waiter)
                my->reader->waiter = NULL;
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
