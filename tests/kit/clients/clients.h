/*
 * Real clients for the demos that serve. Each test starts a server as a process of its own, talks to
 * it over TCP, and stops it; the server must still be running then.
 *
 * A test ends well by returning. fail() and pass_over() end it at once.
 */
#ifndef CLIENTS_H
#define CLIENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* ---- main.c ---- */

/* Ends the test: it failed, and this is why. */
_Noreturn void fail(const char *format, ...);

/* Ends the test: it cannot be made here, and this is why. */
_Noreturn void pass_over(const char *format, ...);

/* ---- server.c ---- */

struct server {
    pid_t pid;
    int port;
};

/* Where the demos are; set once. */
extern const char *server_directory;

/* Starts DEMO with room for DESCRIPTORS (0: as many as we may have) and reads its port. */
struct server server_start(const char *demo, long descriptors);

/* As server_start(), with arguments behind the port: up to two, or NULL. */
struct server server_start_with(const char *demo, const char *first, const char *second);

/* Fails the test if the server has ended. */
void server_must_live(const struct server *server);

/* Ends the server, which must have lived until now. Returns the processor time that it used. */
double server_stop(const struct server *server);

/* Makes room for COUNT descriptors in this process, or passes the test over. */
void descriptors_reserve(long count);

/* ---- sockets.c: every wait gives up, and fails the test, after half a minute ---- */

/* A connection to the server. */
int dial(const struct server *server);

/* As dial(), with a small receive buffer: so that little is stored when nobody reads. */
int dial_small(const struct server *server);

void send_all(int fd, const void *data, size_t size);
void send_text(int fd, const char *text);

/* Reads exactly SIZE bytes, which must be those of DATA. */
void expect_bytes(int fd, const void *data, size_t size);
void expect_text(int fd, const char *text);

/* The server must close the connection now. */
void expect_end(int fd);

/* Sends TEXT and wants it back. */
void expect_echo(int fd, const char *text);

/* Closes so that the other side sees a reset in place of an end. */
void close_with_reset(int fd);

/* Byte AT of the stream that connection SEED sends: no two streams are alike. */
unsigned char stream_byte(size_t seed, size_t at);

/* Milliseconds of doing nothing. */
void idle(int milliseconds);

/* ---- The tests ---- */

struct test {
    const char *name;
    void (*run)(void);
};

/* Each list ends with a NULL name. */
extern const struct test echo_tests[], chat_tests[], echo_server_tests[], forwarder_tests[],
    http_tests[], shutdown_tests[];

/* The demo that echo_tests is about: there are two that do the same. */
extern const char *echo_demo;

/* Lets COUNT connections at once send SIZE bytes each and get all of them back, in order. */
void exchange(const struct server *server, size_t count, size_t size);

/* Sends and never reads, until the server takes no more. Returns how much it took. */
size_t fill_up(int fd);

/* Reads the echo of fill_up(), after all: nothing is lost. */
void read_back(int fd, size_t sent);

/* Fails the test if a server that had nothing to do for a second has USED so much processor time. */
void expect_little_work(double used);

#endif
