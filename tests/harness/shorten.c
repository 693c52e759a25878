/*
 * A sanitizer's report, shortened: what happened, where in the learner's file, and where the memory
 * came from.
 */
#include "shorten.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- AddressSanitizer ----------------------------------------------------------------------- */

static const struct {
    const char *kind;
    const char *rule;
    const char *shown; /* NULL: the kind itself is the best word for it */
} rules[] = {
    {"heap-use-after-free", "memory is not touched after it was freed", NULL},
    {"stack-use-after-return", "a local variable is not touched after its function returned", NULL},
    {"stack-use-after-scope", "a local variable is not touched after its block has ended", NULL},
    {"heap-buffer-overflow", "nothing is touched beyond the memory that was allocated", NULL},
    {"stack-buffer-overflow", "nothing is touched beyond a local variable", NULL},
    {"stack-buffer-underflow", "nothing is touched before a local variable", NULL},
    {"dynamic-stack-buffer-overflow", "nothing is touched beyond a local variable", NULL},
    {"global-buffer-overflow", "nothing is touched beyond a variable", NULL},
    {"use-after-poison", "memory is not touched after it was given back", NULL},
    {"double-free", "memory is freed once", NULL},
    {"free-not-malloced", "only what malloc() gave out is freed", NULL},
    {"stack-overflow", "recursion comes to an end", "stack-overflow: calls in calls in calls"},
    {"SEGV", "a pointer is followed only if it points to something", "SIGSEGV"},
    {"BUS", "a pointer is followed only if it points to something", "SIGBUS"},
    {"FPE", "nothing is divided by zero", "SIGFPE"},
    {"ILL", "the code does not crash", "SIGILL"},
    {"ABRT", "the code does not end the program",
     "SIGABRT: abort() was called, or an assert() failed"},
};

/* The rule that was broken, and the word for the error; KIND is ASan's. */
static const char *rule_of(const char *kind, const char **shown)
{
    *shown = kind;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (strcmp(rules[i].kind, kind) != 0)
            continue;
        if (rules[i].shown != NULL)
            *shown = rules[i].shown;
        return rules[i].rule;
    }
    return "memory is used as the language allows";
}

/* The kind of error in "ERROR: AddressSanitizer: KIND on ...", as one word. */
static void kind_of(char *kind, size_t size, const char *report)
{
    const char *at = strstr(report, "AddressSanitizer: ") + strlen("AddressSanitizer: ");

    if (starts_with(at, "attempting double-free"))
        snprintf(kind, size, "double-free");
    else if (starts_with(at, "attempting free"))
        snprintf(kind, size, "free-not-malloced");
    else
        snprintf(kind, size, "%.*s", (int)strcspn(at, " :\n"), at);
}

/* Writes how much was read or written, in words: "wrote 8 bytes", or "". */
static void access_of(char *access, size_t size, const char *report)
{
    const char *read = strstr(report, "\nREAD of size "),
               *write = strstr(report, "\nWRITE of size ");
    const char *found = read != NULL ? read : write;

    access[0] = '\0';
    if (found != NULL)
        snprintf(access, size, ": %s of %ld bytes", read != NULL ? "a read" : "a write",
                 strtol(strstr(found, "size ") + strlen("size "), NULL, 10));
    else if (strstr(report, "address points to the zero page") != NULL)
        snprintf(access, size, ": through a NULL pointer");
}

static void shorten_asan(struct explanation *explanation, const char *report)
{
    char kind[64], access[64];
    const char *rule, *shown;

    kind_of(kind, sizeof kind, report);
    access_of(access, sizeof access, report);
    rule = rule_of(kind, &shown);
    explain(explanation, NULL, "%s", rule);
    explain(explanation, NULL, "%s%s", shown, access);
    explain_stack(explanation, report, "ERROR: AddressSanitizer", "in");
    explain_caller(explanation, report, "ERROR: AddressSanitizer");
    explain_stack(explanation, report, "freed by thread", "freed in");
    explain_stack(explanation, report, "previously allocated by", "allocated in");
    if (strstr(report, "freed by thread") == NULL)
        explain_stack(explanation, report, "\nallocated by thread", "allocated in");
    explain_stack(explanation, report, "is located in stack of thread", "the variable belongs to");
}

/* ---- UndefinedBehaviorSanitizer and LeakSanitizer ------------------------------------------- */

/* "load of address 0x602000000638 with ..." becomes "load of memory with ...". */
static void cut_address(char *text)
{
    char *found = strstr(text, "address 0x");
    const char *end;

    if (found == NULL)
        return;
    end = found + strlen("address ");
    end += strcspn(end, " ,");
    memcpy(found, "memory", strlen("memory"));
    memmove(found + strlen("memory"), end, strlen(end) + 1);
}

/* gcc's look at the size of an object sees some of what is ASan's before ASan does. */
static const char *ubsan_rule(const char *text)
{
    return strstr(text, "insufficient space") != NULL
               ? "nothing is touched beyond the memory that was allocated"
               : "the code does nothing that C leaves undefined";
}

/* The line "file.c:12:5: runtime error: TEXT" at REPORT. */
static void shorten_ubsan(struct explanation *explanation, const char *report)
{
    const char *mark = ": runtime error: ";
    char line[1024], *text;
    struct explanation_line *detail;

    take_line(line, sizeof line, report);
    text = strstr(line, mark);
    *text = '\0';
    cut_column(line);
    cut_address(text + strlen(mark));
    explain(explanation, NULL, "%s", ubsan_rule(text + strlen(mark)));
    detail = explain(explanation, path_in_project(line), "%s", text + strlen(mark));
    detail->varies = true; /* each compiler has its own words */
    explain_caller(explanation, report, mark);
}

/* One "Direct leak of 64 byte(s) in 1 object(s) allocated from:" and its stack, at TEXT. */
static bool explain_leak(struct explanation *explanation, const char *text)
{
    const char *stack = stack_after(text, "allocated from");
    const long bytes = strtol(strstr(text, "of ") + strlen("of "), NULL, 10);
    struct frame frame;

    if (stack == NULL || !first_of_ours(&frame, stack))
        return false;
    if (explanation != NULL)
        explain(explanation, frame.where, "leaked: %ld bytes, allocated in %s", bytes,
                frame.function);
    return true;
}

static bool shorten_lsan(struct explanation *explanation, const char *report)
{
    bool found = false;

    for (const char *at = report; (at = strstr(at, "\nDirect leak of ")) != NULL; at++)
        found |= explain_leak(explanation, at);
    if (!found)
        for (const char *at = report; (at = strstr(at, "\nIndirect leak of ")) != NULL; at++)
            found |= explain_leak(explanation, at);
    return found;
}

bool leak_is_ours(const char *output)
{
    return shorten_lsan(NULL, output);
}

/* ---- All of them ---------------------------------------------------------------------------- */

/* The beginning of the line that AT lies in. */
static const char *line_begin(const char *output, const char *at)
{
    while (at > output && at[-1] != '\n')
        at--;
    return at;
}

static const char *exactly(const char *output, const char *at)
{
    (void)output;
    return at;
}

/* The same for "file.c:12:5: runtime error: ...", which may stand behind printed text. */
static const char *undefined_begin(const char *output, const char *at)
{
    const char *begin = line_begin(output, at);
    char line[1024];

    snprintf(line, sizeof line, "%.*s", (int)(at - begin), begin);
    at = begin + (path_in_project(line) - line);
    if (at > begin && at[-1] == '/')
        while (at > begin && at[-1] != ' ')
            at--;
    return at;
}

/* What a report begins with. Before some of these the line has begun already, with a path. */
static const struct {
    const char *mark;
    const char *(*begin)(const char *output, const char *at);
} marks[] = {
    {": runtime error: ", undefined_begin},
    {"=================================================================", exactly},
    {"AddressSanitizer:DEADLYSIGNAL", exactly},
    {" in __sanitizer_print_stack_trace", line_begin},
};

const char *report_begin(const char *output)
{
    const char *first = output + strlen(output);

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        const char *found = strstr(output, marks[i].mark);

        if (found != NULL && marks[i].begin(output, found) < first)
            first = marks[i].begin(output, found);
    }
    return first;
}

bool shorten_report(struct explanation *explanation, const char *output)
{
    const char *undefined = strstr(output, ": runtime error: ");
    const char *address = strstr(output, "ERROR: AddressSanitizer:");
    const char *leak = strstr(output, "ERROR: LeakSanitizer: detected");

    if (undefined != NULL && (address == NULL || undefined < address))
        shorten_ubsan(explanation, undefined_begin(output, undefined));
    else if (address != NULL)
        shorten_asan(explanation, address);
    else if (leak != NULL) {
        explain(explanation, NULL, "memory that was allocated is freed");
        shorten_lsan(explanation, leak);
    } else
        return false;
    return true;
}
