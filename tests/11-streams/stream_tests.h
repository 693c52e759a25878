/*
 * What the tests of this chapter are played with: a loop, a reader that is fed by hand, a stream whose
 * other end the test holds, and coroutines that write what came of a read or a wait into the journal.
 */
#ifndef STREAM_TESTS_H
#define STREAM_TESTS_H

#include "exercise.h"
#include "fault.h"
#include "hang.h"
#include "open_streams.h"
#include "streams.h"
#include "virtual.h"

extern struct loop loop;

/* A reader that is fed by hand. Its source writes "pause;" and "resume;". Lines may have 4 bytes. */
extern struct stream_reader reader;

/* A stream of one end of a socket pair, and the other end, which does not block. */
extern struct stream *stream;
extern int peer;

/*
 * Makes a task of a read of `reader`, which writes what came of it: "[text]"; "!EIO" for an error, with
 * what came all the same in brackets, "!INCOMPLETE_READ(te)". A '\n' is written as '/', a 0 as '0', and of more
 * than 30 bytes only how many there are. There may be eight tasks in a test.
 */
struct task *reads(struct coro *what);

/* The same for `stream`. */
struct task *reads_stream(struct coro *what);

/* Makes a task of anything else, which writes what came of it: NAME, and "[0]" or "[EIO]". */
struct task *waits(const char *name, struct coro *what);

/* One iteration that does not sleep. Returns what was written in it, or "waits" if that is nothing. */
const char *once(void);

/* COUNT iterations. Returns what was written in all of them, or "waits". */
const char *turns(int count);

/* Iterations until nothing is queued or ready any more. Returns what was written, or "waits". */
const char *all(void);

/* A read of `reader` as a task, and one iteration. */
const char *read_now(struct coro *what);

/* Feeds TEXT to `reader`, and one iteration. */
const char *feed(const char *text);

/* The same with SIZE bytes. */
const char *feed_bytes(const char *data, size_t size);

/* The end of `reader`, and one iteration. */
const char *feed_end(void);

/* Asks TASK to cancel, and one iteration. */
const char *cancel(struct task *task);

/* What the other end has got so far, up to some KiB: its text; "" for nothing, "end" for the end of it. */
const char *peer_gets(void);

/* Reads all that is there at the other end, and throws it away. Returns how many bytes that was. */
size_t peer_takes(void);

/* The other end sends TEXT. */
void peer_sends(const char *text);

/* SIZE bytes that can be told apart, and whether DATA are those from FIRST on. */
const char *pattern(size_t size);
bool is_pattern(const char *data, size_t size, size_t first);

/* The next descriptor that would be opened: equal before and after, none is left open. */
int next_fd(void);

/* An exception handler that writes "report: EIO;". Each test begins with it. */
int journal_report(struct loop *of, const struct exception_context *context);

/* ---- Servers --------------------------------------------------------------------------------- */

/* The server of the test; closed at its end. */
extern struct server server;

/* Calls MAKE inside the loop, and runs the loop until what it made has ended. Returns its error. */
int run(struct coro *(*make)(void));

/* The result of the last run(). */
extern union value result;

/*
 * What serves a client: writes "+", echoes lines until there are no more, and writes "-". The line "fail"
 * makes it fail with EIO.
 */
struct coro *serve(struct stream_reader *of, struct stream_writer *to, void *arg);

/* The path of a unix socket for this test; removed at its end. */
const char *socket_path(void);

/*
 * Starts `server` with serve() on that path: what goes through a unix socket is there at once, which
 * nobody promises of TCP. Or makes it without serving.
 */
void start_server(void);
void create_server(void);

/* Starts it on a free port of 127.0.0.1. */
void start_tcp_server(void);

/* Connects to `server` on its path. 0, or the error. */
int try_to_connect(int *fd);

/* The same, and sends TEXT. Closed at the end of the test. */
int client(const char *text);

/* What FD has got, as peer_gets(). */
const char *gets_of(int fd);

/* Exercises whose tests have the reader; a stream and its other end; or just a loop. */
TCase *reader_exercise(Suite *suite, const char *title, int points, const char *section);
TCase *stream_exercise(Suite *suite, const char *title, int points, const char *section);
TCase *server_exercise(Suite *suite, const char *title, int points, const char *section);

void add_read(Suite *suite);       /* check_stream_reader_read.c */
void add_write(Suite *suite);      /* check_stream_write.c */
void add_writable(Suite *suite);   /* check_stream_writable.c */
void add_close(Suite *suite);      /* check_stream_close.c */
void add_starting(TCase *tests);   /* check_server_start.c */
void add_connecting(TCase *tests); /* check_server_connect.c */

#endif
