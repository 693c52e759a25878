/*
 * What the tests of signals share.
 */
#ifndef SIGNALS_TESTS_H
#define SIGNALS_TESTS_H

#include "process_tests.h"
#include "signals.h"

/* Watches SIGNUM with HANDLE, which says TEXT. */
void watch_signal(int signum, struct handle *handle, const char *text);

/* What SIGNUM does now. */
void (*signal_action(int signum))(int);

int signal_is_ignored(int signum);

void add_watching(TCase *tests); /* check_signals_watch.c */

#endif
