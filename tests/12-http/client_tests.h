/*
 * What the tests of the client are played with: a loop with real sockets and a clock that moves only when a
 * test says so, and a server in the same loop that says in the journal what it is asked, and answers what
 * it was told to.
 */
#ifndef CLIENT_TESTS_H
#define CLIENT_TESTS_H

#include "client.h"
#include "exercise.h"
#include "fault.h"
#include "hang.h"
#include "virtual.h"

#define OK "HTTP/1.1 200 OK\r\n"

extern struct loop loop;
extern struct client_session session;

/* What the server does behind an answer. */
enum then {
    THEN_STAYS,  /* it waits for the next request */
    THEN_CLOSES, /* it closes the connection */
    THEN_HOLDS,  /* it waits for ever */
    THEN_TICKS,  /* ... but first lets 100 seconds pass */
};

/*
 * One answer more, in the order of the requests, whatever connection they come over. Without any left it is
 * "hello". NULL: nothing is sent.
 */
void answers(const char *text, enum then then);

/* As answers(), for bytes with a 0 among them. */
void answers_bytes(const char *data, size_t size, enum then then);

/* Forgets the answers that were not sent. */
void answers_forget(void);

/* From now on answers are sent byte by byte. */
void answers_slowly(void);

/* From now on the server reads so many bytes of a request's body, and no more. */
void reads_only(size_t size);

/*
 * Sends a request and reads its response: "200 hello"; "!ECONNRESET" if there was none; "200 !INCOMPLETE_READ" if
 * there was not all of it. `url` is a path of the server, or the whole.
 */
#define visit(...) visit_request(&(struct client_request){.url = __VA_ARGS__})
const char *visit_request(const struct client_request *request);

/* As visit(), but the response is kept in `kept`, and its body is not read. */
extern struct client_response *kept;
const char *ask(const char *path);

/* What the server was asked since the last time: "1:GET /a 2:POST /b(data)"; connections have numbers. */
const char *asked(void);

/* The field of that name in the last request, or "(none)". */
const char *sent(const char *name);

/* The URL of PATH on the server; on the other server, which is another origin. */
const char *here(const char *path);
const char *there(const char *path);

/* Runs COROUTINE to its end. Returns its error. */
int run(struct coro *coroutine, union value *value);

/* A task that sends a request and reads its response. finish() waits for it, expects ERROR of it, and ends it. */
struct task *begin(const char *url);
void finish(struct task *task, int error, const char *rule);

/* Runs the loop until `*count` is COUNT, without letting time pass. */
void until(const size_t *count, size_t wanted);

/* Lets a few iterations go by, without waiting for anything. */
void turns(void);

TCase *client_exercise(Suite *suite, const char *title, int points, const char *section);

void add_client_urls(TCase *tests);       /* check_client_url.c */
void add_client_answers(TCase *tests);    /* check_client_answers.c */
void add_client_sends(TCase *tests);      /* check_client_sends.c */
void add_connector_closing(TCase *tests); /* check_tcp_connector_close.c */

#endif
