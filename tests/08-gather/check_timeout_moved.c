/*
 * Chapter 8: the rules of reading and moving a deadline; tested with exercise 8.4.
 *
 * TO10 (inside the block), TO11 (too early, too late).
 */
#include "gather_tests.h"

#include <math.h>

static struct timeout timeout;

/* Moves its deadline, perhaps, and then sleeps for 3 seconds. */
struct moves {
    struct coro coro;
    double at;
    double to;
    int error;
};

static void moves(struct coro *self)
{
    struct moves *my = (struct moves *)self;

    async (self) {
        asyncio_timeout_at (&timeout, my->at) {
            journal("%s", timeout_reschedule(&timeout, my->to) == 0 ? "" : "refused");
            expect_true(timeout_when(&timeout) == my->to, "a deadline that was moved can be read");
            await(asyncio_sleep(3));
        }
    }
}

START_TEST(moved_to_another_time) /* TO10; _i: from when to when, and what comes of it */
{
    static const struct {
        double at, to;
        const char *outcome;
        double end;
    } cases[] = {
        {1, 5, "[0]", 3},          {5, 1, "[ETIMEDOUT]", 1},          {1, NO_TIMEOUT, "[0]", 3},
        {5, -1, "[ETIMEDOUT]", 0}, {NO_TIMEOUT, 2, "[ETIMEDOUT]", 2}, {-1, 5, "[0]", 3},
        {-1, -2, "[ETIMEDOUT]", 0}};

    expect_str(run(coro(moves, .at = cases[_i].at, .to = cases[_i].to)), cases[_i].outcome,
               "a deadline can be moved inside the block: to later, to earlier, to never, to now");
    expect_time(virtual_time(), cases[_i].end, "the deadline is where it was moved to");
    expect_int(loop.timers.count, 0, "the timer goes with the block");
}
END_TEST

/* Moves the deadline when it is too late for that. */
struct moves_late {
    struct coro coro;
    int caught;
};

static void moves_late(struct coro *self)
{
    struct moves_late *my = (struct moves_late *)self;

    async (self) {
        asyncio_timeout (&timeout, 1) {
            await_catch(my->caught, asyncio_sleep(9));
            expect_true(timeout.state == TIMEOUT_EXPIRING, "in the block, after the deadline");
            expect_error(timeout_reschedule(&timeout, 99), EALREADY,
                         "a deadline that has come cannot be moved");
            expect_time(timeout_when(&timeout), 1, "nothing has changed then");
        }
        expect_error(timeout_reschedule(&timeout, 99), EALREADY,
                     "behind a block that has expired there is no deadline to move");
        asyncio_timeout (&timeout, 1) {
        }
        expect_error(timeout_reschedule(&timeout, 99), EALREADY,
                     "behind a block that was left in time there is no deadline to move");
    }
}

START_TEST(moved_too_late) /* TO11 */
{
    timeout = (struct timeout){0};
    expect_error(timeout_reschedule(&timeout, 1), EINVAL,
                 "before the block is entered there is no deadline to move");
    expect_true(!timeout_expired(&timeout), "a block that was not entered has not expired");
    expect_str(run(coro(moves_late)), "[0]", "what is refused does no harm");
}
END_TEST

/* Lets moving a deadline fail. */
struct moves_in_vain {
    struct coro coro;
};

static void moves_in_vain(struct coro *self)
{
    async (self) {
        asyncio_timeout (&timeout, NO_TIMEOUT) {
            expect_error(timeout_reschedule(&timeout, NAN), EINVAL,
                         "what is no number is no deadline");
            expect_true(timeout_when(&timeout) == NO_TIMEOUT,
                        "after an error there is no deadline any more");
            if (fault_supported()) {
                fault_inject("realloc", ENOMEM, 1, 1);
                expect_error(timeout_reschedule(&timeout, 5), ENOMEM,
                             "a deadline needs memory for its timer");
                expect_true(timeout_when(&timeout) == NO_TIMEOUT,
                            "after an error there is no deadline any more");
            }
            await(asyncio_sleep(9));
        }
    }
}

START_TEST(moved_in_vain) /* TO10 */
{
    expect_str(run(coro(moves_in_vain)), "[0]", "after an error there is no deadline any more");
}
END_TEST

void add_moved(TCase *tests)
{
    tcase_add_loop_test(tests, moved_to_another_time, 0, 7);
    tcase_add_test(tests, moved_too_late);
    tcase_add_test(tests, moved_in_vain);
}
