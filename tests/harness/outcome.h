/**
 * @file outcome.h
 * @brief What became of the exercises: from Check's results and the records to one status each.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "harness.h"
#include "shorten.h"

#include <check.h>

/** @brief What the report says of an exercise. */
enum status {
    STATUS_PASSED,      /**< every test passed */
    STATUS_FAILED,      /**< one did not */
    STATUS_NOT_STARTED, /**< its own TODO was reached */
    STATUS_NEEDS        /**< the TODO of another exercise was reached */
};

/** @brief What became of one exercise. */
struct outcome {
    const struct exercise *exercise;
    enum status status;
    int tests;                   /**< how many it has */
    int passed;                  /**< how many passed */
    int failed;                  /**< how many failed */
    int skipped;                 /**< how many were not run */
    const struct record *record; /**< of the test that is explained; NULL: it left none */
    TestResult *result;          /**< the same, as Check saw it */
    long output_end;             /**< where the output of that test ends; negative: at the end */
};

/** @brief What became of all exercises that ran. */
struct outcomes {
    struct outcome outcome[EXERCISES_MAX];
    int count;
};

/** @brief Sums up the @p count results of Check. */
void outcomes_collect(struct outcomes *outcomes, TestResult **results, int count);

/** @brief Explains why @p outcome is not a pass: the rule first. */
void outcome_explain(struct explanation *explanation, const struct outcome *outcome);

/** @brief Prints the report of @p chapter to standard output; @p quiet: only the last line. */
void report_print(const char *chapter, const struct outcomes *outcomes, bool quiet);

/** @brief Writes CHECK_RESULTS and CHECK_EXPLAIN, where they are asked for. */
void report_files(const struct outcomes *outcomes);

/** @brief True if something ran and everything that ran passed. */
bool outcomes_passed(const struct outcomes *outcomes);

#endif
