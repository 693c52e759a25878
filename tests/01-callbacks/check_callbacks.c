/*
 * Chapter 1: the rules of pushing (L1: in order and once), and what all tests of the chapter share.
 * Running is in check_callbacks_run.c, cancelling in check_callbacks_cancel.c.
 */
#include <string.h>

#include "hang.h"
#include "queue_tests.h"

/* ---- What the tests are played with --------------------------------------------------------- */

struct ready_queue queue;
struct call a, b, c, d, e;
struct call *const calls[5] = {&a, &b, &c, &d, &e};

int call_callback(void *arg)
{
    struct call *self = arg;
    const int error = self->error;

    journal("%s", self->name);
    if (self->then != NULL)
        self->then(self);
    return error;
}

void call_init(struct call *call, const char *name)
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

void push(struct call *call)
{
    ready_push(&queue, &call->handle);
}

void push_all(void)
{
    for (size_t i = 0; i < 5; i++)
        push(calls[i]);
}

const char *run(void)
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
        if (at != NULL && name_of(at) != NULL && steps == 9) {
            strcat(text, " and so on");
            return;
        }
        if (at == NULL || name_of(at) == NULL) {
            strcat(text, steps == 0 ? "" : ", then ");
            strcat(text, at == NULL ? "NULL" : "astray");
            return;
        }
        strcat(text, name_of(at));
        at = forwards ? at->next : at->prev;
    }
}

const char *both_ways(const struct handle *ends)
{
    static char text[64];

    text[0] = '\0';
    walk(text, ends, true);
    strcat(text, ", back ");
    walk(text, ends, false);
    return text;
}

TCase *callbacks_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup, NULL);
    return tests;
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
    a.handle.cancelled = true;
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
    expect_str(journal_text(), "", "a push makes no call: ready_run() does");
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

/* Forwards the ring leads from a to its end and leaves b out: who walks there ends in the wrong place. */
START_TEST(push_does_not_walk)
{
    push(&a), push(&b);
    a.handle.next = &queue.ready;
    push(&c);
    expect_ptr(c.handle.prev, &b.handle,
               "a push asks `ready.prev` who is last, and does not walk through the ring: O(1)");
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------ */

static void add_push(Suite *suite)
{
    TCase *tests = callbacks_exercise(suite, "1.1 ready_push", 4, "In at the tail");

    tcase_add_test(tests, push_into_an_empty_queue);
    tcase_add_test(tests, push_links_at_the_tail);
    tcase_add_test(tests, push_makes_a_cancelled_handle_live);
    tcase_add_test(tests, push_keeps_the_call);
    tcase_add_test(tests, push_leaves_the_batch_alone);
    tcase_add_test(tests, push_knows_its_queue);
    tcase_add_test(tests, push_does_not_walk);
}

Suite *callbacks_suite(void);

Suite *callbacks_suite(void)
{
    Suite *suite = suite_create("callbacks");

    add_push(suite);
    add_run(suite);
    add_cancel(suite);
    return suite;
}
