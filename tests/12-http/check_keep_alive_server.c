/*
 * Chapter 12: the server, on real sockets: requests one behind the other, what becomes of those that are wrong or
 * late, and the end. Times are real here, and short: what waits for one of them waits for it alone.
 */
#include <stdio.h>
#include <string.h>

#include "server_tests.h"

/* ---- Requests -------------------------------------------------------------------------------- */

START_TEST(server_answers)
{
    expect_str(said(REQUEST("GET / HTTP/1.1")), HELLO, "a request is answered by its handler");
    expect_str(said("GET /items/a%20b?q=c+d HTTP/1.1\r\nHost: a\r\n\r\n"),
               OK TEXT_PLAIN "Content-Length: 8\r\n\r\na b, c d",
               "names in the path and parameters of the query are decoded");
    expect_str(said(REQUEST("HEAD / HTTP/1.1")), OK TEXT_PLAIN "Content-Length: 5\r\n\r\n",
               "the answer to HEAD is that to GET without its body");
    expect_str(said(REQUEST("GET http://b/ HTTP/1.1")), HELLO, "a target may have its host");
    expect_str(said(REQUEST("GET /nowhere HTTP/1.1")),
               "HTTP/1.1 404 Not Found\r\n" TEXT_PLAIN "Content-Length: 15\r\n\r\n404: Not Found\n",
               "what is nowhere is 404");
    expect_str(said(REQUEST("PUT / HTTP/1.1")),
               "HTTP/1.1 405 Method Not Allowed\r\n" TEXT_PLAIN
               "Content-Length: 24\r\nAllow: GET, HEAD, POST\r\n\r\n405: Method Not Allowed\n",
               "another method is 405, and the answer says which there are");
}
END_TEST

START_TEST(server_keeps_the_connection)
{
    expect_str(
        said(REQUEST("GET / HTTP/1.1") REQUEST("GET /stream HTTP/1.1") REQUEST("GET / HTTP/1.1")),
        HELLO OK "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n" HELLO,
        "requests one behind the other are answered in their order");
    expect_str(
        said("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" REQUEST("GET / HTTP/1.1")),
        HELLO_CLOSE, "behind a request with \"close\" nothing is answered");
    expect_str(said(REQUEST("GET / HTTP/1.0") REQUEST("GET / HTTP/1.0")), HELLO_CLOSE,
               "HTTP/1.0 gets one answer");
    expect_str(said("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" REQUEST("GET / HTTP/1.0")),
               OK TEXT_PLAIN "Content-Length: 5\r\nConnection: keep-alive\r\n\r\nhello" HELLO_CLOSE,
               "or more, if it asks for that, and is told so");
}
END_TEST

START_TEST(server_takes_any_pieces)
{
    *heard = '\0';
    asyncio_run(coro(scene, .first = coro(talking, .by_byte = true,
                                          .text = REQUEST("GET / HTTP/1.1")
                                              REQUEST("GET /items/x?q=y HTTP/1.1"))));
    expect_str(heard, HELLO OK TEXT_PLAIN "Content-Length: 4\r\n\r\nx, y",
               "requests may come byte by byte");
}
END_TEST

START_TEST(server_refuses)
{
    static const char bad[] = "HTTP/1.1 400 Bad Request\r\n" TEXT_PLAIN
                              "Content-Length: 17\r\nConnection: close\r\n\r\n400: Bad Request\n";

    expect_str(said("GET / HTTP/1.1\r\nHost: a\r\nA : b\r\n\r\n" REQUEST("GET / HTTP/1.1")), bad,
               "a bad request is 400, and nothing behind it is believed");
    expect_str(said("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" REQUEST("GET / HTTP/1.1")),
               bad, "a length and chunks are 400, and nothing behind them is believed");
    expect_str(said(REQUEST("GET /%00 HTTP/1.1")), bad, "a bad escape is 400");
    expect_true(strncmp(said(REQUEST("GET / HTTP/2.0")), "HTTP/1.1 505 ", 13) == 0,
                "another version is 505");
    expect_true(strncmp(said("GET / HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n"), "HTTP/1.1 417 ",
                        13) == 0,
                "what nobody knows how to do is 417");
    expect_str(
        said("POST / HTTP/1.1\r\nHost: a\r\nExpect: more\r\nContent-Length: 5\r\n\r\n" REQUEST(
            "GET / HTTP/1.1")),
        "HTTP/1.1 417 Expectation Failed\r\n" TEXT_PLAIN
        "Content-Length: 24\r\nConnection: close\r\n\r\n417: Expectation Failed\n",
        "such a client may keep its body back: what comes is not taken for that");
    expect_str(said("GET / HT"), "", "a client that leaves in the middle is told nothing");
    expect_str(journal_text(), "", "nobody else is told of any of that");
}
END_TEST

START_TEST(server_reports_its_own_mistakes)
{
    expect_true(strncmp(said(REQUEST("GET /failing HTTP/1.1")), "HTTP/1.1 500 ", 13) == 0,
                "a handler that fails is 500");
    expect_str(journal_text(), "{the handler of a request failed: EIO}",
               "and is reported to whoever runs the server");
    journal_clear();
    expect_true(strncmp(said(REQUEST("GET /silent HTTP/1.1")), "HTTP/1.1 500 ", 13) == 0,
                "a handler without a response is 500");
    expect_str(journal_text(), "{the handler of a request gave no response: 0}",
               "and is reported, too");
    journal_clear();
    expect_ptr(web_response_text(100, ""), NULL, "a status that ends nothing makes no response");
    expect_ptr(web_response_text(600, ""), NULL, "nor does one that there is not");
    expect_ptr(web_response_text(200, NULL), NULL, "no text makes no response");
    expect_ptr(web_response_json(200, NULL), NULL, "no text makes no response");
    expect_str(said(REQUEST("GET /broken HTTP/1.1")),
               OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
               "a stream that breaks does not look as if it had ended");
}
END_TEST

START_TEST(server_says_one_type)
{
    expect_str(said(REQUEST("GET /typed HTTP/1.1")),
               OK "Content-Length: 3\r\ncontent-type: text/html\r\n\r\n<p>",
               "a Content-Type that is set takes the place of the other one");
}
END_TEST

START_TEST(server_takes_no_injection)
{
    expect_str(said(REQUEST("GET /injecting HTTP/1.1")),
               OK TEXT_PLAIN "Content-Length: 5\r\nX: y\r\n\r\nhello",
               "what would be a field of its own is not sent");
    expect_str(journal_text(), "EINVAL 0", "it is refused where it is set");
}
END_TEST

/* ---- Bodies ---------------------------------------------------------------------------------- */

START_TEST(server_reads_bodies)
{
    expect_str(said("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" REQUEST(
                   "GET / HTTP/1.1")),
               OK "Content-Length: 3\r\n\r\nabc" HELLO, "a body has its length");
    expect_str(said("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "3\r\nabc\r\n0\r\n\r\n" REQUEST("GET / HTTP/1.1")),
               OK "Content-Length: 3\r\n\r\nabc" HELLO, "or comes in chunks");
    expect_str(said("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" REQUEST(
                   "GET / HTTP/1.1")),
               HELLO HELLO, "a body that nobody reads is no request");
    expect_str(said("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc"),
               HELLO_CLOSE, "one that is too long to be thrown away ends the connection");
    expect_true(
        strncmp(said("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"),
                "HTTP/1.1 400 ", 13) == 0,
        "bad chunks are 400");
    expect_true(strncmp(said("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n"),
                        "HTTP/1.1 413 ", 13) == 0,
                "a body above the limit is 413");
}
END_TEST

/* A request with SIZE bytes in chunks, for a handler that does not read them; and another request behind it. */
static const char *unread(size_t size)
{
    static char text[200000];
    const int head = sprintf(
        text, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n%zx\r\n", size);

    memset(text + head, 'a', size);
    strcpy(text + (size_t)head + size, "\r\n0\r\n\r\n" REQUEST("GET / HTTP/1.1"));
    return text;
}

START_TEST(server_throws_away)
{
    expect_str(said(unread(60000)), HELLO HELLO, "chunks that nobody reads are no request");
    expect_str(said(unread(150000)), HELLO, "nobody reads them for ever: the connection ends");
}
END_TEST

START_TEST(server_continues)
{
    expect_str(said("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                    "Content-Length: 3\r\n\r\nabc"),
               "HTTP/1.1 100 Continue\r\n\r\n" OK "Content-Length: 3\r\n\r\nabc",
               "a client that waits for it is told to go on when its body is read");
    expect_str(said("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                    "Content-Length: 3\r\n\r\n"),
               HELLO_CLOSE, "if it is not read, nobody knows what comes next: the connection ends");
    expect_str(said("POST /through HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                    "Content-Length: 3\r\n\r\nabc"),
               OK "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
               "in the middle of a response nobody is told to go on");
}
END_TEST

START_TEST(server_streams_at_last)
{
    expect_str(said("GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
               OK
               "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
               "5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n",
               "the head of a stream says whether the connection ends behind it");
}
END_TEST

START_TEST(server_hears_more)
{
    asyncio_run(coro(scene, .first = coro(talking, .text = REQUEST("GET /large HTTP/1.1"),
                                          .late = REQUEST("GET / HTTP/1.1"))));
    expect_str(journal_text(), "sent",
               "a client that could not know of the end, and says more, gets all of its answer");
}
END_TEST

START_TEST(server_streams_to_nobody)
{
    asyncio_run(coro(scene, .first = coro(talking, .text = REQUEST("GET /ticking HTTP/1.1"),
                                          .stays = true, .leaves = true)));
    expect_str(journal_text(), "gone",
               "a handler whose client has left is told by its next write; nobody else is");
}
END_TEST

START_TEST(server_streams_to_the_old)
{
    expect_str(said(REQUEST("GET /stream HTTP/1.0")),
               OK "Content-Type: text/plain\r\nConnection: close\r\n\r\nhello, world",
               "HTTP/1.0 knows no chunks: a stream ends with the connection");
    expect_str(said(REQUEST("HEAD /stream HTTP/1.1")),
               OK "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n",
               "the answer to HEAD has no chunks");
}
END_TEST

/* ---- Time ------------------------------------------------------------------------------------ */

START_TEST(server_waits_no_longer)
{
    app.head_timeout = 0.3; /* long enough for the first bytes, on a busy machine too */
    asyncio_run(coro(scene, .first = coro(talking, .text = "GET / HTTP/1.1\r\nHo", .stays = true)));
    expect_true(strncmp(heard, "HTTP/1.1 408 ", 13) == 0, "a head that does not come is 408");
    *heard = '\0';
    app.head_timeout = 0.02;
    asyncio_run(coro(scene, .first = coro(talking, .text = "", .stays = true)));
    expect_str(heard, "", "who says nothing is told nothing");
    app.head_timeout = 30;
    app.keepalive_timeout = 0.02;
    asyncio_run(
        coro(scene, .first = coro(talking, .text = REQUEST("GET / HTTP/1.1"), .stays = true)));
    expect_str(heard, HELLO, "an idle connection is closed in the end");
    *heard = '\0';
    app.body_timeout = 0.02;
    asyncio_run(coro(scene, .first = coro(talking, .stays = true,
                                          .text = "POST /echo HTTP/1.1\r\nHost: a\r\n"
                                                  "Content-Length: 3\r\n\r\na")));
    expect_true(strncmp(heard, "HTTP/1.1 408 ", 13) == 0, "a body that does not come is 408");
    *heard = '\0';
    asyncio_run(coro(scene, .first = coro(talking, .stays = true,
                                          .text = "POST / HTTP/1.1\r\nHost: a\r\n"
                                                  "Content-Length: 3\r\n\r\na")));
    expect_str(heard, HELLO, "nobody waits for ever for what is to be thrown away");
}
END_TEST

START_TEST(server_gives_the_deaf_up)
{
    app.write_timeout = 0.02;
    app.shutdown_timeout = 0;
    asyncio_run(coro(scene, .first = coro(talking, .text = REQUEST("GET /endless HTTP/1.1"),
                                          .stays = true, .deaf = true)));
    expect_true(*journal_text() != '\0' && strcmp(journal_text(), "0") != 0,
                "a client that reads nothing is not written to for ever");
    expect_ptr(strchr(journal_text(), '{'), NULL, "that is no mistake of the program's");
}
END_TEST

START_TEST(server_knows_who_cancels)
{
    app.body_timeout = 0.02;
    asyncio_run(coro(scene, .first = coro(talking, .stays = true,
                                          .text = "POST /late HTTP/1.1\r\nHost: a\r\n"
                                                  "Content-Length: 3\r\n\r\na")));
    expect_str(journal_text(), "ECANCELED",
               "a handler that is cancelled when its time is over, too, is cancelled");
}
END_TEST

/* ---- The end --------------------------------------------------------------------------------- */

START_TEST(server_stops_when_all_are_served)
{
    asyncio_run(coro(scene,
                     .first = coro(talking, .stays = true, .text = REQUEST("GET /gate HTTP/1.1")),
                     .second = coro(talking, .stays = true, .text = ""), .stops = true));
    expect_str(heard, OK TEXT_PLAIN "Content-Length: 7\r\nConnection: close\r\n\r\nthrough",
               "a request that is under way is answered; its connection is not kept");
    expect_str(journal_text(), "x", "an idle connection is just closed");
}
END_TEST

START_TEST(server_stops_at_last)
{
    app.shutdown_timeout = 0.02;
    asyncio_run(coro(scene,
                     .first = coro(talking, .stays = true, .text = REQUEST("GET /gate HTTP/1.1")),
                     .stops = true));
    expect_str(heard, "", "a handler that takes too long at the end is cancelled");
    expect_true(strchr(journal_text(), 'x') != NULL, "and cleans up");
}
END_TEST

void add_server(TCase *tests)
{
    tcase_add_checked_fixture(tests, server_set_up, server_tear_down);
    tcase_add_test(tests, server_answers);
    tcase_add_test(tests, server_keeps_the_connection);
    tcase_add_test(tests, server_takes_any_pieces);
    tcase_add_test(tests, server_refuses);
    tcase_add_test(tests, server_reports_its_own_mistakes);
    tcase_add_test(tests, server_says_one_type);
    tcase_add_test(tests, server_takes_no_injection);
    tcase_add_test(tests, server_reads_bodies);
    tcase_add_test(tests, server_throws_away);
    tcase_add_test(tests, server_continues);
    tcase_add_test(tests, server_streams_at_last);
    tcase_add_test(tests, server_hears_more);
    tcase_add_test(tests, server_streams_to_nobody);
    tcase_add_test(tests, server_streams_to_the_old);
    tcase_add_test(tests, server_waits_no_longer);
    tcase_add_test(tests, server_gives_the_deaf_up);
    tcase_add_test(tests, server_knows_who_cancels);
    tcase_add_test(tests, server_stops_when_all_are_served);
    tcase_add_test(tests, server_stops_at_last);
    add_faults(tests);
}
