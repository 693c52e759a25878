/*
 * Chapter 12: bodies that are read from a stream.
 */
#include <string.h>

#include "http_tests.h"
#include "virtual.h"

static struct loop loop;
static struct stream_reader reader;
static struct body body;

/* Reads the body as it comes, and writes down each piece: "[hello]", "." at the end, or the error. */
struct piecewise {
    struct coro coro;
    struct bytes *piece;
    int error;
};

static void piecewise(struct coro *self)
{
    struct piecewise *my = (struct piecewise *)self;

    async (self) {
        do {
            await_catch(my->error, my->piece, body_read(&body));
            if (my->error != 0)
                break;
            if (my->piece->size > 0)
                journal("[%.*s]", (int)my->piece->size, my->piece->data);
        } while (my->piece->size > 0);
        journal("%s", my->error != 0 ? errno_name(my->error) : ".");
        /* What is left in the stream is the next message's. */
        if (my->error == 0 && stream_reader_size(&reader) > 0) {
            await(my->piece, stream_reader_read(&reader, 100));
            journal("+%.*s", (int)my->piece->size, my->piece->data);
        }
    }
}

/* Reads all of it, twice. */
struct altogether {
    struct coro coro;
    size_t limit;
    struct bytes *all;
    int error;
    int times;
};

static void altogether(struct coro *self)
{
    struct altogether *my = (struct altogether *)self;

    async (self) {
        for (my->times = 0; my->times < 2; my->times++) {
            await_catch(my->error, my->all, body_read_all(&body, my->limit));
            journal("%s;", my->error != 0 ? errno_name(my->error) : my->all->data);
        }
    }
}

/* Begins a body with that framing, of a stream in which TEXT is already. */
static void begin(enum framing_kind kind, unsigned long long length, const char *text)
{
    virtual_loop_init(&loop);
    stream_reader_init(&reader, 100, NULL);
    stream_reader_feed_data(&reader, text, strlen(text));
    body_init(&body, &reader, (struct framing){.kind = kind, .length = length});
}

static void end(void)
{
    body_destroy(&body);
    stream_reader_destroy(&reader);
    loop_close(&loop);
    coro_free_memory();
}

/* What comes of READING when the stream ends behind what is there. */
static const char *read_to_end(struct coro *reading)
{
    stream_reader_feed_eof(&reader);
    loop_run_until_complete(&loop, reading, NULL);
    end();
    return journal_text();
}

START_TEST(body_of_a_length)
{
    begin(FRAMING_LENGTH, 5, "helloGET");
    expect_str(read_to_end(coro(piecewise)), "[hello].+GET",
               "a body of a length has so many bytes; the others are left in the stream");
    journal_clear();
    begin(FRAMING_LENGTH, 5, "hel");
    expect_str(read_to_end(coro(piecewise)), "[hel]INCOMPLETE_READ",
               "a stream that ends in the middle of a body is an error");
    journal_clear();
    begin(FRAMING_LENGTH, 0, "GET");
    expect_str(read_to_end(coro(piecewise)), ".+GET", "a body of no bytes has ended already");
    journal_clear();
    begin(FRAMING_NONE, 0, "GET");
    expect_str(read_to_end(coro(piecewise)), ".+GET", "no body has ended already");
}
END_TEST

START_TEST(body_in_chunks)
{
    begin(FRAMING_CHUNKED, 0, "5\r\nhello\r\n7;x\r\n, world\r\n0\r\n\r\nGET");
    expect_str(read_to_end(coro(piecewise)), "[hello][, world].+GET",
               "a body in chunks is its data; what is behind it is left in the stream");
    journal_clear();
    begin(FRAMING_CHUNKED, 0, "5\r\nhello\r\n");
    expect_str(read_to_end(coro(piecewise)), "[hello]INCOMPLETE_READ",
               "a stream that ends before the last chunk is an error");
    journal_clear();
    begin(FRAMING_CHUNKED, 0, "5\r\nhellox\r\n");
    expect_str(read_to_end(coro(piecewise)), "[hello]EBADMSG", "bad chunks are an error");
}
END_TEST

START_TEST(body_until_the_end)
{
    begin(FRAMING_UNTIL_CLOSE, 0, "hello");
    expect_str(read_to_end(coro(piecewise)), "[hello].", "such a body ends with the stream");
}
END_TEST

START_TEST(body_altogether)
{
    begin(FRAMING_CHUNKED, 0, "5\r\nhello\r\n7;x\r\n, world\r\n0\r\n\r\n");
    expect_str(read_to_end(coro(altogether, .limit = 12)), "hello, world;hello, world;",
               "all of a body; read again, it is the same");
    journal_clear();
    begin(FRAMING_CHUNKED, 0, "5\r\nhello\r\n7;x\r\n, world\r\n0\r\n\r\n");
    expect_str(read_to_end(coro(altogether, .limit = 11)), "EFBIG;EFBIG;",
               "a body above the limit is an error");
    journal_clear();
    begin(FRAMING_LENGTH, 1000000, "");
    expect_str(read_to_end(coro(altogether, .limit = 11)), "EFBIG;EFBIG;",
               "a length above the limit is an error before a byte has come");
    journal_clear();
    begin(FRAMING_NONE, 0, "");
    expect_str(read_to_end(coro(altogether, .limit = 0)), ";;", "no body is an empty one");
}
END_TEST

void add_body(TCase *tests)
{
    tcase_add_test(tests, body_of_a_length);
    tcase_add_test(tests, body_in_chunks);
    tcase_add_test(tests, body_until_the_end);
    tcase_add_test(tests, body_altogether);
}
