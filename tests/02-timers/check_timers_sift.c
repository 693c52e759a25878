/*
 * Chapter 2: the rules of the two ways through the heap, and of adding. T2 (in the order of deadlines),
 * T3 (equal ones in the order in which they were added), T10 (a timer tells its deadline).
 */
#include <math.h>
#include <stdio.h>

#include "fault.h"
#include "timer_tests.h"

/* What in_slot() says of one of the many. */
static const char *timer_name(size_t number)
{
    static char text[40];

    snprintf(text, sizeof text, "timer %zu", number);
    return text;
}

/* ---- 2.3 heap_sift_up, by way of timer_heap_add() ------------------------------------------- */

START_TEST(up_into_an_empty_heap) /* T10 */
{
    add(&a, 5);
    expect_heap(1);
    expect_str(in_slot(0), "a", "the only timer stands in slot 0");
    expect_time(timer_when(&a.timer), 5, "a timer tells its deadline");
    expect_true(timer_is_scheduled(&a.timer), "a timer in the heap is scheduled");
}
END_TEST

START_TEST(up_to_the_root)
{
    for (int i = 5; i-- > 0;) {
        add(alarms[i], i);
        expect_str(in_slot(0), alarms[i]->name, "the next timer to come due is the root");
        expect_heap(5 - i);
    }
}
END_TEST

START_TEST(up_not_at_all)
{
    add_many(100, 0);
    for (size_t i = 0; i < 100; i++)
        expect_str(in_slot(i), timer_name(i),
                   "a timer that is not due before its parent stays at the end");
    expect_heap(100);
}
END_TEST

START_TEST(up_part_of_the_way)
{
    add_many(24, 0); /* the parent of slot 24 is 5, that of 5 is 1, that of 1 is 0 */
    add(&a, 3);
    expect_str(in_slot(5), "a",
               "a timer goes up as long as its parent is due after it, and no further");
    expect_heap(25);
}
END_TEST

START_TEST(up_past_its_ancestors_only)
{
    add_many(341, 0); /* five full levels */
    remember();
    add(&a, -1);
    expect_str(in_slot(0), "a", "a timer goes up all the way, level by level");
    expect_heap(342);
    expect_moves(6, "on its way up a timer changes places with one timer a level");
}
END_TEST

/* Only a removal brings an early number below a later one; here the numbers are made to run backwards. */
START_TEST(up_past_equal_deadlines) /* T3 */
{
    for (int i = 5; i-- > 0;) {
        heap.added = (uint64_t)i;
        add(alarms[i], 1);
        expect_str(in_slot(0), alarms[i]->name,
                   "on the way up, too, of equal deadlines the timer added first comes first");
        expect_heap(5 - i);
    }
}
END_TEST

START_TEST(up_at_random) /* T2, T3 */
{
    for (size_t i = 0; i < 1000; i++) {
        expect_error(timer_heap_add(&heap, &many[i], random_number(300)), 0,
                     "a timer can be added");
        expect_heap(i + 1);
    }
}
END_TEST

START_TEST(up_in_an_array_that_is_full)
{
    expect_error(timer_heap_reserve(&heap, 7), 0, "room can be made before it is needed");
    for (int i = 7; i-- > 0;)
        expect_error(timer_heap_add(&heap, &many[i], i), 0, "a timer can be added");
    expect_int(heap.capacity, 7,
               "to add as many timers as there was room made for takes no memory");
    expect_heap(7);
}
END_TEST

START_TEST(add_refuses_what_is_no_number)
{
    add(&a, 1);
    expect_error(timer_heap_add(&heap, &b.timer, NAN), EINVAL, "a deadline must be a number");
    expect_true(!timer_is_scheduled(&b.timer), "a timer that was refused is not scheduled");
    expect_heap(1);
}
END_TEST

START_TEST(add_refuses_what_is_scheduled)
{
    add(&a, 1);
    expect_error(timer_heap_add(&heap, &a.timer, 2), EALREADY, "a timer waits for one deadline");
    expect_time(timer_when(&a.timer), 1, "a refused deadline does not replace the first one");
    ready_push(&queue, &b.timer.handle);
    expect_error(timer_heap_add(&heap, &b.timer, 2), EALREADY,
                 "a timer that is due and queued is still scheduled");
    ready_run(&queue);
    expect_error(timer_heap_add(&heap, &b.timer, 2), 0,
                 "after its call a timer can be added again");
}
END_TEST

START_TEST(add_reports_a_lack_of_memory)
{
    if (!fault_supported())
        return;
    fault_inject("realloc", ENOMEM, 1, 1);
    expect_error(timer_heap_add(&heap, &a.timer, 1), ENOMEM, "no memory is an error, not a crash");
    expect_true(!timer_is_scheduled(&a.timer),
                "a timer for which there was no memory does not wait");
    expect_heap(0);
    add_many(64, 0);
    fault_inject("realloc", ENOMEM, 1, 1);
    expect_error(timer_heap_add(&heap, &a.timer, 1), ENOMEM,
                 "an array that cannot grow is an error");
    expect_heap(64);
    add(&a, 1);
    expect_heap(65);
}
END_TEST

START_TEST(reserve_reports_a_lack_of_memory)
{
    expect_error(timer_heap_reserve(&heap, SIZE_MAX), ENOMEM, "more than all memory is too much");
    expect_error(timer_heap_reserve(&heap, SIZE_MAX / 16 + 1), ENOMEM,
                 "a size that does not fit into a size_t is too much");
    expect_error(timer_heap_reserve(&heap, 0), 0, "no room at all is easily made");
    expect_int(heap.capacity, 0, "after an error nothing has changed");
}
END_TEST

/* ---- 2.4 heap_sift_down, by way of taking the first timer out ------------------------------- */

static void take_root_out(void)
{
    take_out(heap.slots[0].timer);
}

START_TEST(down_to_nothing)
{
    add(&a, 1);
    take_root_out();
    expect_heap(0);
    add(&a, 1), add(&b, 2);
    take_root_out();
    expect_heap(1);
    expect_str(in_slot(0), "b", "the only timer left becomes the root");
}
END_TEST

START_TEST(down_past_the_first_child) /* _i: which of the four children is due first */
{
    static const double whens[] = {2, 3, 4, 5};

    add_many(1, 0);
    for (int i = 0; i < 4; i++)
        add(alarms[i], whens[(i - _i + 4) % 4]);
    add(&e, 9);
    take_root_out();
    expect_str(in_slot(0), alarms[_i]->name,
               "of the four children, the one that is due first moves up");
    expect_heap(5);
}
END_TEST

START_TEST(down_among_few_children) /* _i: how many children the root has left */
{
    add_many((size_t)_i + 2, 0);
    for (size_t left = (size_t)_i + 2; left-- > 0;) {
        take_root_out();
        expect_heap(left);
        if (left > 0)
            expect_str(in_slot(0), timer_name((size_t)_i + 2 - left),
                       "the next timer to come due is the root");
    }
}
END_TEST

START_TEST(down_among_those_in_use)
{
    add(&a, 0), add(&b, 9), add(&c, 8), add(&d, 7), add(&e, 1);
    take_out(&e.timer);
    take_root_out();
    expect_str(in_slot(0), "d", "what stands at `count` or behind it is no child");
    expect_heap(3);
}
END_TEST

/* Slot 8 has the children 33 to 36; slot 37 is due long before them, but below slot 9. */
START_TEST(down_among_its_own_children)
{
    for (size_t i = 0; i < 39; i++)
        expect_error(timer_heap_add(&heap, &many[i],
                                    i == 0              ? 0
                                    : i == 1            ? 100
                                    : i >= 5 && i < 9   ? 110
                                    : i >= 21 && i < 37 ? 120
                                    : i == 38           ? 130
                                                        : 1),
                     0, "a timer can be added");
    take_out(&many[8]);
    expect_str(in_slot(8), "timer 33", "only a child of the hole moves up into it");
    expect_heap(38);
}
END_TEST

START_TEST(down_not_at_all)
{
    add(&a, 0), add(&b, 1);
    for (size_t i = 0; i < 6; i++)
        expect_error(timer_heap_add(&heap, &many[i], 10 + (double)i), 0, "a timer can be added");
    add(&c, 2);
    take_out(&b.timer);
    expect_str(in_slot(1), "c", "a timer that is due before its children stays above them");
    expect_heap(8);
}
END_TEST

START_TEST(down_with_equal_deadlines) /* T3 */
{
    for (size_t i = 0; i < 300; i++)
        expect_error(timer_heap_add(&heap, &many[i], 1), 0, "a timer can be added");
    for (size_t i = 0; i < 300; i++) {
        expect_str(in_slot(0), timer_name(i),
                   "equal deadlines come due in the order in which they were added");
        take_root_out();
        expect_heap(299 - i);
    }
}
END_TEST

START_TEST(down_one_timer_a_level)
{
    add_many(341, 0); /* five full levels */
    remember();
    take_root_out();
    expect_heap(340);
    expect_moves(6, "on its way down a timer changes places with one timer a level");
}
END_TEST

START_TEST(down_at_random) /* T2, T3 */
{
    for (size_t i = 0; i < 1000; i++)
        timer_heap_add(&heap, &many[i], random_number(300));
    for (size_t left = 1000; left-- > 0;) {
        take_root_out();
        expect_heap(left);
    }
}
END_TEST

void add_sift_up(Suite *suite)
{
    TCase *tests = timers_exercise(suite, "2.3 heap_sift_up", 4, "Up to its place", setup);

    tcase_add_test(tests, up_into_an_empty_heap);
    tcase_add_test(tests, up_to_the_root);
    tcase_add_test(tests, up_not_at_all);
    tcase_add_test(tests, up_part_of_the_way);
    tcase_add_test(tests, up_past_its_ancestors_only);
    tcase_add_test(tests, up_past_equal_deadlines);
    tcase_add_test(tests, up_at_random);
    tcase_add_test(tests, up_in_an_array_that_is_full);
    tcase_add_test(tests, add_refuses_what_is_no_number);
    tcase_add_test(tests, add_refuses_what_is_scheduled);
    tcase_add_test(tests, add_reports_a_lack_of_memory);
    tcase_add_test(tests, reserve_reports_a_lack_of_memory);
}

void add_sift_down(Suite *suite)
{
    TCase *tests = timers_exercise(suite, "2.4 heap_sift_down", 5, "Down to its place", haunt);

    tcase_add_test(tests, down_to_nothing);
    tcase_add_loop_test(tests, down_past_the_first_child, 0, 4);
    tcase_add_loop_test(tests, down_among_few_children, 0, 9);
    tcase_add_test(tests, down_among_those_in_use);
    tcase_add_test(tests, down_among_its_own_children);
    tcase_add_test(tests, down_not_at_all);
    tcase_add_test(tests, down_with_equal_deadlines);
    tcase_add_test(tests, down_one_timer_a_level);
    tcase_add_test(tests, down_at_random);
}
