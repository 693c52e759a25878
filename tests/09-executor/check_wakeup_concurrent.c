/*
 * Chapter 9: the rules of a coroutine that another thread asked for.
 *
 * X13 (result, error, cancellation; giving up).
 */
#include "executor_tests.h"

/* Passes a future's end on; or does what is said. */
struct answer {
    struct coro coro;
    struct future *future; /* waits for it first */
    int error;
    int result;
};

static void answer(struct coro *self)
{
    struct answer *my = (struct answer *)self;

    async (self) {
        gate_open(&gate); /* it has begun, so it will not end without a word */
        if (my->future != NULL)
            await(my->future);
        if (my->error != 0)
            async_raise(my->error);
        async_return(my->result);
        finally
        {
            say(self->frame.error == ECANCELED ? "cancelled" : "ended");
        }
    }
}

/* A thread that asks for a coroutine, and what it got. */
struct asker {
    pthread_t thread;
    struct coro *coro;
    double timeout;
    int error;        /* of the first wait */
    int second_error; /* of one after the cancel, if it gave up */
    bool cancelled;
    bool cancels_at_once;
    int result;
};

static int stop_the_loop(void *arg)
{
    (void)arg;
    loop_stop(&loop);
    return 0;
}
static struct handle stop;

static void *ask(void *arg)
{
    struct asker *asker = arg;
    struct concurrent_future *future = asyncio_run_coroutine_threadsafe(asker->coro, &loop);
    union value value = value_of(0);

    if (asker->cancels_at_once)
        asker->cancelled = concurrent_future_cancel(future);
    else
        gate_pass(&gate);
    asker->error = concurrent_future_result(future, asker->timeout, &value);
    if (asker->error == ETIMEDOUT)
        asker->cancelled = concurrent_future_cancel(future);
    asker->second_error = concurrent_future_result(future, NO_TIMEOUT, NULL);
    value_into(asker->result, value);
    concurrent_future_release(future);
    loop_call_soon_threadsafe(&loop, &stop);
    coro_free_memory();
    return NULL;
}

/* Lets another thread ask for COROUTINE, and runs the loop until it has its answer. */
static void asked(struct asker *asker)
{
    handle_init(&stop, stop_the_loop, NULL);
    pthread_create(&asker->thread, NULL, ask, asker);
    expect_error(loop_run_forever(&loop), 0, "a run that was stopped ends well");
    pthread_join(asker->thread, NULL);
    while (loop.all_tasks != NULL)
        iterate(1);
}

START_TEST(asked_for_a_result) /* X13 */
{
    struct asker asker = {.coro = coro(answer, .result = 42), .timeout = NO_TIMEOUT};

    asked(&asker);
    expect_error(asker.error, 0,
                 "a coroutine that ends well gives 0 to the thread that asked for it");
    expect_int(asker.result, 42, "its result crosses over");
}
END_TEST

START_TEST(asked_for_an_error) /* X13 */
{
    struct asker asker = {.coro = coro(answer, .error = EIO), .timeout = NO_TIMEOUT};

    asked(&asker);
    expect_error(asker.error, EIO, "the error of a coroutine is that of the wait");
    expect_error(asker.second_error, EIO, "and stays so");
}
END_TEST

START_TEST(asked_in_vain) /* X13 */
{
    struct future never;
    struct asker asker = {.coro = coro(answer, .future = &never), .timeout = 0.01};

    future_init(&never, &loop);
    asked(&asker);
    expect_error(asker.error, ETIMEDOUT, "a wait ends when its time is over");
    expect_true(asker.cancelled, "what is not done can be cancelled");
    expect_error(asker.second_error, ECANCELED, "who gave up gets ECANCELED at once");
    expect_str(said(), "cancelled", "and the coroutine is cancelled");
}
END_TEST

START_TEST(asked_and_taken_back) /* X13 */
{
    struct future never;
    struct asker asker = {
        .coro = coro(answer, .future = &never), .timeout = 5, .cancels_at_once = true};

    future_init(&never, &loop);
    asked(&asker);
    expect_true(asker.cancelled, "what is not done can be cancelled");
    expect_error(asker.error, ECANCELED, "who gave up gets ECANCELED at once");
    expect_true(loop.all_tasks == NULL, "no task is left");
}
END_TEST

START_TEST(asked_and_cancelled) /* X13 */
{
    struct future cancelled;
    struct asker asker = {.coro = coro(answer, .future = &cancelled), .timeout = NO_TIMEOUT};

    future_init(&cancelled, &loop);
    future_cancel(&cancelled);
    asked(&asker);
    expect_error(asker.error, ECANCELED, "a coroutine that was cancelled says so to the thread");
}
END_TEST

START_TEST(asked_of_a_closed_loop) /* X7, X13: nobody waits in vain. _i: how far it has come */
{
    struct future never;
    struct concurrent_future *future;
    union value value;

    future_init(&never, &loop);
    future =
        asyncio_run_coroutine_threadsafe(coro(answer, .future = _i < 2 ? &never : NULL), &loop);
    loop_set_exception_handler(&loop, NULL);
    iterate(_i);
    loop_is_closed_now();
    expect_error(concurrent_future_result(future, NO_TIMEOUT, &value), _i < 2 ? ECANCELED : 0,
                 "when a loop is closed nobody waits for its coroutines any more");
    expect_true(concurrent_future_done(future), "what has an answer is done");
    expect_true(!concurrent_future_cancel(future), "what is done is not cancelled");
    concurrent_future_release(future);
}
END_TEST

START_TEST(asked_and_refused) /* X13 */
{
    struct loop other;
    struct concurrent_future *future;

    expect_ptr(asyncio_run_coroutine_threadsafe(NULL, &loop), NULL, "no coroutine, no future");
    expect_error(concurrent_future_result(NULL, 0, NULL), ENOMEM,
                 "to wait for what could not be made gives ENOMEM");
    expect_true(!concurrent_future_cancel(NULL), "there is nothing to cancel");
    expect_error(loop_init(&other, NULL), 0, "a loop can be made");
    future = asyncio_run_coroutine_threadsafe(coro(answer), &other);
    expect_error(concurrent_future_result(future, 0, NULL), EINVAL,
                 "a loop that was not opened for other threads refuses them");
    concurrent_future_release(future);
    loop_close(&other);
    future = asyncio_run_coroutine_threadsafe(coro(answer), &other);
    expect_error(concurrent_future_result(future, 0, NULL), EBADF, "so does one that is closed");
    concurrent_future_release(future);
    future = asyncio_run_coroutine_threadsafe(coro(answer), &loop);
    concurrent_future_release(future);
    iterate(4);
    expect_str(said(), "ended", "a coroutine runs, even if nobody waits for it");
}
END_TEST

static int wait_in_the_loop(void *arg)
{
    expect_error(concurrent_future_result(arg, NO_TIMEOUT, NULL), EDEADLK,
                 "a loop that waited for itself would wait for ever");
    return 0;
}

START_TEST(asked_in_the_own_thread)
{
    struct concurrent_future *future = asyncio_run_coroutine_threadsafe(coro(answer), &loop);
    struct handle wait;

    handle_init(&wait, wait_in_the_loop, future);
    loop_call_soon(&loop, &wait);
    iterate(4);
    expect_error(concurrent_future_result(future, 0, NULL), 0, "once it is done it can be asked");
    concurrent_future_release(future);
}
END_TEST

void add_concurrent(TCase *tests)
{
    tcase_add_test(tests, asked_for_a_result);
    tcase_add_test(tests, asked_for_an_error);
    tcase_add_test(tests, asked_in_vain);
    tcase_add_test(tests, asked_and_taken_back);
    tcase_add_test(tests, asked_and_cancelled);
    tcase_add_loop_test(tests, asked_of_a_closed_loop, 0, 5);
    tcase_add_test(tests, asked_and_refused);
    tcase_add_test(tests, asked_in_the_own_thread);
}
