/*
 * The report: a line for each exercise, one explanation, the sums.
 */
#include "outcome.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TITLE_WIDTH   29
#define TESTS_WIDTH   24
#define TEXT_INDENT   8
#define PRINTED_LINES 10
#define PRINTED_WIDTH 160

/* The colours of a terminal; empty strings in a pipe. */
static struct {
    const char *good, *bad, *faint, *strong, *off;
} colour = {"", "", "", "", ""};

static void choose_colours(void)
{
    const char *terminal = getenv("TERM"), *none = getenv("NO_COLOR");

    if (!isatty(STDOUT_FILENO) || (none != NULL && *none != '\0'))
        return;
    if (terminal == NULL || strcmp(terminal, "dumb") == 0)
        return;
    colour.good = "\033[32m";
    colour.bad = "\033[31m";
    colour.faint = "\033[2m";
    colour.strong = "\033[1m";
    colour.off = "\033[0m";
}

static const char *plural(int count)
{
    return count == 1 ? "" : "s";
}

/* "01-callbacks" is shown as "01 callbacks". */
static void print_header(const char *chapter)
{
    const char *base = getenv("CHECK_BASE");
    const char *dash = strchr(chapter, '-');
    const int digits = dash != NULL ? (int)(dash - chapter) : 0;

    printf("%s%.*s %s%s · building on: %s\n", colour.strong, digits, chapter,
           dash != NULL ? dash + 1 : chapter, colour.off,
           base != NULL && *base != '\0' ? base : "nothing earlier");
}

/* ---- One exercise --------------------------------------------------------------------------- */

static void print_passed(const struct outcome *outcome)
{
    char tests[64];

    snprintf(tests, sizeof tests, "%d test%s", outcome->tests, plural(outcome->tests));
    printf("  %s✓%s %-*s %-*s%d point%s\n", colour.good, colour.off, TITLE_WIDTH - 1,
           outcome->exercise->title, TESTS_WIDTH, tests, outcome->exercise->points,
           plural(outcome->exercise->points));
}

static void print_failed(const struct outcome *outcome)
{
    char tests[64];

    snprintf(tests, sizeof tests, "%d of %d test%s passed", outcome->passed, outcome->tests,
             plural(outcome->tests));
    printf("  %s✗%s %-*s %-*s0 of %d\n", colour.bad, colour.off, TITLE_WIDTH - 1,
           outcome->exercise->title, TESTS_WIDTH, tests, outcome->exercise->points);
}

static void print_missing(const struct outcome *outcome)
{
    printf("  %s·%s %-*s ", colour.faint, colour.off, TITLE_WIDTH - 1, outcome->exercise->title);
    if (outcome->status == STATUS_NEEDS)
        printf("needs %s first\n", outcome->record->todo);
    else
        printf("not started\n");
}

static void print_outcome(const struct outcome *outcome)
{
    if (outcome->status == STATUS_PASSED)
        print_passed(outcome);
    else if (outcome->status == STATUS_FAILED)
        print_failed(outcome);
    else
        print_missing(outcome);
}

/* ---- The explanation ------------------------------------------------------------------------ */

/* How many characters TEXT takes on a terminal: in UTF-8 every byte but 10xxxxxx begins one. */
static int columns(const char *text)
{
    int count = 0;

    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

/* The place stands where the points stand, if the text leaves room. */
static void print_line(const struct explanation_line *line, const char *before, const char *after)
{
    const int column = 4 + TITLE_WIDTH + TESTS_WIDTH - TEXT_INDENT;
    const int gap = column - columns(line->text);

    printf("%*s%s%s%s", TEXT_INDENT, "", before, line->text, after);
    if (line->where[0] != '\0')
        printf("%*s%s%s%s", gap > 3 ? gap : 3, "", colour.faint, line->where, colour.off);
    printf("\n");
}

/* One line of a test's output, cut where it is too long, and without what a terminal acts upon. */
static void print_one(char *line)
{
    const bool cut = strlen(line) > PRINTED_WIDTH;

    if (cut)
        line[PRINTED_WIDTH] = '\0';
    for (char *at = line; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' && *at != '\t')
            *at = '?';
    printf("%*s%s|%s %s%s\n", TEXT_INDENT, "", colour.faint, colour.off, line, cut ? "..." : "");
}

/* Prints what the test printed: the last lines, without the sanitizer's report and valgrind's. */
static void print_printed(const struct outcome *outcome)
{
    char *output = capture_text(outcome->record->output, outcome->output_end);
    char *lines[PRINTED_LINES];
    int count = 0;

    *(char *)report_begin(output) = '\0';
    for (char *line = strtok(output, "\n"); line != NULL; line = strtok(NULL, "\n"))
        if (strncmp(line, "==", 2) != 0 && strncmp(line, "    #", 5) != 0)
            lines[count++ % PRINTED_LINES] = line;
    if (count > 0)
        printf("%*sit printed%s:\n", TEXT_INDENT, "", count > PRINTED_LINES ? ", at the end" : "");
    for (int i = count > PRINTED_LINES ? count - PRINTED_LINES : 0; i < count; i++)
        print_one(lines[i % PRINTED_LINES]);
    free(output);
}

static void print_explanation(const char *chapter, const struct outcome *outcome)
{
    struct explanation explanation;

    outcome_explain(&explanation, outcome);
    for (int i = 0; i < explanation.count; i++)
        print_line(&explanation.lines[i], i == 0 ? colour.strong : "", i == 0 ? colour.off : "");
    if (outcome->status == STATUS_FAILED && outcome->record != NULL)
        print_printed(outcome);
    if (outcome->status == STATUS_NEEDS)
        printf("%*snext: make check EX=%s\n", TEXT_INDENT, "", outcome->record->todo);
    else
        printf("%*snext: make hint EX=%s   or read docs/%s.md, \"%s\"\n", TEXT_INDENT, "",
               outcome->exercise->number, chapter, outcome->exercise->section);
}

/* The one exercise that is explained: the first that fails, else the first that is missing. */
static const struct outcome *to_explain(const struct outcomes *outcomes)
{
    for (int i = 0; i < outcomes->count; i++)
        if (outcomes->outcome[i].status == STATUS_FAILED)
            return &outcomes->outcome[i];
    for (int i = 0; i < outcomes->count; i++)
        if (outcomes->outcome[i].status != STATUS_PASSED)
            return &outcomes->outcome[i];
    return NULL;
}

/* ---- The sums ------------------------------------------------------------------------------- */

static void print_points(const struct outcomes *outcomes)
{
    int passed = 0, points = 0, possible = 0;

    for (int i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->outcome[i];

        possible += outcome->exercise->points;
        if (outcome->status == STATUS_PASSED) {
            passed++;
            points += outcome->exercise->points;
        }
    }
    printf("%d of %d exercise%s, %d of %d points\n", passed, outcomes->count,
           plural(outcomes->count), points, possible);
}

static void print_tests(const struct outcomes *outcomes)
{
    int passed = 0, failed = 0, skipped = 0;

    for (int i = 0; i < outcomes->count; i++) {
        passed += outcomes->outcome[i].passed;
        failed += outcomes->outcome[i].failed;
        skipped += outcomes->outcome[i].skipped;
    }
    printf("tests: %d passed, %d failed", passed, failed);
    if (skipped > 0)
        printf(", %d skipped", skipped);
    printf("\n");
}

void report_print(const char *chapter, const struct outcomes *outcomes, bool quiet)
{
    const struct outcome *explained = to_explain(outcomes);

    if (quiet) {
        print_tests(outcomes);
        return;
    }
    choose_colours();
    print_header(chapter);
    for (int i = 0; i < outcomes->count; i++) {
        print_outcome(&outcomes->outcome[i]);
        if (&outcomes->outcome[i] == explained)
            print_explanation(chapter, explained);
    }
    if (leaks_unavailable())
        printf("leaks were not looked for: the leak checker cannot run here (under a debugger?)\n");
    print_points(outcomes);
    print_tests(outcomes);
}

/* ---- For other programs --------------------------------------------------------------------- */

static void write_results(FILE *out, const struct outcomes *outcomes)
{
    static const char *const names[] = {[STATUS_PASSED] = "passed",
                                        [STATUS_FAILED] = "failed",
                                        [STATUS_NOT_STARTED] = "not-started",
                                        [STATUS_NEEDS] = "needs"};

    for (int i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->outcome[i];
        const struct exercise *exercise = outcome->exercise;

        fprintf(out, "%s\t%s\t%s\t%d\t%d\t%d\t%d\n", exercise->number, exercise->name,
                names[outcome->status], outcome->status == STATUS_PASSED ? exercise->points : 0,
                exercise->points, outcome->passed, outcome->tests);
    }
}

/* Every failing exercise, without what differs from run to run. */
static void write_explanations(FILE *out, const struct outcomes *outcomes)
{
    for (int i = 0; i < outcomes->count; i++) {
        struct explanation explanation;

        if (outcomes->outcome[i].status != STATUS_FAILED)
            continue;
        fprintf(out, "%s\n", outcomes->outcome[i].exercise->title);
        outcome_explain(&explanation, &outcomes->outcome[i]);
        for (int line = 0; line < explanation.count; line++)
            if (!explanation.lines[line].varies)
                fprintf(out, "%s\n", explanation.lines[line].text);
    }
}

static void write_file(const char *variable, const struct outcomes *outcomes,
                       void (*writer)(FILE *out, const struct outcomes *outcomes))
{
    const char *name = getenv(variable);
    FILE *out;

    if (name == NULL || *name == '\0')
        return;
    out = fopen(name, "w");
    if (out == NULL) {
        perror(name);
        exit(2);
    }
    writer(out, outcomes);
    if (fclose(out) != 0) {
        perror(name);
        exit(2);
    }
}

void report_files(const struct outcomes *outcomes)
{
    write_file("CHECK_RESULTS", outcomes, write_results);
    write_file("CHECK_EXPLAIN", outcomes, write_explanations);
}
