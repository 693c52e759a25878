/*
 * Tests for code that does everything wrong. The first exercise passes; no other does.
 */
#include "exercise.h"
#include "hang.h"
#include "broken.h"
#include "callbacks.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

Suite *broken_suite(void);

START_TEST(passes)
{
    void *memory = malloc(8);

    journal_write("a");
    journal("%d", 1);
    free(memory);
    expect_str(journal_text(), "a1", "the journal holds what was written");
}
END_TEST

START_TEST(passes_too)
{
    expect_str(journal_text(), "", "the journal is empty at the start of a test");
}
END_TEST

START_TEST(wrong_value)
{
    expect_int(add_wrongly(2, 2), 4, "two and two is four");
}
END_TEST

START_TEST(crashes)
{
    expect_int(follow_null(), 0, "a crash is put into words");
}
END_TEST

START_TEST(exits)
{
    end_with_exit();
}
END_TEST

START_TEST(exits_at_once)
{
    end_at_once();
}
END_TEST

static struct ready_queue queue;
static struct handle first, second;

START_TEST(runs_for_ever)
{
    ready_init(&queue);
    hang_shows_queue(&queue);
    handle_init(&first, journal_write, "first");
    handle_init(&second, journal_write, "second");
    first.next = &second;
    first.prev = second.next = &queue.ready;
    second.prev = &first;
    queue.ready.next = &first;
    queue.ready.prev = &second;
    run_for_ever(&queue);
}
END_TEST

START_TEST(is_skipped)
{
    expect_true(false, "a test after a hang is not run");
}
END_TEST

static void describe_badly(FILE *out, const void *object)
{
    fprintf(out, "a wild pointer: ");
    fprintf(out, "%d\n", **(int *const *)object);
}

START_TEST(waits_for_ever)
{
    static int *wild;

    wild = (int *)(uintptr_t)0x10000;
    hang_shows(describe_badly, &wild);
    wait_for_ever();
}
END_TEST

START_TEST(leaks)
{
    forget_memory();
}
END_TEST

START_TEST(reads_freed)
{
    read_freed();
}
END_TEST

START_TEST(overflows)
{
    expect_int(overflow(INT_MAX), 0, "no sum is too large");
}
END_TEST

START_TEST(prints_for_ever)
{
    print_for_ever();
}
END_TEST

START_TEST(frees_twice)
{
    free_twice();
}
END_TEST

START_TEST(needs_another)
{
    expect_int(calls_unstarted(), 1, "an unstarted exercise says so");
}
END_TEST

START_TEST(not_started)
{
    expect_int(unstarted(1), 1, "an unstarted exercise says so");
}
END_TEST

START_TEST(aborts)
{
    stop_with_abort();
}
END_TEST

START_TEST(dives)
{
    expect_int(dive(0), 0, "what goes down comes up");
}
END_TEST

/* One exercise with one test. */
static void add(Suite *suite, const char *title, const TTest *test)
{
    tcase_add_test(exercise(suite, title, 2, "What went wrong"), test);
}

Suite *broken_suite(void)
{
    Suite *suite = suite_create("broken");
    TCase *good = exercise(suite, "9.1 good", 1, "What went well");
    TCase *hangs;

    tcase_add_test(good, passes);
    tcase_add_test(good, passes_too);
    add(suite, "9.2 wrong_value", wrong_value);
    add(suite, "9.3 crash", crashes);
    add(suite, "9.4 exit", exits);
    add(suite, "9.5 exit_at_once", exits_at_once);
    hangs = exercise(suite, "9.6 loop_without_end", 4, "What went on and on");
    tcase_add_test(hangs, runs_for_ever);
    tcase_add_test(hangs, is_skipped);
    add(suite, "9.7 wait_without_end", waits_for_ever);
    add(suite, "9.8 leak", leaks);
    add(suite, "9.9 use_after_free", reads_freed);
    add(suite, "9.10 undefined", overflows);
    add(suite, "9.11 print_without_end", prints_for_ever);
    add(suite, "9.12 double_free", frees_twice);
    add(suite, "9.13 needs_another", needs_another);
    add(suite, "9.14 unstarted", not_started);
    add(suite, "9.15 abort", aborts);
    add(suite, "9.16 recursion", dives);
    return suite;
}
