/*
 * Chapter 6: the rules of cancelling a future.
 *
 * F1 and F13 (nothing changes it any more), F3 (it says so), F4 (what cancel answers), F6 (callbacks are
 * queued), F12 (cancelling silences, even too late), K5 (of a task it only asks).
 */
#include <string.h>

#include "future_tests.h"

/* ---- 6.3: a plain future -------------------------------------------------------------------- */

START_TEST(cancel_what_is_pending) /* F4, F3 */
{
    expect_true(future_cancel(&future),
                "a pending future can be cancelled, and the answer is true");
    expect_true(future_done(&future), "a future that was cancelled is done");
    expect_true(future_cancelled(&future), "a future that was cancelled says so");
    expect_str(outcome(&future), "ECANCELED", "a future that was cancelled says so");
}
END_TEST

START_TEST(cancel_tells_those_who_wait) /* F6 */
{
    waits(&future, &a), waits(&future, &b);
    future_cancel(&future);
    expect_str(journal_text(), "", "no callback is called while a future is cancelled");
    expect_str(waiting(&future), "", "who waits for a future is told that it was cancelled");
    expect_str(once(), "ab", "who waits for a future is told that it was cancelled");
}
END_TEST

START_TEST(cancel_twice) /* F4 */
{
    waits(&future, &a);
    expect_true(future_cancel(&future),
                "a pending future can be cancelled, and the answer is true");
    expect_true(!future_cancel(&future),
                "a future that is cancelled already is not cancelled again");
    expect_str(once(), "a", "who waits for a future is told once");
}
END_TEST

START_TEST(cancel_too_late) /* F4, F1 */
{
    future_end(&future, value_of(42), 0);
    future_end(&second, value_of(0), EIO);
    expect_true(!future_cancel(&future),
                "a future that is done is not cancelled: the answer is false");
    expect_str(outcome(&future), "42", "a future that is done keeps its result");
    expect_true(!future_cancel(&second),
                "a future that is done is not cancelled: the answer is false");
    expect_str(outcome(&second), "EIO", "a future that is done keeps its error");
    expect_true(!future_cancelled(&future) && !future_cancelled(&second),
                "a future that is done is not cancelled");
}
END_TEST

START_TEST(cancel_silences) /* F12 */
{
    future_end(&future, value_of(0), EIO);
    future_cancel(&future);
    expect_str(released(&future), "",
               "who cancels a future does not want it: its error is not reported any more");
}
END_TEST

START_TEST(cancel_and_release) /* F12 */
{
    future_cancel(&future);
    expect_str(released(&future), "", "a cancelled future is released in silence");
}
END_TEST

START_TEST(cancel_then_set) /* F1, F13 */
{
    future_cancel(&future);
    expect_error(future_set_result(&future, 42), EALREADY, "a cancelled future takes no result");
    expect_error(future_set_exception(&future, EIO), EALREADY, "a cancelled future takes no error");
    expect_str(outcome(&future), "ECANCELED", "a cancelled future stays cancelled");
    expect_str(released(&future), "", "an error that a future did not take is not reported");
}
END_TEST

static void then_cancel_future(struct call *self)
{
    (void)self;
    journal(future_cancel(&future) ? "+" : "-");
}

START_TEST(cancel_from_a_callback) /* F4, F10 */
{
    a.then = then_cancel_future;
    waits(&second, &a), waits(&second, &b);
    waits(&future, &c);
    future_cancel(&second);
    expect_str(once(), "a+b", "a callback may cancel another future");
    expect_str(once(), "c", "who waits for that is called in the next iteration");
}
END_TEST

START_TEST(cancel_from_its_own_callback) /* F4, F10 */
{
    a.then = then_cancel_future;
    waits(&future, &a), waits(&future, &b);
    future_cancel(&future);
    expect_str(once(), "a-b", "in its own callback a future is done: it is not cancelled again");
}
END_TEST

/* ---- 6.3: one that knows how to be cancelled ------------------------------------------------ */

static bool refuses(struct future *self)
{
    (void)self;
    journal("?");
    return false;
}

START_TEST(cancel_asks) /* K5 */
{
    waits(&future, &a);
    future.cancel = agrees;
    expect_true(future_cancel(&future), "a future with a `cancel` answers what that answers");
    expect_str(journal_text(), "?", "a future with a `cancel` is asked, once");
    expect_true(!future_done(&future), "a future with a `cancel` ends when it wants to");
    expect_str(waiting(&future), "a, back a", "a future with a `cancel` ends when it wants to");
    expect_true(future_cancel(&future), "as long as it is pending it is asked each time");
    expect_str(journal_text(), "??", "as long as it is pending it is asked each time");
}
END_TEST

START_TEST(cancel_is_refused) /* K5 */
{
    future.cancel = refuses;
    expect_true(!future_cancel(&future), "a future with a `cancel` answers what that answers");
    expect_str(journal_text(), "?", "a future with a `cancel` is asked, once");
    expect_true(!future_done(&future), "a future with a `cancel` ends when it wants to");
}
END_TEST

START_TEST(cancel_does_not_ask_what_is_done) /* F4 */
{
    future.cancel = agrees;
    future_end(&future, value_of(0), EIO);
    expect_true(!future_cancel(&future),
                "a future that is done is not cancelled: the answer is false");
    expect_str(journal_text(), "", "a future that is done is not asked");
    expect_str(released(&future), "",
               "who cancels a future does not want it: its error is not reported any more");
}
END_TEST

static struct future *asked;

static bool notes_who(struct future *self)
{
    asked = self;
    return true;
}

START_TEST(cancel_says_who)
{
    future.cancel = notes_who;
    future_cancel(&future);
    expect_ptr(asked, &future, "a `cancel` is told which future it is");
}
END_TEST

START_TEST(cancel_and_fail_later) /* F11 */
{
    future.cancel = agrees;
    future_cancel(&future);
    future_end(&future, value_of(0), EIO);
    expect_str(released(&future), "EIO!",
               "who was asked to stop and fails later has an error like any other");
}
END_TEST

/* Ends the future and takes its memory, as the last owner of a task might. */
static bool ends_and_goes(struct future *self)
{
    future_end(self, value_of(0), ECANCELED);
    future_release(self);
    memset(self, 0xff, sizeof *self);
    return true;
}

START_TEST(cancel_where_it_goes_at_once)
{
    static struct future gone;

    future_init(&future, &loop);
    waits(&future, &a);
    future.cancel = ends_and_goes;
    expect_true(future_cancel(&future), "a future with a `cancel` answers what that answers");
    memset(&gone, 0xff, sizeof gone);
    expect_true(memcmp(&gone, &future, sizeof gone) == 0,
                "behind a `cancel` the future may be gone: nobody touches it there");
    expect_str(once(), "a", "who waits for a future is told that it was cancelled");
}
END_TEST

void add_cancel(Suite *suite)
{
    TCase *tests = futures_exercise(suite, "6.3 future_cancel", 4, "Cancelling a future");

    tcase_add_test(tests, cancel_what_is_pending);
    tcase_add_test(tests, cancel_tells_those_who_wait);
    tcase_add_test(tests, cancel_twice);
    tcase_add_test(tests, cancel_too_late);
    tcase_add_test(tests, cancel_silences);
    tcase_add_test(tests, cancel_and_release);
    tcase_add_test(tests, cancel_then_set);
    tcase_add_test(tests, cancel_from_a_callback);
    tcase_add_test(tests, cancel_from_its_own_callback);
    tcase_add_test(tests, cancel_asks);
    tcase_add_test(tests, cancel_is_refused);
    tcase_add_test(tests, cancel_does_not_ask_what_is_done);
    tcase_add_test(tests, cancel_says_who);
    tcase_add_test(tests, cancel_and_fail_later);
    tcase_add_test(tests, cancel_where_it_goes_at_once);
}
