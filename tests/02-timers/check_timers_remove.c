/*
 * Chapter 2: the rules of taking a timer out of the heap. T2 and T3 (the others stay in order), T6 (a
 * cancelled timer never fires and wakes nobody), T8 and T9 (it leaves no trace).
 */
#include <stdlib.h>

#include "timer_tests.h"

/* ---- 2.5 timer_heap_remove ------------------------------------------------------------------ */

START_TEST(remove_from_anywhere) /* _i: from which slot */
{
    const struct timer *removed;

    add_many(25, 0);
    removed = &many[_i];
    timer_heap_remove(&heap, &many[_i]);
    expect_heap(24);
    expect_true(removed->heap == NULL, "a timer that was taken out waits in no heap");
    expect_true(!timer_is_scheduled(removed), "a timer that was taken out is not scheduled");
    expect_true(!handle_cancelled(&removed->handle),
                "a timer that was taken out is not cancelled: it may be on its way to its call");
    expect_time(timer_when(removed), _i, "a timer that was taken out still tells its deadline");
    for (size_t i = 0; i < 24; i++)
        expect_true(heap.slots[i].timer != removed, "a timer that was taken out stands in no slot");
}
END_TEST

//! [up]
START_TEST(remove_where_the_last_goes_up)
{
    static const double whens[] = {0, 10, 1, 20, 30, 11, 12, 13, 14, 2, 3};

    for (size_t i = 0; i < 11; i++)
        expect_error(timer_heap_add(&heap, &many[i], whens[i]), 0, "a timer can be added");
    timer_heap_remove(&heap, &many[6]); /* due at 12, below 10; the last one is due at 3 */
    expect_str(in_slot(1), "timer 10",
               "the timer that fills the hole may have to go up from there");
    expect_heap(10);
}
END_TEST
//! [up]

/* The same with equal deadlines: here only the order in which they were added sends the last one up. */
START_TEST(remove_where_an_equal_goes_up) /* T3 */
{
    for (size_t i = 0; i < 17; i++)
        expect_error(timer_heap_add(&heap, &many[i], i < 2 ? i : 2), 0, "a timer can be added");
    for (size_t i = 5; i < 9; i++)
        timer_heap_remove(&heap, &many[i]); /* below slot 1 there are now 16, 15, 14 and 13 */
    expect_error(timer_heap_add(&heap, &many[17], 2), 0, "a timer can be added");
    timer_heap_remove(&heap, &many[1]); /* 13 follows, and 17 takes its place */
    timer_heap_remove(&heap, &many[16]);
    expect_str(in_slot(1), "timer 12",
               "of equal deadlines, too, the timer added first goes up from the hole");
    expect_heap(12);
}
END_TEST

START_TEST(remove_where_the_last_goes_down)
{
    add_many(25, 0);
    timer_heap_remove(&heap, &many[1]);
    expect_str(in_slot(1), "timer 5",
               "the timer that fills the hole may have to go down from there");
    expect_heap(24);
}
END_TEST

START_TEST(remove_the_last)
{
    add_many(6, 0);
    remember();
    timer_heap_remove(&heap, &many[5]);
    expect_heap(5);
    expect_int(changed(), 0, "when the last slot is emptied, no other timer moves");
}
END_TEST

//! [decoy]
/*
 * The other slots are made to show the same timer. Who looks for it in the array, from the front or
 * from the back, meets a decoy first; who reads `slot` goes straight to the right place.
 */
START_TEST(remove_does_not_search)
{
    add_many(341, 0);
    heap.slots[2].timer = heap.slots[300].timer = &many[86]; /* not on the way up from slot 86 */
    timer_heap_remove(&heap, &many[86]);
    heap.slots[2].timer = &many[2];
    heap.slots[300].timer = &many[300];
    expect_str(in_slot(86), "timer 340",
               "a timer is found by its `slot`, not by a search through the array");
    expect_heap(340);
}
END_TEST
//! [decoy]

START_TEST(remove_moves_one_timer_a_level) /* _i: from which slot of many */
{
    add_many(1365, 0); /* six full levels */
    remember();
    timer_heap_remove(&heap, &many[_i]);
    expect_moves(12, "to take a timer out moves at most one timer a level: O(log n)");
    expect_heap(1364);
}
END_TEST

/* Takes all alarms out, always the first; answers in which order they came. */
static const char *drain(void)
{
    journal_clear();
    while (heap.count > 0) {
        struct timer *timer = heap.slots[0].timer;

        journal("%s", in_slot(0));
        take_out(timer);
    }
    return journal_text();
}

START_TEST(remove_leaves_the_others_in_order) /* T2 */
{
    add(&e, 5), add(&c, 3), add(&a, 1), add(&d, 4), add(&b, 2);
    timer_heap_remove(&heap, &c.timer);
    expect_str(drain(), "abde", "the order of the others does not change");
}
END_TEST

START_TEST(remove_gives_the_memory_back)
{
    struct alarm *alarm = malloc(sizeof *alarm);

    alarm_init(alarm, "x");
    add(&a, 1), add(alarm, 2), add(&b, 3), add(&c, 2);
    timer_heap_remove(&heap, &alarm->timer);
    free(alarm);
    add(&d, 2);
    expect_str(drain(), "acdb", "the memory of a timer that was taken out is its owner's again");
}
END_TEST

START_TEST(remove_and_add_again) /* T10 */
{
    add(&a, 1), add(&b, 2), add(&c, 3);
    timer_heap_remove(&heap, &a.timer);
    add(&a, 2.5);
    expect_time(timer_when(&a.timer), 2.5,
                "a timer tells the deadline that it was added with last");
    expect_str(drain(), "bac", "a timer that was taken out can be added again");
}
END_TEST

/* Adds and removes many with few different deadlines, so that ties are everywhere. */
START_TEST(remove_at_random) /* T2, T3 */
{
    size_t count = 0;

    for (int step = 0; step < 4000; step++) {
        struct timer *timer = &many[random_number(300)];

        if (!timer_is_scheduled(timer)) {
            timer_heap_add(&heap, timer, random_number(5));
            count++;
        } else {
            timer_heap_remove(&heap, timer);
            count--;
        }
        expect_heap(count);
    }
}
END_TEST

START_TEST(cancel_a_timer_that_waits) /* T6, T8, T9 */
{
    add(&a, 1), add(&b, 2), add(&c, 3);
    timer_cancel(&b.timer), timer_cancel(&b.timer);
    expect_heap(2);
    expect_true(handle_cancelled(&b.timer.handle), "a cancelled timer says so");
    timer_cancel(&a.timer);
    expect_time(timer_heap_timeout(&heap, 0), 3, "a cancelled timer does not wake the loop");
    expect_str(drain(), "c", "a cancelled timer never fires");
    timer_cancel(&c.timer);
    expect_true(!timer_is_scheduled(&c.timer), "cancelling a timer after its call does no harm");
}
END_TEST

START_TEST(cancel_leaves_no_trace) /* T8 */
{
    add_many(MANY, 0);
    for (size_t i = MANY; i-- > 0;)
        timer_cancel(&many[i * 7919 % MANY]);
    expect_heap(0);
}
END_TEST

void add_remove(Suite *suite)
{
    TCase *tests = timers_exercise(suite, "2.5 timer_heap_remove", 5, "Out from the middle", haunt);

    tcase_add_loop_test(tests, remove_from_anywhere, 0, 25);
    tcase_add_test(tests, remove_where_the_last_goes_up);
    tcase_add_test(tests, remove_where_an_equal_goes_up);
    tcase_add_test(tests, remove_where_the_last_goes_down);
    tcase_add_test(tests, remove_the_last);
    tcase_add_test(tests, remove_does_not_search);
    tcase_add_loop_test(tests, remove_moves_one_timer_a_level, 0, 10);
    tcase_add_test(tests, remove_leaves_the_others_in_order);
    tcase_add_test(tests, remove_gives_the_memory_back);
    tcase_add_test(tests, remove_and_add_again);
    tcase_add_test(tests, remove_at_random);
    tcase_add_test(tests, cancel_a_timer_that_waits);
    tcase_add_test(tests, cancel_leaves_no_trace);
}
