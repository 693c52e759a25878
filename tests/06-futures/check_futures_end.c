/*
 * Chapter 6: the rules of what a future comes to, and of what becomes of its error.
 *
 * F1 (once, and for good), F2 (pending), F3 (cancelled), F5 (read as often as you like), F6 (callbacks
 * are queued), F11 and F12 (an error that nobody read), F13 (a result for one that is cancelled), K4 (a
 * task's future), G12 (the end is no error).
 */
#include <string.h>

#include "coroutines.h"
#include "future_tests.h"

/* ---- 6.2: what it comes to ------------------------------------------------------------------ */

START_TEST(end_with_a_result) /* F1 */
{
    future_end(&future, value_of(42), 0);
    expect_true(future_done(&future), "a future with a result is done");
    expect_true(!future_cancelled(&future), "a future with a result is not cancelled");
    expect_str(outcome(&future), "42", "a future keeps its result");
}
END_TEST

START_TEST(end_with_an_error) /* F1 */
{
    int error = -1;

    future_end(&future, value_of(0), EIO);
    expect_true(future_done(&future), "a future with an error is done");
    expect_true(!future_cancelled(&future), "a future with an error is not cancelled");
    expect_error(future_exception(&future, &error), 0, "the error of a future can be read");
    expect_error(error, EIO, "a future keeps its error");
    expect_str(outcome(&future), "EIO",
               "to ask for the result of a future that failed gives its error");
}
END_TEST

START_TEST(end_by_cancellation) /* F3 */
{
    int error = -1;

    future_end(&future, value_of(0), ECANCELED);
    expect_true(future_done(&future), "a cancelled future is done");
    expect_true(future_cancelled(&future), "a future that ends with ECANCELED is cancelled");
    for (int i = 0; i < 3; i++) {
        expect_str(outcome(&future), "ECANCELED", "a cancelled future says so, as often as asked");
        expect_error(future_exception(&future, &error), ECANCELED,
                     "a cancelled future says so, as often as asked");
    }
    expect_int(error, -1, "a cancelled future has no error to read");
}
END_TEST

START_TEST(end_without_an_error)
{
    int error = -1;

    future_end(&future, value_of(42), 0);
    expect_error(future_exception(&future, &error), 0, "a future with a result has no error");
    expect_error(error, 0, "a future with a result has no error");
}
END_TEST

START_TEST(end_with_any_type)
{
    union value value;
    double number = 0;
    const char *text = NULL;

    future_end(&future, value_of(2.5), 0);
    future_end(&second, value_of("text"), 0);
    future_result(&future, &value);
    value_into(number, value);
    future_result(&second, &value);
    value_into(text, value);
    expect_true(number == 2.5, "a result may be an integer, a number or a pointer");
    expect_str(text, "text", "a result may be an integer, a number or a pointer");
}
END_TEST

START_TEST(end_read_often) /* F5 */
{
    future_end(&future, value_of(42), 0);
    future_end(&second, value_of(0), EIO);
    for (int i = 0; i < 3; i++) {
        expect_str(outcome(&future), "42", "a result can be read as often as you like");
        expect_str(outcome(&second), "EIO", "an error can be read as often as you like");
    }
    expect_error(future_result(&future, NULL), 0, "who does not want the result passes NULL");
}
END_TEST

START_TEST(init_makes_it_new)
{
    memset(&future, 0xff, sizeof future);
    future_init(&future, &loop);
    expect_true(!future_done(&future), "a new future is pending");
    expect_str(waiting(&future), "", "nobody waits for a new future");
    expect_error(future_set_result(&future, 42), 0, "a new future takes a result");
    future_init(&future, &loop);
    expect_error(future_set_exception(&future, EIO), 0, "a new future takes an error");
    expect_str(released(&future), "EIO!", "a new future is not muted");
    future_init(&future, &loop);
    expect_true(!future_done(&future), "a future that was released can be made new");
}
END_TEST

START_TEST(end_read_too_early) /* F2 */
{
    union value value = value_of(7);
    int error = 7;

    expect_true(!future_done(&future), "a new future is pending");
    expect_error(future_result(&future, &value), EINPROGRESS, "a pending future has no result yet");
    expect_error(future_exception(&future, &error), EINPROGRESS,
                 "a pending future has no error yet");
    expect_true(value.integer == 7 && error == 7,
                "where there is nothing to read nothing is written");
    future_end(&future, value_of(1), EIO);
    expect_error(future_result(&future, &value), EIO, "a future that failed has no result");
    expect_int(value.integer, 7, "where there is nothing to read nothing is written");
}
END_TEST

/* ---- 6.2: the callbacks --------------------------------------------------------------------- */

static void then_ask(struct call *self)
{
    journal("%s", outcome(&future));
    self->then = NULL;
}

START_TEST(end_tells_those_who_wait) /* F6; _i: the error */
{
    static const int errors[] = {0, EIO, ECANCELED};
    static const char *const told[] = {"a42b", "aEIOb", "aECANCELEDb"};

    a.then = then_ask;
    waits(&future, &a), waits(&future, &b);
    future_end(&future, value_of(42), errors[_i]);
    expect_str(journal_text(), "", "nobody is called while a future ends, and nothing is reported");
    expect_str(once(), told[_i], "whatever a future comes to, all who wait for it are told");
}
END_TEST

/* ---- 6.2: once ------------------------------------------------------------------------------ */

START_TEST(end_once) /* F1, F13; _i: the error with which it ends first */
{
    static const int errors[] = {0, EIO, ECANCELED};
    static const char *const outcomes[] = {"42", "EIO", "ECANCELED"};

    waits(&future, &a);
    future_end(&future, value_of(42), errors[_i]);
    expect_error(future_set_result(&future, 7), EALREADY, "a future that is done takes no result");
    expect_error(future_set_exception(&future, EPIPE), EALREADY,
                 "a future that is done takes no error");
    expect_str(outcome(&future), outcomes[_i], "a future that is done never changes");
    expect_str(once(), "a", "those who wait are told once");
    expect_str(once(), "", "those who wait are told once");
}
END_TEST

START_TEST(set_result_and_error) /* F1 */
{
    expect_error(future_set_result(&future, 42), 0, "a pending future takes a result");
    expect_str(outcome(&future), "42", "a future keeps its result");
    expect_error(future_set_exception(&second, EIO), 0, "a pending future takes an error");
    expect_str(outcome(&second), "EIO", "a future keeps its error");
}
END_TEST

START_TEST(set_no_error) /* G12 */
{
    static const int errors[] = {0, CORO_ENDED, -EIO, ECANCELED};

    for (int i = 0; i < 4; i++)
        expect_error(future_set_exception(&future, errors[i]), EINVAL,
                     "an error is a positive errno value, and ECANCELED is for future_cancel()");
    expect_true(!future_done(&future), "after an error nothing has changed");
    expect_error(future_set_result(&future, 42), 0, "after an error nothing has changed");
}
END_TEST

START_TEST(set_a_task) /* K4 */
{
    future.cancel = agrees;
    expect_error(future_set_result(&future, 42), EPERM,
                 "a task's result is given by its coroutine");
    expect_error(future_set_exception(&future, EIO), EPERM,
                 "a task's error comes from its coroutine");
    expect_true(!future_done(&future), "after an error nothing has changed");
    future_end(&future, value_of(42), 0);
    expect_str(outcome(&future), "42", "a task's result is given by its coroutine");
    expect_error(future_set_result(&future, 7), EPERM, "a task's result is given by its coroutine");
}
END_TEST

START_TEST(fail_with_a_cancellation)
{
    future_fail(&future, ECANCELED);
    expect_true(future_done(&future) && !future_cancelled(&future),
                "a future may fail with ECANCELED without being cancelled: a part of it was");
    expect_str(outcome(&future), "ECANCELED", "a future keeps its error");
}
END_TEST

/* ---- 6.2: errors that nobody read ----------------------------------------------------------- */

/* Notes which future it is told of. */
static struct future *told_of;

static int note_future(struct loop *of, const struct exception_context *context)
{
    told_of = context->future;
    return journal_unread(of, context);
}

START_TEST(unread_says_which) /* F11 */
{
    told_of = NULL;
    loop_set_exception_handler(&loop, note_future);
    future_end(&future, value_of(0), EIO);
    expect_str(released(&future), "EIO!",
               "an error that nobody read is reported when its future is released");
    expect_ptr(told_of, &future, "the exception handler is told which future it is");
}
END_TEST

//! [unread]
START_TEST(unread_is_reported) /* F11 */
{
    future_end(&future, value_of(0), EIO);
    expect_str(journal_text(), "",
               "as long as its future is there somebody may still read the error");
    expect_str(released(&future), "EIO!",
               "an error that nobody read is reported when its future is released");
    expect_str(released(&future), "", "an error is reported once");
}
END_TEST
//! [unread]

START_TEST(unread_and_then_read) /* F11; _i: how it is read */
{
    int error = 0;

    future_end(&future, value_of(0), EIO);
    if (_i == 0)
        future_result(&future, NULL);
    else
        future_exception(&future, &error);
    expect_str(released(&future), "", "an error that somebody read is not reported");
}
END_TEST

START_TEST(unread_on_a_closed_loop) /* F11 */
{
    future_end(&future, value_of(0), EIO);
    loop_close(&loop);
    expect_str(released(&future), "EIO!", "a loop that is closed can still be told of errors");
}
END_TEST

START_TEST(unread_by_those_who_wait) /* F11 */
{
    waits(&future, &a), waits(&future, &b);
    future_end(&future, value_of(0), EIO);
    expect_str(once(), "ab", "those who wait are told that the future is done");
    expect_str(released(&future), "EIO!",
               "a callback that does not ask for the error has not read it");
}
END_TEST

START_TEST(unread_but_no_error) /* F12 */
{
    expect_str(released(&second), "", "a pending future is released in silence");
    future_end(&future, value_of(42), 0);
    expect_str(released(&future), "", "a result that nobody read is no matter: it is no error");
    future_init(&future, &loop);
    future_end(&future, value_of(0), ECANCELED);
    expect_str(released(&future), "", "a cancelled future is released in silence");
}
END_TEST

START_TEST(unread_is_asked_after_done)
{
    future_end(&future, value_of(0), EIO);
    expect_true(future_done(&future) && !future_cancelled(&future), "a future that failed is done");
    expect_str(released(&future), "EIO!",
               "to ask whether a future is done is not to read its error");
}
END_TEST

START_TEST(unread_but_muted) /* _i: muted before it ends, or after */
{
    if (_i == 0)
        future_mute(&future);
    future_end(&future, value_of(0), EIO);
    if (_i != 0)
        future_mute(&future);
    expect_str(released(&future), "", "the error of a future that is muted is not reported");
    expect_str(outcome(&future), "EIO", "a future that is muted keeps its error");
}
END_TEST

START_TEST(unread_cancellation_of_a_part) /* F11 */
{
    future_fail(&future, ECANCELED);
    expect_str(released(&future), "ECANCELED!",
               "an error that nobody read is reported when its future is released");
}
END_TEST

/* A handler that releases the future once more, and makes it new. */
static int release_again(struct loop *of, const struct exception_context *context)
{
    journal_unread(of, context);
    expect_ptr(context->future, &future, "the exception handler is given the future");
    future_release(context->future);
    memset(context->future, 0xff, sizeof *context->future);
    return 0;
}

START_TEST(unread_in_a_handler) /* F11 */
{
    loop_set_exception_handler(&loop, release_again);
    future_end(&future, value_of(0), EIO);
    expect_str(released(&future), "EIO!",
               "the exception handler may take the memory of the future that it is told of");
}
END_TEST

/* ---- Releasing ------------------------------------------------------------------------------ */

START_TEST(release_forgets_who_waits) /* F12 */
{
    waits(&future, &a), waits(&future, &b);
    expect_str(released(&future), "", "callbacks that wait are forgotten, in silence");
    expect_true(!handle_is_queued(&a.handle) && !handle_is_queued(&b.handle),
                "the handles of a future that is released are free for other use");
    soon(&b), soon(&a);
    expect_str(once(), "ba", "the handles of a future that is released are free for other use");
}
END_TEST

START_TEST(release_leaves_what_is_queued)
{
    waits(&future, &a);
    future_end(&future, value_of(42), 0);
    released(&future);
    memset(&future, 0xff, sizeof future);
    expect_str(once(), "a", "callbacks that are queued are called, whatever becomes of the future");
}
END_TEST

void add_end(Suite *suite)
{
    TCase *tests = futures_exercise(suite, "6.2 future_end", 4, "Once, and for good");

    tcase_add_test(tests, end_with_a_result);
    tcase_add_test(tests, end_with_an_error);
    tcase_add_test(tests, end_by_cancellation);
    tcase_add_test(tests, end_without_an_error);
    tcase_add_test(tests, end_with_any_type);
    tcase_add_test(tests, end_read_often);
    tcase_add_test(tests, end_read_too_early);
    tcase_add_loop_test(tests, end_tells_those_who_wait, 0, 3);
    tcase_add_loop_test(tests, end_once, 0, 3);
    tcase_add_test(tests, set_result_and_error);
    tcase_add_test(tests, set_no_error);
    tcase_add_test(tests, set_a_task);
    tcase_add_test(tests, fail_with_a_cancellation);
    tcase_add_test(tests, unread_is_reported);
    tcase_add_test(tests, unread_says_which);
    tcase_add_loop_test(tests, unread_and_then_read, 0, 2);
    tcase_add_test(tests, unread_by_those_who_wait);
    tcase_add_test(tests, unread_on_a_closed_loop);
    tcase_add_test(tests, unread_but_no_error);
    tcase_add_test(tests, unread_is_asked_after_done);
    tcase_add_loop_test(tests, unread_but_muted, 0, 2);
    tcase_add_test(tests, unread_cancellation_of_a_part);
    tcase_add_test(tests, unread_in_a_handler);
    tcase_add_test(tests, release_forgets_who_waits);
    tcase_add_test(tests, release_leaves_what_is_queued);
    tcase_add_test(tests, init_makes_it_new);
}
