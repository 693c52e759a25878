/*
 * Chapter 1: the rules of the ready queue. L1 to L8 are the rules of asyncio's loop, as far as they
 * are the queue's: in order and once (L1), the batch (L2), cancelled calls (L3, L4), errors (L8).
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "callbacks.h"
#include "exercise.h"
#include "hang.h"

#define MANY 10000

/* ---- What the tests are played with --------------------------------------------------------- */

/* A call writes its name into the journal; then it does what the test wants it to do, if anything. */
struct call {
    struct handle handle;
    const char *name;
    void (*then)(struct call *self); /* may free SELF */
    int error;                       /* what the callback returns */
};

static struct ready_queue queue;
static struct call a, b, c, d, e;
static struct call *const calls[] = {&a, &b, &c, &d, &e};

static int call_callback(void *arg)
{
    struct call *self = arg;
    const int error = self->error;

    journal("%s", self->name);
    if (self->then != NULL)
        self->then(self);
    return error;
}

static void call_init(struct call *call, const char *name)
{
    *call = (struct call){.name = name};
    handle_init(&call->handle, call_callback, call);
}

/* A wrong answer may take the end of a ring for a call. */
static int closing_callback(void *arg)
{
    (void)arg;
    expect_failed(__FILE__, __LINE__, "the handle that closes a ring is never called",
                  "expected \"%s\" and the end of the batch, got one call more", journal_text());
    return 0;
}

static void setup(void)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};

    ready_init(&queue);
    queue.ready.callback = queue.batch.callback = closing_callback;
    for (size_t i = 0; i < 5; i++)
        call_init(calls[i], names[i]);
    hang_shows_queue(&queue);
    hang_names(call_callback, "a test's call");
}

static void push(struct call *call)
{
    ready_push(&queue, &call->handle);
}

static void push_all(void)
{
    for (size_t i = 0; i < 5; i++)
        push(calls[i]);
}

static void cancel(struct call *call)
{
    handle_cancel(&call->handle);
}

/* Runs one batch and answers what was called in it. */
static const char *run(void)
{
    journal_clear();
    ready_run(&queue);
    return journal_text();
}

/* The name of the call around HANDLE; NULL if it belongs to no call of this test. */
static const char *name_of(const struct handle *handle)
{
    for (size_t i = 0; i < 5; i++)
        if (handle == &calls[i]->handle)
            return calls[i]->name;
    return NULL;
}

/* Appends the names on the way from ENDS back to ENDS; if it does not lead there, why not. */
static void walk(char *text, const struct handle *ends, bool forwards)
{
    const struct handle *at = forwards ? ends->next : ends->prev;

    if (at == ends)
        strcat(text, "nobody");
    for (int steps = 0; at != ends; steps++) {
        if (at == NULL || name_of(at) == NULL || steps == 9) {
            strcat(text, at == NULL ? ", then NULL" : steps == 9 ? " and so on" : ", then astray");
            return;
        }
        strcat(text, name_of(at));
        at = forwards ? at->next : at->prev;
    }
}

/* Who stands in a ring, along `next` and back along `prev`: "abc, back cba". */
static const char *both_ways(const struct handle *ends)
{
    static char text[64];

    text[0] = '\0';
    walk(text, ends, true);
    strcat(text, ", back ");
    walk(text, ends, false);
    return text;
}

/* ---- 1.1 ready_push: L1 --------------------------------------------------------------------- */

START_TEST(push_into_an_empty_queue)
{
    push(&a);
    expect_str(both_ways(&queue.ready), "a, back a",
               "the first handle pushed is first and last in line");
    expect_true(!ready_is_empty(&queue), "a queue with a handle in it is not empty");
    expect_true(handle_is_queued(&a.handle), "a pushed handle is queued");
}
END_TEST

START_TEST(push_links_at_the_tail) /* L1 */
{
    push(&a), push(&b), push(&c);
    expect_str(both_ways(&queue.ready), "abc, back cba",
               "a push links the handle in at the tail, both ways");
}
END_TEST

START_TEST(push_makes_a_cancelled_handle_live)
{
    handle_cancel(&a.handle);
    push(&a);
    expect_true(!handle_cancelled(&a.handle), "a cancelled handle counts again when it is pushed");
}
END_TEST

START_TEST(push_keeps_the_call)
{
    push(&a);
    expect_true(a.handle.callback == call_callback,
                "a push leaves the function of the handle alone");
    expect_ptr(a.handle.arg, &a, "a push leaves the argument of the handle alone");
}
END_TEST

START_TEST(push_leaves_the_batch_alone) /* L2 */
{
    push(&a), push(&b);
    expect_str(both_ways(&queue.batch), "nobody, back nobody",
               "a push goes to the ring `ready`; the ring `batch` is ready_run()'s");
}
END_TEST

START_TEST(push_knows_its_queue)
{
    struct ready_queue other;

    ready_init(&other);
    push(&a), ready_push(&other, &b.handle), push(&c);
    expect_str(both_ways(&queue.ready), "ac, back ca", "each queue has a ring of its own");
    expect_str(both_ways(&other.ready), "b, back b", "each queue has a ring of its own");
}
END_TEST

/* ---- 1.2 ready_run: order and the batch, L1 and L2 ------------------------------------------ */

START_TEST(run_in_order_and_once) /* L1 */
{
    push(&a), push(&b), push(&c);
    expect_str(run(), "abc", "a batch makes its calls in the order of their pushes");
    expect_true(ready_is_empty(&queue), "after a batch that queued nothing, nobody waits");
    expect_str(run(), "", "each push makes one call, and no second one in the next batch");
}
END_TEST

START_TEST(run_nothing)
{
    expect_int(ready_run(&queue), 0, "in an empty queue there is nothing to run");
    push(&a);
    expect_str(run(), "a", "a queue that was run while it was empty goes on working");
}
END_TEST

static void push_c(struct call *self)
{
    (void)self;
    push(&c);
}

//! [next_batch]
START_TEST(run_ends_with_its_batch) /* L2 */
{
    a.then = push_c;
    push(&a), push(&b);
    expect_str(run(), "ab", "a callback scheduled while a batch runs belongs to the next batch");
    expect_str(run(), "c", "what was scheduled while a batch ran is called in the next batch");
}
END_TEST
//! [next_batch]

//! [again]
static void push_self(struct call *self)
{
    if (strlen(journal_text()) < 20) /* a wrong answer may call us for ever: 20 are enough */
        push(self);
}

START_TEST(run_survives_a_callback_that_queues_itself) /* L2 */
{
    a.then = push_self;
    push(&a), push(&b);
    expect_str(run(), "ab", "a callback that queues itself again waits for the next batch");
    push(&c);
    expect_str(run(), "ac", "a callback that queues itself again starves nobody");
}
END_TEST
//! [again]

static void cancel_b_push_d(struct call *self)
{
    (void)self;
    cancel(&b);
    push(&d);
}

START_TEST(run_does_not_count_its_way) /* L2, L4 */
{
    a.then = cancel_b_push_d;
    push(&a), push(&b), push(&c);
    expect_str(run(), "ac", "a call that is cancelled makes no room in this batch for a new one");
    expect_str(run(), "d", "what was scheduled while a batch ran is called in the next batch");
}
END_TEST

static void push_a_b(struct call *self)
{
    (void)self;
    push(&a), push(&b);
}

START_TEST(run_keeps_the_order_of_the_next_batch) /* L1, L2 */
{
    e.then = push_a_b;
    d.then = push_c;
    push(&d), push(&e);
    ready_run(&queue);
    expect_str(both_ways(&queue.ready), "cab, back bac",
               "what a batch queues stands in line for the next, linked both ways");
    expect_str(run(), "cab", "the next batch, too, makes its calls in the order of their pushes");
}
END_TEST

START_TEST(run_leaves_sound_rings)
{
    push_all();
    ready_run(&queue);
    expect_str(both_ways(&queue.ready), "nobody, back nobody",
               "after a batch that queued nothing, nobody waits in `ready`");
    expect_str(both_ways(&queue.batch), "nobody, back nobody",
               "after a batch, nobody is left in `batch`");
    push(&b);
    expect_str(both_ways(&queue.ready), "b, back b", "after a batch the queue is as good as new");
}
END_TEST

START_TEST(run_many) /* L1 */
{
    static struct call many[MANY];
    static char expected[MANY + 1];

    for (size_t i = 0; i < MANY; i++) {
        call_init(&many[i], i % 7 == 0 ? "x" : "y");
        expected[i] = many[i].name[0];
        push(&many[i]);
    }
    expect_int(ready_run(&queue), MANY, "a batch has no limit: 10,000 calls are made in one");
    expect_str(journal_text(), expected, "10,000 calls are made in the order of their pushes");
}
END_TEST

/* ---- 1.2 ready_run: the handle and its call ------------------------------------------------- */

static void note_if_queued(struct call *self)
{
    journal(handle_is_queued(&self->handle) ? "(queued)" : "(free)");
}

START_TEST(run_unlinks_before_the_call)
{
    a.then = b.then = note_if_queued;
    push(&a), push(&b);
    expect_str(run(), "a(free)b(free)",
               "a handle is in no queue any more when its callback begins");
}
END_TEST

//! [free]
static void free_self(struct call *self)
{
    free(self);
}

START_TEST(run_forgets_the_handle_before_the_call)
{
    struct call *call = malloc(sizeof *call);

    call_init(call, "x");
    call->then = free_self;
    push(&a), push(call), push(&b);
    expect_str(run(), "axb", "a callback may free the memory of its own handle");
}
END_TEST
//! [free]

static void turn_into_d(struct call *self)
{
    call_init(self, "d");
    push(self);
}

START_TEST(run_lets_a_callback_use_its_handle_again)
{
    a.then = turn_into_d;
    push(&a), push(&b);
    expect_str(run(), "ab", "a callback may set its own handle to another call and push it");
    expect_str(run(), "d", "a handle that its callback pushed again is called in the next batch");
}
END_TEST

/* ---- 1.2 ready_run: cancelled in its own batch, L4 ------------------------------------------ */

static void cancel_b_push_b(struct call *self)
{
    (void)self;
    cancel(&b);
    push(&b);
}

static void is_the_first(struct call *self)
{
    expect_str(journal_text(), self->name,
               "a call that is cancelled and pushed again belongs to the next batch");
}

START_TEST(run_finds_its_way_when_the_next_goes) /* L2, L4 */
{
    a.then = cancel_b_push_b;
    b.then = is_the_first;
    push(&a), push(&b), push(&c);
    expect_str(run(), "ac", "a call that is cancelled and pushed again belongs to the next batch");
    expect_str(run(), "b", "a call that is cancelled and pushed again is made once");
}
END_TEST

static void cancel_others(struct call *self)
{
    for (size_t i = 0; i < 5; i++)
        if (calls[i] != self)
            cancel(calls[i]);
}

//! [cancelled]
START_TEST(run_looks_again_before_each_call) /* L4 */
{
    b.then = cancel_others;
    push_all();
    expect_str(run(), "ab", "a call that is cancelled while its batch runs is not made");
}
END_TEST
//! [cancelled]

static void cancel_next(struct call *self)
{
    for (size_t i = 0; i + 1 < 5; i++)
        if (calls[i] == self)
            cancel(calls[i + 1]);
}

START_TEST(run_steps_over_the_next) /* L4 */
{
    a.then = c.then = cancel_next;
    push_all();
    expect_str(run(), "ace", "a callback may cancel the next call of its own batch");
}
END_TEST

static void cancel_last(struct call *self)
{
    (void)self;
    cancel(&e);
}

START_TEST(run_steps_over_the_last) /* L4 */
{
    a.then = cancel_last;
    push_all();
    expect_str(run(), "abcd", "a callback may cancel the last call of its own batch");
}
END_TEST

START_TEST(run_counts_the_calls) /* L3, L4 */
{
    push(&a), push(&b);
    expect_int(ready_run(&queue), 2, "ready_run() answers how many calls it made");
    a.then = cancel_last;
    push_all();
    expect_int(ready_run(&queue), 4, "a call that was cancelled does not count as made");
}
END_TEST

static void clear_queue(struct call *self)
{
    (void)self;
    push(&a);
    ready_clear(&queue);
}

START_TEST(run_ends_when_the_queue_is_cleared)
{
    b.then = clear_queue;
    push_all();
    expect_str(run(), "ab",
               "a call that ready_clear() drops is not made, not in this batch either");
    expect_str(run(), "", "a call that ready_clear() drops is not made in the next batch either");
}
END_TEST

/* ---- 1.2 ready_run: errors and observers, L8 ------------------------------------------------ */

static void report(struct ready_queue *where, int error, const struct handle *failed)
{
    journal("(%s%s)", errno_name(error), where == &queue ? "" : " of another queue");
    if (failed->callback != call_callback || failed->arg != &b)
        journal("(of another handle)");
}

START_TEST(run_reports_an_error_and_goes_on) /* L8 */
{
    queue.on_error = report;
    b.error = EIO;
    push(&a), push(&b), push(&c);
    expect_str(run(), "ab(EIO)c", "an error goes to on_error, and the batch goes on");
}
END_TEST

START_TEST(run_drops_an_error_without_a_hook) /* L8 */
{
    b.error = EIO;
    push(&a), push(&b), push(&c);
    expect_str(run(), "abc", "without on_error an error is dropped, and the batch goes on");
    push(&b);
    expect_int(ready_run(&queue), 1, "a call that fails counts as made");
}
END_TEST

static void observe_begin(struct observer *self, int (*callback)(void *arg), void *arg)
{
    (void)self;
    journal(callback == call_callback && arg == &b ? "<b:" : "<");
}

static void observe_end(struct observer *self, int error)
{
    (void)self;
    journal(":%s>", errno_name(error));
}

START_TEST(run_tells_the_observer)
{
    struct observer observer = {.callback_begin = observe_begin, .callback_end = observe_end};
    struct observer blind = {0};

    queue.observer = &observer;
    b.error = EIO;
    push(&a), push(&b);
    expect_str(run(), "<a:0><b:b:EIO>", "the observer sees each call begin and end");
    queue.observer = &blind;
    push(&a);
    expect_str(run(), "a", "an observer without hooks is not called");
}
END_TEST

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

/* ---- The exercises -------------------------------------------------------------------------- */

static TCase *callbacks_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup, NULL);
    return tests;
}

static void add_push(Suite *suite)
{
    TCase *tests = callbacks_exercise(suite, "1.1 ready_push", 4, "In at the tail");

    tcase_add_test(tests, push_into_an_empty_queue);
    tcase_add_test(tests, push_links_at_the_tail);
    tcase_add_test(tests, push_makes_a_cancelled_handle_live);
    tcase_add_test(tests, push_keeps_the_call);
    tcase_add_test(tests, push_leaves_the_batch_alone);
    tcase_add_test(tests, push_knows_its_queue);
}

static void add_run(Suite *suite)
{
    TCase *tests = callbacks_exercise(suite, "1.2 ready_run", 6, "One batch at a time");

    tcase_add_test(tests, run_in_order_and_once);
    tcase_add_test(tests, run_nothing);
    tcase_add_test(tests, run_unlinks_before_the_call);
    tcase_add_test(tests, run_ends_with_its_batch);
    tcase_add_test(tests, run_survives_a_callback_that_queues_itself);
    tcase_add_test(tests, run_finds_its_way_when_the_next_goes);
    tcase_add_test(tests, run_does_not_count_its_way);
    tcase_add_test(tests, run_keeps_the_order_of_the_next_batch);
    tcase_add_test(tests, run_leaves_sound_rings);
    tcase_add_test(tests, run_forgets_the_handle_before_the_call);
    tcase_add_test(tests, run_lets_a_callback_use_its_handle_again);
    tcase_add_test(tests, run_looks_again_before_each_call);
    tcase_add_test(tests, run_steps_over_the_next);
    tcase_add_test(tests, run_steps_over_the_last);
    tcase_add_test(tests, run_counts_the_calls);
    tcase_add_test(tests, run_ends_when_the_queue_is_cleared);
    tcase_add_test(tests, run_reports_an_error_and_goes_on);
    tcase_add_test(tests, run_drops_an_error_without_a_hook);
    tcase_add_test(tests, run_tells_the_observer);
    tcase_add_test(tests, run_many);
}

static void add_cancel(Suite *suite)
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
    tcase_add_test(tests, cancel_the_one_that_runs);
    tcase_add_test(tests, cancel_takes_a_push_back);
    tcase_add_loop_test(tests, cancel_in_its_own_batch, 0, 5);
    tcase_add_test(tests, cancel_and_free_in_its_own_batch);
    tcase_add_test(tests, cancel_and_push_at_random);
}

Suite *callbacks_suite(void)
{
    Suite *suite = suite_create("callbacks");

    add_push(suite);
    add_run(suite);
    add_cancel(suite);
    return suite;
}
