/*
 * Chapter 4: the rules of a step, and what all tests of generators share. G1 (making one runs nothing),
 * G3 (after the end: the end), G4 (sending), G5 (a result), G8 (throwing), G11 (not from inside), G12
 * (the end is no error). Delegation is in check_yield_from.c, closing in check_close.c.
 */
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "generator_tests.h"

/* ---- What the tests are played with --------------------------------------------------------- */

void count(struct generator *self)
{
    struct count *my = (struct count *)self;

    generator (self) {
        while (my->first <= my->last)
            yield(my->first++);
        finally {
            journal("x");
        }
    }
}

void listener(struct generator *self)
{
    struct listener *my = (struct listener *)self;

    generator (self) {
        do {
            yield(my->heard, my->times++);
            journal("(%d)", my->heard);
        } while (my->heard != 0);
    }
}

void catcher(struct generator *self)
{
    struct catcher *my = (struct catcher *)self;

    generator (self) {
        yield_catch(my->caught, 1);
        yield(my->caught != 0 ? my->caught : 2);
    }
}

/* ---- Steps, told in words ------------------------------------------------------------------- */

static const char *outcome(int status, const struct generator *self)
{
    static char text[80];

    if (status == 0)
        snprintf(text, sizeof text, "gives %lld", self->value.integer);
    else if (status != GENERATOR_ENDED)
        snprintf(text, sizeof text, "raises %s", errno_name(status));
    else if (self->value.integer == 0)
        snprintf(text, sizeof text, "ends");
    else
        snprintf(text, sizeof text, "ends with %lld", self->value.integer);
    return text;
}

static bool by_hand;

void step_by_hand(void)
{
    by_hand = true;
}

void step_for_real(void)
{
    by_hand = false;
}

/* What a step does, as the tests understand it. */
static int step(struct generator *self, long long value, int error)
{
    if (self->frame.at == FRAME_START && error != 0)
        self->frame.at = FRAME_ENDED;
    self->value = value_of(value);
    self->raised = error;
    if (self->frame.at == FRAME_ENDED)
        return error != 0 ? error : GENERATOR_ENDED;
    self->body(self);
    expect_true(self->frame.at != FRAME_RUNNING,
                "a body is left by yield() and generator_return(), never by a bare return");
    if (self->frame.at != FRAME_ENDED)
        return 0;
    self->value = self->result;
    self->result = value_of(0);
    return self->frame.error != 0 ? self->frame.error : GENERATOR_ENDED;
}

const char *next(struct generator *self)
{
    return outcome(by_hand ? step(self, 0, 0) : generator_next(self), self);
}

const char *sent(struct generator *self, long long value)
{
    return outcome(by_hand ? step(self, value, 0) : generator_send(self, value), self);
}

const char *thrown(struct generator *self, int error)
{
    return outcome(by_hand ? step(self, 0, error) : generator_throw(self, error), self);
}

const char *steps(struct generator *self, int limit)
{
    static char text[400];
    size_t used = 0;

    text[0] = '\0';
    while (limit-- > 0) {
        const char *what = next(self);
        const bool gives = strncmp(what, "gives ", 6) == 0;

        used += (size_t)snprintf(text + used, sizeof text - used, gives ? "%s " : "%s",
                                 gives ? what + 6 : what);
        if (!gives)
            break;
    }
    return text;
}

/* In the child: whatever it writes goes to END, and nobody wants a core file. */
static _Noreturn void make_mistake(void (*mistake)(void), int end)
{
    dup2(end, STDERR_FILENO);
    signal(SIGABRT, SIG_DFL); /* no report of a sanitizer behind it */
    mistake();
    fprintf(stderr, "went on as if nothing had happened\n");
    _exit(0);
}

const char *stopped(void (*mistake)(void), const char *rule)
{
    static char text[400];
    size_t used = 0;
    ssize_t got;
    int ends[2], status = 0;
    pid_t child;

    expect_int(pipe(ends), 0, "a pipe can be made");
    child = fork();
    expect_true(child >= 0, "a process can be made");
    if (child == 0)
        make_mistake(mistake, ends[1]);
    close(ends[1]);
    while (used < sizeof text - 1 && (got = read(ends[0], text + used, sizeof text - 1 - used)) > 0)
        used += (size_t)got;
    text[used] = '\0';
    text[strcspn(text, "\n")] = '\0';
    close(ends[0]);
    waitpid(child, &status, 0);
    expect_str(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT ? "stopped" : text, "stopped",
               rule);
    return text;
}

/* ---- 4.4 generator_step --------------------------------------------------------------------- */

START_TEST(step_gives_a_value)
{
    struct count self = COUNT(4, 5);

    expect_int(generator_next(&self.generator), 0, "a step that gives a value answers 0");
    expect_int(self.generator.value.integer, 4, "what was yielded is in `value`");
}
END_TEST

START_TEST(step_runs_the_body_once) /* G1 */
{
    struct listener self = LISTENER;

    expect_str(journal_text(), "", "making a generator runs nothing");
    next(&self.generator);
    expect_int(self.times, 1, "a step runs the body up to its next yield, and no further");
}
END_TEST

START_TEST(step_tells_the_end) /* G12 */
{
    struct count self = COUNT(1, 1);

    next(&self.generator);
    expect_int(generator_next(&self.generator), GENERATOR_ENDED,
               "the step in which the body ends answers GENERATOR_ENDED");
}
END_TEST

START_TEST(step_takes_zero_for_a_value) /* G12 */
{
    struct count self = COUNT(-2, 1);

    expect_str(steps(&self.generator, 9), "-2 -1 0 1 ends",
               "what is yielded says nothing about the end: the frame does");
}
END_TEST

START_TEST(step_after_the_end) /* G3 */
{
    struct count self = COUNT(1, 2);

    expect_str(steps(&self.generator, 9), "1 2 ends", "it ends behind its last value");
    self.last = 9;
    for (int i = 0; i < 3; i++)
        expect_str(next(&self.generator), "ends", "after the end each step says so, for ever");
    expect_str(journal_text(), "x", "after the end a step runs nothing");
}
END_TEST

static void answer(struct generator *self)
{
    generator (self) {
        yield(1);
        generator_return(42);
        journal("not reached");
    }
}

START_TEST(step_gives_the_result) /* G5 */
{
    struct generator self = PLAIN(answer);

    expect_str(next(&self), "gives 1", "a step that gives a value answers 0");
    expect_str(next(&self), "ends with 42", "when the body ends, `value` is its result");
    expect_int(self.result.integer, 0, "the result is given once, and then forgotten");
    expect_str(next(&self), "ends", "later steps have no result");
    expect_str(journal_text(), "", "generator_return() leaves the body");
}
END_TEST

START_TEST(step_without_a_result) /* G5 */
{
    struct count self = COUNT(7, 7);

    next(&self.generator);
    expect_str(next(&self.generator), "ends",
               "the last value that was yielded is no result: without one it is zero");
}
END_TEST

START_TEST(step_sends) /* G4 */
{
    struct listener self = LISTENER;

    next(&self.generator);
    sent(&self.generator, 5);
    expect_int(self.heard, 5, "what is sent is in `value` when the body goes on");
    next(&self.generator);
    expect_int(self.heard, 0, "a step that sends nothing sends zero, and no leftover");
}
END_TEST

START_TEST(step_sends_nothing_at_the_start) /* G4 */
{
    struct listener self = LISTENER;

    expect_error(generator_send(&self.generator, 5), EINVAL,
                 "before the first step nothing waits for a value");
    expect_str(next(&self.generator), "gives 0", "a refused step changes nothing");
}
END_TEST

START_TEST(step_throws) /* G8 */
{
    struct catcher self = CATCHER;

    next(&self.generator);
    expect_str(thrown(&self.generator, ENOENT), "gives 2", "caught, an error thrown in is over");
    expect_error(self.caught, ENOENT, "an error thrown in is in `raised` when the body goes on");
}
END_TEST

START_TEST(step_throws_no_leftover) /* G8 */
{
    struct catcher self = CATCHER;

    self.generator.raised = EIO; /* from an earlier life */
    next(&self.generator);
    expect_str(next(&self.generator), "gives 2",
               "a step that throws nothing leaves no error there");
    expect_int(self.caught, 0, "a step that throws nothing leaves no error there");
}
END_TEST

START_TEST(step_throws_before_the_start) /* G8 */
{
    struct count self = COUNT(1, 3);

    expect_error(generator_throw(&self.generator, 0), EINVAL, "0 is no error to throw");
    expect_str(thrown(&self.generator, EIO), "raises EIO",
               "an error thrown in before the start ends it");
    expect_str(next(&self.generator), "ends", "after the end each step says so, for ever");
    expect_str(journal_text(), "", "nothing of the body runs");
}
END_TEST

static void failing(struct generator *self)
{
    generator (self) {
        yield(1);
        generator_raise(ENOSPC);
        finally {
            journal("x");
        }
    }
}

START_TEST(step_tells_an_error) /* G12 */
{
    struct generator self = PLAIN(failing);

    next(&self);
    expect_error(generator_next(&self), ENOSPC, "an error that leaves the body is the answer");
    expect_str(journal_text(), "x", "`finally` runs when an error ends the body");
    expect_str(next(&self), "ends", "the error is told once; from then on it has just ended");
    expect_str(thrown(&self, EIO), "raises EIO",
               "an error thrown into one that has ended comes back");
}
END_TEST

static void takes_its_time(struct generator *self)
{
    generator (self) {
        yield(1);
        generator_return(42);
        finally {
            yield(2);
            yield(3);
        }
    }
}

START_TEST(step_gives_in_finally) /* G5, G12 */
{
    struct generator well = PLAIN(takes_its_time), ill = PLAIN(takes_its_time);

    expect_str(steps(&well, 9), "1 2 3 ends with 42",
               "a yield in `finally` is a yield; the result comes when the body has ended");
    next(&ill);
    expect_str(thrown(&ill, EIO), "gives 2",
               "a yield in `finally` is a yield, though an error is on its way");
    expect_str(steps(&ill, 9), "3 raises EIO", "the error is told when the body has ended");
}
END_TEST

static void ends_by_mistake(struct generator *self)
{
    generator (self) {
        generator_raise(GENERATOR_ENDED);
    }
}

START_TEST(step_keeps_the_end_apart) /* G12 */
{
    struct generator self = PLAIN(ends_by_mistake);

    expect_error(generator_next(&self), EPROTO, "an \"end\" that is raised is another error");
}
END_TEST

static void waits_for_errors(struct generator *self)
{
    generator (self) {
        yield(1);
    }
}

START_TEST(step_with_an_error_too_large) /* _i: how much too large */
{
    static const int errors[] = {SHRT_MAX + 1, 0x10000, INT_MAX};
    struct generator self = PLAIN(waits_for_errors);

    generator_next(&self);
    expect_error(generator_throw(&self, errors[_i]), EPROTO,
                 "what is too large for an errno value becomes EPROTO, and not an end");
}
END_TEST

struct mirror {
    struct generator generator;
    int statuses[3];
};

static void mirror(struct generator *self)
{
    struct mirror *my = (struct mirror *)self;

    generator (self) {
        my->statuses[0] = generator_next(self);
        my->statuses[1] = generator_send(self, 1);
        my->statuses[2] = generator_throw(self, EIO);
        yield(1);
    }
}

START_TEST(step_not_from_inside) /* G11 */
{
    struct mirror self = {.generator.body = mirror};

    expect_str(steps(&self.generator, 9), "1 ends", "to step a running generator changes nothing");
    for (int i = 0; i < 3; i++)
        expect_error(self.statuses[i], EBUSY, "a running generator can't be stepped from inside");
}
END_TEST

static void leaves(struct generator *self)
{
    generator (self) {
        if (self->value.integer == 0)
            return;
        yield(1);
    }
}

static void return_from_a_body(void)
{
    struct generator self = PLAIN(leaves);

    generator_next(&self);
}

START_TEST(step_stops_at_a_bare_return)
{
    static const char *const rule =
        "a body that still counts as running was left by a bare return: "
        "frame_is_lost() stops the program";

    expect_str(stopped(return_from_a_body, rule), "generator: the body was left by a bare return",
               rule);
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------ */

static void add_step(Suite *suite)
{
    TCase *tests = exercise(suite, "4.4 generator_step", 5, "One step");

    tcase_add_test(tests, step_gives_a_value);
    tcase_add_test(tests, step_runs_the_body_once);
    tcase_add_test(tests, step_tells_the_end);
    tcase_add_test(tests, step_takes_zero_for_a_value);
    tcase_add_test(tests, step_after_the_end);
    tcase_add_test(tests, step_gives_the_result);
    tcase_add_test(tests, step_without_a_result);
    tcase_add_test(tests, step_sends);
    tcase_add_test(tests, step_sends_nothing_at_the_start);
    tcase_add_test(tests, step_throws);
    tcase_add_test(tests, step_throws_no_leftover);
    tcase_add_test(tests, step_throws_before_the_start);
    tcase_add_test(tests, step_tells_an_error);
    tcase_add_test(tests, step_gives_in_finally);
    tcase_add_test(tests, step_keeps_the_end_apart);
    tcase_add_loop_test(tests, step_with_an_error_too_large, 0, 3);
    tcase_add_test(tests, step_not_from_inside);
    tcase_add_test(tests, step_stops_at_a_bare_return);
}

Suite *generators_suite(void);

Suite *generators_suite(void)
{
    Suite *suite = suite_create("generators");

    add_step(suite);
    add_yield_from(suite);
    add_close(suite);
    return suite;
}
