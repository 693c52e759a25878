/*
 * Chapter 8: the rules of waiting for many: the first error, or the last child; and what all tests of
 * this chapter share.
 */
#include "gather_tests.h"

/* ---- What the tests are played with --------------------------------------------------------- */

struct loop loop;
struct future fa, fb, fc;
struct task *started;

static void job_says(const struct job *my, const char *what)
{
    if (my->name != NULL)
        journal("%s%s", my->name, what);
}

void job(struct coro *self)
{
    struct job *my = (struct job *)self;

    async (self) {
        job_says(my, "(");
        for (; my->turns > 0 && my->caught == 0; my->turns--)
            await_catch(my->caught, asyncio_sleep(0));
        if (my->delay > 0 && my->caught == 0)
            await_catch(my->caught, asyncio_sleep(my->delay));
        if (my->caught != 0) {
            job_says(my, "~");
            if (my->lingers > 0)
                await(asyncio_sleep(my->lingers));
            if (!my->swallows)
                async_raise(my->answers != 0 ? my->answers : my->caught);
        } else if (my->error != 0) {
            job_says(my, "!");
            async_raise(my->error);
        }
        job_says(my, ")");
        async_return(my->result);
    }
}

/* Takes what is to be awaited out of MY: from now on its await owns it. */
static struct coro *taken(struct awaits *my)
{
    struct coro *what = my->what;

    my->what = NULL;
    return what;
}

void awaits(struct coro *self)
{
    struct awaits *my = (struct awaits *)self;

    async (self) {
        await_catch(my->caught, my->value, taken(my));
        journal("[%s]", errno_name(my->caught));
        if (my->caught != 0 && !my->catches)
            async_raise(my->caught);
        async_return(my->value);
        finally {
            coro_drop(my->what);
        }
    }
}

int journal_report(struct loop *of, const struct exception_context *context)
{
    (void)of;
    journal("report: %s;", errno_name(context->error));
    return 0;
}

void start(struct coro *what)
{
    task_release(started);
    started = loop_create_task(&loop, coro(awaits, .coro.frame.cleans_up = true, .what = what));
    expect_true(started != NULL, "there is memory for a task");
}

const char *turn(void)
{
    return turns(1);
}

const char *turns(int count)
{
    journal_clear();
    while (count-- > 0)
        expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    return journal_text();
}

const char *finish(void)
{
    while (!task_done(started))
        expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    return journal_text();
}

const char *run(struct coro *what)
{
    start(what);
    return finish();
}

int tasks_left(void)
{
    return (int)asyncio_all_tasks(&loop, NULL, 0);
}

void end_all(void)
{
    while (tasks_left() > 0) {
        for (struct task *task = loop.all_tasks; task != NULL; task = task->next)
            task_cancel(task);
        for (int i = 0; i < 8 && tasks_left() > 0; i++)
            expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    }
}

static void setup(void)
{
    virtual_loop_init(&loop);
    loop_set_exception_handler(&loop, journal_report);
    future_init(&fa, &loop);
    future_init(&fb, &loop);
    future_init(&fc, &loop);
    started = NULL;
}

static void teardown(void)
{
    task_release(started);
    expect_int(tasks_left(), 0, "when a test is over no task is left");
    future_release(&fa);
    future_release(&fb);
    future_release(&fc);
    loop_close(&loop);
    coro_free_memory();
}

TCase *gather_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup, teardown);
    return tests;
}

/* ---- 8.1 gather_child_done ------------------------------------------------------------------ */

static int results[4];

START_TEST(child_the_last_one)
{
    expect_str(run(asyncio_gather(results, coro(job, .name = "a", .delay = 2),
                                  coro(job, .name = "b", .delay = 1))),
               "a(b(b)a)[0]", "a gather is done when the last of its children is done");
}
END_TEST

Suite *gather_suite(void)
{
    Suite *suite = suite_create("gather");
    TCase *tests = gather_exercise(suite, "8.1 gather_child_done", 6, "Counting the children");

    tcase_add_test(tests, child_the_last_one);
    add_finish(suite);
    add_cancel(suite);
    return suite;
}
