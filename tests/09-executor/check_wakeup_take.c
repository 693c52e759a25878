/*
 * Chapter 9: the rules of taking up the calls that others have left.
 *
 * X10 (in order), X12 (drained fully; no call is lost).
 */
#include "executor_tests.h"

#include <sched.h>

#include "clock.h"

static struct handle a, b, c, d;

static void handles_begin(void)
{
    handle_init(&a, journal_write, "a");
    handle_init(&b, journal_write, "b");
    handle_init(&c, journal_write, "c");
    handle_init(&d, journal_write, "d");
    hang_means(
        "the lock is given back once the ring was moved, or nobody could leave a call again");
}

START_TEST(take_all) /* X10 */
{
    handles_begin();
    wakeup_call(loop.wakeup, &a);
    wakeup_call(loop.wakeup, &b);
    wakeup_call(loop.wakeup, &c);
    once();
    expect_true(ready_is_empty(&loop.wakeup->calls),
                "all that was left is taken up at once: nothing stays behind");
    expect_str(journal_text(), "abc", "all of it is called, in its order, in this very iteration");
}
END_TEST

START_TEST(take_drains_the_pipe) /* X12; _i: how many bytes there are too many */
{
    const int bytes[] = {0, 1, 1000};

    handles_begin();
    wakeup_call(loop.wakeup, &a);
    for (int i = 0; i < bytes[_i]; i++)
        expect_int(write(loop.wakeup->write_fd, "", 1), 1, "the pipe takes a byte");
    once();
    expect_true(!pipe_has_byte(), "every byte is taken out, or the loop would never sleep again");
    expect_str(journal_text(), "a", "however many bytes there are, a call is made");
    expect_str(once(), "", "however many bytes there are, a call is made once");
    expect_true(!pipe_has_byte(), "the pipe stays empty");
}
END_TEST

START_TEST(take_when_interrupted) /* X12 */
{
    if (!fault_supported())
        return;
    handles_begin();
    wakeup_call(loop.wakeup, &a);
    fault_inject("read", EINTR, 1, 2);
    once();
    expect_true(!pipe_has_byte(), "a read that a signal has interrupted is tried again");
    expect_str(journal_text(), "a", "a call is made all the same");
}
END_TEST

START_TEST(take_nothing) /* X12; a byte, but no call: it was taken back */
{
    handles_begin();
    wakeup_call(loop.wakeup, &a);
    loop_cancel_threadsafe(&loop, &a);
    expect_str(once(), "", "a call that was taken back is not made");
    expect_true(!pipe_has_byte(), "its byte is taken out all the same");
    wakeup_call(loop.wakeup, &b);
    expect_str(once(), "b", "and calls can be left again");
}
END_TEST

static int errors_told;

static int count_errors(struct loop *of, const struct exception_context *context)
{
    (void)of;
    errors_told += context->error == EIO;
    return 0;
}

/* Says whether the lock is free, and fails. */
static int fail_without_the_lock(void *arg)
{
    int error = pthread_mutex_trylock(&loop.wakeup->lock);

    if (error == 0)
        pthread_mutex_unlock(&loop.wakeup->lock);
    journal_write(error == 0 ? arg : "locked");
    return EIO;
}

START_TEST(take_makes_no_call) /* X10 */
{
    handles_begin();
    handle_init(&a, fail_without_the_lock, "a");
    loop_set_exception_handler(&loop, count_errors);
    wakeup_call(loop.wakeup, &a);
    wakeup_call(loop.wakeup, &b);
    expect_str(once(), "ab", "the calls are made when the lock is free again");
    expect_int(errors_told, 1, "the loop makes them, as all others: it tells their errors");
}
END_TEST

/* Queues calls of the loop's own. */
static int queue_two(void *arg)
{
    (void)arg;
    loop_call_soon(&loop, &c);
    loop_call_soon(&loop, &d);
    return 0;
}

START_TEST(take_in_the_batch) /* X10 */
{
    struct handle two;

    handles_begin();
    handle_init(&two, queue_two, NULL);
    wakeup_call(loop.wakeup, &a);
    wakeup_call(loop.wakeup, &b);
    loop_call_soon(&loop, &two);
    expect_str(once(), "ab",
               "what was left is due: it is called in the batch that runs, behind what is there");
    expect_str(once(), "cd", "what that batch has queued comes behind it, in the next one");
}
END_TEST

START_TEST(take_again_and_again) /* X12 */
{
    handles_begin();
    for (int i = 0; i < 100; i++) {
        wakeup_call(loop.wakeup, &a);
        expect_str(once(), "a", "what was left is called in the next iteration");
        wakeup_call(loop.wakeup, &b);
        wakeup_call(loop.wakeup, &c);
        expect_str(once(), "bc", "and so is what is left after that");
    }
}
END_TEST

/* ---- Nothing is lost ------------------------------------------------------------------------ */

/* True if nothing stands in the ring, and another thread could leave a call right now. */
static bool ring_was_moved(void)
{
    bool moved;

    if (pthread_mutex_trylock(&loop.wakeup->lock) != 0)
        return false;
    moved = ready_is_empty(&loop.wakeup->calls);
    pthread_mutex_unlock(&loop.wakeup->lock);
    return moved;
}

//! [order]
/* Comes between the ring and the pipe, as a thread might, if they are taken up in this order. */
static void leave_b_before_the_read(void)
{
    if (ring_was_moved() && !handle_is_queued(&b))
        wakeup_call(loop.wakeup, &b);
}

START_TEST(take_in_the_right_order) /* X12 */
{
    if (!fault_supported())
        return;
    handles_begin();
    wakeup_call(loop.wakeup, &a);
    fault_watch("read", leave_b_before_the_read);
    iterate(1);
    fault_clear();
    if (!handle_is_queued(&b))
        wakeup_call(loop.wakeup, &b);
    iterate(3);
    expect_str(said(), "ab",
               "a call that is left as soon as the ring is empty must not be lost: its byte has to "
               "stay in the pipe, so the pipe is drained before");
}
END_TEST
//! [order]

/* Has the lock for a while, and looks whether the ring changes meanwhile. */
static atomic_bool has_the_lock, has_changed;

static void *thread_has_the_lock(void *arg)
{
    const double begin = clock_monotonic();

    pthread_mutex_lock(&loop.wakeup->lock);
    has_the_lock = true;
    while (loop.wakeup->calls.ready.next == &a && clock_monotonic() < begin + 0.2)
        sched_yield();
    has_changed = loop.wakeup->calls.ready.next != &a;
    pthread_mutex_unlock(&loop.wakeup->lock);
    return arg;
}

START_TEST(take_with_the_lock) /* X12 */
{
    pthread_t thread;

    handles_begin();
    wakeup_call(loop.wakeup, &a);
    pthread_create(&thread, NULL, thread_has_the_lock, NULL);
    while (!has_the_lock)
        sched_yield();
    iterate(1);
    pthread_join(thread, NULL);
    expect_true(!has_changed,
                "the ring is moved with the lock held: it does not change while a thread "
                "that leaves a call has the lock");
    expect_str(said(), "a", "what was left is called once the lock is free");
}
END_TEST

#define THREADS 3
#define ROUNDS  4000

/* A thread that leaves one call again as soon as it was made. */
struct caller {
    struct handle handle;
    pthread_t thread;
    atomic_int called;
};
static struct caller callers[THREADS];
static int ended, rounds;
static struct timer patience;

static int count_call(void *arg)
{
    struct caller *caller = arg;

    if (atomic_fetch_add(&caller->called, 1) + 1 == rounds && ++ended == THREADS)
        loop_stop(&loop);
    return 0;
}

static void *thread_calls(void *arg)
{
    struct caller *caller = arg;

    for (int i = 0; i < rounds; i++) {
        loop_call_soon_threadsafe(&loop, &caller->handle);
        while (caller->called == i)
            sched_yield();
    }
    return NULL;
}

/* How long nothing may happen, and how often it is looked. */
#define PATIENCE 5.0
#define INTERVAL 0.02
static double last_change;
static int last_calls;

static void count_from_nothing(void)
{
    has_the_lock = false;
    has_changed = false;
    errors_told = 0;
    ended = last_calls = 0;
    for (int i = 0; i < THREADS; i++)
        callers[i].called = 0;
}

/* True if a call stands in the ring, no byte in the pipe, and nobody is about to write one. */
static bool wakeup_is_lost(void)
{
    bool lost;

    pthread_mutex_lock(&loop.wakeup->lock);
    lost = !ready_is_empty(&loop.wakeup->calls) && !pipe_has_byte();
    pthread_mutex_unlock(&loop.wakeup->lock);
    return lost;
}

static bool is_stuck(void)
{
    int calls = callers[0].called + callers[1].called + callers[2].called;

    if (calls != last_calls)
        last_change = loop_time(&loop);
    last_calls = calls;
    return loop_time(&loop) - last_change > PATIENCE * slow();
}

static int look(void *arg)
{
    (void)arg;
    expect_true(!wakeup_is_lost(),
                "a call that is left while the loop takes up others must not be lost: its byte has "
                "to stay in the pipe, or it has to be taken up with them");
    expect_true(!is_stuck(), "a thread may leave a call at any moment: the ring is moved with the "
                             "lock held");
    return loop_call_later(&loop, &patience, INTERVAL);
}

START_TEST(take_loses_none) /* X12; the more often it is tried the better */
{
    timer_init(&patience, look, NULL);
    rounds = slow() > 1 ? 100 : ROUNDS;
    last_change = loop_time(&loop);
    loop_call_later(&loop, &patience, INTERVAL);
    for (int i = 0; i < THREADS; i++)
        handle_init(&callers[i].handle, count_call, &callers[i]);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&callers[i].thread, NULL, thread_calls, &callers[i]);
    expect_error(loop_run_forever(&loop), 0, "a run that was stopped ends well");
    for (int i = 0; i < THREADS; i++)
        pthread_join(callers[i].thread, NULL);
    timer_cancel(&patience);
}
END_TEST

void add_take(Suite *suite)
{
    TCase *tests = executor_exercise(suite, "9.2 wakeup_take", 4, "Taking up what was left");

    tcase_add_checked_fixture(tests, count_from_nothing, NULL);
    tcase_add_test(tests, take_all);
    tcase_add_loop_test(tests, take_drains_the_pipe, 0, 3);
    tcase_add_test(tests, take_when_interrupted);
    tcase_add_test(tests, take_nothing);
    tcase_add_test(tests, take_makes_no_call);
    tcase_add_test(tests, take_in_the_batch);
    tcase_add_test(tests, take_again_and_again);
    tcase_add_test(tests, take_in_the_right_order);
    tcase_add_test(tests, take_with_the_lock);
    tcase_add_test(tests, take_loses_none);
    add_concurrent(tests);
}
