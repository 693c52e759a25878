/*
 * From results to reasons: what became of each exercise, and why it did not pass.
 */
#include "outcome.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How a test ended. Check's own word counts where the record has none, and against a record only. */
static enum ending ending_of(TestResult *result, const struct record *record)
{
    if (record == NULL)
        return ENDING_NONE;
    if (record->ending == ENDING_PASSED && tr_rtype(result) != CK_PASS)
        return ENDING_FAILED;
    return record->ending;
}

/* The status that one test alone would give its exercise. A failure outweighs a missing exercise. */
static enum status status_of(const struct outcome *outcome, enum ending ending,
                             const struct record *record)
{
    if (ending == ENDING_TODO)
        return strcmp(record->todo, outcome->exercise->number) == 0 ? STATUS_NOT_STARTED
                                                                    : STATUS_NEEDS;
    return ending == ENDING_PASSED ? STATUS_PASSED : STATUS_FAILED;
}

/* True if STATUS says more about an exercise than what is known so far. */
static bool weighs_more(enum status status, const struct outcome *outcome)
{
    static const int weight[] = {
        [STATUS_PASSED] = 0, [STATUS_FAILED] = 1, [STATUS_NEEDS] = 2, [STATUS_NOT_STARTED] = 3};

    return outcome->result == NULL ? status != STATUS_PASSED
                                   : weight[status] > weight[outcome->status];
}

/* Adds a test to the outcome of its exercise. RECORD is number INDEX of all; NULL: it has none. */
static void outcome_add(struct outcome *outcome, TestResult *result, const struct record *record,
                        int index)
{
    const struct record *next = record_at(index + 1);
    const enum ending ending = ending_of(result, record);
    const enum status status = status_of(outcome, ending, record);

    outcome->tests++;
    outcome->passed += ending == ENDING_PASSED;
    outcome->skipped += ending == ENDING_SKIPPED;
    outcome->failed += ending != ENDING_PASSED && ending != ENDING_SKIPPED;
    if (!weighs_more(status, outcome))
        return;
    outcome->status = status;
    outcome->record = record;
    outcome->result = result;
    outcome->output_end = next != NULL ? next->output : -1;
}

/* The tests of an exercise that nobody has started were not run, for all that they say. */
static void outcome_settle(struct outcome *outcome)
{
    if (outcome->tests == 0)
        outcome->status = STATUS_FAILED;
    if (outcome->status != STATUS_NOT_STARTED && outcome->status != STATUS_NEEDS)
        return;
    outcome->skipped = outcome->tests;
    outcome->passed = outcome->failed = 0;
}

/* The next record of EXERCISE from INDEX on; NULL: it has no more. Moves INDEX there. */
static const struct record *next_record(int exercise, int *index)
{
    const struct record *record;

    while ((record = record_at(*index)) != NULL && record->exercise != exercise)
        ++*index;
    return record;
}

/* Check's results and the records come in the same order, exercise by exercise. */
static void outcome_collect(struct outcome *outcome, int exercise, TestResult **results, int count)
{
    const struct record *record;
    int index = 0;

    *outcome = (struct outcome){.exercise = exercise_at(exercise)};
    for (int test = 0; test < count; test++) {
        if (strcmp(tr_tcname(results[test]), outcome->exercise->title) != 0)
            continue;
        record = next_record(exercise, &index);
        outcome_add(outcome, results[test], record, index++);
    }
    outcome_settle(outcome);
}

void outcomes_collect(struct outcomes *outcomes, TestResult **results, int count)
{
    outcomes->count = 0;
    for (int i = 0; i < exercise_count(); i++)
        if (exercise_at(i)->chosen)
            outcome_collect(&outcomes->outcome[outcomes->count++], i, results, count);
}

bool outcomes_passed(const struct outcomes *outcomes)
{
    for (int i = 0; i < outcomes->count; i++)
        if (outcomes->outcome[i].status != STATUS_PASSED)
            return false;
    return outcomes->count > 0;
}

/* ---- Why a test failed ---------------------------------------------------------------------- */

static const struct {
    int number;
    const char *words;
} signals[] = {
    {SIGSEGV, "SIGSEGV: it followed a pointer to nothing, or its calls went too deep"},
    {SIGBUS, "SIGBUS: it followed a pointer to nothing"},
    {SIGFPE, "SIGFPE: it divided by zero"},
    {SIGABRT, "SIGABRT: it called abort(), or an assert() failed"},
    {SIGILL, "SIGILL: it ran something that is no instruction"},
    {SIGPIPE, "SIGPIPE: it wrote to a connection that the other side has closed"},
    {SIGKILL, "SIGKILL: it was killed from outside, for want of memory perhaps"},
    {SIGTERM, "SIGTERM: it was ended from outside"},
};

static void explain_signal(struct explanation *explanation, int number)
{
    explain(explanation, NULL, "the code under test does not crash");
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        if (signals[i].number == number) {
            explain(explanation, NULL, "%s", signals[i].words);
            return;
        }
    explain(explanation, NULL, "signal %d ended it", number);
}

/* Check's message is all that is known: "... Received signal 11 (...)", "... return value 3". */
static void explain_end(struct explanation *explanation, const char *message)
{
    const char *signal = strstr(message, "Received signal ");
    const char *value = strstr(message, "Early exit with return value ");

    if (signal != NULL)
        explain_signal(explanation, (int)strtol(signal + strlen("Received signal "), NULL, 10));
    else if (strstr(message, "Test timeout expired") != NULL)
        explain(explanation, NULL, "the test comes to an end: it ran out of time");
    else
        explain(explanation, NULL, "the code under test ended the program, with exit status %ld",
                value != NULL ? strtol(strstr(value, "value ") + strlen("value "), NULL, 10) : 0L);
}

/*
 * What Check saw: an assertion of its own that failed, or how the process ended, and where. A process
 * that ends badly although its test passed ran under valgrind, which has reported to the terminal.
 */
static void explain_result(struct explanation *explanation, const struct record *record,
                           TestResult *result)
{
    char where[192] = "";

    if (tr_lfile(result) != NULL && tr_lno(result) > 0)
        snprintf(where, sizeof where, "%s:%d", path_in_project(tr_lfile(result)), tr_lno(result));
    if (tr_rtype(result) == CK_FAILURE) {
        explain(explanation, where, "%s", tr_msg(result));
        return;
    }
    if (record != NULL && record->ending == ENDING_PASSED)
        explain(explanation, NULL,
                "nothing is wrong with its memory: valgrind's report stands below");
    else
        explain_end(explanation, tr_msg(result));
    if (where[0] != '\0')
        explain(explanation, where, "the test got as far as this line")->varies = true;
}

/*
 * A message that the test's process left behind, line by line; the place belongs to the last. After
 * the first, the rule, comes where the code was, if print_stack() wrote that to OUTPUT.
 */
static void explain_record(struct explanation *explanation, const struct record *record,
                           const char *output, const char *stack)
{
    char copy[sizeof record->message];
    struct explanation_line *line = NULL;

    snprintf(copy, sizeof copy, "%s", record->message);
    for (char *text = strtok(copy, "\n"); text != NULL; text = strtok(NULL, "\n")) {
        line = explain(explanation, NULL, "%s", text);
        if (explanation->count == 1)
            shorten_stack(explanation, output, stack);
    }
    if (line != NULL && record->line > 0)
        snprintf(line->where, sizeof line->where, "%s:%d", path_in_project(record->file),
                 record->line);
}

static void explain_failure(struct explanation *explanation, const struct outcome *outcome)
{
    const struct record *record = outcome->record;
    char *output = capture_text(record->output, outcome->output_end);

    if (record->ending == ENDING_HUNG)
        explain_record(explanation, record, output, "when stopped, it was in");
    else if (record->ending == ENDING_EXITED)
        explain_record(explanation, record, output, "called in");
    else if (record->ending == ENDING_FAILED)
        explain_record(explanation, record, "", "");
    else if (!shorten_report(explanation, output))
        explain_result(explanation, outcome->record, outcome->result);
    free(output);
}

/* The program runs at the project's root, or in a chapter's directory. */
static FILE *open_source(const char *path)
{
    char from_chapter[512];
    FILE *file = fopen(path, "r");

    if (file == NULL)
        file = fopen(path_in_project(path), "r");
    if (file != NULL)
        return file;
    snprintf(from_chapter, sizeof from_chapter, "../../%s", path_in_project(path));
    return fopen(from_chapter, "r");
}

/* True for a line that is neither empty nor a comment. */
static bool is_code(const char *line)
{
    line += strspn(line, " \t\r\n");
    return *line != '\0' && strncmp(line, "//", 2) != 0;
}

/* True if a line of code stands between the comment of the exercise and its TODO. */
static bool code_before_todo(const struct record *record)
{
    char line[512], mark[32];
    FILE *file = open_source(record->file);
    bool code = false, seen = false;

    if (file == NULL)
        return false;
    snprintf(mark, sizeof mark, "Exercise %s:", record->todo);
    for (int number = 1; number < record->line && fgets(line, sizeof line, file); number++) {
        seen |= strstr(line, mark) != NULL;
        if (strstr(line, "*/") != NULL)
            code = false;
        else
            code |= is_code(line);
    }
    fclose(file);
    return code && seen;
}

static void explain_todo(struct explanation *explanation, const struct outcome *outcome)
{
    const struct record *record = outcome->record;
    char where[192];

    snprintf(where, sizeof where, "%s:%d", path_in_project(record->file), record->line);
    if (outcome->status == STATUS_NEEDS)
        explain(explanation, where, "it calls a function that exercise %s is about", record->todo);
    else if (code_before_todo(record))
        explain(explanation, where,
                "its TODO line is reached: your code goes in its place, and the line goes");
    else
        explain(explanation, where, "your code goes where the TODO line stands");
}

void outcome_explain(struct explanation *explanation, const struct outcome *outcome)
{
    explanation->count = 0;
    if (outcome->status == STATUS_PASSED)
        return;
    if (outcome->tests == 0)
        explain(explanation, NULL, "this exercise has no tests");
    else if (outcome->record == NULL)
        explain_result(explanation, outcome->record, outcome->result);
    else if (outcome->status == STATUS_FAILED)
        explain_failure(explanation, outcome);
    else
        explain_todo(explanation, outcome);
}
