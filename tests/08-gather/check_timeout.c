/*
 * Chapter 8: the rules of a deadline.
 */
#include "gather_tests.h"

struct timed {
    struct coro coro;
    struct timeout timeout;
    double delay;
};

static void timed(struct coro *self)
{
    struct timed *my = (struct timed *)self;

    async (self) {
        asyncio_timeout (&my->timeout, my->delay) {
            await(asyncio_sleep(2));
        }
    }
}

START_TEST(exit_too_late) /* TO1 */
{
    expect_str(run(coro(timed, .delay = 1)), "[ETIMEDOUT]",
               "ECANCELED becomes ETIMEDOUT at the end of a block whose time is over");
}
END_TEST

Suite *timeout_suite(void)
{
    Suite *suite = suite_create("timeout");
    TCase *tests = gather_exercise(suite, "8.4 timeout_exit", 6, "A deadline that cancels");

    tcase_add_test(tests, exit_too_late);
    return suite;
}
