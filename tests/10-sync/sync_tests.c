/*
 * Chapter 10: what the tests of all exercises are played with; see sync_tests.h.
 */
#include "sync_tests.h"

#include "harness.h"

#include <stdarg.h>
#include <stdio.h>

struct loop loop;

static struct task *named[26];

void say(const char *format, ...)
{
    char text[64];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    journal("%s%s", journal_text()[0] != '\0' ? " " : "", text);
}

/* ---- Tasks ----------------------------------------------------------------------------------- */

struct awaits {
    struct coro coro;
    char name;
    bool gives;
    struct coro *what;
    int caught;
    int value;
};

/* Takes what is to be awaited out of MY: from now on its await owns it. */
static struct coro *taken(struct awaits *my)
{
    struct coro *what = my->what;

    my->what = NULL;
    return what;
}

static void awaits_says(const struct awaits *my)
{
    if (my->caught != 0)
        say("%c!%s", my->name, errno_name(my->caught));
    else if (my->gives)
        say("%c=%d", my->name, my->value);
    else
        say("%c", my->name);
}

static void awaits(struct coro *self)
{
    struct awaits *my = (struct awaits *)self;

    async (self) {
        await_catch(my->caught, my->value, taken(my));
        awaits_says(my);
        finally {
            coro_drop(my->what);
        }
    }
}

static struct task *spawn_one(const char *name, struct coro *what, bool gives)
{
    struct task **task = &named[name[0] - 'a'];

    task_release(*task);
    *task = loop_create_task(&loop, coro(awaits, .coro.frame.cleans_up = true, .name = name[0],
                                         .gives = gives, .what = what));
    expect_true(*task != NULL, "there is memory for a task");
    task_set_name(*task, name);
    return *task;
}

struct task *spawn(const char *name, struct coro *what)
{
    return spawn_one(name, what, false);
}

struct task *spawn_getter(const char *name, struct coro *what)
{
    return spawn_one(name, what, true);
}

void cancel(const char *name)
{
    task_cancel(named[name[0] - 'a']);
}

void let_go(const char *name)
{
    task_release(named[name[0] - 'a']);
    named[name[0] - 'a'] = NULL;
}

/* ---- Time ------------------------------------------------------------------------------------ */

static bool something_comes(void)
{
    return !ready_is_empty(&loop.ready) || loop.timers.count > 0;
}

const char *turn(void)
{
    journal_clear();
    if (something_comes())
        expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    return journal_text();
}

const char *turns(void)
{
    int count = 0;

    journal_clear();
    while (something_comes()) {
        expect_true(count++ < 1000,
                    "who waits sleeps, so a program that has nothing to do comes to rest");
        expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    }
    return journal_text();
}

int standing(const struct waiters *waiters)
{
    int count = 0;

    for (const struct waiter *waiter = waiters->first; waiter != NULL; waiter = waiter->next) {
        if (!memory_is_live(waiter, sizeof *waiter))
            expect_failed(
                __FILE__, __LINE__,
                "who goes on, or is cancelled, leaves the line: his place in it ends with "
                "his coroutine",
                "somebody stands in line whose coroutine has ended");
        count++;
    }
    return count;
}

/* ---- Beginning and end ----------------------------------------------------------------------- */

static void setup(void)
{
    virtual_loop_init(&loop);
    hang_shows_tasks(&loop);
    for (int i = 0; i < 26; i++)
        named[i] = NULL;
}

/* Cancels all tasks, as often as needed: each gets a chance when nothing else comes. */
static void end_all(void)
{
    for (int i = 0; i < 8 && loop.all_tasks != NULL; i++) {
        for (struct task *task = loop.all_tasks; task != NULL; task = task->next)
            task_cancel(task);
        turns();
    }
    expect_true(loop.all_tasks == NULL, "when it is cancelled a task ends");
}

static void teardown(void)
{
    end_all();
    for (int i = 0; i < 26; i++)
        task_release(named[i]);
    loop_close(&loop);
    coro_free_memory();
}

TCase *sync_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup, teardown);
    return tests;
}
