/**
 * @file exercise.h
 * @brief What a chapter's tests are written with: exercises with points, and expectations that
 * explain themselves.
 *
 * An exercise is a TCase of Check; its tests are ordinary Check tests. So Check's own switches
 * (CK_RUN_CASE, CK_FORK, CK_TAP_LOG_FILE_NAME, CK_XML_LOG_FILE_NAME, …) work as its manual says.
 *
 * A test runs in a process of its own. What it prints is kept and shown only if it fails; its
 * standard input is empty; it has limits on time (hang.h) and, with sanitizers, must not leak. It has
 * passed when its last line was reached, and not before: exit() in the code under test is a failure.
 *
 * Each file check_MODULE.c defines one function `Suite *MODULE_suite(void)`; the runner is linked
 * with all suites of the chapter (`SUITES`, set by chapter.mk).
 */
#ifndef EXERCISE_H
#define EXERCISE_H

#include <check.h>
#include <errno.h>
#include <stdbool.h>

/**
 * @brief Adds one exercise to @p suite. Add its tests to the TCase that comes back.
 *
 * @param title   number and name: "1.2 ready_run"
 * @param points  what the exercise is worth, all or nothing
 * @param section the heading of its section in the chapter's tutorial page
 */
TCase *exercise(Suite *suite, const char *title, int points, const char *section);

/**
 * @brief Fails the running test unless @p condition holds.
 *
 * @p rule is the sentence that a learner reads: it states what must be so, not that something is
 * wrong ("a cancelled handle is not called").
 */
#define expect_true(condition, rule)                                                               \
    ((condition) ? (void)0 : expect_failed(__FILE__, __LINE__, rule, "expected %s", #condition))

/** @brief Fails unless two integers are equal. */
#define expect_int(got, expected, rule)                                                            \
    expect_int_at(__FILE__, __LINE__, (long long)(got), (long long)(expected), #got, rule)

/**
 * @brief Fails unless two strings are equal. NULL is a string unlike all others. Of long strings the
 * part around the first difference is shown.
 */
#define expect_str(got, expected, rule) expect_str_at(__FILE__, __LINE__, got, expected, rule)

/** @brief Fails unless two pointers are equal. */
#define expect_ptr(got, expected, rule)                                                            \
    expect_ptr_at(__FILE__, __LINE__, got, expected, #got, #expected, rule)

/** @brief Fails unless two times in seconds differ by less than a microsecond. */
#define expect_time(got, expected, rule)                                                           \
    expect_time_at(__FILE__, __LINE__, got, expected, #got, rule)

/** @brief Fails unless an errno value is the one expected; both are shown by name. 0 is "0". */
#define expect_error(got, expected, rule)                                                          \
    expect_error_at(__FILE__, __LINE__, got, expected, #got, rule)

/** @brief What the macros above call. @p rule and the formatted detail make the message. */
_Noreturn void expect_failed(const char *file, int line, const char *rule, const char *format, ...);
void expect_int_at(const char *file, int line, long long got, long long expected,
                   const char *expression, const char *rule);
void expect_str_at(const char *file, int line, const char *got, const char *expected,
                   const char *rule);
void expect_ptr_at(const char *file, int line, const void *got, const void *expected,
                   const char *expression, const char *expected_expression, const char *rule);
void expect_time_at(const char *file, int line, double got, double expected, const char *expression,
                    const char *rule);
void expect_error_at(const char *file, int line, int got, int expected, const char *expression,
                     const char *rule);

/** @brief The name of an errno value ("ECANCELED"), "0", or "errno 999". Never NULL. */
const char *errno_name(int error);

/**
 * @brief A callback that writes its argument, a string, into the journal: handle_init(&h,
 * journal_write, "a"). Returns 0.
 */
int journal_write(void *text);

/** @brief Appends formatted text to the journal. */
void journal(const char *format, ...);

/** @brief All that was written in this test, in order; "" at the start of each test. */
const char *journal_text(void);

/** @brief Empties the journal in the middle of a test. */
void journal_clear(void);

#endif
