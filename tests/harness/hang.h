/**
 * @file hang.h
 * @brief A test that runs out of time says where it stands before it dies.
 *
 * Every test has a limit on processor time (an endless loop) and one on real time (a wait that
 * nothing ends). When one is reached, the objects that the test has named are described, and the
 * test fails with that description. The later tests of that exercise are not run.
 *
 * The limits are 2 s of processor time and 10 s of real time, times CHECK_SLOW (20 under valgrind); of the
 * second, half if the test has said what a wait means (hang_means()). They
 * come as SIGPROF and SIGALRM: a test that uses alarm() or ITIMER_REAL itself goes without the second.
 * With CK_FORK=no, in a debugger, there are none.
 */
#ifndef HANG_H
#define HANG_H

#include <stdio.h>

struct future;
struct loop;
struct ready_queue;
struct timer_heap;

/**
 * @brief From now on a hang report shows @p object with @p describe. Up to eight objects a test.
 *
 * @p describe must cope with a damaged object: bounded walks, no trust in a link.
 */
void hang_shows(void (*describe)(FILE *out, const void *object), const void *object);

/** @brief Shows a ready queue: who waits, who is left in the batch (chapter 1 and later). */
void hang_shows_queue(const struct ready_queue *queue);

/** @brief Shows a timer heap: how many wait, which are next (chapter 2 and later). */
void hang_shows_timers(const struct timer_heap *heap);

/** @brief Shows a loop: ready queue, timers, watched descriptors (chapter 3 and later). */
void hang_shows_loop(const struct loop *loop);

/** @brief Shows a future: what it came to, and who waits for it (chapter 6 and later). */
void hang_shows_future(const struct future *future);

/** @brief Shows the tasks of a loop: who awaits whom (chapter 7 and later). */
void hang_shows_tasks(const struct loop *loop);

/**
 * @brief From now on a wait that nothing ends breaks @p rule, which the report says in place of a general
 * sentence. As the test knows what it waits for, half of the real time is enough. NULL: as before.
 */
void hang_means(const char *rule);

/** @brief A name for a callback, in place of its address. journal_write() goes by its text. */
void hang_names(int (*callback)(void *arg), const char *name);

/** @brief Fails the test now, as a hang, with the description of everything that was named. */
_Noreturn void hang_report(const char *what);

#endif
