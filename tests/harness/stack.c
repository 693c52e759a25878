/*
 * Stacks and paths in what a sanitizer prints: which lines belong to the learner, and where they are.
 * gcc and clang print the same lines but for small things (clang adds columns).
 */
#include "shorten.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct explanation_line *explain(struct explanation *explanation, const char *where,
                                 const char *format, ...)
{
    const int room = (int)(sizeof explanation->lines / sizeof explanation->lines[0]);
    struct explanation_line *line;
    va_list arguments;

    if (explanation->count < room)
        explanation->count++;
    line = &explanation->lines[explanation->count - 1];
    va_start(arguments, format);
    vsnprintf(line->text, sizeof line->text, format, arguments);
    va_end(arguments);
    snprintf(line->where, sizeof line->where, "%s", where != NULL ? where : "");
    line->varies = false;
    return line;
}

/* ---- Paths ---------------------------------------------------------------------------------- */

/* The last place in PATH where a component NAME (with its slash) begins; NULL if none does. */
static const char *last_component(const char *path, const char *name)
{
    const char *found = NULL;

    for (const char *at = strstr(path, name); at != NULL; at = strstr(at + 1, name))
        if (at == path || at[-1] == '/')
            found = at;
    return found;
}

const char *path_in_project(const char *path)
{
    static const char *const tops[] = {"chapters/", "solutions/", "tests/"};
    const char *best = NULL;

    for (size_t i = 0; i < sizeof tops / sizeof tops[0]; i++) {
        const char *found = last_component(path, tops[i]);

        if (found != NULL && (best == NULL || found > best))
            best = found;
    }
    return best != NULL ? best : path;
}

bool starts_with(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* True for code of a learner, of the reference, or of a test; false for libraries and the harness. */
static bool is_ours(const char *where)
{
    if (starts_with(where, "tests/"))
        return !starts_with(where, "tests/harness/");
    return starts_with(where, "chapters/") || starts_with(where, "solutions/");
}

/* ---- Stacks --------------------------------------------------------------------------------- */

/* Copies the line at TEXT, without its end, and returns the beginning of the next; NULL at the end. */
const char *take_line(char *line, size_t size, const char *text)
{
    const size_t length = strcspn(text, "\n");

    if (*text == '\0')
        return NULL;
    snprintf(line, size, "%.*s", (int)length, text);
    return text[length] == '\n' ? text + length + 1 : text + length;
}

/* Cuts the column off "file.c:12:5". A path may hold colons; only the numbers at its end count. */
void cut_column(char *where)
{
    size_t end = strlen(where), before;

    while (end > 0 && isdigit((unsigned char)where[end - 1]))
        end--;
    if (end == 0 || where[end - 1] != ':' || where[end] == '\0')
        return;
    before = end - 1;
    while (before > 0 && isdigit((unsigned char)where[before - 1]))
        before--;
    if (before > 0 && before < end - 1 && where[before - 1] == ':')
        where[end - 1] = '\0';
}

static void cut_ending(char *text, const char *ending)
{
    const size_t length = strlen(text), cut = strlen(ending);

    if (length > cut && strcmp(text + length - cut, ending) == 0)
        text[length - cut] = '\0';
}

static bool parse_frame(struct frame *frame, const char *line)
{
    const char *function, *path;

    line += strspn(line, " ");
    function = strstr(line, " in ");
    if (*line != '#' || !isdigit((unsigned char)line[1]))
        return false;
    *frame = (struct frame){0};
    if (function == NULL)
        return true;
    function += strlen(" in ");
    path = function + strcspn(function, " ");
    snprintf(frame->function, sizeof frame->function, "%.*s", (int)(path - function), function);
    snprintf(frame->where, sizeof frame->where, "%s", path_in_project(path + strspn(path, " ")));
    cut_column(frame->where);
    if (starts_with(frame->where, "tests/"))
        cut_ending(frame->function, "_fn"); /* START_TEST(name) makes a function name_fn */
    return true;
}

/* Finds the first frame of ours in the stack at TEXT. False: it has none. */
bool first_of_ours(struct frame *frame, const char *text)
{
    char line[1024];

    while ((text = take_line(line, sizeof line, text)) != NULL && parse_frame(frame, line))
        if (is_ours(frame->where))
            return true;
    return false;
}

/* The beginning of the first line of a stack after HEADING in TEXT; NULL if there is none. */
const char *stack_after(const char *text, const char *heading)
{
    char line[1024];
    struct frame frame;
    const char *at = strstr(text, heading), *next;

    for (; at != NULL; at = next) {
        next = take_line(line, sizeof line, at);
        if (next != NULL && parse_frame(&frame, line))
            return at;
    }
    return NULL;
}

/* Adds "WHAT FUNCTION" with its place, for the stack after HEADING. */
struct explanation_line *explain_stack(struct explanation *explanation, const char *text,
                                       const char *heading, const char *what)
{
    const char *stack = stack_after(text, heading);
    struct frame frame;

    if (stack == NULL || !first_of_ours(&frame, stack))
        return NULL;
    return explain(explanation, frame.where, "%s %s", what, frame.function);
}

/* Adds the line of the test from which the stack after HEADING came, if it is not said already. */
void explain_caller(struct explanation *explanation, const char *text, const char *heading)
{
    const char *stack = stack_after(text, heading);
    struct frame frame, caller = {0};
    char line[1024];
    bool deeper = false;

    if (stack == NULL)
        return;
    while ((stack = take_line(line, sizeof line, stack)) != NULL && parse_frame(&frame, line)) {
        if (is_ours(frame.where) && starts_with(frame.where, "tests/"))
            caller = frame;
        else if (is_ours(frame.where))
            deeper = true;
    }
    if (deeper && caller.where[0] != '\0')
        explain(explanation, caller.where, "called from the test")->varies = true;
}

void shorten_stack(struct explanation *explanation, const char *output, const char *what)
{
    static const char heading[] = "__sanitizer_print_stack_trace";
    struct explanation_line *line = explain_stack(explanation, output, heading, what);

    if (line != NULL)
        line->varies = true;
    explain_caller(explanation, output, heading);
}
