/*
 * Chapter 5: the rules of leaving a body and going on in it, and what all tests of coroutines share.
 * Calls between coroutines are in check_coroutines_await.c, the way back in check_coroutines_run.c,
 * errors in check_coroutines_raise.c, the end before the end in check_coroutines_close.c.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "coroutine_tests.h"

/* ---- What the tests are played with --------------------------------------------------------- */

struct coro_stack stack;

const char *answer(int status)
{
    return status == 0 ? "waits" : status == CORO_ENDED ? "ended" : errno_name(status);
}

void start(struct coro *outermost)
{
    coro_stack_init(&stack, outermost);
}

const char *step(long long sent)
{
    stack.value = value_of(sent);
    return answer(coro_resume(&stack));
}

const char *step_raising(int error)
{
    stack.raised = error;
    return answer(coro_resume(&stack));
}

long long given(void)
{
    return stack.value.integer;
}

void leaf(struct coro *self)
{
    struct leaf *my = (struct leaf *)self;

    async (self) {
        journal("<");
        async_yield(my->sent, my->number);
        journal(">");
        async_return(10 * my->sent);
    }
}

void tower(struct coro *self)
{
    struct tower *my = (struct tower *)self;

    async (self) {
        if (my->depth > 0)
            await(my->got, coro(tower, .depth = my->depth - 1));
        else
            await(my->got, coro(leaf, .number = 7));
        async_return(my->got + 1);
    }
}

void ends(struct coro *self)
{
    struct ends *my = (struct ends *)self;

    async (self) {
        if (my->name != NULL)
            journal("%s", my->name);
        if (my->error != 0)
            async_raise(my->error);
        async_return(my->result);
    }
}

static void setup(void)
{
    start(NULL);
}

static void teardown(void)
{
    coro_free_memory();
}

TCase *coroutines_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup, teardown);
    return tests;
}

/* In the child: whatever it writes goes to END, and nobody wants a core file. */
static _Noreturn void make_mistake(void (*mistake)(void), int end)
{
    dup2(end, STDERR_FILENO);
    signal(SIGABRT, SIG_DFL); /* no report of a sanitizer behind it */
    mistake();
    fprintf(stderr, "it went on as if nothing had happened\n");
    _exit(0);
}

const char *stopped(void (*mistake)(void), const char *rule)
{
    static char text[400];
    size_t used = 0;
    ssize_t got;
    int fds[2], status = 0;
    pid_t child;

    expect_int(pipe(fds), 0, "a pipe can be made");
    child = fork();
    expect_true(child >= 0, "a process can be made");
    if (child == 0)
        make_mistake(mistake, fds[1]);
    close(fds[1]);
    while (used < sizeof text - 1 && (got = read(fds[0], text + used, sizeof text - 1 - used)) > 0)
        used += (size_t)got;
    text[used] = '\0';
    close(fds[0]);
    waitpid(child, &status, 0);
    expect_str(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT ? "stopped" : text, "stopped",
               rule);
    return text;
}

/* ---- 5.1 await, that is, SUSPEND_IF --------------------------------------------------------- */

/* Calls the body, without any stack: here nothing is tested but the way out of it and in again. */
static const char *enter(struct coro *self)
{
    self->body(self);
    if (self->frame.at == FRAME_RUNNING)
        return "running, though it has returned";
    return self->frame.at == FRAME_ENDED ? "ended" : "waits";
}

/* The question in SUSPEND_IF: answers, and counts how often it was asked. */
static bool ask(bool suspends)
{
    journal("?");
    return suspends;
}

//! [once]
struct once {
    struct coro coro;
    bool suspends;
};

static void once(struct coro *self)
{
    struct once *my = (struct once *)self;

    async (self) {
        journal("a");
        SUSPEND_IF(ask(my->suspends));
        expect_true(self->frame.at == FRAME_RUNNING,
                    "behind SUSPEND_IF the frame is entered, whichever way control came there");
        journal("b");
    }
}

START_TEST(suspend_leaves_and_comes_back)
{
    struct coro *self = coro(once, .suspends = true);

    expect_str(enter(self), "waits", "a body that must suspend returns, and is not at its end");
    expect_str(journal_text(), "a?", "a body that must suspend is left in the middle");
    expect_str(enter(self), "ended", "the next call of the body goes on to its end");
    expect_str(journal_text(), "a?b", "a body goes on behind the place where it was left");
    coro_memory_release(self, self->size);
}
END_TEST
//! [once]

START_TEST(suspend_not_at_all) /* C1 */
{
    struct coro *self = coro(once, .suspends = false);

    expect_str(enter(self), "ended", "a body that need not suspend goes on at once");
    expect_str(journal_text(), "a?b", "a body that need not suspend goes on at once");
    coro_memory_release(self, self->size);
}
END_TEST

/* Asks with a question that has an answer only once, as a call of a coroutine has. */
struct asks_once {
    struct coro coro;
    bool suspends;
};

static void asks_once(struct coro *self)
{
    struct asks_once *my = (struct asks_once *)self;

    async (self) {
        SUSPEND_IF(ask(my->suspends));
        SUSPEND_IF(ask(false));
    }
}

START_TEST(suspend_asks_once) /* _i: whether it must suspend */
{
    struct coro *self = coro(asks_once, .suspends = _i != 0);

    enter(self);
    if (_i != 0)
        enter(self);
    expect_str(journal_text(), "??",
               "each question is asked once: it begins the await, and that must not begin twice");
    coro_memory_release(self, self->size);
}
END_TEST

/* Asks two questions in one. */
struct asks_two {
    struct coro coro;
    bool first;
    bool second;
};

static void asks_two(struct coro *self)
{
    struct asks_two *my = (struct asks_two *)self;

    async (self) {
        SUSPEND_IF(ask(my->first) || ask(my->second));
    }
}

START_TEST(suspend_for_any_reason) /* _i: the answers */
{
    struct coro *self = coro(asks_two, .first = _i / 2 != 0, .second = _i % 2 != 0);

    expect_str(enter(self), _i == 0 ? "ended" : "waits",
               "the question may be any expression, such as a || b");
    coro_memory_release(self, self->size);
}
END_TEST

static bool ask_where(struct frame *frame, int *at)
{
    *at = frame->at;
    return false;
}

struct where {
    struct coro coro;
    int *at;
    int *line;
};

/* Its frame goes by another name here: a macro can't count on `self`. */
static void where(struct coro *coroutine)
{
    struct where *my = (struct where *)coroutine;

    async (coroutine) {
        *my->line = __LINE__ + 1;
        SUSPEND_IF(ask_where(inside_async, my->at));
    }
}

START_TEST(suspend_remembers_first)
{
    int at = 0, line = 1;
    struct coro *self = coro(where, .at = &at, .line = &line);

    enter(self);
    expect_true(at == line, "the line is remembered before the question is asked: while somebody "
                            "else runs, the frame says where it stands");
    coro_memory_release(self, self->size);
}
END_TEST

/* Says where it leaves its body, and does. */
static bool leave(int where)
{
    journal("%d", where);
    return true;
}

/* Three places, in a loop and out of one. */
struct places {
    struct coro coro;
    int i;
};

static void places(struct coro *self)
{
    struct places *my = (struct places *)self;

    async (self) {
        for (my->i = 0; my->i < 3; my->i++) {
            SUSPEND_IF(leave(my->i));
            journal("a");
            if (my->i == 1) {
                SUSPEND_IF(leave(10));
                journal("b");
            } else {
                journal("-");
            }
        }
        SUSPEND_IF(leave(20));
        journal("c");
    }
}

START_TEST(suspend_anywhere)
{
    static const char *const texts[] = {"0", "a-1", "a10", "b2", "a-20"};
    struct coro *self = coro(places);

    for (int i = 0; i < 5; i++) {
        journal_clear();
        expect_str(enter(self), "waits", "a body can be left as often as it likes");
        expect_str(journal_text(), texts[i],
                   "a body goes on at the place where it was left, in a loop or out of one");
    }
    expect_str(enter(self), "ended", "behind the last place comes the end");
    coro_memory_release(self, self->size);
}
END_TEST

START_TEST(suspend_of_two_frames)
{
    struct coro *first = coro(places), *second = coro(places);

    enter(first), enter(first);
    journal_clear();
    enter(second);
    expect_str(journal_text(), "0", "each frame has a place of its own");
    enter(first);
    expect_str(journal_text(), "0a10", "each frame has a place of its own");
    coro_memory_release(first, first->size);
    coro_memory_release(second, second->size);
}
END_TEST

struct leaves_a_loop {
    struct coro coro;
};

static void leaves_a_loop(struct coro *self)
{
    async (self) {
        for (;;) {
            SUSPEND_IF(ask(true));
            break;
        }
        SUSPEND_IF(ask(false));
        break;
        finally {
            journal("f");
        }
    }
}

START_TEST(suspend_and_break)
{
    struct coro *self = coro(leaves_a_loop);

    enter(self);
    expect_str(enter(self), "ended",
               "a break behind an await leaves the loop around it, or the body");
    expect_str(journal_text(), "??f", "a break out of the body leads to finally");
    coro_memory_release(self, self->size);
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------ */

static void add_suspend(Suite *suite)
{
    TCase *tests = coroutines_exercise(suite, "5.1 await", 3, "Leave only if you must");

    tcase_add_test(tests, suspend_leaves_and_comes_back);
    tcase_add_test(tests, suspend_not_at_all);
    tcase_add_loop_test(tests, suspend_asks_once, 0, 2);
    tcase_add_loop_test(tests, suspend_for_any_reason, 0, 4);
    tcase_add_test(tests, suspend_remembers_first);
    tcase_add_test(tests, suspend_anywhere);
    tcase_add_test(tests, suspend_of_two_frames);
    tcase_add_test(tests, suspend_and_break);
}

Suite *coroutines_suite(void);

Suite *coroutines_suite(void)
{
    Suite *suite = suite_create("coroutines");

    add_suspend(suite);
    add_await(suite);
    add_run(suite);
    add_raise(suite);
    add_close(suite);
    return suite;
}
