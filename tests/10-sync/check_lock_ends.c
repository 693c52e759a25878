/*
 * Chapter 10: how the wait for a lock ends.
 *
 * LO2 (in turn), LO4 (cancelled in line), LO5 (cancelled after he was woken), LO6 (one release, one waiter).
 */
#include "lock.h"
#include "sync_tests.h"

static struct lock lock;

/* a holds the lock; b, c and d want it. */
static void three_want_it(void)
{
    lock_init(&lock);
    spawn("a", lock_acquire(&lock));
    spawn("b", lock_acquire(&lock));
    spawn("c", lock_acquire(&lock));
    spawn("d", lock_acquire(&lock));
    expect_str(turn(), "a", "one has the lock, the others wait for it");
}

/* Nothing was lost: whoever asks gets it. */
static void it_is_free(void)
{
    expect_true(!lock_locked(&lock), "when all are gone the lock is free");
    expect_int(standing(&lock.waiters), 0, "when all are gone nobody stands in line");
    spawn("z", lock_acquire(&lock));
    expect_str(turn(), "z", "a free lock is taken at once");
}

/* ---- 10.3 lock_wait_ends --------------------------------------------------------------------- */

START_TEST(ends_with_the_lock) /* LO2 */
{
    three_want_it();
    lock_release(&lock);
    expect_str(turns(), "b", "the first in line gets the lock");
    expect_true(lock_locked(&lock), "who was woken takes the lock");
    expect_int(standing(&lock.waiters), 2, "who has the lock leaves the line");
}
END_TEST

START_TEST(ends_for_one) /* LO6 */
{
    three_want_it();
    lock_release(&lock);
    expect_error(lock_release(&lock), EPERM, "a lock that is free cannot be released once more");
    expect_str(turns(), "b", "one release lets one go on");
    lock_release(&lock);
    expect_str(turns(), "c", "one release lets one go on");
}
END_TEST

START_TEST(ends_in_line) /* LO4 */
{
    three_want_it();
    cancel("b");
    expect_str(turns(), "b!ECANCELED",
               "while the lock is held nobody else is woken for one who leaves");
    expect_int(standing(&lock.waiters), 2, "who is cancelled leaves the line");
    expect_true(lock_locked(&lock), "the lock is still that of the one who holds it");
    lock_release(&lock);
    expect_str(turns(), "c", "the lock goes to the next who is still there");
}
END_TEST

START_TEST(ends_in_the_middle_of_the_line) /* LO4; _i: cancelled before the release, or after it */
{
    three_want_it();
    if (_i == 0)
        cancel("c");
    lock_release(&lock);
    if (_i != 0)
        cancel("c");
    expect_str(turns(), _i == 0 ? "c!ECANCELED b" : "b c!ECANCELED",
               "one who was not woken leaves, and that is all");
    expect_true(lock_locked(&lock), "the lock is held by the one who was woken");
    lock_release(&lock);
    expect_str(turns(), "d", "a lock that is released goes to the next who is still there");
}
END_TEST

START_TEST(ends_in_the_iteration_of_the_release) /* LO4 */
{
    three_want_it();
    cancel("b");
    lock_release(&lock);
    expect_str(turn(), "b!ECANCELED", "who was cancelled before the release does not get the lock");
    expect_str(
        turn(), "c",
        "who was cancelled before the release, while he was the first, wakes the next in line");
    expect_true(lock_locked(&lock), "who was woken takes the lock");
}
END_TEST

//! [woken]
START_TEST(ends_after_he_was_woken) /* LO5 */
{
    three_want_it();
    lock_release(&lock);
    cancel("b");
    expect_str(turn(), "b!ECANCELED", "who was woken and is cancelled then does not have the lock");
    expect_true(!lock_locked(&lock), "the lock is free for the next");
    expect_str(turn(), "c", "who was woken and is cancelled then wakes the next in line");
    lock_release(&lock);
    expect_str(turns(), "d", "after a cancel the lock goes on from one to the next");
}
END_TEST
//! [woken]

START_TEST(ends_one_after_the_other) /* LO5 */
{
    three_want_it();
    lock_release(&lock);
    cancel("b");
    turn();
    cancel("c");
    expect_str(turn(), "c!ECANCELED", "the next may be cancelled, too");
    expect_str(turn(), "d", "the lock comes to the one who is left");
    lock_release(&lock);
    it_is_free();
}
END_TEST

START_TEST(ends_for_all) /* LO5 */
{
    three_want_it();
    lock_release(&lock);
    cancel("b");
    cancel("c");
    cancel("d");
    expect_str(turns(), "b!ECANCELED c!ECANCELED d!ECANCELED", "all can be cancelled");
    it_is_free();
}
END_TEST

START_TEST(ends_for_the_last) /* LO5 */
{
    lock_init(&lock);
    spawn("a", lock_acquire(&lock));
    spawn("b", lock_acquire(&lock));
    turn();
    lock_release(&lock);
    cancel("b");
    expect_str(turns(), "b!ECANCELED", "who is cancelled does not have the lock");
    it_is_free();
}
END_TEST

START_TEST(ends_and_somebody_has_come) /* LO3, LO5 */
{
    three_want_it();
    lock_release(&lock);
    cancel("b");
    spawn("e", lock_acquire(&lock));
    expect_str(turns(), "b!ECANCELED c", "who comes then is still behind those who wait");
    lock_release(&lock);
    expect_str(turns(), "d", "who comes then is still behind those who wait");
    lock_release(&lock);
    expect_str(turns(), "e", "who comes last has his turn at the end");
}
END_TEST

/* With a timeout for the wait. */
struct hurries {
    struct coro coro;
    double seconds;
};

static void hurries(struct coro *self)
{
    struct hurries *my = (struct hurries *)self;

    async (self)
        await(asyncio_wait_for(lock_acquire(&lock), my->seconds));
}

START_TEST(ends_by_a_timeout) /* LO4 */
{
    lock_init(&lock);
    spawn("a", lock_acquire(&lock));
    spawn("b", coro(hurries, .seconds = 1));
    spawn("c", coro(hurries, .seconds = 2));
    expect_str(turns(), "a b!ETIMEDOUT c!ETIMEDOUT", "a wait for a lock can have an end");
    lock_release(&lock);
    it_is_free();
}
END_TEST

START_TEST(ends_with_the_loop) /* LO5 */
{
    three_want_it();
    lock_release(&lock);
    loop_close(&loop);
    let_go("b");
    let_go("d");
    expect_int(standing(&lock.waiters), 1, "who is destroyed with his loop leaves the line");
    let_go("c");
    expect_int(standing(&lock.waiters), 0, "who is destroyed with his loop leaves the line");
    expect_true(!lock_locked(&lock), "who is destroyed with his loop does not have the lock");
}
END_TEST

void add_ends(Suite *suite)
{
    TCase *tests = sync_exercise(suite, "10.3 lock_wait_ends", 4, "Woken, then cancelled");

    tcase_add_test(tests, ends_with_the_lock);
    tcase_add_test(tests, ends_for_one);
    tcase_add_test(tests, ends_in_line);
    tcase_add_loop_test(tests, ends_in_the_middle_of_the_line, 0, 2);
    tcase_add_test(tests, ends_in_the_iteration_of_the_release);
    tcase_add_test(tests, ends_after_he_was_woken);
    tcase_add_test(tests, ends_one_after_the_other);
    tcase_add_test(tests, ends_for_all);
    tcase_add_test(tests, ends_for_the_last);
    tcase_add_test(tests, ends_and_somebody_has_come);
    tcase_add_test(tests, ends_by_a_timeout);
    add_with(tests);
    tcase_add_test(tests, ends_with_the_loop);
}
