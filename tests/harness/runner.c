/*
 * The main function of every test program. Usage: check [EXERCISE]
 *
 * chapter.mk compiles it for each chapter with SUITES, X(module) for each module of the chapter, and
 * CHAPTER, the name of its directory.
 */
#include "outcome.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TEXT_OF(...) #__VA_ARGS__
#define TEXT(...)    TEXT_OF(__VA_ARGS__)

#define X(module)    Suite *module##_suite(void);
SUITES
#undef X

#define X(module) module##_suite,
static Suite *(*const suites[])(void) = {SUITES};
#undef X

static pid_t runner_process;
static bool finished;

/* An exit handler. With CK_FORK=no the code under test can end the runner itself. */
static void ended_early(void)
{
    if (finished || getpid() != runner_process)
        return;
    fprintf(stderr, "the code under test ended the program with exit()\n");
    fflush(stdout);
    _exit(1);
}

/* "03-select", whether it was given to the compiler with quotes or without. */
static const char *chapter(void)
{
    static char name[64];
    const char *given = TEXT(CHAPTER);

    given += strspn(given, "\"\\");
    snprintf(name, sizeof name, "%.*s", (int)strcspn(given, "\"\\"), given);
    return name;
}

static SRunner *create_runner(void)
{
    SRunner *runner = srunner_create(suites[0]());

    for (size_t i = 1; i < sizeof suites / sizeof suites[0]; i++)
        srunner_add_suite(runner, suites[i]());
    return runner;
}

/* The TCase of exercise NUMBER; NULL and a word about it if this chapter has no such exercise. */
static const char *title_of(const char *number)
{
    const int last = exercise_count() - 1;

    for (int i = 0; i <= last; i++)
        if (strcmp(exercise_at(i)->number, number) == 0)
            return exercise_at(i)->title;
    fprintf(stderr, "no exercise %s in %s: it has %s", number, chapter(), exercise_at(0)->number);
    if (last > 0)
        fprintf(stderr, " to %s", exercise_at(last)->number);
    fprintf(stderr, "\n");
    return NULL;
}

static void run_tests(SRunner *runner, const char *title)
{
    runner_process = getpid();
    atexit(ended_early);
    records_open();
    capture_open();
    tests_have_processes(srunner_fork_status(runner) == CK_FORK);
    if (srunner_fork_status(runner) == CK_FORK)
        leaks_probe();
    srunner_run(runner, NULL, title, getenv("CK_VERBOSITY") != NULL ? CK_ENV : CK_SILENT);
}

/* Sums up and reports. The status is that of what ran; to run nothing is no success. */
static int report(SRunner *runner)
{
    const char *quiet = getenv("CHECK_QUIET");
    TestResult **results = srunner_results(runner);
    static struct outcomes outcomes;

    outcomes_collect(&outcomes, results, srunner_ntests_run(runner));
    if (outcomes.count == 0)
        fprintf(stderr, "no test was run: CK_RUN_CASE or CK_RUN_SUITE names none of %s\n",
                chapter());
    report_files(&outcomes);
    report_print(chapter(), &outcomes, quiet != NULL && *quiet == '1');
    free(results);
    return outcomes_passed(&outcomes) ? 0 : 1;
}

int main(int argc, char *argv[])
{
    SRunner *runner;
    const char *title = NULL;
    int status;

    setvbuf(stdout, NULL, _IONBF, 0); /* what a test prints before it crashes must not be lost */
    runner = create_runner();
    if (argc > 2) {
        fprintf(stderr, "usage: check [EXERCISE]\n");
        return 2;
    }
    if (argc == 2 && *argv[1] != '\0' && (title = title_of(argv[1])) == NULL)
        return 2;
    run_tests(runner, title);
    status = report(runner);
    srunner_free(runner);
    finished = true;
    return fflush(stdout) == 0 ? status : 1;
}
