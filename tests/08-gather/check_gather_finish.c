/*
 * Chapter 8: the rules of what a gather answers.
 */
#include "gather_tests.h"

static int results[4];

START_TEST(finish_in_order) /* GA1 */
{
    run(asyncio_gather(results, coro(job, .delay = 2, .result = 10), coro(job, .result = 20)));
    expect_int(results[0], 10, "results stand in the order of the arguments");
    expect_int(results[1], 20, "results stand in the order of the arguments");
}
END_TEST

void add_finish(Suite *suite)
{
    TCase *tests = gather_exercise(suite, "8.2 gather_finish", 4, "What gather answers");

    tcase_add_test(tests, finish_in_order);
}
