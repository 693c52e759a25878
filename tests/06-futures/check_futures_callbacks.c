/*
 * Chapter 6: the rules of adding and removing callbacks.
 *
 * F7 (in order, each once), F8 (added to one that is done), F9 (removing), F10 (changes by a callback),
 * L2 (the next batch), L17 (a loop that is closed).
 */
#include "fault.h"
#include "future_tests.h"

/* ---- 6.4: to a pending future --------------------------------------------------------------- */

START_TEST(add_to_a_pending_future) /* F7 */
{
    add(&future, &a);
    expect_str(waiting(&future), "a, back a", "a callback of a pending future waits in its ring");
    add(&future, &b), add(&future, &c);
    expect_str(waiting(&future), "abc, back cba",
               "callbacks wait in the order in which they were added, linked both ways");
    expect_str(queued(), "", "nothing is queued before the future is done");
    expect_str(once(), "", "nothing is called before the future is done");
}
END_TEST

START_TEST(add_allocates_nothing)
{
    const int allocated = fault_calls("malloc") + fault_calls("calloc");

    if (!fault_supported())
        return;
    add(&future, &a), add(&future, &b);
    expect_int(fault_calls("malloc") + fault_calls("calloc") - allocated, 0,
               "nothing is allocated: what waits is the handle itself, in the struct of its owner");
}
END_TEST

START_TEST(add_and_end) /* F7 */
{
    add(&future, &a), add(&future, &b), add(&future, &c);
    future_end(&future, value_of(42), 0);
    expect_str(once(), "abc", "the callbacks run in the order in which they were added");
    expect_str(once(), "", "each callback runs once");
}
END_TEST

START_TEST(add_one_function_twice) /* F7 */
{
    struct call again;

    call_init(&again, "a");
    add(&future, &a), add(&future, &again);
    future_end(&future, value_of(42), 0);
    expect_str(once(), "aa", "a function that is added twice is called twice");
}
END_TEST

START_TEST(add_and_take_back)
{
    add(&future, &a), add(&future, &b), add(&future, &c);
    handle_cancel(&b.handle);
    expect_str(waiting(&future), "ac, back ca", "handle_cancel() takes a callback out of the ring");
    handle_cancel(&a.handle), handle_cancel(&c.handle);
    expect_str(waiting(&future), "", "handle_cancel() takes a callback out of the ring");
    add(&future, &d);
    future_end(&future, value_of(42), 0);
    expect_str(once(), "d", "a callback that was taken back is not called");
}
END_TEST

START_TEST(add_what_was_cancelled)
{
    handle_cancel(&a.handle);
    add(&future, &a);
    expect_true(!handle_cancelled(&a.handle),
                "a handle that was cancelled counts again when it is added");
    future_end(&future, value_of(42), 0);
    expect_str(once(), "a", "a handle that was cancelled counts again when it is added");
}
END_TEST

START_TEST(add_to_two_futures)
{
    add(&future, &a), add(&second, &b);
    expect_error(future_add_done_callback(&second, &a.handle), EALREADY,
                 "a handle waits for one future at a time");
    expect_str(waiting(&future), "a, back a", "after an error nothing has changed");
    expect_str(waiting(&second), "b, back b", "after an error nothing has changed");
}
END_TEST

START_TEST(add_twice)
{
    add(&future, &a);
    expect_error(future_add_done_callback(&future, &a.handle), EALREADY,
                 "a handle that waits already is refused");
    soon(&b);
    expect_error(future_add_done_callback(&future, &b.handle), EALREADY,
                 "a handle that is queued is refused");
    future_end(&future, value_of(42), 0);
    expect_error(future_add_done_callback(&future, &a.handle), EALREADY,
                 "a handle that is queued is refused");
    expect_error(future_add_done_callback(&future, &b.handle), EALREADY,
                 "a handle that is queued is refused");
    expect_str(once(), "ba", "after an error nothing has changed");
}
END_TEST

START_TEST(add_nothing)
{
    struct handle nothing = {0};

    expect_error(future_add_done_callback(&future, &nothing), EINVAL,
                 "a handle without a callback is refused");
    future_end(&future, value_of(42), 0);
    expect_error(future_add_done_callback(&future, &nothing), EINVAL,
                 "a handle without a callback is refused");
    expect_str(once(), "", "after an error nothing has changed");
}
END_TEST

/* ---- 6.4: to one that is done --------------------------------------------------------------- */

//! [done]
START_TEST(add_to_one_that_is_done) /* F8; _i: what it came to */
{
    static const int errors[] = {0, EIO, ECANCELED};

    future_end(&future, value_of(42), errors[_i]);
    soon(&d);
    handle_cancel(&b.handle);
    expect_error(future_add_done_callback(&future, &a.handle), 0,
                 "a callback can be added to a future that is done, too");
    add(&future, &b);
    expect_str(journal_text(), "", "a callback is never called while it is added");
    expect_str(queued(), "dab, back bad",
               "a callback that is added to a future that is done is queued at once");
    expect_true(!handle_cancelled(&b.handle),
                "a handle that was cancelled counts again when it is added");
    expect_str(once(), "dab", "it runs in the next iteration");
    expect_str(once(), "", "each callback runs once");
}
END_TEST
//! [done]

START_TEST(add_behind_those_who_waited) /* F7, F8 */
{
    add(&future, &a), add(&future, &b);
    future_end(&future, value_of(42), 0);
    add(&future, &c);
    expect_str(waiting(&future), "", "nobody waits for a future that is done");
    expect_str(once(), "abc", "who comes late is called after those who waited");
}
END_TEST

static void then_add_d(struct call *self)
{
    (void)self;
    add(&future, &d);
}

START_TEST(add_from_a_callback) /* F10, L2 */
{
    a.then = then_add_d;
    add(&future, &a), add(&future, &b);
    future_end(&future, value_of(42), 0);
    expect_str(once(), "ab",
               "a callback that adds another is not followed by it in this iteration");
    expect_str(once(), "d", "it runs in the next iteration");
}
END_TEST

static void then_add_itself(struct call *self)
{
    self->then = NULL;
    add(&future, self);
}

START_TEST(add_itself) /* F10, L2 */
{
    a.then = then_add_itself;
    add(&future, &a), add(&future, &b);
    future_end(&future, value_of(42), 0);
    expect_str(once(), "ab", "a callback may add itself again, for the next iteration");
    expect_str(once(), "a", "a callback may add itself again, for the next iteration");
    expect_str(once(), "", "each callback runs once for each time it was added");
}
END_TEST

START_TEST(add_on_a_closed_loop) /* L17 */
{
    future_end(&future, value_of(42), 0);
    loop_close(&loop);
    expect_error(future_add_done_callback(&future, &a.handle), EBADF,
                 "a loop that is closed takes no callback");
    expect_true(!handle_is_queued(&a.handle), "after an error nothing has changed");
    expect_error(future_add_done_callback(&second, &a.handle), 0,
                 "a pending future has to do with its loop only when it ends");
    expect_str(waiting(&second), "a, back a", "a callback of a pending future waits in its ring");
}
END_TEST

/* ---- Removing, which is given --------------------------------------------------------------- */

static int another(void *arg)
{
    (void)arg;
    return 0;
}

START_TEST(remove_all_of_one_function) /* F9 */
{
    struct handle other;

    handle_init(&other, another, NULL);
    add(&future, &a), add(&future, &b);
    future_add_done_callback(&future, &other);
    add(&future, &c);
    expect_int(future_remove_done_callback(&future, call_made), 3,
               "to remove a callback answers how many there were");
    expect_int(future_remove_done_callback(&future, call_made), 0,
               "to remove what is not there answers 0");
    expect_true(!handle_is_queued(&a.handle) && !handle_is_queued(&c.handle),
                "the handle of a callback that was removed is free for other use");
    expect_true(handle_is_queued(&other), "another callback is left alone");
    add(&future, &c);
    future_end(&future, value_of(42), 0);
    expect_str(once(), "c", "a callback that was removed is not called, unless it is added again");
}
END_TEST

START_TEST(remove_the_only_one) /* F9 */
{
    add(&future, &a);
    expect_int(future_remove_done_callback(&future, another), 0,
               "to remove what is not there answers 0");
    expect_int(future_remove_done_callback(&future, call_made), 1,
               "to remove a callback answers how many there were");
    expect_str(waiting(&future), "", "a callback that was removed does not wait any more");
    future_end(&future, value_of(42), 0);
    expect_str(once(), "", "a callback that was removed is not called");
}
END_TEST

static void then_remove(struct call *self)
{
    (void)self;
    journal("%zu", future_remove_done_callback(&future, call_made));
    journal("%zu", future_remove_done_callback(&second, call_made));
}

START_TEST(remove_from_a_callback) /* F9, F10 */
{
    a.then = then_remove;
    add(&future, &a), add(&future, &b);
    add(&second, &c), add(&second, &d);
    future_end(&future, value_of(42), 0);
    expect_str(once(), "a02b", "to remove takes away what waits; what is queued stays queued");
    future_end(&second, value_of(42), 0);
    expect_str(once(), "", "a callback that was removed is not called");
}
END_TEST

/* ---- Many ----------------------------------------------------------------------------------- */

#define MANY 1000

static int called[MANY], called_count;

static int note(void *arg)
{
    called[called_count++] = *(int *)arg;
    return 0;
}

START_TEST(add_a_thousand) /* F7 */
{
    static struct handle handles[MANY];
    static int numbers[MANY];
    int expected = 0;

    for (int i = 0; i < MANY; i++) {
        numbers[i] = i;
        handle_init(&handles[i], note, &numbers[i]);
        expect_error(future_add_done_callback(&future, &handles[i]), 0, "a callback can be added");
    }
    for (int i = 0; i < MANY; i += 3)
        handle_cancel(&handles[i]);
    called_count = 0;
    future_end(&future, value_of(42), 0);
    once();
    for (int i = 0; i < called_count; i++, expected++) {
        expected += expected % 3 == 0;
        expect_int(called[i], expected, "of a thousand callbacks all that were not taken back run");
    }
    expect_int(called_count, 666, "of a thousand callbacks all that were not taken back run");
}
END_TEST

void add_callbacks(Suite *suite)
{
    TCase *tests = futures_exercise(suite, "6.4 future_add_done_callback", 5, "Adding a callback");

    tcase_add_test(tests, add_allocates_nothing);
    tcase_add_test(tests, add_to_a_pending_future);
    tcase_add_test(tests, add_and_end);
    tcase_add_test(tests, add_one_function_twice);
    tcase_add_test(tests, add_and_take_back);
    tcase_add_test(tests, add_what_was_cancelled);
    tcase_add_test(tests, add_to_two_futures);
    tcase_add_test(tests, add_twice);
    tcase_add_test(tests, add_nothing);
    tcase_add_loop_test(tests, add_to_one_that_is_done, 0, 3);
    tcase_add_test(tests, add_behind_those_who_waited);
    tcase_add_test(tests, add_from_a_callback);
    tcase_add_test(tests, add_itself);
    tcase_add_test(tests, add_on_a_closed_loop);
    tcase_add_test(tests, remove_all_of_one_function);
    tcase_add_test(tests, remove_the_only_one);
    tcase_add_test(tests, remove_from_a_callback);
    tcase_add_test(tests, add_a_thousand);
}
