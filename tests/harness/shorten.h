/**
 * @file shorten.h
 * @brief Why a test failed, as a few lines for a learner; above all what remains of a sanitizer's
 * report.
 */
#ifndef SHORTEN_H
#define SHORTEN_H

#include <stdbool.h>
#include <stddef.h>

/** @brief One line of an explanation. */
struct explanation_line {
    char text[400];  /**< what a learner reads */
    char where[192]; /**< file:line, relative to the project's root, or empty */
    bool varies;     /**< differs from run to run or from compiler to compiler: never compared */
};

/** @brief Why a test failed: the rule first. */
struct explanation {
    struct explanation_line lines[32];
    int count;
};

/**
 * @brief Adds one line, and returns it. @p where may be NULL. Where there is no room for another, it
 * replaces the last.
 */
struct explanation_line *explain(struct explanation *explanation, const char *where,
                                 const char *format, ...);

/* stack.c */

/** @brief One line of a stack: "    #1 0x5581 in ready_run /path/callbacks.c:97:5". */
struct frame {
    char function[96]; /**< "ready_run" */
    char where[192];   /**< "chapters/01-callbacks/callbacks.c:97" */
};

/** @brief True if @p text begins with @p beginning. */
bool starts_with(const char *text, const char *beginning);

/** @brief The part of @p path that begins at the project's root. */
const char *path_in_project(const char *path);

/** @brief Cuts the column off "file.c:12:5". */
void cut_column(char *where);

/** @brief Copies the first line of @p text without its end; returns the next one, NULL at the end. */
const char *take_line(char *line, size_t size, const char *text);

/** @brief The first line of the stack that follows @p heading in @p text; NULL if none does. */
const char *stack_after(const char *text, const char *heading);

/** @brief Finds the first frame in this project's code, in the stack at @p text. False: none is. */
bool first_of_ours(struct frame *frame, const char *text);

/** @brief Adds "WHAT FUNCTION" and its place for the stack after @p heading; NULL: there is none. */
struct explanation_line *explain_stack(struct explanation *explanation, const char *text,
                                       const char *heading, const char *what);

/** @brief Adds the line of the test from which the stack after @p heading came. */
void explain_caller(struct explanation *explanation, const char *text, const char *heading);

/** @brief Adds @p what and the function that print_stack() was called from, by its @p output. */
void shorten_stack(struct explanation *explanation, const char *output, const char *what);

/* shorten.c */

/** @brief Turns a sanitizer's report in @p output into a few lines. False: there is none. */
bool shorten_report(struct explanation *explanation, const char *output);

/** @brief Where the sanitizer's report begins in @p output; the end of it, if there is none. */
const char *report_begin(const char *output);

/** @brief True if a leak in @p output was allocated by code of this project. */
bool leak_is_ours(const char *output);

#endif
