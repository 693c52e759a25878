/*
 * Chapter 1: the rules of cancelling. L3 (a cancelled call is not made; cancelling twice, late or from
 * inside is harmless), L4 (up to the last moment, in its own batch too).
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "queue_tests.h"

static void cancel(struct call *call)
{
    handle_cancel(&call->handle);
}

/* ---- 1.3 handle_cancel: the ring, L3 -------------------------------------------------------- */

START_TEST(cancel_takes_out) /* L3; _i: which of the five */
{
    static const char *const left[] = {"bcde, back edcb", "acde, back edca", "abde, back edba",
                                       "abce, back ecba", "abcd, back dcba"};

    push_all();
    cancel(calls[_i]);
    expect_str(both_ways(&queue.ready), left[_i],
               "a cancelled handle leaves the ring, and its neighbours are joined both ways");
    expect_true(!handle_is_queued(&calls[_i]->handle), "a cancelled handle is in no queue");
    expect_ptr(calls[_i]->handle.prev, NULL, "a cancelled handle forgets both its neighbours");
}
END_TEST

START_TEST(cancel_the_only_one) /* L3 */
{
    push(&a);
    cancel(&a);
    expect_str(both_ways(&queue.ready), "nobody, back nobody",
               "a queue whose only call was cancelled is empty");
    expect_int(ready_run(&queue), 0, "a cancelled call is not made");
}
END_TEST

START_TEST(cancel_is_no_call) /* L3 */
{
    push_all();
    cancel(&a), cancel(&c), cancel(&e);
    expect_str(run(), "bd", "a cancelled call is not made; the others are, in their order");
}
END_TEST

START_TEST(cancel_is_remembered) /* L3 */
{
    expect_true(!handle_cancelled(&a.handle), "a new handle is not cancelled");
    push(&a);
    cancel(&a);
    expect_true(handle_cancelled(&a.handle), "a cancelled handle says so");
    ready_run(&queue);
    expect_true(handle_cancelled(&a.handle), "a cancelled handle says so until it is pushed again");
}
END_TEST

START_TEST(cancel_what_is_not_queued) /* L3 */
{
    cancel(&a);
    expect_true(handle_cancelled(&a.handle), "a handle that was never queued can be cancelled");
    push(&b);
    ready_run(&queue);
    cancel(&b);
    expect_true(handle_cancelled(&b.handle), "cancelling after the call does no harm");
    expect_true(!handle_is_queued(&b.handle), "cancelling after the call does not queue it");
}
END_TEST

START_TEST(cancel_twice) /* L3 */
{
    push(&a), push(&b), push(&c), push(&d);
    cancel(&b), cancel(&c), cancel(&b);
    expect_str(both_ways(&queue.ready), "ad, back da",
               "cancelling twice does no harm: the second time there is nothing to take out");
    expect_str(run(), "ad", "cancelling twice does not bring another cancelled call back");
}
END_TEST

START_TEST(cancel_gives_the_memory_back)
{
    struct call *call = malloc(sizeof *call);

    call_init(call, "x");
    push(&a), push(call), push(&b);
    cancel(call);
    free(call);
    push(&c);
    expect_str(run(), "abc", "the memory of a cancelled handle is its owner's again at once");
}
END_TEST

START_TEST(cancel_and_push_again)
{
    push(&a), push(&b);
    cancel(&a);
    expect_true(a.handle.callback == call_callback, "a cancelled handle keeps its function");
    expect_ptr(a.handle.arg, &a, "a cancelled handle keeps its argument");
    push(&a);
    expect_str(run(), "ba", "a handle that is pushed again after a cancel waits at the tail");
}
END_TEST

/* Forwards the ring leads past a and b: who walks there to find who comes before c misses b. */
START_TEST(cancel_does_not_walk)
{
    push_all();
    queue.ready.next = &c.handle;
    cancel(&c);
    expect_true(b.handle.next == &d.handle && d.handle.prev == &b.handle,
                "a cancel asks `prev` who comes before, and does not walk through the ring: O(1)");
}
END_TEST

/* ---- 1.3 handle_cancel: while a batch runs, L3 and L4 --------------------------------------- */

static void cancel_self(struct call *self)
{
    cancel(self);
}

START_TEST(cancel_the_one_that_runs) /* L3 */
{
    b.then = cancel_self;
    push(&a), push(&b), push(&c);
    expect_str(run(), "abc", "a callback that cancels its own handle does no harm");
    expect_true(handle_cancelled(&b.handle),
                "a callback that cancels its own handle is remembered");
}
END_TEST

static void push_and_cancel_self(struct call *self)
{
    push(self);
    cancel(self);
}

START_TEST(cancel_takes_a_push_back)
{
    a.then = push_and_cancel_self;
    push(&a), push(&b);
    expect_str(run(), "ab", "a callback may push its own handle and cancel it again");
    expect_str(run(), "", "a cancel takes back the push before it");
}
END_TEST

static void cancel_others(struct call *self)
{
    for (size_t i = 0; i < 5; i++)
        if (calls[i] != self)
            cancel(calls[i]);
}

START_TEST(cancel_in_its_own_batch) /* L4; _i: who cancels all the others */
{
    static const char *const called[] = {"a", "ab", "abc", "abcd", "abcde"};

    calls[_i]->then = cancel_others;
    push_all();
    expect_str(run(), called[_i], "a call that is cancelled while its batch runs is not made");
    expect_str(both_ways(&queue.batch), "nobody, back nobody",
               "a call that is cancelled while its batch runs leaves the ring `batch`");
}
END_TEST

static struct call *victim;

static void free_victim(struct call *self)
{
    (void)self;
    cancel(victim);
    free(victim);
}

START_TEST(cancel_and_free_in_its_own_batch) /* L4 */
{
    victim = malloc(sizeof *victim);
    call_init(victim, "x");
    a.then = free_victim;
    push(&a), push(victim), push(&b);
    expect_str(run(), "ab", "a callback may cancel another call of its batch and free its memory");
}
END_TEST

/* A queue as a string of names: slow, and so simple that it is right. */
static void model_remove(char *model, char name)
{
    char *at = strchr(model, name);

    if (at != NULL)
        memmove(at, at + 1, strlen(at));
}

START_TEST(cancel_and_push_at_random) /* L1, L3 */
{
    char model[8] = "";
    uint32_t seed = 1;

    for (int step = 0; step < 5000; step++) {
        struct call *call = calls[(seed = seed * 1664525 + 1013904223) / 65536 % 5];

        if (seed < UINT32_MAX / 2 && !handle_is_queued(&call->handle)) {
            push(call);
            strcat(model, call->name);
        } else {
            cancel(call);
            model_remove(model, call->name[0]);
        }
        if (seed % 100 == 0) {
            expect_str(run(), model,
                       "after many pushes and cancels the live calls are made in order");
            model[0] = '\0';
        }
    }
}
END_TEST

void add_cancel(Suite *suite)
{
    TCase *tests = callbacks_exercise(suite, "1.3 handle_cancel", 4, "Out from anywhere");

    tcase_add_loop_test(tests, cancel_takes_out, 0, 5);
    tcase_add_test(tests, cancel_the_only_one);
    tcase_add_test(tests, cancel_is_no_call);
    tcase_add_test(tests, cancel_is_remembered);
    tcase_add_test(tests, cancel_what_is_not_queued);
    tcase_add_test(tests, cancel_twice);
    tcase_add_test(tests, cancel_gives_the_memory_back);
    tcase_add_test(tests, cancel_and_push_again);
    tcase_add_test(tests, cancel_does_not_walk);
    tcase_add_test(tests, cancel_the_one_that_runs);
    tcase_add_test(tests, cancel_takes_a_push_back);
    tcase_add_loop_test(tests, cancel_in_its_own_batch, 0, 5);
    tcase_add_test(tests, cancel_and_free_in_its_own_batch);
    tcase_add_test(tests, cancel_and_push_at_random);
}
