/*
 * Chapter 1: the rules of one batch. L1 (in order and once), L2 (what is queued while it runs belongs
 * to the next), L3 and L4 (who is cancelled before its turn is skipped), L8 (errors are reported, and
 * the batch goes on).
 */
#include <stdlib.h>
#include <string.h>

#include "queue_tests.h"

#define MANY 10000

/* What handle_cancel() should do: so a mistake in 1.3 makes no test of 1.2 fail. */
static void take_out(struct call *call)
{
    struct handle *handle = &call->handle;

    handle->cancelled = true;
    if (handle->next == NULL)
        return;
    handle->next->prev = handle->prev;
    handle->prev->next = handle->next;
    handle->next = handle->prev = NULL;
}

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

static void take_out_c_push_d(struct call *self)
{
    (void)self;
    take_out(&c);
    push(&d);
}

/* Neither a count nor the last handle, remembered from the beginning, tells where a batch ends. */
START_TEST(run_does_not_count_its_way) /* L2, L4 */
{
    a.then = take_out_c_push_d;
    push(&a), push(&b), push(&c);
    expect_str(run(), "ab", "a call that is cancelled makes no room in this batch for a new one");
    expect_str(run(), "d", "what was scheduled while a batch ran is called in the next batch");
}
END_TEST

static void look_at_the_rest(struct call *self)
{
    (void)self;
    expect_str(both_ways(&queue.batch), "bc, back cb",
               "while a batch runs, the calls left in it stand in the ring `batch`, both ways");
    expect_true(ready_is_empty(&queue),
                "while a batch runs, only calls of the next batch stand in the ring `ready`");
}

START_TEST(run_keeps_the_rest_in_the_batch) /* L2 */
{
    a.then = look_at_the_rest;
    push(&a), push(&b), push(&c);
    expect_str(run(), "abc", "a batch makes its calls in the order of their pushes");
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
    journal(handle_is_queued(&self->handle) ? "(queued)"
            : self->handle.prev != NULL     ? "(free but for its prev)"
                                            : "(free)");
}

START_TEST(run_unlinks_before_the_call)
{
    a.then = b.then = note_if_queued;
    push(&a), push(&b);
    expect_str(run(), "a(free)b(free)",
               "a handle is in no queue any more when its callback begins");
}
END_TEST

START_TEST(run_is_no_cancel) /* L3 */
{
    push(&a);
    ready_run(&queue);
    expect_true(!handle_cancelled(&a.handle),
                "a call that was made is not a cancelled one: only handle_cancel() marks it");
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

static void take_out_b_push_b(struct call *self)
{
    (void)self;
    take_out(&b);
    push(&b);
}

static void is_the_first(struct call *self)
{
    if (strcmp(journal_text(), self->name) != 0)
        expect_str(journal_text(), "ac",
                   "a call that is cancelled and pushed again belongs to the next batch");
}

START_TEST(run_finds_its_way_when_the_next_goes) /* L2, L4 */
{
    a.then = take_out_b_push_b;
    b.then = is_the_first;
    push(&a), push(&b), push(&c);
    expect_str(run(), "ac", "a call that is cancelled and pushed again belongs to the next batch");
    expect_str(run(), "b", "a call that is cancelled and pushed again is made once");
}
END_TEST

static void take_out_others(struct call *self)
{
    for (size_t i = 0; i < 5; i++)
        if (calls[i] != self)
            take_out(calls[i]);
}

//! [cancelled]
START_TEST(run_looks_again_before_each_call) /* L4 */
{
    b.then = take_out_others;
    push_all();
    expect_str(run(), "ab", "a call that is cancelled while its batch runs is not made");
}
END_TEST
//! [cancelled]

static void take_out_next(struct call *self)
{
    for (size_t i = 0; i + 1 < 5; i++)
        if (calls[i] == self)
            take_out(calls[i + 1]);
}

START_TEST(run_steps_over_the_next) /* L4 */
{
    a.then = c.then = take_out_next;
    push_all();
    expect_str(run(), "ace", "a callback may cancel the next call of its own batch");
}
END_TEST

static void take_out_last(struct call *self)
{
    (void)self;
    take_out(&e);
}

START_TEST(run_steps_over_the_last) /* L4 */
{
    a.then = take_out_last;
    push_all();
    expect_str(run(), "abcd", "a callback may cancel the last call of its own batch");
}
END_TEST

START_TEST(run_counts_the_calls) /* L3, L4 */
{
    push(&a), push(&b);
    expect_int(ready_run(&queue), 2, "ready_run() answers how many calls it made");
    a.then = take_out_last;
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

void add_run(Suite *suite)
{
    TCase *tests = callbacks_exercise(suite, "1.2 ready_run", 6, "One batch at a time");

    tcase_add_test(tests, run_in_order_and_once);
    tcase_add_test(tests, run_nothing);
    tcase_add_test(tests, run_unlinks_before_the_call);
    tcase_add_test(tests, run_ends_with_its_batch);
    tcase_add_test(tests, run_survives_a_callback_that_queues_itself);
    tcase_add_test(tests, run_does_not_count_its_way);
    tcase_add_test(tests, run_keeps_the_rest_in_the_batch);
    tcase_add_test(tests, run_finds_its_way_when_the_next_goes);
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
    tcase_add_test(tests, run_is_no_cancel);
    tcase_add_test(tests, run_many);
}
