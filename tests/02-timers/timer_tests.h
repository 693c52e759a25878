/*
 * What the tests of timers are played with: a heap, a ready queue, five alarms that write their names
 * into the journal, and timers by the thousand.
 */
#ifndef TIMER_TESTS_H
#define TIMER_TESTS_H

#include "exercise.h"
#include "timers.h"

#define MANY 10000

/* A timer that writes its name into the journal; then it does what the test wants, if anything. */
struct alarm {
    struct timer timer;
    const char *name;
    void (*then)(struct alarm *self); /* may free SELF */
};

extern struct timer_heap heap;
extern struct ready_queue queue;
extern struct alarm a, b, c, d, e;
extern struct alarm *const alarms[5]; /* the same, to count through */

/* Each of the many notes its number when it is called. */
extern struct timer many[MANY];
extern size_t fired[MANY], fired_count;

void alarm_init(struct alarm *alarm, const char *name);

/* Adds ALARM, which must go well. */
void add(struct alarm *alarm, double when);

/* Adds COUNT of the many, the first FIRST seconds from now, and so on second by second. */
void add_many(size_t count, double first);

/* Takes a timer out; says so if it is timer_heap_remove() that fails to do its part. */
void take_out(struct timer *timer);

/* 0 to LIMIT - 1; the same numbers in each run. */
uint32_t random_number(uint32_t limit);

/* Names the first slot that breaks the rule of the heap. */
const char *order(void);

/* Names the first slot whose timer does not know that it is there. */
const char *places(void);

/* Who stands in slot INDEX: the name of an alarm, or the number of one of the many. */
const char *in_slot(size_t index);

/* Keeps in mind who stands where. */
void remember(void);

/* How many slots have another timer than when remember() was called. */
int changed(void);

/* Checks all that must be so of a heap at any time. */
#define expect_heap(size)                                                                          \
    do {                                                                                           \
        expect_int(heap.count, size, "the heap knows how many timers it has");                     \
        expect_str(places(), "all in place",                                                       \
                   "each slot has one timer, and the timer knows its slot");                       \
        expect_str(order(), "all in order", "no timer is due before its parent");                  \
    } while (0)

/* Fails if more than LIMIT slots have changed: O(log n) is counted, not timed. */
#define expect_moves(limit, rule)                                                                  \
    (changed() <= (limit)                                                                          \
         ? (void)0                                                                                 \
         : expect_failed(__FILE__, __LINE__, rule, "expected at most %d timers to move, got %d",   \
                         limit, changed()))

/* Begins a test with an empty heap and an empty queue. */
void setup(void);

/* The same; but what stands behind the last timer is due before all others, for it must not matter. */
void haunt(void);

/* An exercise; BEGIN is setup or haunt. */
TCase *timers_exercise(Suite *suite, const char *title, int points, const char *section,
                       void (*begin)(void));

void add_sift_up(Suite *suite);   /* check_timers_sift.c */
void add_sift_down(Suite *suite); /* check_timers_sift.c */
void add_remove(Suite *suite);    /* check_timers_remove.c */
void add_expire(Suite *suite);    /* check_timers_expire.c */

#endif
