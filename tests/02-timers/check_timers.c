/*
 * Chapter 2: the rules of timers. T1 to T10 are asyncio's: not early and once (T1), in the order of
 * deadlines (T2), equal ones in the order in which they were added (T3), behind what is queued (T4),
 * between batches only (T5), cancelled ones never (T6, T7) and without a trace (T8, T9), and each
 * knows its deadline (T10).
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "exercise.h"
#include "fault.h"
#include "hang.h"
#include "timers.h"

#define MANY 10000

/* ---- What the tests are played with --------------------------------------------------------- */

/* A timer that writes its name into the journal; then it does what the test wants, if anything. */
struct alarm {
    struct timer timer;
    const char *name;
    void (*then)(struct alarm *self); /* may free SELF */
};

static struct timer_heap heap;
static struct ready_queue queue;
static struct alarm a, b, c, d, e;
static struct alarm *const alarms[] = {&a, &b, &c, &d, &e};

/* Timers by the thousand. Each notes its number; the heap as it was before the last change. */
static struct timer many[MANY];
static size_t fired[MANY], fired_count;
static const struct timer *before[MANY];

static struct timer ghost; /* what stands behind the last timer, see haunt() */

static int alarm_callback(void *arg)
{
    struct alarm *self = arg;

    journal("%s", self->name);
    if (self->then != NULL)
        self->then(self);
    return 0;
}

static int many_callback(void *arg)
{
    fired[fired_count++ % MANY] = (size_t)((struct timer *)arg - many);
    return 0;
}

static void alarm_init(struct alarm *alarm, const char *name)
{
    *alarm = (struct alarm){.name = name};
    timer_init(&alarm->timer, alarm_callback, alarm);
}

static void setup(void)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};

    timer_heap_init(&heap);
    ready_init(&queue);
    fired_count = 0;
    for (size_t i = 0; i < 5; i++)
        alarm_init(alarms[i], names[i]);
    for (size_t i = 0; i < MANY; i++)
        timer_init(&many[i], many_callback, &many[i]);
    hang_shows_timers(&heap);
    hang_shows_queue(&queue);
    hang_names(alarm_callback, "a test's alarm");
    hang_names(many_callback, "one of many timers");
}

/* What stands behind the last timer must not matter; so let it be due before all others. */
static void haunt(void)
{
    setup();
    timer_heap_reserve(&heap, 64);
    for (size_t i = 0; i < 64; i++)
        heap.slots[i] = (struct timer_slot){.when = -1, .timer = &ghost};
}

static void teardown(void)
{
    timer_heap_destroy(&heap);
}

static void add(struct alarm *alarm, double when)
{
    expect_error(timer_heap_add(&heap, &alarm->timer, when), 0, "a timer can be added");
}

/* Adds COUNT of the many, the first FIRST seconds from now, and so on second by second. */
static void add_many(size_t count, double first)
{
    for (size_t i = 0; i < count; i++)
        expect_error(timer_heap_add(&heap, &many[i], first + (double)i), 0,
                     "thousands of timers can be added");
}

/* Lets the time be NOW and runs a batch; answers which alarms were called. */
static const char *fire(double now)
{
    journal_clear();
    timer_heap_expire(&heap, now, &queue);
    ready_run(&queue);
    return journal_text();
}

static uint32_t random_number(uint32_t limit)
{
    static uint32_t seed = 1;

    seed = seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)seed * limit >> 32);
}

/* ---- What is wrong with a heap -------------------------------------------------------------- */

static bool due_before(struct timer_slot x, struct timer_slot y)
{
    return x.when < y.when || (x.when == y.when && x.timer->order < y.timer->order);
}

/* Names the first slot that breaks the rule of the heap. */
static const char *order(void)
{
    static char text[80];

    for (size_t i = 1; i < heap.count; i++) {
        const size_t parent = (i - 1) / TIMER_HEAP_ARITY;

        if (due_before(heap.slots[i], heap.slots[parent])) {
            snprintf(text, sizeof text, "slot %zu due before its parent, slot %zu", i, parent);
            return text;
        }
    }
    return "all in order";
}

/* Names the first slot whose timer does not know that it is there. */
static const char *places(void)
{
    static char text[80];

    for (size_t i = 0; i < heap.count; i++) {
        const struct timer_slot slot = heap.slots[i];

        if (slot.timer->slot == i && slot.timer->heap == &heap && slot.timer->when == slot.when)
            continue;
        if (slot.timer == &ghost)
            snprintf(text, sizeof text, "in slot %zu what stood at `count` or behind it", i);
        else if (slot.timer->heap != &heap)
            snprintf(text, sizeof text, "in slot %zu a timer that waits in no heap", i);
        else if (slot.timer->slot != i)
            snprintf(text, sizeof text, "in slot %zu a timer whose `slot` says %zu", i,
                     slot.timer->slot);
        else
            snprintf(text, sizeof text, "in slot %zu another deadline than its timer's", i);
        return text;
    }
    return "all in place";
}

/* Who stands in slot INDEX: the name of an alarm, or the number of one of the many. */
static const char *in_slot(size_t index)
{
    static char text[40];
    const struct timer *timer = index < heap.count ? heap.slots[index].timer : NULL;

    for (size_t i = 0; i < 5; i++)
        if (timer == &alarms[i]->timer)
            return alarms[i]->name;
    for (size_t i = 0; i < MANY; i++)
        if (timer == &many[i]) {
            snprintf(text, sizeof text, "timer %zu", i);
            return text;
        }
    return timer == NULL ? "nobody" : "a stranger";
}

/* Checks all that must be so of a heap at any time. */
#define expect_heap(size)                                                                          \
    do {                                                                                           \
        expect_int(heap.count, size, "the heap knows how many timers it has");                     \
        expect_str(places(), "all in place",                                                       \
                   "each slot has one timer, and the timer knows its slot");                       \
        expect_str(order(), "all in order", "no timer is due before its parent");                  \
    } while (0)

static void remember(void)
{
    for (size_t i = 0; i < heap.count; i++)
        before[i] = heap.slots[i].timer;
}

/* How many slots have another timer than when remember() was called. */
static int changed(void)
{
    int count = 0;

    for (size_t i = 0; i < heap.count; i++)
        count += heap.slots[i].timer != before[i];
    return count;
}

/* Fails if more than LIMIT slots have changed: O(log n) is counted, not timed. */
#define expect_moves(limit, rule)                                                                  \
    (changed() <= (limit)                                                                          \
         ? (void)0                                                                                 \
         : expect_failed(__FILE__, __LINE__, rule, "expected at most %d timers to move, got %d",   \
                         limit, changed()))

/* ---- 2.2 slot_before: T2, T3 ---------------------------------------------------------------- */

START_TEST(before_by_deadline) /* T2 */
{
    add(&c, 3), add(&a, 1), add(&b, 2);
    expect_str(fire(9), "abc", "the earlier deadline comes first");
    add(&a, 1), add(&b, 2), add(&c, 3);
    expect_str(fire(9), "abc", "the earlier deadline comes first, whatever was added first");
}
END_TEST

START_TEST(before_by_fractions) /* T2 */
{
    add(&c, 1.75), add(&a, 1.25), add(&b, 1.5);
    expect_str(fire(9), "abc", "a part of a second counts");
    add(&b, nextafter(1e6, 2e6)), add(&a, 1e6);
    expect_str(fire(2e6), "ab", "deadlines are compared as they are, to the last bit");
}
END_TEST

START_TEST(before_by_negative_deadlines) /* T2 */
{
    add(&c, 0), add(&b, -1), add(&a, -5);
    expect_str(fire(0), "abc", "of deadlines in the past, too, the earlier comes first");
}
END_TEST

START_TEST(before_of_two_equal) /* T3 */
{
    add(&b, 1), add(&a, 1);
    expect_str(fire(1), "ba", "of equal deadlines, the timer added first comes first");
}
END_TEST

START_TEST(before_of_many_equal) /* T3 */
{
    add(&e, 1), add(&d, 1), add(&c, 1), add(&b, 1), add(&a, 1);
    expect_str(fire(1), "edcba", "equal deadlines come due in the order in which they were added");
}
END_TEST

START_TEST(before_of_equal_infinities) /* T3 */
{
    add(&c, -INFINITY), add(&a, -INFINITY), add(&b, -INFINITY);
    expect_str(fire(0), "cab", "to be due for ever is to be equal too");
}
END_TEST

START_TEST(before_of_the_order_number) /* T3; _i: half of four billion timers, or all of them */
{
    heap.added = _i == 0 ? INT32_MAX - 1 : UINT32_MAX - 1;
    add(&c, 1), add(&a, 1), add(&d, 1), add(&b, 1);
    expect_str(fire(1), "cadb", "the order of equal deadlines does not wrap around at 32 bits");
}
END_TEST

START_TEST(before_looks_at_the_deadline_first) /* T2, T3 */
{
    add(&d, 2), add(&a, 1), add(&e, 2), add(&b, 1);
    expect_str(fire(9), "abde", "only of equal deadlines does it matter which was added first");
}
END_TEST

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
        expect_int(heap.slots[i].timer - many, i,
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
    timer_heap_expire(&heap, 1, &queue);
    expect_error(timer_heap_add(&heap, &a.timer, 2), EALREADY,
                 "a timer that is due and queued is still scheduled");
    ready_run(&queue);
    expect_error(timer_heap_add(&heap, &a.timer, 2), 0,
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

/* Takes the root out. */
static void remove_root(void)
{
    timer_heap_remove(&heap, heap.slots[0].timer);
}

START_TEST(down_to_nothing)
{
    add(&a, 1);
    remove_root();
    expect_heap(0);
    add(&a, 1), add(&b, 2);
    remove_root();
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
    remove_root();
    expect_str(in_slot(0), alarms[_i]->name,
               "of the four children, the one that is due first moves up");
    expect_heap(5);
}
END_TEST

START_TEST(down_among_few_children) /* _i: how many children the root has left */
{
    add_many((size_t)_i + 2, 0);
    for (size_t left = (size_t)_i + 2; left-- > 0;) {
        const struct timer *first = heap.slots[0].timer;

        remove_root();
        expect_heap(left);
        if (left > 0)
            expect_int(heap.slots[0].timer - first, 1, "the next timer to come due is the root");
    }
}
END_TEST

START_TEST(down_among_those_in_use)
{
    add(&a, 0), add(&b, 9), add(&c, 8), add(&d, 7), add(&e, 1);
    timer_heap_remove(&heap, &e.timer);
    remove_root();
    expect_str(in_slot(0), "d", "what stands at `count` or behind it is no child");
    expect_heap(3);
}
END_TEST

START_TEST(down_not_at_all)
{
    add(&a, 0), add(&b, 1);
    for (size_t i = 0; i < 6; i++)
        expect_error(timer_heap_add(&heap, &many[i], 10 + (double)i), 0, "a timer can be added");
    add(&c, 2);
    timer_heap_remove(&heap, &b.timer);
    expect_str(in_slot(1), "c", "a timer that is due before its children stays above them");
    expect_heap(8);
}
END_TEST

START_TEST(down_with_equal_deadlines) /* T3 */
{
    for (size_t i = 0; i < 300; i++)
        expect_error(timer_heap_add(&heap, &many[i], 1), 0, "a timer can be added");
    for (size_t i = 0; i < 300; i++) {
        expect_int(heap.slots[0].timer - many, i,
                   "equal deadlines come due in the order in which they were added");
        remove_root();
        expect_heap(299 - i);
    }
}
END_TEST

START_TEST(down_one_timer_a_level)
{
    add_many(341, 0); /* five full levels */
    remember();
    remove_root();
    expect_heap(340);
    expect_moves(6, "on its way down a timer changes places with one timer a level");
}
END_TEST

START_TEST(down_at_random) /* T2, T3 */
{
    for (size_t i = 0; i < 1000; i++)
        timer_heap_add(&heap, &many[i], random_number(300));
    for (size_t left = 1000; left-- > 0;) {
        remove_root();
        expect_heap(left);
    }
}
END_TEST

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

START_TEST(remove_leaves_the_others_in_order) /* T2 */
{
    add(&e, 5), add(&c, 3), add(&a, 1), add(&d, 4), add(&b, 2);
    timer_heap_remove(&heap, &c.timer);
    expect_str(fire(9), "abde", "the order of the others does not change");
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
    expect_str(fire(9), "acdb", "the memory of a timer that was taken out is its owner's again");
}
END_TEST

START_TEST(remove_and_add_again) /* T10 */
{
    add(&a, 1), add(&b, 2), add(&c, 3);
    timer_heap_remove(&heap, &a.timer);
    add(&a, 2.5);
    expect_time(timer_when(&a.timer), 2.5,
                "a timer tells the deadline that it was added with last");
    expect_str(fire(9), "bac", "a timer that was taken out can be added again");
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
    expect_str(fire(9), "c", "a cancelled timer never fires");
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

static void cancel_b(struct alarm *self)
{
    (void)self;
    timer_cancel(&b.timer);
}

START_TEST(cancel_a_timer_that_is_queued) /* T7 */
{
    a.then = cancel_b;
    add(&a, 1), add(&b, 1), add(&c, 1);
    expect_str(fire(1), "ac", "a timer that is due and queued can still be cancelled");
    expect_true(!timer_is_scheduled(&b.timer), "a cancelled timer is not scheduled");
}
END_TEST

/* ---- 2.6 timer_heap_expire ------------------------------------------------------------------ */

START_TEST(expire_nothing)
{
    expect_str(fire(9), "", "in an empty heap nothing is due");
    add(&a, 1);
    expect_str(fire(9), "a", "a heap that was empty goes on working");
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

/* ---- The exercises -------------------------------------------------------------------------- */

static TCase *timers_exercise(Suite *suite, const char *title, int points, const char *section,
                              void (*begin)(void))
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, begin, teardown);
    return tests;
}

static void add_before(Suite *suite)
{
    TCase *tests = timers_exercise(suite, "2.2 slot_before", 2, "Who is first", setup);

    tcase_add_test(tests, before_by_deadline);
    tcase_add_test(tests, before_by_fractions);
    tcase_add_test(tests, before_by_negative_deadlines);
    tcase_add_test(tests, before_of_two_equal);
    tcase_add_test(tests, before_of_many_equal);
    tcase_add_test(tests, before_of_equal_infinities);
    tcase_add_loop_test(tests, before_of_the_order_number, 0, 2);
    tcase_add_test(tests, before_looks_at_the_deadline_first);
}

static void add_sift_up(Suite *suite)
{
    TCase *tests = timers_exercise(suite, "2.3 heap_sift_up", 4, "Up to its place", setup);

    tcase_add_test(tests, up_into_an_empty_heap);
    tcase_add_test(tests, up_to_the_root);
    tcase_add_test(tests, up_not_at_all);
    tcase_add_test(tests, up_part_of_the_way);
    tcase_add_test(tests, up_past_its_ancestors_only);
    tcase_add_test(tests, up_at_random);
    tcase_add_test(tests, up_in_an_array_that_is_full);
    tcase_add_test(tests, add_refuses_what_is_no_number);
    tcase_add_test(tests, add_refuses_what_is_scheduled);
    tcase_add_test(tests, add_reports_a_lack_of_memory);
    tcase_add_test(tests, reserve_reports_a_lack_of_memory);
}

static void add_sift_down(Suite *suite)
{
    TCase *tests = timers_exercise(suite, "2.4 heap_sift_down", 5, "Down to its place", haunt);

    tcase_add_test(tests, down_to_nothing);
    tcase_add_loop_test(tests, down_past_the_first_child, 0, 4);
    tcase_add_loop_test(tests, down_among_few_children, 0, 9);
    tcase_add_test(tests, down_among_those_in_use);
    tcase_add_test(tests, down_not_at_all);
    tcase_add_test(tests, down_with_equal_deadlines);
    tcase_add_test(tests, down_one_timer_a_level);
    tcase_add_test(tests, down_at_random);
}

static void add_remove(Suite *suite)
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
    tcase_add_test(tests, cancel_a_timer_that_is_queued);
}

static void add_expire(Suite *suite)
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
    tcase_add_test(tests, expire_at_the_ends_of_time);
    tcase_add_test(tests, expire_tells_the_observer);
    tcase_add_test(tests, expire_ten_thousand);
    tcase_add_test(tests, timeout_until_the_next);
    tcase_add_test(tests, destroy_drops_what_waits);
}

Suite *timers_suite(void)
{
    Suite *suite = suite_create("timers");

    add_before(suite);
    add_sift_up(suite);
    add_sift_down(suite);
    add_remove(suite);
    add_expire(suite);
    return suite;
}
