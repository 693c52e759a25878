/*
 * Chapter 9: the rules of a result that has come back: result, error, cancellation, and the end of a loop
 * with its own pool.
 *
 * X1, X2, X4, X5, X6, X8, X9.
 */
#include "executor_tests.h"

#include <string.h>

/* Awaits a job in the loop's own pool, or in the test's, and says what came of it. */
struct waits {
    struct coro coro;
    struct work *work;
    struct executor *executor;
    int result;
    int caught;
};

static void waits(struct coro *self)
{
    struct waits *my = (struct waits *)self;

    async (self) {
        await_catch(my->caught, my->result,
                    loop_run_in_executor(asyncio_get_running_loop(), my->executor, work_function,
                                         my->work));
        if (my->caught != 0)
            say("[%s]", errno_name(my->caught));
        else
            say("[%d]", my->result);
        if (my->caught != 0)
            async_raise(my->caught);
    }
}

/* Says "t" in each of its turns. */
struct ticks {
    struct coro coro;
    int turns;
};

static void ticks(struct coro *self)
{
    struct ticks *my = (struct ticks *)self;

    async (self) {
        while (my->turns-- > 0)
            await(asyncio_sleep(0));
        gate_open(&gate);
    }
}

/* ---- 9.7 offload_deliver -------------------------------------------------------------------- */

START_TEST(deliver_a_result) /* X1 */
{
    struct work a = work(.answer = 42);

    expect_error(run(coro(waits, .work = &a)), 0, "a job that has ended well ends its await well");
    expect_str(said(), "[42]", "the result of the job is that of the await");
    expect_int(a.calls, 1, "a job is done once");
}
END_TEST

static int say_report(struct loop *of, const struct exception_context *context)
{
    (void)of;
    say("report %s;", errno_name(context->error));
    return 0;
}

START_TEST(deliver_an_error) /* X4 */
{
    struct work a = work(.error = EIO);

    loop_set_exception_handler(&loop, say_report);
    expect_error(run(coro(waits, .work = &a)), EIO, "an error of the job is raised by the await");
    expect_str(said(), "[EIO]", "an error that the await raises is handled: nobody else is told");
}
END_TEST

START_TEST(deliver_while_the_loop_goes_on) /* X8; the gate is opened by a task of the loop */
{
    struct work a = work(.answer = 1, .gate = &gate);

    spawn(coro(ticks, .turns = 50));
    expect_error(run(coro(waits, .work = &a)), 0, "the loop goes on while a job blocks its thread");
    expect_str(said(), "[1]", "the loop goes on while a job blocks its thread");
}
END_TEST

//! [late]
START_TEST(deliver_too_late) /* X5, X6 */
{
    struct work a = work(.name = "a", .gate = &gate);
    struct task *task = spawn(coro(waits, .work = &a));

    iterate(1);
    gate_await(&gate, 1);
    expect_true(task_cancel(task), "a task that awaits a job can be cancelled");
    iterate(2);
    expect_str(said(), "[ECANCELED]", "it goes on at once: nobody waits for the thread");
    gate_open(&gate);
    hang_means("a job has arrived even if nobody wants its result: the loop waits until it has");
    expect_error(loop_shutdown(&loop), 0, "a loop waits for its own pool");
    expect_str(said(), "[ECANCELED]a", "the job goes on to its end, and its result is dropped");
    expect_true(task_cancelled(task), "a task that was cancelled stays cancelled");
}
END_TEST
//! [late]

START_TEST(deliver_what_never_began) /* X5, X6 */
{
    struct work first = work(.name = "f", .gate = &gate), a = work(.name = "a");
    struct task *one, *two;

    pool_begin(1);
    one = spawn(coro(waits, .work = &first, .executor = &pool.executor));
    two = spawn(coro(waits, .work = &a, .executor = &pool.executor));
    iterate(1);
    gate_await(&gate, 1);
    expect_int(a.calls, 0, "a job for which there is no thread waits");
    task_cancel(two);
    iterate(3);
    expect_str(said(), "[ECANCELED]", "who awaits a job that is cancelled goes on at once");
    gate_open(&gate);
    expect_error(finish(one, NULL), 0, "the other job is done");
    pool_end();
    expect_int(a.calls, 0, "a job that was cancelled before it began never runs");
    expect_str(said(), "[ECANCELED]f[0]", "and the other one has its result");
}
END_TEST

START_TEST(deliver_at_the_moment_of_a_cancel) /* X5; the job is done, its result on its way */
{
    struct work a = work(.name = "a");
    struct task *task = spawn(coro(waits, .work = &a));

    iterate(1);
    while (!pipe_has_byte())
        continue;
    iterate(_i);
    if (task_cancel(task))
        iterate(4);
    expect_str(said(), _i < 2 ? "a[ECANCELED]" : "a[0]",
               "as long as the task has not gone on it is cancelled, whatever the job came to");
}
END_TEST

static int cancel_call(void *arg)
{
    task_cancel(arg);
    return 0;
}

START_TEST(deliver_in_the_batch_of_a_cancel) /* X5; before the task hears of it */
{
    struct work a = work(.name = "a");
    struct task *task = spawn(coro(waits, .work = &a));
    struct handle cancels;

    iterate(1);
    while (!pipe_has_byte())
        continue;
    handle_init(&cancels, cancel_call, task);
    loop_call_soon(&loop, &cancels);
    iterate(4);
    expect_str(
        said(), "a[ECANCELED]",
        "a future that was cancelled stays so: the result that comes in the same batch is dropped");
}
END_TEST

START_TEST(deliver_to_a_pool_that_is_gone) /* as `with ThreadPoolExecutor()` leaves it */
{
    struct work a = work(.name = "a");
    struct task *task;

    pool_begin(1);
    task = spawn(coro(waits, .work = &a, .executor = &pool.executor));
    iterate(1);
    pool_end();
    task_cancel(task);
    iterate(4);
    expect_str(said(), "a[ECANCELED]", "a pool may be gone before its results have come");
}
END_TEST

/* ---- 9.7: the own pool of a loop ------------------------------------------------------------ */

START_TEST(deliver_before_the_end) /* X9 */
{
    struct work a = work(.name = "a", .gate = &gate), b = work(.name = "b");
    struct task *task = spawn(coro(waits, .work = &a)), *late;

    iterate(1);
    gate_await(&gate, 1);
    spawn(coro(ticks, .turns = 20));
    expect_error(loop_shutdown(&loop), 0, "the pool of a loop can be shut down");
    expect_str(said(), "a", "it waits for the jobs, while the loop goes on");
    iterate(3);
    expect_true(task_done(task), "their results come");
    late = spawn(coro(waits, .work = &b));
    iterate(3);
    expect_true(task_done(late), "what is refused need not be waited for");
    expect_str(said(), "a[0][ESHUTDOWN]", "after that the pool refuses jobs");
}
END_TEST

START_TEST(deliver_in_a_program) /* X9 */
{
    struct work a = work(.name = "a", .answer = 7);

    expect_error(asyncio_run(coro(waits, .work = &a)), 0, "a program may use threads");
    expect_str(said(), "a[7]", "a program may use threads");
}
END_TEST

struct leaves {
    struct coro coro;
    struct work *work;
};

static void leaves(struct coro *self)
{
    struct leaves *my = (struct leaves *)self;

    async (self) {
        task_release(asyncio_create_task(coro(waits, .work = my->work)));
        await(asyncio_sleep(0));
        gate_await(&gate, 1);
        gate_open(&gate);
    }
}

START_TEST(deliver_what_a_program_leaves) /* X9 */
{
    struct work a = work(.name = "a", .gate = &gate);

    expect_error(asyncio_run(coro(leaves, .work = &a)), 0, "a program may leave jobs");
    expect_true(strchr(said(), 'a') != NULL, "a job that has begun ends before its program does");
}
END_TEST

static int next_thread(void *arg, union value *result)
{
    struct work *work = arg;

    work->thread = pthread_self();
    *result = value_of(work->answer + 1);
    return 0;
}

struct to_thread {
    struct coro coro;
    struct work *work;
    int result;
};

static void to_thread(struct coro *self)
{
    struct to_thread *my = (struct to_thread *)self;

    async (self) {
        await(my->result, asyncio_to_thread(next_thread, my->work));
        say("%d", my->result);
    }
}

START_TEST(deliver_to_thread) /* X1 */
{
    struct work a = work(.answer = 4);

    expect_error(run(coro(to_thread, .work = &a)), 0, "a function can be called in a thread");
    expect_str(said(), "5", "its result is that of the await");
    expect_true(!pthread_equal(a.thread, pthread_self()), "it is called in another thread");
}
END_TEST

START_TEST(deliver_without) /* _i: what there is none of */
{
    static const struct {
        const char *function;
        int error, first;
    } faults[] = {{"malloc", ENOMEM, 1},        {"malloc", ENOMEM, 2}, {"malloc", ENOMEM, 3},
                  {"calloc", ENOMEM, 1},        {"calloc", ENOMEM, 2}, {"pipe", EMFILE, 1},
                  {"pthread_create", EAGAIN, 1}};
    struct work a = work(.answer = 4);
    struct task *task;

    if (!fault_supported())
        return;
    loop_is_closed_now();
    expect_error(loop_init(&loop, NULL), 0, "a loop can be made");
    task = spawn(coro(waits, .work = &a));
    fault_inject(faults[_i].function, faults[_i].error, faults[_i].first, 1);
    expect_error(loop_run_until_complete(&loop, task, NULL), faults[_i].error,
                 "what is lacking is raised by the await");
    fault_clear();
    expect_error(run(coro(waits, .work = &a)), 0, "once it is there all is well");
}
END_TEST

START_TEST(deliver_without_a_loop)
{
    struct coro *none = asyncio_to_thread(next_thread, NULL);
    struct coro_stack stack;

    coro_stack_init(&stack, none);
    expect_error(coro_resume(&stack), EINVAL,
                 "without a loop that runs nothing is done in a thread");
}
END_TEST

void add_deliver(Suite *suite)
{
    TCase *tests = executor_exercise(suite, "9.7 offload_deliver", 3, "Into the future");

    tcase_add_test(tests, deliver_a_result);
    tcase_add_test(tests, deliver_an_error);
    tcase_add_test(tests, deliver_while_the_loop_goes_on);
    tcase_add_test(tests, deliver_too_late);
    tcase_add_test(tests, deliver_what_never_began);
    tcase_add_loop_test(tests, deliver_at_the_moment_of_a_cancel, 0, 6);
    tcase_add_test(tests, deliver_in_the_batch_of_a_cancel);
    tcase_add_test(tests, deliver_to_a_pool_that_is_gone);
    tcase_add_test(tests, deliver_before_the_end);
    tcase_add_test(tests, deliver_in_a_program);
    tcase_add_test(tests, deliver_what_a_program_leaves);
    tcase_add_test(tests, deliver_to_thread);
    tcase_add_loop_test(tests, deliver_without, 0, 7);
    tcase_add_test(tests, deliver_without_a_loop);
}
