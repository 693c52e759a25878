/*
 * Chapter 2: the rules of coming due. T1 (not early, and once), T2 and T3 (in order), T4 (behind what is
 * queued), T5 (between batches only), T6 and T7 (cancelled ones never, even when they are queued).
 */
#include <math.h>
#include <stdlib.h>

#include "timer_tests.h"

/* Lets the time be NOW and runs a batch; answers which alarms were called. */
static const char *fire(double now)
{
    journal_clear();
    timer_heap_expire(&heap, now, &queue);
    ready_run(&queue);
    return journal_text();
}

/* ---- 2.6 timer_heap_expire ------------------------------------------------------------------ */

START_TEST(expire_nothing)
{
    expect_str(fire(9), "", "in an empty heap nothing is due");
    add(&a, 1);
    expect_str(fire(9), "a", "a timer whose deadline has come is called in the next batch");
}
END_TEST

START_TEST(expire_what_is_due) /* T1 */
{
    add(&a, 1), add(&b, 2), add(&c, 3), add(&d, 4);
    expect_str(fire(0.999), "", "no timer fires before its deadline");
    expect_str(fire(3), "abc", "a timer is due when its deadline has come, to the instant");
    expect_heap(1);
    expect_str(fire(3.5), "", "a timer fires once");
    expect_str(fire(4), "d", "a timer that was not due keeps waiting");
    expect_str(fire(99), "", "in an empty heap nothing is due");
}
END_TEST

START_TEST(expire_calls_nothing) /* T1, T5 */
{
    add(&a, 1), add(&b, 2), add(&c, 3);
    timer_heap_expire(&heap, 2, &queue);
    expect_str(journal_text(), "", "timers are only moved to the ready queue, not called");
    expect_true(handle_is_queued(&a.timer.handle) && handle_is_queued(&b.timer.handle),
                "a timer that is due waits in the ready queue for its call");
    expect_true(a.timer.heap == NULL, "a timer that is due waits in no heap any more");
    expect_true(timer_is_scheduled(&a.timer), "a timer in the ready queue is still scheduled");
    expect_heap(1);
    ready_run(&queue);
    expect_str(journal_text(), "ab", "the batch calls the timers that are due");
    expect_true(!timer_is_scheduled(&a.timer), "a timer that was called is not scheduled");
}
END_TEST

/* How many timers were called out of the order of their deadlines, or of their numbers if equal. */
static int out_of_order(void)
{
    int count = 0;

    for (size_t i = 1; i < fired_count; i++) {
        const struct timer *x = &many[fired[i - 1]], *y = &many[fired[i]];

        count += x->when > y->when || (x->when == y->when && x > y);
    }
    return count;
}

START_TEST(expire_ten_thousand) /* T2, T3 */
{
    for (size_t i = 0; i < MANY; i++)
        timer_heap_add(&heap, &many[i], random_number(2000));
    fire(1000);
    expect_int(out_of_order(), 0,
               "10,000 timers come due in order, equal ones first in, first out");
    fire(2000);
    expect_int(fired_count, MANY, "10,000 timers come due, each once");
    expect_int(out_of_order(), 0,
               "10,000 timers come due in order, equal ones first in, first out");
}
END_TEST

START_TEST(expire_behind_what_is_queued) /* T4 */
{
    struct handle soon;

    handle_init(&soon, journal_write, "soon ");
    add(&b, 2), add(&a, 1);
    ready_push(&queue, &soon);
    expect_str(fire(2), "soon ab", "timers that are due stand behind what is queued already");
}
END_TEST

//! [zero_delay]
static void add_c_now(struct alarm *self)
{
    add(&c, timer_when(&self->timer));
}

START_TEST(expire_waits_for_the_batch) /* T5 */
{
    a.then = add_c_now;
    add(&a, 1), add(&b, 1);
    expect_str(fire(1), "ab", "a timer that a callback makes waits for the next batch, due or not");
    expect_str(fire(1), "c", "a timer without delay is called in the next batch");
}
END_TEST
//! [zero_delay]

static void add_self_now(struct alarm *self)
{
    add(self, timer_when(&self->timer));
}

START_TEST(expire_lets_a_timer_start_itself_again) /* T5 */
{
    a.then = add_self_now;
    add(&a, 1), add(&b, 1);
    expect_str(fire(1), "ab", "a timer that starts itself again without delay starves nobody");
    expect_str(fire(1), "a", "a timer can start itself again in its own callback");
}
END_TEST

static void free_alarm(struct alarm *self)
{
    free(self);
}

START_TEST(expire_forgets_the_timer_before_its_call)
{
    struct alarm *alarm = malloc(sizeof *alarm);

    alarm_init(alarm, "x");
    alarm->then = free_alarm;
    add(&a, 1), add(alarm, 2), add(&b, 3);
    expect_str(fire(9), "axb", "a timer's callback may free the memory of its own timer");
}
END_TEST

static void cancel_b(struct alarm *self)
{
    (void)self;
    timer_cancel(&b.timer);
}

START_TEST(expire_lets_a_queued_timer_be_cancelled) /* T7 */
{
    a.then = cancel_b;
    add(&a, 1), add(&b, 1), add(&c, 1);
    expect_str(fire(1), "ac", "a timer that is due and queued can still be cancelled");
    expect_true(!timer_is_scheduled(&b.timer), "a cancelled timer is not scheduled");
}
END_TEST

START_TEST(expire_drops_what_was_cancelled) /* T6 */
{
    add(&a, 1), add(&b, 2), add(&c, 3), add(&d, 9);
    handle_cancel(&a.timer.handle), handle_cancel(&b.timer.handle);
    handle_cancel(&d.timer.handle);
    expect_str(fire(3), "c", "a timer whose handle was cancelled is dropped, the others are not");
    expect_true(handle_cancelled(&a.timer.handle), "a timer that was dropped is still cancelled");
    expect_true(!timer_is_scheduled(&a.timer), "a timer that was dropped is not scheduled");
    expect_heap(1);
}
END_TEST

START_TEST(expire_at_the_ends_of_time) /* T1 */
{
    add(&b, INFINITY), add(&a, -INFINITY);
    expect_str(fire(-1e300), "a", "minus infinity is due at once");
    expect_str(fire(1e300), "", "infinity is never due");
    expect_heap(1);
}
END_TEST

static void observe_due(struct observer *self, const struct timer *timer)
{
    (void)self;
    journal("(%s%s%s)", container_of(timer, struct alarm, timer)->name,
            handle_is_queued(&timer->handle) ? " queued already" : "",
            timer->heap != NULL ? " still in the heap" : "");
}

START_TEST(expire_tells_the_observer)
{
    struct observer observer = {.timer_due = observe_due}, blind = {0};

    queue.observer = &observer;
    add(&a, 1), add(&b, 2), add(&c, 3);
    handle_cancel(&b.timer.handle);
    expect_str(fire(3), "(a)(c)ac",
               "the observer sees each timer come due, between the heap and the queue");
    queue.observer = &blind;
    add(&a, 1);
    expect_str(fire(3), "a", "an observer without hooks is not called");
}
END_TEST

START_TEST(timeout_until_the_next) /* T1, T6 */
{
    expect_true(timer_heap_timeout(&heap, 5) < 0, "with no timer the loop may sleep without end");
    add(&a, 7), add(&b, 9);
    expect_time(timer_heap_timeout(&heap, 5), 2, "the loop may sleep until the next deadline");
    expect_time(timer_heap_timeout(&heap, 7), 0, "the loop may not sleep while a timer is due");
    expect_time(timer_heap_timeout(&heap, 8), 0, "the loop may not sleep while a timer is overdue");
}
END_TEST

START_TEST(destroy_drops_what_waits)
{
    add(&a, 1), add(&b, 2);
    timer_heap_destroy(&heap);
    expect_true(!timer_is_scheduled(&a.timer) && !timer_is_scheduled(&b.timer),
                "a heap that is destroyed lets go of its timers");
    timer_cancel(&a.timer);
    add(&b, 1);
    expect_str(fire(9), "b", "a heap that was destroyed is an empty heap");
}
END_TEST

void add_expire(Suite *suite)
{
    TCase *tests = timers_exercise(suite, "2.6 timer_heap_expire", 4, "Due, and no more", setup);

    tcase_add_test(tests, expire_nothing);
    tcase_add_test(tests, expire_what_is_due);
    tcase_add_test(tests, expire_calls_nothing);
    tcase_add_test(tests, expire_behind_what_is_queued);
    tcase_add_test(tests, expire_waits_for_the_batch);
    tcase_add_test(tests, expire_lets_a_timer_start_itself_again);
    tcase_add_test(tests, expire_forgets_the_timer_before_its_call);
    tcase_add_test(tests, expire_drops_what_was_cancelled);
    tcase_add_test(tests, expire_lets_a_queued_timer_be_cancelled);
    tcase_add_test(tests, expire_at_the_ends_of_time);
    tcase_add_test(tests, expire_tells_the_observer);
    tcase_add_test(tests, expire_ten_thousand);
    tcase_add_test(tests, timeout_until_the_next);
    tcase_add_test(tests, destroy_drops_what_waits);
}
