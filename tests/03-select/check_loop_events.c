/*
 * Chapter 3: the rules of removing readers and writers, and of the way from readiness to a call.
 *
 * S1 (level-triggered), S3 (both sides of one descriptor), S4 (removal says whether there was one),
 * S5 and S6 (who comes first), S7 (dropped in the same batch), S8 (a cancelled handle is taken out),
 * S9 (one poll, one call), L4 (cancelled up to its turn), L17 (closed).
 */
#include <limits.h>
#include <stdlib.h>

#include "loop_tests.h"
#include "virtual.h"

/* ---- 3.5 loop_remove_reader ----------------------------------------------------------------- */

START_TEST(remove_ends_it) /* S4 */
{
    ready(5, BOTH);
    reader(5, &a);
    soon(&b);
    expect_true(loop_remove_reader(&loop, 5), "to remove a reader says that there was one");
    expect_str(turn(), "b", "a reader that was removed is not called");
    expect_int(virtual_registered(5), 0, "what has no reader and no writer is not watched");
}
END_TEST

START_TEST(remove_twice) /* S4 */
{
    reader(5, &a);
    loop_remove_reader(&loop, 5);
    expect_true(!loop_remove_reader(&loop, 5), "where no reader is left, there was none");
    expect_int(loop.watched, 0, "a descriptor that is watched no more is counted off once");
}
END_TEST

START_TEST(remove_strangers) /* S4; _i: which number */
{
    const int numbers[] = {7, 5000, INT_MAX, -1, INT_MIN};

    expect_true(!loop_remove_reader(&loop, numbers[_i]),
                "to remove the reader of a descriptor that never had one is no error");
    reader(5, &a);
    expect_true(!loop_remove_reader(&loop, numbers[_i]),
                "to remove the reader of a descriptor that never had one is no error");
    expect_true(!loop_remove_writer(&loop, numbers[_i]),
                "to remove the writer of a descriptor that never had one is no error");
    expect_int(virtual_registered(5), EVENT_READ, "the other descriptors are left alone");
}
END_TEST

START_TEST(remove_one_side) /* S3 */
{
    ready(5, BOTH);
    reader(5, &a);
    writer(5, &b);
    expect_true(loop_remove_reader(&loop, 5), "to remove a reader says that there was one");
    expect_int(virtual_registered(5), EVENT_WRITE, "the writer that is left is watched alone (2)");
    expect_str(turn(), "b", "to remove the reader leaves the writer alone");
    reader(5, &a);
    expect_true(loop_remove_writer(&loop, 5), "to remove a writer says that there was one");
    expect_int(virtual_registered(5), EVENT_READ, "the reader that is left is watched alone (1)");
    expect_str(turn(), "a", "to remove the writer leaves the reader alone");
}
END_TEST

START_TEST(remove_the_other_side) /* S3, S4 */
{
    ready(5, BOTH);
    reader(5, &a);
    expect_true(!loop_remove_writer(&loop, 5), "a descriptor with a reader need not have a writer");
    expect_str(turn(), "a", "to remove a writer that was not there leaves the reader alone");
}
END_TEST

static void then_5_has_no_reader(struct call *self)
{
    (void)self;
    loop_remove_reader(&loop, 5);
}

//! [removed]
START_TEST(remove_in_the_same_batch) /* S7 */
{
    ready(5, EVENT_READ);
    reader(5, &a);
    d.then = then_5_has_no_reader; /* it runs first: what was queued comes before descriptors */
    soon(&d);
    expect_str(turn(), "d",
               "a call that is queued is not made any more once the reader is removed");
}
END_TEST
//! [removed]

START_TEST(remove_one_side_in_the_same_batch) /* S3, S7 */
{
    ready(5, BOTH);
    reader(5, &a);
    writer(5, &b);
    d.then = then_5_has_no_reader; /* it runs first: what was queued comes before descriptors */
    soon(&d);
    expect_str(turn(), "db", "the writer's call is made although the reader was removed");
}
END_TEST

static struct call *guest; /* in memory that a test frees */

static void then_the_guest_is_freed(struct call *self)
{
    (void)self;
    loop_remove_reader(&loop, 5);
    free(guest);
    guest = NULL;
}

static void guest_reads_5(void)
{
    guest = malloc(sizeof *guest);
    call_init(guest, "g");
    ready(5, EVENT_READ);
    reader(5, guest);
}

START_TEST(remove_and_free_in_the_same_batch) /* S7 */
{
    guest_reads_5();
    d.then = then_the_guest_is_freed;
    soon(&d);
    expect_str(turn(), "d", "a handle that was removed may be freed, and is not called");
    soon(&b);
    expect_str(turn(), "b", "the queue is whole after a handle was removed from it");
}
END_TEST

START_TEST(remove_and_free_in_its_own_call)
{
    guest_reads_5();
    guest->then = then_the_guest_is_freed;
    expect_str(turn(), "g", "a reader can remove and free itself");
    soon(&b);
    expect_str(turn(), "b", "a reader that removed itself is not called any more");
}
END_TEST

static void then_5_has_another_reader(struct call *self)
{
    (void)self;
    loop_remove_reader(&loop, 5); /* close(5), and then 5 = accept(...) */
    reader(5, &c);
}

//! [reuse]
START_TEST(
    remove_and_reuse_the_number) /* S7: the special problem of the same number, another file */
{
    ready(5, EVENT_READ);
    reader(5, &a);
    d.then = then_5_has_another_reader;
    soon(&d);
    expect_str(turn(), "d", "what was found for the old file is no call of the new one");
    expect_str(turn(), "c", "the new file is watched from the next iteration on");
}
END_TEST
//! [reuse]

START_TEST(remove_and_add_again)
{
    ready(5, EVENT_READ), ready(6, EVENT_READ);
    reader(5, &a);
    loop_remove_reader(&loop, 5);
    reader(6, &a);
    expect_str(turn(), "a", "a handle that was removed can be added again");
    expect_int(virtual_registered(5), 0, "and the old descriptor is not watched");
}
END_TEST

START_TEST(remove_what_was_cancelled) /* S4 */
{
    reader(5, &a);
    handle_cancel(&a.handle);
    expect_true(loop_remove_reader(&loop, 5),
                "a reader that was cancelled is there until it is removed");
    expect_int(virtual_registered(5), 0, "what has no reader and no writer is not watched");
}
END_TEST

START_TEST(remove_against_the_selector)
{
    ready(5, BOTH);
    reader(5, &a);
    writer(5, &b);
    virtual_fail_register(EBADF);
    expect_true(loop_remove_reader(&loop, 5), "a reader is removed, whatever the selector says");
    expect_str(turn(), "b", "a reader is removed, whatever the selector says");
}
END_TEST

START_TEST(remove_marks_it)
{
    reader(5, &a);
    loop_remove_reader(&loop, 5);
    expect_true(handle_cancelled(&a.handle),
                "a handle that was removed is cancelled, queued or not");
}
END_TEST

START_TEST(remove_from_a_closed_loop) /* L17 */
{
    reader(5, &a);
    writer(6, &b);
    expect_true(loop_remove_writer(&loop, 6), "to remove a writer says that there was one");
    loop_close(&loop);
    expect_true(!loop_remove_reader(&loop, 5), "a closed loop has no reader");
}
END_TEST

/* ---- 3.6 loop_process_events ---------------------------------------------------------------- */

START_TEST(process_one_side) /* _i: what 5 is ready for */
{
    static const char *const called[] = {"d", "da", "db", "dab"};

    ready(5, _i);
    reader(5, &a);
    writer(5, &b);
    soon(&d);
    expect_str(once(), called[_i],
               "a side that is ready is called, and no other; the reader first");
}
END_TEST

START_TEST(process_each_time) /* S1, S9 */
{
    ready(5, EVENT_READ);
    reader(5, &a);
    for (int i = 0; i < 3; i++) {
        soon(&d);
        expect_str(once(), "da", "as long as a descriptor is ready: one poll, one call");
    }
    virtual_quiet(5);
    soon(&d);
    expect_str(once(), "d", "a descriptor that is not ready any more is not called");
}
END_TEST

static bool a_was_queued;

static void then_look_at_a(struct call *self)
{
    (void)self;
    a_was_queued = handle_is_queued(&a.handle);
}

START_TEST(process_queues) /* S6 */
{
    ready(5, EVENT_READ);
    reader(5, &a);
    d.then = then_look_at_a;
    soon(&d);
    expect_str(once(), "da", "a descriptor's call waits in the queue for its turn");
    expect_true(a_was_queued, "a descriptor's call waits in the queue for its turn");
}
END_TEST

START_TEST(process_what_is_queued) /* S9 */
{
    ready(5, EVENT_READ);
    reader(5, &a);
    soon(&a);
    soon(&b);
    expect_str(once(), "ab", "a handle that is queued already is called once, in its old place");
    expect_str(once(), "a", "and in the next iteration again");
}
END_TEST

START_TEST(process_cancelled) /* S8 */
{
    ready(5, BOTH);
    reader(5, &a);
    writer(5, &b);
    handle_cancel(&a.handle); /* behind the loop's back */
    expect_str(once(), "b", "a handle that was cancelled is not called; the other side is");
    expect_int(virtual_registered(5), EVENT_WRITE,
               "a handle that was cancelled loses its side, and the other side is left alone");
    expect_true(!loop_remove_reader(&loop, 5), "a cancelled reader that was found is removed");
}
END_TEST

START_TEST(process_cancelled_writer) /* S8 */
{
    ready(5, BOTH);
    reader(5, &a);
    writer(5, &b);
    handle_cancel(&b.handle);
    expect_str(once(), "a", "a handle that was cancelled is not called; the other side is");
    expect_int(virtual_registered(5), EVENT_READ,
               "a handle that was cancelled loses its side, and the other side is left alone");
}
END_TEST

static void then_cancel_a(struct call *self)
{
    (void)self;
    handle_cancel(&a.handle);
}

START_TEST(process_cancelled_in_its_batch) /* S8, L4 */
{
    ready(5, EVENT_READ);
    reader(5, &a);
    d.then = then_cancel_a;
    soon(&d);
    expect_str(once(), "d", "a descriptor's call can be cancelled up to its turn");
    soon(&b);
    expect_str(once(), "b", "and it is not called in the next iteration either");
    expect_int(virtual_registered(5), 0,
               "a handle that was cancelled is taken out of the selector");
}
END_TEST

START_TEST(process_for_nobody)
{
    ready(5, BOTH);
    reader(5, &a);
    writer(5, &b);
    virtual_fail_register(EBADF);
    loop_remove_reader(&loop, 5); /* the selector did not get the message */
    expect_str(once(), "b", "an event that nobody waits for is no call, and no crash");
}
END_TEST

START_TEST(process_many)
{
    static const int fds[] = {3, 20, 300, 1500};
    struct call *const calls[] = {&a, &b, &c, &d};

    for (int i = 0; i < 4; i++) {
        reader(fds[i], calls[i]);
        ready(fds[i], EVENT_READ);
    }
    expect_str(once(), "abcd", "each descriptor that is ready is called once");
}
END_TEST

/* ---- The exercises --------------------------------------------------------------------------- */

void add_remove(Suite *suite)
{
    TCase *tests =
        loop_exercise(suite, "3.5 loop_remove_reader", 4, "Gone, and not called any more");

    tcase_add_test(tests, remove_ends_it);
    tcase_add_test(tests, remove_in_the_same_batch);
    tcase_add_test(tests, remove_one_side_in_the_same_batch);
    tcase_add_test(tests, remove_twice);
    tcase_add_loop_test(tests, remove_strangers, 0, 5);
    tcase_add_test(tests, remove_one_side);
    tcase_add_test(tests, remove_the_other_side);
    tcase_add_test(tests, remove_and_free_in_the_same_batch);
    tcase_add_test(tests, remove_and_free_in_its_own_call);
    tcase_add_test(tests, remove_and_reuse_the_number);
    tcase_add_test(tests, remove_and_add_again);
    tcase_add_test(tests, remove_what_was_cancelled);
    tcase_add_test(tests, remove_against_the_selector);
    tcase_add_test(tests, remove_marks_it);
    tcase_add_test(tests, remove_from_a_closed_loop);
}

void add_process(Suite *suite)
{
    TCase *tests = loop_exercise(suite, "3.6 loop_process_events", 4, "From readiness to a call");

    tcase_add_loop_test(tests, process_one_side, EVENT_READ, BOTH + 1);
    tcase_add_test(tests, process_each_time);
    tcase_add_test(tests, process_queues);
    tcase_add_test(tests, process_what_is_queued);
    tcase_add_test(tests, process_cancelled);
    tcase_add_test(tests, process_cancelled_writer);
    tcase_add_test(tests, process_cancelled_in_its_batch);
    tcase_add_test(tests, process_for_nobody);
    tcase_add_test(tests, process_many);
}
