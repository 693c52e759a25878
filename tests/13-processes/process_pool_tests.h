/*
 * What the tests of pools of processes share.
 */
#ifndef PROCESS_POOL_TESTS_H
#define PROCESS_POOL_TESTS_H

#include "process_pool.h"
#include "process_tests.h"

extern struct process_pool pool;

/* Makes `pool` one of so many WORKERS. */
void make_pool(unsigned workers);

/* Destroys it, if there is one. */
void end_pool(void);

/* Has `pool` do a job, and waits for it; the result is in `value`. */
int ask(int (*function)(void *arg, union value *result), void *arg, size_t size);

/* A job: gives the number of the process that it runs in. */
int process_id(void *arg, union value *result);

void add_workers(TCase *tests); /* check_process_pool_workers.c */

#endif
