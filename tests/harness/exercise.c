/*
 * Exercises: TCases of Check that know their number and points, and what happens around each test.
 */
#include "exercise.h"
#include "fault.h"
#include "harness.h"
#include "todo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct exercise exercises[EXERCISES_MAX];
static int count;
static int current = -1;
static int tests_begun;
static bool own_process = true;

void tests_have_processes(bool they_have)
{
    own_process = they_have;
}

int exercise_count(void)
{
    return count;
}

const struct exercise *exercise_at(int index)
{
    return &exercises[index];
}

const struct exercise *exercise_current(void)
{
    return current >= 0 ? &exercises[current] : NULL;
}

int test_number(void)
{
    return tests_begun;
}

/* ---- Around each test ----------------------------------------------------------------------- */

_Noreturn void test_end(enum ending ending, const char *file, int line, const char *message)
{
    struct record *record = record_current();

    fault_clear();
    hang_disarm();
    if (record->message != message)
        snprintf(record->message, sizeof record->message, "%s", message);
    snprintf(record->file, sizeof record->file, "%s", file != NULL ? file : "");
    record->line = line;
    record->ending = ending;
    fflush(stdout);
    _ck_assert_failed(file != NULL ? file : "-", line, "Failed", "%s", record->message);
    abort();
}

/* An exit handler: nothing of ours calls exit() while a test is running. */
static void test_exited(void)
{
    if (record_current()->ending != ENDING_NONE)
        return;
    hang_disarm();
    print_stack();
    test_end(ENDING_EXITED, NULL, 0, "the code under test ended the program with exit()");
}

static void test_setup(void)
{
    struct record *record = record_begin(current);

    tests_begun++;
    record->output = capture_size();
    fault_clear();
    if (record_has_hung(current))
        test_end(ENDING_SKIPPED, NULL, 0, "not run, for an earlier test of this exercise hung");
    if (!own_process)
        return;
    capture_begin();
    atexit(test_exited);
    hang_arm();
}

static void test_teardown(void)
{
    struct record *record = record_current();

    hang_disarm();
    fault_clear();
    if (record->ending != ENDING_NONE)
        return;
    if (own_process && leaks_found())
        test_end(ENDING_LEAKED, NULL, 0, "what was allocated is given back");
    record->ending = ENDING_PASSED;
}

/* ---- Declaring ------------------------------------------------------------------------------ */

/*
 * Check calls a fixture without arguments, so each exercise has a function of its own that says
 * which one is running now. Check's filters (CK_RUN_CASE and others) decide which of them it calls.
 */
static void exercise_begin(int index)
{
    current = index;
    exercises[index].chosen = true;
}

#define BEGIN(index)                                                                               \
    static void begin_##index(void)                                                                \
    {                                                                                              \
        exercise_begin(index);                                                                     \
    }
BEGIN(0)
BEGIN(1)
BEGIN(2)
BEGIN(3)
BEGIN(4)
BEGIN(5)
BEGIN(6)
BEGIN(7)
BEGIN(8)
BEGIN(9)
BEGIN(10)
BEGIN(11)
BEGIN(12)
BEGIN(13)
BEGIN(14)
BEGIN(15)

static void (*const begin[EXERCISES_MAX])(void) = {
    begin_0, begin_1, begin_2,  begin_3,  begin_4,  begin_5,  begin_6,  begin_7,
    begin_8, begin_9, begin_10, begin_11, begin_12, begin_13, begin_14, begin_15,
};

static void exercise_fill(struct exercise *exercise, const char *title)
{
    const size_t digits = strcspn(title, " ");

    snprintf(exercise->number, sizeof exercise->number, "%.*s", (int)digits, title);
    snprintf(exercise->name, sizeof exercise->name, "%s", title[digits] ? title + digits + 1 : "");
    exercise->title = title;
}

TCase *exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tcase = tcase_create(title);

    if (count == EXERCISES_MAX) {
        fprintf(stderr, "more than %d exercises\n", EXERCISES_MAX);
        exit(2);
    }
    exercise_fill(&exercises[count], title);
    exercises[count].points = points;
    exercises[count].section = section;
    suite_add_tcase(suite, tcase);
    tcase_add_unchecked_fixture(tcase, begin[count], NULL);
    tcase_add_checked_fixture(tcase, test_setup, test_teardown);
    tcase_set_timeout(tcase, BACKSTOP_SECONDS * slow_build());
    count++;
    return tcase;
}
