/*
 * What the tests of subprocesses share.
 */
#ifndef SUBPROCESS_TESTS_H
#define SUBPROCESS_TESTS_H

#include "process_tests.h"
#include "subprocess.h"

/* A line for the shell. */
#define SH(line) ARGV("sh", "-c", line)

/* Starts a program, and fails the test if it can't be started. */
#define start(...) start_it(asyncio_create_subprocess_exec(__VA_ARGS__))
struct process *start_it(struct coro *creation);

/* The one that start() has started last. */
struct process *started(void);

/* Expects that a program can't be started. */
#define expect_start_error(creation, expected, rule) expect_finish(creation, expected, rule)

/* All that comes from READER, as a string. */
const char *read_all(struct stream_reader *reader);

/* Waits for the end of PROCESS. Returns its code. */
int code_of(struct process *process);

/* How many descriptors are open, with the pipe that a loop has for its signals. */
int descriptors_with_signals(void);

/* Closes the standard descriptors; FORMER keeps them for standard_descriptors_open(). */
void standard_descriptors_close(int former[3]);
void standard_descriptors_open(const int former[3]);

void add_starts(TCase *tests); /* check_subprocess_start.c */
void add_ends(TCase *tests);   /* check_subprocess_end.c */

#endif
