/*
 * Chapter 8: the rules of wait_for.
 */
#include "gather_tests.h"

START_TEST(wait_for_in_vain) /* WF3 */
{
    expect_str(run(asyncio_wait_for(coro(job, .name = "a", .delay = 2), 1)), "a(a~[ETIMEDOUT]",
               "when the time is over, what is awaited is cancelled, and ETIMEDOUT is raised");
}
END_TEST

Suite *wait_for_suite(void)
{
    Suite *suite = suite_create("wait_for");
    TCase *tests = gather_exercise(suite, "8.5 wait_for", 3, "Waiting no longer than this");

    tcase_add_test(tests, wait_for_in_vain);
    return suite;
}
