/*
 * Chapter 8: the rules of cancelling a gather.
 */
#include "gather_tests.h"

START_TEST(cancel_all_children) /* GA10 */
{
    start(asyncio_gather(NULL, coro(job, .name = "a", .delay = 2),
                         coro(job, .name = "b", .delay = 1)));
    turns(2);
    task_cancel(started);
    expect_str(turns(3), "a~b~[ECANCELED]", "to cancel a gather is to cancel all its children");
}
END_TEST

void add_cancel(Suite *suite)
{
    TCase *tests = gather_exercise(suite, "8.3 gather_cancel", 5, "Cancelling a gather");

    tcase_add_test(tests, cancel_all_children);
}
