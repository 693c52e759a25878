/*
 * Chapter 2: the rules of which timer is first, and what all tests of timers share. T2 (in the order of
 * deadlines), T3 (equal ones in the order in which they were added). The ways through the heap are in
 * check_timers_sift.c, cancelling in check_timers_remove.c, coming due in check_timers_expire.c.
 */
#include <math.h>
#include <stdio.h>

#include "hang.h"
#include "timer_tests.h"

/* ---- What the tests are played with --------------------------------------------------------- */

struct timer_heap heap;
struct ready_queue queue;
struct alarm a, b, c, d, e;
struct alarm *const alarms[5] = {&a, &b, &c, &d, &e};

struct timer many[MANY];
size_t fired[MANY], fired_count;
static const struct timer *before[MANY]; /* the heap as remember() saw it */

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

void alarm_init(struct alarm *alarm, const char *name)
{
    *alarm = (struct alarm){.name = name};
    timer_init(&alarm->timer, alarm_callback, alarm);
}

void setup(void)
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

void haunt(void)
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

void add(struct alarm *alarm, double when)
{
    expect_error(timer_heap_add(&heap, &alarm->timer, when), 0, "a timer can be added");
}

void add_many(size_t count, double first)
{
    for (size_t i = 0; i < count; i++)
        expect_error(timer_heap_add(&heap, &many[i], first + (double)i), 0,
                     "thousands of timers can be added");
}

uint32_t random_number(uint32_t limit)
{
    static uint32_t seed = 1;

    seed = seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)seed * limit >> 32);
}

TCase *timers_exercise(Suite *suite, const char *title, int points, const char *section,
                       void (*begin)(void))
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, begin, teardown);
    return tests;
}

/* ---- What is wrong with a heap -------------------------------------------------------------- */

static bool due_before(struct timer_slot x, struct timer_slot y)
{
    return x.when < y.when || (x.when == y.when && x.timer->order < y.timer->order);
}

const char *order(void)
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

/* Memory that nobody wrote to is no timer, and must not be followed. */
static bool is_known(const struct timer *timer)
{
    const uintptr_t place = (uintptr_t)timer;

    for (size_t i = 0; i < 5; i++)
        if (timer == &alarms[i]->timer)
            return true;
    return timer == &ghost || (place >= (uintptr_t)many && place < (uintptr_t)(many + MANY));
}

const char *places(void)
{
    static char text[80];

    for (size_t i = 0; i < heap.count; i++) {
        const struct timer_slot slot = heap.slots[i];

        if (!is_known(slot.timer)) {
            snprintf(text, sizeof text, "in slot %zu no timer: nothing was put there", i);
            return text;
        }
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

const char *in_slot(size_t index)
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

void remember(void)
{
    for (size_t i = 0; i < heap.count; i++)
        before[i] = heap.slots[i].timer;
}

int changed(void)
{
    int count = 0;

    for (size_t i = 0; i < heap.count; i++)
        count += heap.slots[i].timer != before[i];
    return count;
}

void take_out(struct timer *timer)
{
    const size_t count = heap.count;

    timer_heap_remove(&heap, timer);
    expect_int(heap.count, count - 1, "timer_heap_remove() of exercise 2.5 takes one timer out");
    expect_true(timer->heap == NULL, "a timer that was taken out in exercise 2.5 is in no heap");
}

/* ---- 2.2 slot_before, by way of adding one timer below another: T2, T3 ----------------------- */

/* Puts TIMER into slot INDEX by hand. */
static void put(size_t index, struct timer *timer, double when, uint64_t number)
{
    timer->heap = &heap;
    timer->when = when;
    timer->order = number;
    timer->slot = index;
    heap.slots[index] = (struct timer_slot){.when = when, .timer = timer};
}

/*
 * Who is first of two: one that was added as number ORDER and is due at WHEN, and one of NEW_ORDER and
 * NEW_WHEN that is added now? There are four of the first, in slots 1 to 4, and the new one comes to
 * slot 5: if it is first, it does not stay there.
 */
static const char *first(double when, uint64_t order, double new_when, uint64_t new_order)
{
    static char text[80];
    bool stays;

    timer_heap_destroy(&heap);
    alarm_init(&a, "a");
    timer_heap_reserve(&heap, 6);
    put(0, &many[0], -INFINITY, 0);
    for (size_t i = 1; i < 5; i++)
        put(i, &many[i], when, order);
    heap.count = 5;
    heap.added = new_order;
    add(&a, new_when);
    stays = heap.slots[5].timer == &a.timer;
    snprintf(text, sizeof text, "number %llu, due at %g s",
             (unsigned long long)(stays ? order : new_order), stays ? when : new_when);
    return text;
}

START_TEST(before_by_deadline) /* T2 */
{
    expect_str(first(2, 10, 1, 11), "number 11, due at 1 s", "the earlier deadline comes first");
    expect_str(first(1, 10, 2, 11), "number 10, due at 1 s", "the earlier deadline comes first");
}
END_TEST

START_TEST(before_whatever_was_added_first) /* T2 */
{
    static const char *const rule = "the earlier deadline comes first, even if it was added last";

    expect_str(first(2, 10, 1, 11), "number 11, due at 1 s", rule);
    expect_str(first(1, 11, 2, 10), "number 11, due at 1 s", rule);
}
END_TEST

START_TEST(before_by_fractions) /* T2 */
{
    expect_str(first(1.75, 10, 1.25, 11), "number 11, due at 1.25 s", "a part of a second counts");
    expect_str(first(1.25, 11, 1.75, 10), "number 11, due at 1.25 s", "a part of a second counts");
}
END_TEST

START_TEST(before_by_the_last_bit) /* T2 */
{
    static const char *const rule = "deadlines are compared as they are, to the last bit";
    const double earlier = nextafter(5, 0);

    expect_str(first(5, 10, earlier, 11), "number 11, due at 5 s", rule);
    expect_str(first(earlier, 11, 5, 10), "number 11, due at 5 s", rule);
}
END_TEST

START_TEST(before_by_negative_deadlines) /* T2 */
{
    static const char *const rule = "of deadlines in the past, too, the earlier comes first";

    expect_str(first(-1, 10, -5, 11), "number 11, due at -5 s", rule);
    expect_str(first(-5, 11, -1, 10), "number 11, due at -5 s", rule);
}
END_TEST

START_TEST(before_of_equal_deadlines) /* T3 */
{
    static const char *const rule = "of equal deadlines, the timer added first comes first";

    expect_str(first(1, 10, 1, 11), "number 10, due at 1 s", rule);
    expect_str(first(1, 11, 1, 10), "number 10, due at 1 s", rule);
}
END_TEST

START_TEST(before_of_equal_infinities) /* T3 */
{
    static const char *const rule =
        "minus infinity is a deadline like any other, and equal to itself";

    expect_str(first(-INFINITY, 10, -INFINITY, 11), "number 10, due at -inf s", rule);
    expect_str(first(-INFINITY, 11, -INFINITY, 10), "number 10, due at -inf s", rule);
    expect_str(first(INFINITY, 10, -INFINITY, 11), "number 11, due at -inf s", rule);
}
END_TEST

START_TEST(before_of_large_numbers) /* T3 */
{
    static const char *const rule = "the order of timers does not wrap around after some billions";

    expect_str(first(1, INT32_MAX, 1, INT32_MAX + 1LL), "number 2147483647, due at 1 s", rule);
    expect_str(first(1, UINT32_MAX + 1LL, 1, UINT32_MAX), "number 4294967295, due at 1 s", rule);
    expect_str(first(1, 1, 1, 3000000000), "number 1, due at 1 s", rule);
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------ */

static void add_before(Suite *suite)
{
    TCase *tests = timers_exercise(suite, "2.2 slot_before", 2, "Who is first", setup);

    tcase_add_test(tests, before_by_deadline);
    tcase_add_test(tests, before_whatever_was_added_first);
    tcase_add_test(tests, before_by_fractions);
    tcase_add_test(tests, before_by_the_last_bit);
    tcase_add_test(tests, before_by_negative_deadlines);
    tcase_add_test(tests, before_of_equal_deadlines);
    tcase_add_test(tests, before_of_equal_infinities);
    tcase_add_test(tests, before_of_large_numbers);
}

Suite *timers_suite(void);

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
