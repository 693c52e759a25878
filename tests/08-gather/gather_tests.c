/*
 * Chapter 8: what the tests of all exercises are played with; see gather_tests.h.
 */
#include "gather_tests.h"

struct loop loop;
struct future fa, fb, fc;
struct task *started;
struct gather gather;
int results[4], errors[4];

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

struct freed {
    struct coro coro;
};

static void freed(struct coro *self)
{
    async (self) {
        await(asyncio_sleep(0));
        finally {
            journal("freed");
        }
    }
}

struct coro *freed_is_said(void)
{
    return coro(freed, .coro.frame.cleans_up = true);
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

void awaits_future(struct coro *self)
{
    struct awaits_future *my = (struct awaits_future *)self;

    async (self) {
        await_catch(my->caught, my->future);
        journal("%s,", errno_name(my->caught));
        await(my->future);
        journal("again");
    }
}

void goes_on(struct coro *self)
{
    struct goes_on *my = (struct goes_on *)self;

    async (self) {
        await_catch(my->caught, my->what);
        journal("(%s %d)", errno_name(my->caught), task_cancelling(asyncio_current_task()));
        await(asyncio_sleep(3));
        journal("on");
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
    journal_clear();
    started = loop_create_task(&loop, coro(awaits, .coro.frame.cleans_up = true, .what = what));
    expect_true(started != NULL, "there is memory for a task");
}

const char *turn(void)
{
    return turns(1);
}

/* True if an iteration would not wait for ever. */
static bool something_comes(void)
{
    return !ready_is_empty(&loop.ready) || loop.timers.count > 0;
}

const char *turns(int count)
{
    journal_clear();
    while (count-- > 0 && something_comes())
        expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    return journal_text();
}

const char *finish(void)
{
    while (!task_done(started))
        expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    return journal_text();
}

bool cancel(void)
{
    journal_clear();
    return task_cancel(started);
}

const char *run(struct coro *what)
{
    start(what);
    return finish();
}

const char *came_of(struct future *future)
{
    int error = 0;

    if (!future_done(future))
        return "pending";
    if (future_exception(future, &error) == ECANCELED)
        return "cancelled";
    return error == 0 ? "ended well" : errno_name(error);
}

void gather_futures(bool return_exceptions)
{
    int error = gather_start(&gather, results_of(results), return_exceptions ? errors : NULL,
                             AWAITABLES(&fa, &fb, &fc));

    expect_error(error, 0, "three futures can be gathered");
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
    gather = (struct gather){0};
    for (int i = 0; i < 4; i++)
        results[i] = errors[i] = -1;
}

static void teardown(void)
{
    gather_release(&gather);
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
