/*
 * Chapter 8: the rules of a deadline. How it is read and moved is in check_timeout_moved.c, what is said of
 * blocks in general in check_timeout_blocks.c.
 *
 * TO1 (too late), TO2 (the count of cancels), TO3 (in time), TO4 (at once), TO5 (other errors), TO6
 * (swallowed), TO7 (cancelled by somebody else), TO8 (nested), TO9 (in a cleanup), TO12 (where it is
 * refused).
 */
#include "gather_tests.h"

#include <math.h>

/* ---- What the tests are played with --------------------------------------------------------- */

static struct timeout outer, inner;

/*
 * Awaits WHAT in a block of DELAY seconds. "{" it is in, "}" it came to the end, what the await came
 * to between the two, if it was an error.
 */
struct timed {
    struct coro coro;
    struct timeout *timeout;
    double delay;
    struct coro *what;
    bool swallows; /* an error of the await */
    int answers;   /* raises this in the block in place of an error of the await */
    int caught;
};

static struct coro *timed_takes(struct timed *my)
{
    struct coro *what = my->what;

    my->what = NULL;
    return what;
}

static void timed(struct coro *self)
{
    struct timed *my = (struct timed *)self;

    async (self) {
        asyncio_timeout (my->timeout, my->delay) {
            journal("{");
            await_catch(my->caught, timed_takes(my));
            if (my->caught != 0)
                journal("%s", errno_name(my->caught));
            if (my->caught != 0 && !my->swallows)
                async_raise(my->answers != 0 ? my->answers : my->caught);
            journal("}");
        }
        finally {
            coro_drop(my->what);
        }
    }
}

/* A call of timed() in a block `outer`; if it never begins, what it would await is freed. */
#define timed_of(...) coro(timed, .coro.frame.cleans_up = true, .timeout = &outer, __VA_ARGS__)

static int cancel_started(void *arg)
{
    (void)arg;
    task_cancel(started);
    return 0;
}

static int set_fa(void *arg)
{
    (void)arg;
    future_set_result(&fa, 1);
    return 0;
}

/* ---- 8.4 timeout_exit ----------------------------------------------------------------------- */

START_TEST(exit_in_time) /* TO3 */
{
    expect_str(run(timed_of(.delay = 2, .what = coro(job, .name = "a", .delay = 1))), "{a(a)}[0]",
               "a block that is left in time has done nothing");
    expect_true(!timeout_expired(&outer), "a block that was left in time has not expired");
    expect_true(outer.state == TIMEOUT_EXITED, "a block that was left in time is EXITED");
    expect_int(loop.timers.count, 0, "the timer goes with the block");
    expect_int(task_cancelling(started), 0, "nobody has asked the task to cancel");
}
END_TEST

START_TEST(exit_too_late) /* TO1 */
{
    expect_str(run(timed_of(.delay = 1, .what = coro(job, .name = "a", .delay = 2))),
               "{a(a~ECANCELED[ETIMEDOUT]",
               "inside, it is ECANCELED; at the end of a block whose time is over that becomes "
               "ETIMEDOUT");
    expect_true(timeout_expired(&outer), "a block that was left too late has expired");
    expect_true(outer.state == TIMEOUT_EXPIRED, "a block that was left too late is EXPIRED");
    expect_time(virtual_time(), 1, "the await ends at the deadline");
}
END_TEST

START_TEST(exit_takes_the_cancel_back) /* TO2 */
{
    expect_str(run(coro(goes_on, .what = timed_of(.delay = 1, .what = asyncio_sleep(2)))),
               "{ECANCELED(ETIMEDOUT 0)on[0]",
               "the deadline's cancel is taken off the task's count, and the task goes on");
}
END_TEST

START_TEST(exit_with_another_error) /* TO5; _i: before or after the deadline */
{
    expect_str(
        run(coro(goes_on,
                 .what = _i == 0 ? timed_of(.delay = 1, .what = coro(job, .error = EIO))
                                 : timed_of(.delay = 1, .what = asyncio_sleep(2), .answers = EIO))),
        _i == 0 ? "{EIO(EIO 0)on[0]" : "{ECANCELED(EIO 0)on[0]",
        "an error that is not ECANCELED leaves the block as it is; the cancel is taken off "
        "the count all the same");
    expect_int(timeout_expired(&outer), _i != 0,
               "a block has expired if its deadline came, whatever leaves it");
}
END_TEST

START_TEST(exit_after_all) /* TO6 */
{
    expect_str(run(coro(goes_on,
                        .what = timed_of(.delay = 1, .what = asyncio_sleep(2), .swallows = true))),
               "{ECANCELED}(0 0)on[0]",
               "a body that swallows ECANCELED leaves the block well, and the cancel is taken off");
    expect_true(timeout_expired(&outer), "the deadline came before the block was left");
}
END_TEST

START_TEST(exit_cancelled_by_somebody) /* TO7 */
{
    start(timed_of(.delay = 5, .what = asyncio_sleep(9)));
    turn();
    cancel();
    expect_str(finish(), "ECANCELED[ECANCELED]", "a cancel of somebody else stays a cancel");
    expect_true(!timeout_expired(&outer), "a block that was left in time has not expired");
    expect_int(task_cancelling(started), 1, "nobody takes off the count what somebody else asked");
    expect_int(loop.timers.count, 0, "the timer goes with the block");
}
END_TEST

//! [both]
START_TEST(exit_cancelled_and_too_late) /* TO7 */
{
    start(timed_of(.delay = 1, .what = coro(job, .name = "a", .delay = 9, .lingers = 9)));
    turn();
    cancel();
    expect_str(
        finish(), "a~ECANCELED[ECANCELED]",
        "if somebody else has asked too, ECANCELED leaves the block, also after the deadline");
    expect_true(timeout_expired(&outer), "the deadline came before the block was left");
    expect_time(virtual_time(), 1, "the deadline breaks into what the body still awaits");
    expect_int(task_cancelling(started), 1, "the block takes back its own cancel and no other");
}
END_TEST
//! [both]

START_TEST(exit_cancelled_at_the_deadline) /* TO7; _i: who is first */
{
    struct timer timer;

    timer_init(&timer, cancel_started, NULL);
    if (_i == 0)
        loop_call_later(&loop, &timer, 1);
    start(timed_of(.delay = 1, .what = asyncio_sleep(9)));
    turn();
    if (_i != 0)
        loop_call_later(&loop, &timer, 1);
    expect_str(finish(), "{ECANCELED[ECANCELED]",
               "if somebody else asks in the same moment, ECANCELED leaves the block");
    expect_int(task_cancelling(started), 1, "the block takes back its own cancel and no other");
}
END_TEST

START_TEST(exit_at_the_moment_of_the_result) /* _i: which timer is first */
{
    struct timer timer;

    timer_init(&timer, set_fa, NULL);
    if (_i == 0)
        loop_call_later(&loop, &timer, 1);
    start(timed_of(.delay = 1, .what = coro(awaits_future, .future = &fa)));
    turn();
    if (_i != 0)
        loop_call_later(&loop, &timer, 1);
    expect_str(finish(), _i == 0 ? "{ECANCELED,again}[0]" : "{ECANCELED,ECANCELED[ETIMEDOUT]",
               "a deadline in the iteration of the result comes before it: the step that is due "
               "raises ECANCELED");
}
END_TEST

/* Swallows a cancel of somebody else; then awaits WHAT. */
struct swallows_first {
    struct coro coro;
    struct coro *what;
    int caught;
};

static void swallows_first(struct coro *self)
{
    struct swallows_first *my = (struct swallows_first *)self;

    async (self) {
        await_catch(my->caught, asyncio_sleep(9));
        await(my->what);
    }
}

START_TEST(exit_of_a_task_cancelled_before) /* TO2 */
{
    start(coro(swallows_first, .what = timed_of(.delay = 1, .what = asyncio_sleep(2))));
    turn();
    cancel();
    expect_str(finish(), "{ECANCELED[ETIMEDOUT]",
               "what was asked before the block was entered does not count in it");
    expect_int(task_cancelling(started), 1, "the count is what it was when the block was entered");
}
END_TEST

/* Swallows a cancel of somebody else, and takes it back in a block of one second. */
struct takes_back {
    struct coro coro;
    int caught;
};

static void takes_back(struct coro *self)
{
    struct takes_back *my = (struct takes_back *)self;

    async (self) {
        await_catch(my->caught, asyncio_sleep(9));
        asyncio_timeout (&outer, 1) {
            task_uncancel(asyncio_current_task());
            await(asyncio_sleep(9));
        }
    }
}

START_TEST(exit_with_a_lower_count) /* TO2 */
{
    start(coro(takes_back));
    turn();
    cancel();
    expect_str(
        finish(), "[ETIMEDOUT]",
        "where the count is lower than at the entry, nobody else has asked: it is ETIMEDOUT");
    expect_int(task_cancelling(started), 0,
               "only the deadline's own cancel is taken off the count");
}
END_TEST

START_TEST(exit_cancelled_after_a_cancel) /* TO7 */
{
    start(coro(swallows_first, .what = timed_of(.delay = 5, .what = asyncio_sleep(9))));
    turn();
    cancel(), turn();
    cancel();
    expect_str(finish(), "ECANCELED[ECANCELED]", "a cancel of somebody else stays a cancel");
    expect_int(task_cancelling(started), 2, "nobody takes off the count what somebody else asked");
}
END_TEST

START_TEST(exit_at_once) /* TO4; _i: 0, -1 or long ago */
{
    static const double delays[] = {0, -1, -INFINITY};

    expect_str(run(timed_of(.delay = delays[_i], .what = coro(job, .name = "a", .turns = 1))),
               "{a(a~ECANCELED[ETIMEDOUT]",
               "a deadline that has passed comes at the first await that waits, even for one turn");
}
END_TEST

START_TEST(exit_before_the_first_wait) /* TO4 */
{
    expect_str(run(timed_of(.delay = 0, .what = coro(job, .name = "a"))), "{a(a)}[0]",
               "a body that never waits is in time");
    expect_true(!timeout_expired(&outer), "a block that was left in time has not expired");
    turns(3);
    expect_int(task_cancelling(started), 0, "the deadline does not come behind the block");
}
END_TEST

START_TEST(exit_without_a_deadline) /* TO3 */
{
    expect_str(run(timed_of(.delay = NO_TIMEOUT, .what = coro(job, .delay = 1e9))), "{}[0]",
               "without a deadline the block never expires");
    expect_true(timeout_when(&outer) == NO_TIMEOUT, "a block without a deadline says so");
}
END_TEST

/* ---- Nested --------------------------------------------------------------------------------- */

/* Two blocks, one in the other; BUSY seconds pass without an await. */
struct nested {
    struct coro coro;
    double outer;
    double inner;
    double busy;
    int caught;
};

struct inner_block {
    struct coro coro;
    double delay;
    double busy;
};

static void inner_block(struct coro *self)
{
    struct inner_block *my = (struct inner_block *)self;

    async (self) {
        asyncio_timeout (&inner, my->delay) {
            virtual_advance(my->busy);
            await(asyncio_sleep(9));
        }
    }
}

static void nested(struct coro *self)
{
    struct nested *my = (struct nested *)self;

    async (self) {
        asyncio_timeout (&outer, my->outer) {
            await_catch(my->caught, coro(inner_block, .delay = my->inner, .busy = my->busy));
            journal("(%s)", errno_name(my->caught));
            if (my->caught == ECANCELED)
                async_raise(ECANCELED);
            await(asyncio_sleep(9));
        }
    }
}

START_TEST(exit_of_the_inner) /* TO8 */
{
    expect_str(run(coro(nested, .outer = 20, .inner = 1)), "(ETIMEDOUT)[0]",
               "only the block whose deadline has passed raises ETIMEDOUT: here the inner one");
    expect_true(!timeout_expired(&outer) && timeout_expired(&inner), "only the inner has expired");
}
END_TEST

START_TEST(exit_of_the_outer) /* TO8 */
{
    expect_str(run(coro(nested, .outer = 1, .inner = 20)), "(ECANCELED)[ETIMEDOUT]",
               "only the block whose deadline has passed raises ETIMEDOUT: here the outer one");
    expect_true(timeout_expired(&outer) && !timeout_expired(&inner), "only the outer has expired");
}
END_TEST

START_TEST(exit_of_one_after_the_other) /* TO8 */
{
    expect_str(run(coro(nested, .outer = 2, .inner = 1)), "(ETIMEDOUT)[ETIMEDOUT]",
               "behind the inner block the outer one goes on to its own deadline");
    expect_time(virtual_time(), 2, "behind the inner block the outer goes on to its own deadline");
}
END_TEST

START_TEST(exit_of_both) /* TO8; _i: who is first; the loop was busy, or both are at once */
{
    static const double cases[][3] = {{2, 1, 5}, {1, 2, 5}, {1, 1, 0}};

    expect_str(
        run(coro(nested, .outer = cases[_i][0], .inner = cases[_i][1], .busy = cases[_i][2])),
        "(ECANCELED)[ETIMEDOUT]",
        "if both deadlines have passed, the outer block raises ETIMEDOUT, and the inner one "
        "passes ECANCELED on to it");
    expect_int(task_cancelling(started), 0, "each block takes back its own cancel");
}
END_TEST

/* A block in the cleanup behind another one. */
struct cleans {
    struct coro coro;
    double delay; /* of the second block */
};

static void cleans(struct coro *self)
{
    struct cleans *my = (struct cleans *)self;

    async (self) {
        asyncio_timeout (&outer, 1) {
            await(asyncio_sleep(9));
        }
        finally {
            asyncio_timeout (&inner, my->delay) {
                await(asyncio_sleep(2));
            }
            journal("cleaned");
        }
    }
}

START_TEST(exit_in_a_cleanup) /* TO9 */
{
    expect_str(run(coro(cleans, .delay = 5)), "cleaned[ETIMEDOUT]",
               "a block in `finally` works by itself, and the error that is on its way goes on");
    expect_str(run(coro(cleans, .delay = 1)), "[ETIMEDOUT]",
               "an error of a block in `finally` ends that, too");
    expect_true(timeout_expired(&inner), "both blocks have expired");
}
END_TEST

/* ---- Where it is refused -------------------------------------------------------------------- */

START_TEST(entered_outside_of_a_task) /* TO12 */
{
    struct coro_stack stack;

    outer = (struct timeout){0};
    expect_error(timeout_enter(&outer, 1), EINVAL, "a deadline needs a task that it can cancel");
    coro_stack_init(&stack, timed_of(.delay = 1, .what = coro(job, .name = "a")));
    expect_error(coro_resume(&stack), EINVAL, "outside of a task the block raises EINVAL");
    expect_str(journal_text(), "", "and its body does not run");
}
END_TEST

START_TEST(entered_with_no_number)
{
    expect_str(run(timed_of(.delay = NAN, .what = coro(job, .name = "a"))), "[EINVAL]",
               "what is no number is no deadline, and the body does not run");
}
END_TEST

START_TEST(entered_without_memory)
{
    if (!fault_supported())
        return;
    start(timed_of(.delay = 1, .what = coro(job, .name = "a")));
    fault_inject("realloc", ENOMEM, 1, 0);
    expect_str(finish(), "[ENOMEM]",
               "without memory for its timer the body of a block does not run");
    fault_clear();
    expect_error(timeout_reschedule(&outer, 1), EINVAL, "and there is no deadline to move");
    expect_str(run(timed_of(.delay = 1, .what = coro(job, .name = "a"))), "{a(a)}[0]",
               "the struct can be used again");
}
END_TEST

START_TEST(cancelled_at_any_time) /* TO7; _i: after so many iterations */
{
    start(timed_of(.delay = 3, .what = coro(job, .turns = 2, .delay = 9)));
    turns(_i);
    if (cancel())
        expect_str(finish(), _i == 0 ? "" : "ECANCELED[ECANCELED]",
                   "a cancel comes through, whenever it is asked for");
    else
        expect_str(came_of(&started->future), "ETIMEDOUT", "or it is too late");
    expect_int(loop.timers.count, 0, "the timers go with the blocks");
}
END_TEST

Suite *timeout_suite(void)
{
    Suite *suite = suite_create("timeout");
    TCase *tests = gather_exercise(suite, "8.4 timeout_exit", 6, "A deadline that cancels");

    tcase_add_test(tests, exit_in_time);
    tcase_add_test(tests, exit_too_late);
    tcase_add_test(tests, exit_takes_the_cancel_back);
    tcase_add_loop_test(tests, exit_with_another_error, 0, 2);
    tcase_add_test(tests, exit_after_all);
    tcase_add_test(tests, exit_cancelled_by_somebody);
    tcase_add_test(tests, exit_cancelled_and_too_late);
    tcase_add_loop_test(tests, exit_cancelled_at_the_deadline, 0, 2);
    tcase_add_loop_test(tests, exit_at_the_moment_of_the_result, 0, 2);
    tcase_add_test(tests, exit_of_a_task_cancelled_before);
    tcase_add_test(tests, exit_with_a_lower_count);
    tcase_add_test(tests, exit_cancelled_after_a_cancel);
    tcase_add_loop_test(tests, exit_at_once, 0, 3);
    tcase_add_test(tests, exit_before_the_first_wait);
    tcase_add_test(tests, exit_without_a_deadline);
    tcase_add_test(tests, exit_of_the_inner);
    tcase_add_test(tests, exit_of_the_outer);
    tcase_add_test(tests, exit_of_one_after_the_other);
    tcase_add_loop_test(tests, exit_of_both, 0, 3);
    tcase_add_test(tests, exit_in_a_cleanup);
    tcase_add_test(tests, entered_outside_of_a_task);
    tcase_add_test(tests, entered_with_no_number);
    tcase_add_test(tests, entered_without_memory);
    tcase_add_loop_test(tests, cancelled_at_any_time, 0, 6);
    add_moved(tests);
    add_blocks(tests);
    return suite;
}
