/**
 * @file harness.h
 * @brief What the parts of the harness know of each other. Tests do not include it.
 *
 * Check runs each test in a process of its own. Such a process writes what becomes of its test into
 * a record that it shares with the runner, since an exit status cannot tell a test that passed from
 * code that called exit(0) in the middle of it.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <stddef.h>

/** @brief More exercises than a chapter ever has. */
#define EXERCISES_MAX 16

/** @brief One exercise, as its suite declared it. */
struct exercise {
    char number[8];      /**< "1.2" */
    char name[64];       /**< "ready_run" */
    const char *title;   /**< "1.2 ready_run", which is also the name of the TCase */
    const char *section; /**< the heading in the tutorial page */
    int points;          /**< what it is worth */
    bool chosen;         /**< Check has run its TCase */
};

/** @brief How a test ended. */
enum ending {
    ENDING_NONE,    /**< not at all, so far as the harness knows */
    ENDING_PASSED,  /**< its last line was reached */
    ENDING_FAILED,  /**< an expectation was not met */
    ENDING_TODO,    /**< it reached the TODO of an exercise */
    ENDING_HUNG,    /**< it ran out of time */
    ENDING_SKIPPED, /**< it was not run, since an earlier test of the exercise hung */
    ENDING_EXITED,  /**< the code under test called exit() */
    ENDING_LEAKED   /**< it did not give all memory back */
};

/** @brief What becomes of one test. Lives in memory that the test's process and the runner share. */
struct record {
    enum ending ending;
    int exercise;           /**< index into the table of exercises */
    long output;            /**< where its output begins in the captured output */
    int line;               /**< where it failed; 0: nobody knows */
    char file[256];         /**< the same */
    char todo[8];           /**< the exercise whose TODO was reached */
    char message[3 * 1024]; /**< the rule, then the details, a line each */
};

/* exercise.c */

/** @brief The number of exercises of this chapter. */
int exercise_count(void);

/** @brief Exercise @p index, in the order of the report. */
const struct exercise *exercise_at(int index);

/** @brief The exercise that is under test, or NULL. */
const struct exercise *exercise_current(void);

/** @brief Counts the tests of a process: state of another number belongs to an earlier test. */
int test_number(void);

/** @brief Says whether Check runs each test in a process of its own (CK_FORK=no: it does not). */
void tests_have_processes(bool they_have);

/**
 * @brief Ends the running test: writes @p ending and @p message into its record and tells Check.
 *
 * Takes all faults back first, for Check allocates. @p file may be NULL.
 */
_Noreturn void test_end(enum ending ending, const char *file, int line, const char *message);

/* record.c */

/** @brief Makes the shared memory. Exits the program if that fails. */
void records_open(void);

/** @brief Begins the record of one more test. */
struct record *record_begin(int exercise);

/** @brief The record of the running test, or NULL outside of one. */
struct record *record_current(void);

/** @brief The record of test @p index, in the order in which they ran; NULL: there is none. */
const struct record *record_at(int index);

/** @brief Remembers that a test of this exercise hung; the tests after it are skipped. */
void record_hung(int exercise);

/** @brief True if a test of this exercise has hung. */
bool record_has_hung(int exercise);

/* capture.c */

/** @brief Makes the file that takes what the tests print. Exits the program if that fails. */
void capture_open(void);

/** @brief In the process of a test: from now on all that it prints goes to that file. */
void capture_begin(void);

/** @brief Takes the limit back that capture_begin() set on the size of that file. */
void capture_unlimited(void);

/** @brief How much has been captured so far, in bytes. */
long capture_size(void);

/**
 * @brief True if @p text is in the output from @p begin on, or in its last kilobytes if it is long.
 * Allocates nothing: a signal handler may call it.
 */
bool capture_holds(const char *text, long begin);

/**
 * @brief A copy of the output from @p begin to @p end (negative: all that there is), for free().
 * Of a very long output only the first and the last part. Never NULL.
 */
char *capture_text(long begin, long end);

/* hang.c */

/** @brief By how much the limits on time grow for a slow build (CHECK_SLOW), 1 as a rule. */
double slow_build(void);

/** @brief The seconds after which Check kills a test that did not even say that it hangs. */
#define BACKSTOP_SECONDS 60

/** @brief Starts the clocks of one test. */
void hang_arm(void);

/** @brief Stops them. */
void hang_disarm(void);

/* sanitizer.c */

/** @brief Finds out, once, whether a leak check can run here. */
void leaks_probe(void);

/** @brief True if this program looks for leaks, but cannot do it here (under a debugger, say). */
bool leaks_unavailable(void);

/** @brief Looks for leaks now, and prints them to standard error. True if there are any. */
bool leaks_found(void);

/** @brief False if @p memory is known to be freed, or never to have been given out. */
bool memory_is_live(const void *memory, size_t size);

/** @brief Prints the stack to standard error, where the compiler's runtime can do that. */
void print_stack(void);

#endif
