/*
 * What the tests of coroutines are played with: a stack, a few coroutines that write into the journal,
 * and words for what coro_resume() answers.
 */
#ifndef COROUTINE_TESTS_H
#define COROUTINE_TESTS_H

#include "coroutines.h"
#include "exercise.h"

/* The stack that most tests drive. A test ends with it closed, so what it leaves is freed. */
extern struct coro_stack stack;

/* Makes the stack the call of OUTERMOST. */
void start(struct coro *outermost);

/* Resumes the stack; the await at which it stands gives SENT. "waits", "ended", or an errno value's name. */
const char *step(long long sent);

/* The same; the await raises ERROR. */
const char *step_raising(int error);

/* What an answer of coro_resume() or coro_stack_close() is called. */
const char *answer(int status);

/* What the stack gave last. */
long long given(void);

/*
 * Runs MISTAKE in a process of its own, which has to be stopped by abort(): that is RULE. Answers what
 * it wrote to standard error.
 */
const char *stopped(void (*mistake)(void), const char *rule);

/* Yields its number, and ends with ten times what is sent in: "<" when it begins, ">" when it ends. */
struct leaf {
    struct coro coro;
    int number;
    int sent;
};
void leaf(struct coro *self);

/* Awaits a leaf below DEPTH more of its own kind, and gives what that gave, plus 1 for each level. */
struct tower {
    struct coro coro;
    int depth;
    int got;
};
void tower(struct coro *self);

/* Ends at once: with ERROR if that is not 0, else with RESULT. Writes its name, if it has one. */
struct ends {
    struct coro coro;
    const char *name;
    int result;
    int error;
};
void ends(struct coro *self);

/* An exercise; each of its tests begins without a stack, and closes it at its end. */
TCase *coroutines_exercise(Suite *suite, const char *title, int points, const char *section);

void add_await(Suite *suite); /* check_coroutines_await.c */
void add_run(Suite *suite);   /* check_coroutines_run.c */
void add_raise(Suite *suite); /* check_coroutines_raise.c */
void add_close(Suite *suite); /* check_coroutines_close.c */

#endif
