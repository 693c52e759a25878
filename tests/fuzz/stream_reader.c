/*
 * Fuzzes the reader of streams. The second byte of the input says how many of the bytes behind it are reads; what
 * is left is what comes. What the reads give must not depend on when it came; so there are none that take
 * what happens to be there, and the limit is above the size of any input. A second run has a small limit,
 * and all kinds of reads: what they give depends on when things come, and must only do no harm.
 */
#include "fuzz.h"
#include "stream_reader.h"

static struct stream_reader reader;
static struct told *out;

/* Does the reads, one after the other. */
struct consuming {
    struct coro coro;
    const uint8_t *reads;
    size_t count;
    bool any; /* reads that take what is there are among them */
    size_t i;
    struct bytes *bytes;
    int error;
};

/* The read that a byte stands for. */
static struct coro *read_of(const struct consuming *my, uint8_t byte)
{
    const size_t size = byte >> 3;

    switch (byte & 7) {
    case 0:
    case 1:
        return stream_reader_readline(&reader);
    case 2:
        return stream_reader_readuntil(&reader, "ab");
    case 3:
        return stream_reader_readuntil(&reader, "\r\n");
    case 4:
        return my->any ? stream_reader_read(&reader, size) : stream_reader_readline(&reader);
    case 5:
        return my->any && size == 0 ? stream_reader_read(&reader, STREAM_TO_END)
                                    : stream_reader_readexactly(&reader, size);
    default:
        return stream_reader_readexactly(&reader, size);
    }
}

/* Says what a read gave. The first half of it, now and then, is put back. */
static void consuming_tell(struct consuming *my)
{
    tell_number(out, (unsigned)my->error);
    if (my->error != 0)
        return;
    tell(out, my->bytes->data, my->bytes->size);
    tell(out, "|", 1);
    if (my->i < my->count && my->reads[my->i] % 11 == 0)
        stream_reader_unread(&reader, my->bytes->size / 2);
}

static void consuming(struct coro *self)
{
    struct consuming *my = (struct consuming *)self;

    async (self) {
        for (my->i = 0; my->i < my->count; my->i++) {
            await_catch(my->error, my->bytes, read_of(my, my->reads[my->i]));
            consuming_tell(my);
        }
        await_catch(my->error, my->bytes, stream_reader_read(&reader, STREAM_TO_END));
        consuming_tell(my);
    }
}

static int nothing(void *arg)
{
    (void)arg;
    return 0;
}

/* Iterations that do not sleep: something is always queued. */
static void turn(struct loop *loop, int times)
{
    while (times-- > 0) {
        struct handle handle;

        handle_init(&handle, nothing, NULL);
        loop_call_soon(loop, &handle);
        loop_run_once(loop);
    }
}

/* A source that is only told; it goes on all the same. */
static void ignore(struct stream_reader *its_reader)
{
    (void)its_reader;
}

static const struct stream_source source = {ignore, ignore};

/* Lets the reads happen while the bytes come in pieces. */
static struct told consume(const uint8_t *reads, size_t count, const uint8_t *data, size_t size,
                           uint32_t cuts, size_t limit, bool any)
{
    struct told told = {0};
    struct loop loop;
    struct task *task;
    size_t at = 0;

    out = &told;
    if (loop_init(&loop, NULL) != 0 || stream_reader_init(&reader, limit, &source) != 0)
        abort();
    task = loop_create_task(&loop, coro(consuming, .reads = reads, .count = count, .any = any));
    while (at < size) {
        const size_t piece = next_piece(&cuts, size - at);
        char *copy = copy_of(data + at, piece);

        if (stream_reader_feed_data(&reader, copy, piece) != 0)
            abort();
        free(copy);
        at += piece;
        turn(&loop, 1 + (int)(piece % 3));
    }
    stream_reader_feed_eof(&reader);
    turn(&loop, 4);
    if (!task_done(task))
        abort();
    task_release(task);
    stream_reader_destroy(&reader);
    loop_close(&loop);
    return told;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct told whole, cut;
    size_t count;

    if (size < 2 || size > 60000)
        return 0;
    count = data[1] % 32;
    count = count < size - 2 ? count : size - 2;
    whole = consume(data + 2, count, data + 2 + count, size - 2 - count, 0, 100000, false);
    cut = consume(data + 2, count, data + 2 + count, size - 2 - count, data[0] + 1u, 100000, false);
    must_be_same(&whole, &cut);
    cut = consume(data + 2, count, data + 2 + count, size - 2 - count, data[0] + 1u, 8, true);
    free(cut.text);
    return 0;
}
