/*
 * Chapter 12: what a client understands of what it is answered, and what it does not.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "client_tests.h"

START_TEST(response_and_its_body) /* _i: in one piece, or byte by byte */
{
    static const struct {
        const char *answer, *outcome;
    } cases[] = {
        {OK "Content-Length: 5\r\n\r\nhello", "200 hello"},
        {OK "Content-Length: 0\r\n\r\n", "200 "},
        {OK "Transfer-Encoding: chunked\r\n\r\n4\r\nhell\r\n1;x=y\r\no\r\n0\r\nX: y\r\n\r\n",
         "200 hello"},
        {OK "\r\nto the end", "200 to the end"},
        {"HTTP/1.0 200 OK\r\n\r\nto the end", "200 to the end"},
        {OK "Connection: close\r\n\r\nto the end", "200 to the end"},
        {"HTTP/1.1 204 No Content\r\n\r\n", "204 "},
        {"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "304 "},
        {"HTTP/1.1 100 Continue\r\n\r\n" OK "Content-Length: 2\r\n\r\nok", "200 ok"},
        {"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 C\r\n\r\n" OK
         "Content-Length: 2\r\n\r\nok",
         "200 ok"},
        {"HTTP/1.1 404\r\nContent-Length: 2\r\n\r\nno", "404 no"},
        {"HTTP/1.1 500 \r\nContent-Length: 2\r\n\r\nno", "500 no"},
        {OK "content-LENGTH: 2\r\n\r\nok", "200 ok"},
    };

    if (_i == 1)
        answers_slowly();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        answers(cases[i].answer, THEN_CLOSES);
        expect_str(visit("/"), cases[i].outcome,
                   "a response is understood, in whatever pieces it comes");
    }
}
END_TEST

START_TEST(response_refused) /* _i: in one piece, or byte by byte */
{
    static const struct {
        const char *answer, *outcome;
    } cases[] = {
        {OK "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "!EBADMSG"},
        {OK "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "!EBADMSG"},
        {OK "Content-Length: -5\r\n\r\n", "!EBADMSG"},
        {OK "Content-Length: 5x\r\n\r\n", "!EBADMSG"},
        {OK "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "!EPROTONOSUPPORT"},
        {OK "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", "!EBADMSG"},
        {OK "No colon\r\n\r\n", "!EBADMSG"},
        {OK "Space : x\r\n\r\n", "!EBADMSG"},
        {OK " folded\r\n\r\n", "!EBADMSG"},
        {"HTTP/1.1 200 OK\n\n", "!EBADMSG"},
        {"HTTP/1.1 20 OK\r\n\r\n", "!EBADMSG"},
        {"HTTP/1.1 99 OK\r\n\r\n", "!EBADMSG"},
        {"HTTP/2.0 200 OK\r\n\r\n", "!EPROTONOSUPPORT"},
        {"HTP/1.1 200 OK\r\n\r\n", "!EBADMSG"},
        {"HTTP/1.1 101 Switching Protocols\r\n\r\n", "!EBADMSG"},
        {"nonsense\r\n\r\n", "!EBADMSG"},
        {OK "Transfer-Encoding: chunked\r\n\r\nx\r\n", "200 !EBADMSG"},
        {OK "Transfer-Encoding: chunked\r\n\r\n-1\r\n", "200 !EBADMSG"},
        {OK "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n", "200 !EBADMSG"},
        {OK "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", "200 !EBADMSG"},
    };

    if (_i == 1)
        answers_slowly();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        answers(cases[i].answer, THEN_HOLDS);
        expect_str(visit("/"), cases[i].outcome,
                   "a response that is malformed, or can be understood in two ways, is refused");
        expect_int((int)session.connector.idle.count, 0,
                   "whoever sends nonsense is not asked a second time over this connection");
    }
}
END_TEST

START_TEST(response_cut_short)
{
    static const struct {
        const char *answer, *outcome;
    } cases[] = {
        {NULL, "!ECONNRESET"},
        {"H", "!INCOMPLETE_READ"},
        {OK, "!INCOMPLETE_READ"},
        {"HTTP/1.1 100 Continue\r\n\r\n", "!INCOMPLETE_READ"},
        {OK "Content-Length: 5\r\n\r\n", "200 !INCOMPLETE_READ"},
        {OK "Content-Length: 5\r\n\r\nhell", "200 !INCOMPLETE_READ"},
        {OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhel", "200 !INCOMPLETE_READ"},
        {OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "200 !INCOMPLETE_READ"},
        {OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n", "200 !INCOMPLETE_READ"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        answers(cases[i].answer, THEN_CLOSES);
        expect_str(
            visit("/"), cases[i].outcome,
            "a response that ends too early is no response: ECONNRESET before its first byte, "
            "INCOMPLETE_READ after that");
    }
}
END_TEST

START_TEST(response_too_large)
{
    char *answer = malloc(70000);

    memset(answer, 'x', 69999);
    memcpy(answer, OK "X: ", strlen(OK "X: "));
    answers_bytes(answer, 69999, THEN_HOLDS);
    expect_str(visit("/"), "!EMSGSIZE", "a head without end is refused");
    memcpy(answer, "HTTP/1.1 200 ", strlen("HTTP/1.1 200 "));
    memset(answer + strlen("HTTP/1.1 200 "), 'x', 100);
    answers_bytes(answer, 69999, THEN_HOLDS);
    expect_true(visit("/")[0] == '!', "a first line without end is refused");
    answers_bytes("HTTP/1.1 200 O\0K\r\n\r\n", 19, THEN_HOLDS);
    expect_str(visit("/"), "!EBADMSG", "a 0 is in no head");
    free(answer);
}
END_TEST

START_TEST(response_over_the_limit) /* _i: which */
{
    static const char *const texts[] = {
        OK "Content-Length: 5\r\n\r\nhello", OK "\r\nhello",
        OK "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"};

    session.body_limit = 4;
    answers(texts[_i], THEN_CLOSES);
    expect_str(visit("/"), "200 !EFBIG", "a body with more bytes than the limit is refused");
    session.body_limit = 5;
    answers(texts[_i], THEN_CLOSES);
    expect_str(visit("/"), "200 hello", "a body may have as many bytes as the limit says");
}
END_TEST

START_TEST(response_to_head)
{
    answers(OK "Content-Length: 5\r\n\r\n", THEN_STAYS);
    expect_str(visit("/a", .method = "HEAD"), "200 ",
               "the answer to HEAD has no body, whatever it says of its length");
    answers(OK "Transfer-Encoding: chunked\r\n\r\n", THEN_STAYS);
    visit("/b", .method = "HEAD");
    expect_str(asked(), "1:HEAD /a 1:HEAD /b", "behind the answer to HEAD comes the next one");
}
END_TEST

START_TEST(response_has_fields)
{
    answers("HTTP/1.1 404 Not  Here\r\nX-A:  b c \r\nx-a: d\r\nContent-Length: 0\r\n\r\n",
            THEN_STAYS);
    ask("/");
    expect_int(kept->status, 404, "a response has a status");
    expect_true(!client_response_ok(kept), "a status from 400 on is not well");
    expect_str(kept->reason, "Not  Here", "a response has words for people");
    expect_str(client_response_header(kept, "x-A"), "b c",
               "a field is found by its name, in capitals or not; the first one");
    expect_ptr(client_response_header(kept, "X-B"), NULL, "a field that is not there is NULL");
}
END_TEST

/* Reads a body as it comes. */
struct streams {
    struct coro coro;
    struct bytes *piece;
    size_t sum, pieces;
};

static void streams(struct coro *self)
{
    struct streams *my = (struct streams *)self;

    async (self) {
        for (;;) {
            await(my->piece, client_response_readany(kept));
            if (my->piece->size == 0)
                break;
            my->sum += my->piece->size;
            my->pieces++;
        }
        expect_true(my->pieces > 10, "a long body comes in pieces");
        async_return(my->sum);
    }
}

START_TEST(response_read_as_it_comes)
{
    static char answer[5000100] = OK "Content-Length: 5000000\r\n\r\n";
    union value value;

    answers_bytes(answer, strlen(answer) + 5000000, THEN_STAYS);
    ask("/");
    expect_error(run(coro(streams), &value), 0, "a body can be read as it comes");
    expect_int(value.integer, 5000000, "a body can be read as it comes, to its end");
    expect_int((int)session.connector.idle.count, 1, "at its end the connection is given back");
    expect_error(run(client_response_readany(kept), &value), 0, "behind the end is nothing");
    expect_int(((struct bytes *)value.pointer)->size, 0, "behind the end is nothing");
}
END_TEST

START_TEST(response_read_again)
{
    union value value;

    ask("/");
    for (int i = 0; i < 2; i++) {
        expect_error(run(client_response_text(kept), &value), 0, "a body can be read");
        expect_str(value.pointer, "hello", "a body that was read is there to be read again");
        visit("/");
    }
    expect_error(run(client_response_read(kept), &value), 0, "a body can be read");
    expect_int(((struct bytes *)value.pointer)->size, 5, "a body that was read is still there");
}
END_TEST

START_TEST(response_before_a_reset) /* _i: which answer */
{
    static const struct {
        const char *answer;
        int error;
    } cases[] = {
        {OK "Content-Length: 5\r\n\r\nhello", 0},
        {OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 0},
        {OK "Content-Length: 6\r\n\r\nhello", INCOMPLETE_READ},
        {OK "\r\nhello", ECONNRESET},
    };
    union value value = {0};
    int error;

    answers(cases[_i].answer, THEN_HOLDS);
    expect_str(ask("/"), "200", "a response is there before its body");
    stream_reader_set_exception(&kept->connection->stream->reader, ECONNRESET);
    error = run(client_response_text(kept), &value);
    expect_error(error, cases[_i].error,
                 "a body that is all there can be read, though its connection was reset since; one "
                 "that may have been cut cannot");
    expect_str(error == 0 ? value.pointer : "hello", "hello", "all of the body is there");
}
END_TEST

START_TEST(response_with_a_reset_behind_it)
{
    struct stream_reader *reader;
    union value value = {0};
    struct task *task;

    answers(OK "Content-Length: 5\r\n\r\nhe", THEN_HOLDS);
    ask("/");
    task = loop_create_task(&loop, client_response_text(kept));
    turns();
    reader = &kept->connection->stream->reader;
    stream_reader_feed_data(reader, "llo", 3);
    stream_reader_set_exception(reader, ECONNRESET);
    expect_error(loop_run_until_complete(&loop, task, &value), 0,
                 "the end of a body can be read, though a reset came with it");
    expect_str(value.pointer, "hello", "all of the body is there");
    task_release(task);
}
END_TEST

void add_client_answers(TCase *tests)
{
    tcase_add_loop_test(tests, response_and_its_body, 0, 2);
    tcase_add_loop_test(tests, response_refused, 0, 2);
    tcase_add_test(tests, response_cut_short);
    tcase_add_test(tests, response_too_large);
    tcase_add_loop_test(tests, response_over_the_limit, 0, 3);
    tcase_add_loop_test(tests, response_before_a_reset, 0, 4);
    tcase_add_test(tests, response_with_a_reset_behind_it);
    tcase_add_test(tests, response_to_head);
    tcase_add_test(tests, response_has_fields);
    tcase_add_test(tests, response_read_as_it_comes);
    tcase_add_test(tests, response_read_again);
}
