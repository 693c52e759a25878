/*
 * Chapter 8: the rules of as_completed, which is given; tested with exercise 8.2.
 *
 * AC1 (in the order in which they end), AC2 (errors), AC3 (kept until asked for), AC4 (who asks first), AC5
 * (too late), AC6 (the timer), AC7 (the same twice).
 */
#include "gather_tests.h"

static struct as_completed many;

/* Awaits what it is given as it ends. Writes what comes: "1 " a result, "EIO " an error. */
struct collects {
    struct coro coro;
    struct awaitable what[3];
    size_t count;
    double timeout;
    double pause; /* sleeps before it takes the first */
    int got;
    int caught;
};

static void collects(struct coro *self)
{
    struct collects *my = (struct collects *)self;

    async (self) {
        my->caught = asyncio_as_completed_array(&many, my->timeout, my->what, my->count);
        if (my->caught != 0)
            async_raise(my->caught);
        if (my->pause > 0)
            await(asyncio_sleep(my->pause));
        while (as_completed_more(&many)) {
            await_catch(my->caught, my->got, as_completed_next(&many));
            if (my->caught != 0)
                journal("%s ", errno_name(my->caught));
            else
                journal("%d ", my->got);
            if (task_cancelling(asyncio_current_task()) > 0)
                async_raise(my->caught);
        }
        finally {
            as_completed_release(&many);
        }
    }
}

/* Awaits the next one only. */
struct takes {
    struct coro coro;
    const char *name;
    struct coro *next;
    int got;
    int caught;
};

static void takes(struct coro *self)
{
    struct takes *my = (struct takes *)self;

    async (self) {
        await_catch(my->caught, my->got, as_completed_next(&many));
        journal("%s%d ", my->name, my->caught != 0 ? -1 : my->got);
    }
}

/* Begins with fa, fb and fc, and keeps that for others until it is cancelled. */
struct keeps {
    struct coro coro;
    double timeout;
};

static void keeps(struct coro *self)
{
    struct keeps *my = (struct keeps *)self;

    async (self) {
        expect_error(asyncio_as_completed(&many, my->timeout, &fa, &fb, &fc), 0,
                     "three futures will do");
        await(asyncio_sleep(LONG));
        finally {
            as_completed_release(&many);
        }
    }
}

/* A task that takes the next one, and is nobody's. */
static struct task *taker(const char *name)
{
    struct task *task = loop_create_task(&loop, coro(takes, .name = name));

    expect_true(task != NULL, "there is memory for a task");
    return task;
}

START_TEST(completed_in_order) /* AC1 */
{
    expect_str(run(coro(collects, .timeout = NO_TIMEOUT, .count = 3,
                        .what = {awaitable_of(coro(job, .delay = 3, .result = 1)),
                                 awaitable_of(coro(job, .delay = 1, .result = 2)),
                                 awaitable_of(coro(job, .delay = 2, .result = 3))})),
               "2 3 1 [0]", "results come in the order in which they are there");
}
END_TEST

START_TEST(completed_with_errors) /* AC2 */
{
    future_cancel(&fa);
    expect_str(
        run(coro(collects, .timeout = NO_TIMEOUT, .count = 3,
                 .what = {awaitable_of(coro(job, .delay = 1, .error = EIO)), awaitable_of(&fa),
                          awaitable_of(coro(job, .delay = 2, .result = 3))})),
        "ECANCELED EIO 3 [0]", "an error comes out at its turn, and the others follow");
}
END_TEST

START_TEST(completed_before_asked) /* AC3 */
{
    expect_str(run(coro(collects, .timeout = NO_TIMEOUT, .count = 3, .pause = 9,
                        .what = {awaitable_of(coro(job, .delay = 3, .result = 1)),
                                 awaitable_of(coro(job, .delay = 1, .result = 2)),
                                 awaitable_of(coro(job, .delay = 2, .result = 3))})),
               "2 3 1 [0]", "what nobody has asked for yet is kept in order");
    expect_time(virtual_time(), 9, "what is there already is not waited for");
}
END_TEST

START_TEST(completed_for_the_first_who_asks) /* AC4; _i: in one iteration, or not */
{
    struct task *a, *b;

    start(coro(keeps, .timeout = NO_TIMEOUT));
    turn();
    a = taker("a"), b = taker("b");
    turn();
    future_set_result(&fc, 3);
    if (_i == 0)
        future_set_result(&fa, 1), turn();
    else
        turn(), future_set_result(&fa, 1);
    expect_str(turns(2), "a3 b1 ", "whoever asks first gets what ends first");
    task_release(a), task_release(b);
    end_all();
}
END_TEST

START_TEST(completed_and_the_asker_is_cancelled) /* AC4; _i: before or after it was woken */
{
    struct task *a, *b;

    start(coro(keeps, .timeout = NO_TIMEOUT));
    turn();
    a = taker("a"), b = taker("b");
    turn();
    if (_i == 0)
        task_cancel(a);
    future_set_result(&fc, 3), turn();
    task_cancel(a);
    expect_str(turns(2), _i == 0 ? "b3 " : "a-1 b3 ",
               "what one who was cancelled has not taken goes to the next in line");
    task_release(a), task_release(b);
    end_all();
}
END_TEST

START_TEST(completed_too_late) /* AC5 */
{
    struct task *task = loop_create_task(&loop, coro(job, .name = "t", .delay = 9));

    expect_str(
        run(coro(collects, .timeout = 2, .count = 3,
                 .what = {awaitable_of(task), awaitable_of(coro(job, .delay = 1, .result = 2)),
                          awaitable_of(coro(job, .delay = 5, .result = 3))})),
        "t(2 ETIMEDOUT ETIMEDOUT [0]",
        "when the time is over each await that is left raises ETIMEDOUT");
    expect_time(virtual_time(), 2, "they need not be waited for");
    expect_str(turns(6), "t)", "what is late goes on");
    task_release(task);
}
END_TEST

START_TEST(completed_after_the_timeout) /* AC5 */
{
    struct task *tasks[3];

    start(coro(keeps, .timeout = 1));
    turns(2);
    expect_time(virtual_time(), 1, "the time is over");
    future_set_result(&fa, 1);
    for (int i = 0; i < 3; i++)
        tasks[i] = taker("t");
    expect_str(turn(), "t-1 t-1 t-1 ", "what ends behind the timeout comes out no more");
    for (int i = 0; i < 3; i++)
        task_release(tasks[i]);
    end_all();
}
END_TEST

START_TEST(completed_but_not_asked_for_in_time) /* AC3, AC5 */
{
    expect_str(run(coro(collects, .timeout = 2, .count = 2, .pause = 4,
                        .what = {awaitable_of(coro(job, .delay = 9)),
                                 awaitable_of(coro(job, .delay = 1, .result = 2))})),
               "2 ETIMEDOUT [0]", "what has ended in time comes out, also behind the timeout");
    end_all();
}
END_TEST

START_TEST(completed_in_time) /* AC6 */
{
    start(coro(keeps, .timeout = 5));
    turn();
    expect_int(loop.timers.count, 2, "the timeout waits");
    future_set_result(&fa, 1), future_set_result(&fb, 1), turn();
    expect_int(loop.timers.count, 2, "the timeout waits while one is left");
    future_set_exception(&fc, EIO), turn();
    expect_int(loop.timers.count, 1, "with the last one the timeout goes");
    end_all();
}
END_TEST

START_TEST(completed_the_same_twice) /* AC7 */
{
    struct coro *twice = coro(job, .name = "a", .result = 1);

    expect_str(
        run(coro(collects, .timeout = NO_TIMEOUT, .count = 3,
                 .what = {awaitable_of(twice), awaitable_of(coro(job, .delay = 1, .result = 2)),
                          awaitable_of(twice)})),
        "a(a)1 2 [0]", "the same coroutine twice counts once");
    future_set_result(&fa, 5);
    expect_str(run(coro(collects, .timeout = NO_TIMEOUT, .count = 2,
                        .what = {awaitable_of(&fa), awaitable_of(&fa)})),
               "5 [0]", "the same future twice counts once");
}
END_TEST

/* Asks for one more than there are. */
struct asks_more {
    struct coro coro;
    int caught;
};

static void asks_more(struct coro *self)
{
    struct asks_more *my = (struct asks_more *)self;

    async (self) {
        await_catch(my->caught, coro(collects, .timeout = NO_TIMEOUT));
        journal("%s", errno_name(my->caught));
        expect_true(!as_completed_more(&many), "of nothing there is no more");
        await(as_completed_next(&many));
    }
}

START_TEST(completed_and_no_more)
{
    expect_str(run(coro(asks_more)), "0[EINVAL]", "when there is no more, to ask is an error");
}
END_TEST

START_TEST(completed_is_refused)
{
    struct loop other;

    many = (struct as_completed){0};
    as_completed_release(&many);
    expect_error(asyncio_as_completed(&many, NO_TIMEOUT, coro(job), &fa), EINVAL,
                 "outside of a loop that runs nothing begins");
    expect_true(!as_completed_more(&many), "after an error there is nothing to ask for");
    expect_error(loop_init(&other, &virtual_selector), 0, "there can be two loops");
    future_release(&fa);
    future_init(&fa, &other);
    expect_str(run(coro(collects, .timeout = 5, .count = 2,
                        .what = {awaitable_of(coro(job, .name = "a")), awaitable_of(&fa)})),
               "[EINVAL]", "with one of another loop nothing begins");
    expect_int(loop.timers.count, 0, "no timer is left");
    expect_str(run(coro(collects, .timeout = 5, .count = 2,
                        .what = {awaitable_of(coro(job, .name = "a")), {0}})),
               "[ENOMEM]", "one of them that could not be allocated is an error");
    turns(2);
    loop_close(&other);
}
END_TEST

START_TEST(completed_without_memory) /* _i: which allocation fails */
{
    static const struct {
        const char *function;
        int number;
    } cases[] = {{"calloc", 1}, {"malloc", 1}, {"malloc", 2}, {"realloc", 1}};

    if (!fault_supported())
        return;
    start(
        coro(collects, .timeout = 5, .count = 2,
             .what = {awaitable_of(coro(job, .name = "a")), awaitable_of(coro(job, .name = "b"))}));
    fault_inject(cases[_i].function, ENOMEM, cases[_i].number, 1);
    expect_str(finish(), "[ENOMEM]", "without memory nothing begins");
    expect_int(loop.timers.count, 0, "no timer is left");
    turns(3);
    expect_str(journal_text(), "", "what had been made already never runs");
}
END_TEST

START_TEST(completed_at_any_time) /* _i: cancelled after so many iterations */
{
    start(coro(collects, .timeout = 3, .count = 2, .pause = 1,
               .what = {awaitable_of(coro(job, .turns = 1)), awaitable_of(coro(job, .delay = 9))}));
    turns(1 + _i);
    if (cancel())
        finish();
    expect_str(came_of(&started->future), "cancelled",
               "a cancel comes through, whenever it is asked for");
    end_all();
    expect_int(loop.timers.count, 0, "no timer is left");
}
END_TEST

void add_completed(TCase *tests)
{
    tcase_add_test(tests, completed_in_order);
    tcase_add_test(tests, completed_with_errors);
    tcase_add_test(tests, completed_before_asked);
    tcase_add_loop_test(tests, completed_for_the_first_who_asks, 0, 2);
    tcase_add_loop_test(tests, completed_and_the_asker_is_cancelled, 0, 2);
    tcase_add_test(tests, completed_too_late);
    tcase_add_test(tests, completed_after_the_timeout);
    tcase_add_test(tests, completed_but_not_asked_for_in_time);
    tcase_add_test(tests, completed_in_time);
    tcase_add_test(tests, completed_the_same_twice);
    tcase_add_test(tests, completed_and_no_more);
    tcase_add_test(tests, completed_is_refused);
    tcase_add_loop_test(tests, completed_without_memory, 0, 4);
    tcase_add_loop_test(tests, completed_at_any_time, 0, 7);
}
