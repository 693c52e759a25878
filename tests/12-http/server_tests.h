/*
 * What the tests of the server share: a server on real sockets with some handlers, and a client that says what it
 * is told to.
 */
#ifndef SERVER_TESTS_H
#define SERVER_TESTS_H

#include "gather.h"
#include "http_tests.h"
#include "web_server.h"

/* The application. Its routes are set up for each test. */
extern struct web_application app;
void server_set_up(void);
void server_tear_down(void);

/* Connects, sends a text, and reads what comes until the server closes. */
struct talking {
    struct coro coro;
    const char *text;
    const char *late; /* what it says when something is in the journal, before it reads; or NULL */
    bool stays;       /* does not say that nothing more will come */
    bool by_byte;     /* each byte by itself */
    bool leaves;      /* when the first bytes have come */
    bool deaf;        /* reads nothing, until something is in the journal */
    size_t sent;
    int naps;
    struct stream *stream;
    struct bytes *piece;
    int error;
};
void talking(struct coro *self);

/* What the clients have heard, without the fields Date. */
extern char heard[8192];

/* Serves, and lets one client, or two, talk. */
struct scene {
    struct coro coro;
    struct coro *first;
    struct coro *second; /* begins when the first is at the gate; NULL: there is none */
    bool stops;          /* the server is stopped while the first is at the gate */
    struct task *server;
    struct handle ended; /* called when the server has ended */
    struct task *clients[2];
    int error;
};
void scene(struct coro *self);

/* A scene with one client, which says TEXT; or NULL. */
struct coro *scene_of(const char *text);

/* What the server says to TEXT. */
const char *said(const char *text);

/* The response to the first line and fields of a request with a Host and without more. */
#define REQUEST(line) line "\r\nHost: a\r\n\r\n"
#define OK            "HTTP/1.1 200 OK\r\n"
#define TEXT_PLAIN    "Content-Type: text/plain; charset=utf-8\r\n"
#define HELLO         OK TEXT_PLAIN "Content-Length: 5\r\n\r\nhello"
#define HELLO_CLOSE   OK TEXT_PLAIN "Content-Length: 5\r\nConnection: close\r\n\r\nhello"

#endif
