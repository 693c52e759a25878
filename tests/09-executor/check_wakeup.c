/*
 * Chapter 9: the rules of leaving a call. How the loop takes it up is in check_wakeup_take.c, coroutines
 * for other threads are in check_wakeup_concurrent.c.
 *
 * X10 (wakes the loop, in order, in its thread), X11 (from its own thread), X12 (a pipe that is full, or
 * closed).
 */
#include "executor_tests.h"

static struct handle a, b, c;

static void handles_begin(void)
{
    handle_init(&a, journal_write, "a");
    handle_init(&b, journal_write, "b");
    handle_init(&c, journal_write, "c");
    hang_means("the lock is held already when a call is left, and whoever took it gives it back");
}

/* ---- 9.1 wakeup_leave: one thread ----------------------------------------------------------- */

START_TEST(call_is_made) /* X10 */
{
    handles_begin();
    expect_error(wakeup_call(loop.wakeup, &a), 0, "a call can be left for an open loop");
    expect_true(handle_is_queued(&a), "a call that was left is queued");
    expect_true(!ready_is_empty(&loop.wakeup->calls),
                "it waits in the ring of calls: the loop's own rings are no other thread's");
    expect_str(journal_text(), "",
               "a call that was left is not made at once: that is up to the loop");
    expect_str(once(), "a", "a call that was left is made by the loop");
    expect_str(once(), "", "a call that was left is made once");
}
END_TEST

START_TEST(call_keeps_the_order) /* X10 */
{
    handles_begin();
    wakeup_call(loop.wakeup, &a);
    wakeup_call(loop.wakeup, &b);
    wakeup_call(loop.wakeup, &c);
    expect_str(once(), "abc", "calls are made in the order in which they were left");
}
END_TEST

//! [once]
START_TEST(call_wakes_once) /* X12 */
{
    int writes;

    if (!fault_supported())
        return;
    handles_begin();
    expect_true(!pipe_has_byte(), "as long as nothing is left the pipe is empty");
    writes = fault_calls("write");
    wakeup_call(loop.wakeup, &a);
    expect_true(pipe_has_byte(), "the first call that is left wakes the loop");
    wakeup_call(loop.wakeup, &b);
    wakeup_call(loop.wakeup, &c);
    expect_int(fault_calls("write") - writes, 1,
               "as long as calls wait there somebody has woken the loop: no more bytes are needed");
    expect_str(once(), "abc", "one byte wakes the loop for all of them");
    wakeup_call(loop.wakeup, &a);
    expect_int(fault_calls("write") - writes, 2,
               "once the loop has taken up what was left, the next call must wake it again");
}
END_TEST
//! [once]

/* Another thread could close the loop and its pipe now, if the lock were free. */
static void lock_is_held(void)
{
    int error = pthread_mutex_trylock(&loop.wakeup->lock);

    if (error == 0)
        pthread_mutex_unlock(&loop.wakeup->lock);
    expect_error(error, EBUSY,
                 "the byte is written with the lock held, or the pipe may be closed by then");
}

START_TEST(call_wakes_under_the_lock) /* X12 */
{
    if (!fault_supported())
        return;
    handles_begin();
    fault_watch("write", lock_is_held);
    wakeup_call(loop.wakeup, &a);
    fault_clear();
    expect_str(once(), "a", "a call that was left is made by the loop");
}
END_TEST

START_TEST(call_of_a_closed_loop) /* X7, X12 */
{
    struct wakeup *wakeup = loop.wakeup;
    int writes = fault_supported() ? fault_calls("write") : 0;

    handles_begin();
    wakeup_hold(wakeup);
    loop_is_closed_now();
    expect_error(wakeup_call(wakeup, &a), EBADF, "a loop that is closed takes no calls");
    expect_true(!handle_is_queued(&a), "a call that was refused is in no queue");
    if (fault_supported())
        expect_int(fault_calls("write") - writes, 0, "a closed loop has no pipe to write to");
    wakeup_release(wakeup);
}
END_TEST

START_TEST(call_is_dropped_by_the_close) /* X12 */
{
    handles_begin();
    wakeup_call(loop.wakeup, &a);
    loop_is_closed_now();
    expect_true(!handle_is_queued(&a), "a loop that is closed lets go of the calls that were left");
    expect_str(journal_text(), "", "a loop that is closed makes no calls");
}
END_TEST

static void closed(struct wakeup_watcher *watcher)
{
    int error = 0;

    (void)watcher;
    expect_ptr(loop_get_wakeup(&loop, &error), NULL, "a loop that closes opens no more");
    expect_error(error, EBADF, "it is closed for all who ask");
    say("closed");
}

START_TEST(call_and_watch_the_close) /* X12 */
{
    struct wakeup_watcher told = {.closed = closed}, gone = {.closed = closed}, late = gone;
    struct wakeup *wakeup = loop.wakeup;

    wakeup_hold(wakeup);
    expect_error(wakeup_watch(wakeup, &told), 0, "an open loop can be watched");
    expect_error(wakeup_watch(wakeup, &gone), 0, "by more than one");
    wakeup_unwatch(wakeup, &gone);
    loop_is_closed_now();
    expect_str(said(), "closed", "who still watches is told of the close, once");
    expect_error(wakeup_watch(wakeup, &late), EBADF, "a closed loop cannot be watched");
    wakeup_release(wakeup);
}
END_TEST

START_TEST(call_with_a_full_pipe) /* X12; _i: the error of write() */
{
    static const int errors[] = {EAGAIN, EPIPE, EINTR};

    if (!fault_supported())
        return;
    handles_begin();
    fault_inject("write", errors[_i], 1, 1);
    expect_error(wakeup_call(loop.wakeup, &a), 0,
                 "a pipe that takes no byte is full: the loop will wake all the same");
    expect_true(handle_is_queued(&a), "the call is left, whatever became of the byte");
    expect_int(pipe_has_byte(), errors[_i] == EINTR,
               "a write that a signal has interrupted is tried again");
    wakeup_cancel(loop.wakeup, &a);
}
END_TEST

START_TEST(call_is_left_already)
{
    handles_begin();
    wakeup_call(loop.wakeup, &a);
    expect_error(wakeup_call(loop.wakeup, &a), EALREADY, "a handle can stand in one place only");
    expect_str(once(), "a", "what was refused has changed nothing");
}
END_TEST

static int cancel_a(void *arg)
{
    (void)arg;
    loop_cancel_threadsafe(&loop, &a);
    return 0;
}

START_TEST(call_is_taken_back) /* _i: before and after the loop has taken it up */
{
    struct handle cancels;

    handles_begin();
    handle_init(&cancels, cancel_a, NULL);
    if (_i == 1)
        wakeup_call(loop.wakeup, &cancels);
    wakeup_call(loop.wakeup, &a);
    wakeup_call(loop.wakeup, &b);
    if (_i == 0)
        loop_cancel_threadsafe(&loop, &a);
    expect_str(once(), "b", "a call that was taken back is not made");
    wakeup_call(loop.wakeup, &a);
    expect_str(once(), "a", "a handle that was taken back can be left again");
}
END_TEST

/* ---- 9.1: the public side ------------------------------------------------------------------- */

static int again_left;

static int call_again(void *arg)
{
    struct handle *self = arg;

    say("x");
    return again_left-- > 0 ? wakeup_call(loop.wakeup, self) : 0;
}

START_TEST(call_from_inside_the_call) /* a handle is its owner's when its call begins */
{
    struct handle again;

    handle_init(&again, call_again, &again);
    again_left = 2;
    wakeup_call(loop.wakeup, &again);
    iterate(8);
    expect_str(said(), "xxx", "a handle can be left again inside its own call");
}
END_TEST

static int call_three(void *arg)
{
    (void)arg;
    expect_error(loop_call_soon(&loop, &a), 0, "a call can be queued");
    expect_error(loop_call_soon_threadsafe(&loop, &b), 0, "in its own thread it is no other");
    expect_error(loop_call_soon(&loop, &c), 0, "a call can be queued");
    return 0;
}

START_TEST(call_in_the_own_thread) /* X11 */
{
    struct handle three;

    handles_begin();
    handle_init(&three, call_three, NULL);
    loop_call_soon(&loop, &three);
    once();
    expect_true(!pipe_has_byte(), "in the loop's own thread nobody needs to be woken");
    expect_str(once(), "abc", "in the loop's own thread it is loop_call_soon(), in the same queue");
}
END_TEST

START_TEST(call_is_refused)
{
    struct handle nothing = {0};
    struct loop other;

    handles_begin();
    expect_error(loop_init(&other, NULL), 0, "a loop can be made");
    expect_error(loop_call_soon_threadsafe(&other, &a), EINVAL,
                 "a loop that was not opened for other threads refuses them");
    loop_cancel_threadsafe(&other, &a);
    loop_close(&other);
    expect_error(loop_call_soon_threadsafe(&other, &a), EBADF, "so does one that is closed");
    expect_error(loop_open_threadsafe(&other), EBADF, "a closed loop cannot be opened");
    expect_error(loop_call_soon_threadsafe(&loop, &nothing), EINVAL, "a call needs a callback");
    expect_error(loop_open_threadsafe(&loop), 0, "to open it twice does no harm");
}
END_TEST

START_TEST(open_without) /* _i: memory, or descriptors */
{
    struct loop other;

    if (!fault_supported())
        return;
    expect_error(loop_init(&other, NULL), 0, "a loop can be made");
    fault_inject(_i == 0 ? "malloc" : "pipe", _i == 0 ? ENOMEM : EMFILE, 1, 1);
    expect_error(loop_open_threadsafe(&other), _i == 0 ? ENOMEM : EMFILE,
                 "what is lacking is an error");
    expect_error(loop_open_threadsafe(&other), 0, "once it is there the loop can be opened");
    loop_close(&other);
}
END_TEST

/* ---- 9.1: other threads --------------------------------------------------------------------- */

static pthread_t called_in;

static int call_ends_the_run(void *arg)
{
    (void)arg;
    called_in = pthread_self();
    loop_stop(&loop);
    return 0;
}

static void *thread_calls(void *arg)
{
    expect_error(loop_call_soon_threadsafe(&loop, arg), 0, "a call can be left by any thread");
    return NULL;
}

START_TEST(call_of_a_thread) /* X10 */
{
    struct handle end;
    pthread_t thread;

    hang_means("the first call that is left wakes the loop, whichever thread left it");
    handle_init(&end, call_ends_the_run, NULL);
    pthread_create(&thread, NULL, thread_calls, &end);
    expect_error(loop_run_forever(&loop), 0, "a run that was stopped ends well");
    expect_true(pthread_equal(called_in, pthread_self()), "a call is made in the loop's thread");
    pthread_join(thread, NULL);
}
END_TEST

#define THREADS 4
#define CALLS   2000

/* The calls of one thread, with numbers. */
struct caller {
    pthread_t thread;
    struct numbered {
        struct handle handle;
        struct caller *caller;
    } calls[CALLS];
    int called;
};
static struct caller callers[THREADS];
static int all_called, in_disorder;

static void count_from_nothing(void)
{
    all_called = in_disorder = 0;
    for (int i = 0; i < THREADS; i++)
        callers[i].called = 0;
}

static int call_number(void *arg)
{
    struct numbered *numbered = arg;
    struct caller *caller = numbered->caller;

    if (numbered != &caller->calls[caller->called])
        in_disorder++;
    caller->called++;
    if (++all_called == THREADS * CALLS)
        loop_stop(&loop);
    return 0;
}

static void *thread_calls_often(void *arg)
{
    struct caller *caller = arg;

    for (int i = 0; i < CALLS; i++) {
        caller->calls[i].caller = caller;
        handle_init(&caller->calls[i].handle, call_number, &caller->calls[i]);
        loop_call_soon_threadsafe(&loop, &caller->calls[i].handle);
    }
    return NULL;
}

START_TEST(call_of_many_threads) /* X10 */
{
    hang_means("of all calls that wait for the loop the first one wakes it");
    for (int i = 0; i < THREADS; i++)
        pthread_create(&callers[i].thread, NULL, thread_calls_often, &callers[i]);
    expect_error(loop_run_forever(&loop), 0, "a run that was stopped ends well");
    for (int i = 0; i < THREADS; i++)
        pthread_join(callers[i].thread, NULL);
    expect_int(all_called, THREADS * CALLS, "no call is lost, whoever left it");
    expect_int(in_disorder, 0, "the calls of one thread keep their order");
}
END_TEST

/* ---- The exercises -------------------------------------------------------------------------- */

Suite *wakeup_suite(void)
{
    Suite *suite = suite_create("wakeup");
    TCase *tests = executor_exercise(suite, "9.1 wakeup_leave", 4, "Leaving a call");

    tcase_add_checked_fixture(tests, count_from_nothing, NULL);
    tcase_add_test(tests, call_is_made);
    tcase_add_test(tests, call_keeps_the_order);
    tcase_add_test(tests, call_wakes_once);
    tcase_add_test(tests, call_wakes_under_the_lock);
    tcase_add_test(tests, call_of_a_closed_loop);
    tcase_add_test(tests, call_is_dropped_by_the_close);
    tcase_add_test(tests, call_and_watch_the_close);
    tcase_add_loop_test(tests, call_with_a_full_pipe, 0, 3);
    tcase_add_test(tests, call_is_left_already);
    tcase_add_loop_test(tests, call_is_taken_back, 0, 2);
    tcase_add_test(tests, call_from_inside_the_call);
    tcase_add_test(tests, call_in_the_own_thread);
    tcase_add_test(tests, call_is_refused);
    tcase_add_loop_test(tests, open_without, 0, 2);
    tcase_add_test(tests, call_of_a_thread);
    tcase_add_test(tests, call_of_many_threads);
    add_take(suite);
    return suite;
}
