/*
 * Chapter 10: the rules of a lock. How a wait for it ends is in check_lock_ends.c, blocks that hold it in
 * check_lock_with.c.
 *
 * LO1 (a free lock), LO2 (first come, first served), LO3 (nobody overtakes), LO4 (the cancelled), LO7
 * (releasing what is free).
 */
#include "lock.h"
#include "sync_tests.h"

static struct lock lock;

/* a holds the lock; b and c want it. */
static void two_want_it(void)
{
    lock_init(&lock);
    spawn("a", lock_acquire(&lock));
    spawn("b", lock_acquire(&lock));
    spawn("c", lock_acquire(&lock));
    expect_str(turn(), "a", "one has the lock, the others wait for it");
    expect_int(standing(&lock.waiters), 2, "who waits for a lock stands in line");
}

/* ---- 10.2 lock_wait_begins ------------------------------------------------------------------- */

START_TEST(begins_with_a_free_lock) /* LO1 */
{
    lock_init(&lock);
    expect_true(!lock_locked(&lock), "a new lock is free");
    spawn_getter("a", lock_acquire(&lock));
    expect_str(turn(), "a=1", "a free lock is taken without waiting an iteration");
    expect_true(lock_locked(&lock), "a lock that was taken is not free");
    expect_int(standing(&lock.waiters), 0, "who has the lock does not stand in line");
}
END_TEST

START_TEST(begins_again_and_again) /* LO1 */
{
    lock_init(&lock);
    for (int i = 0; i < 3; i++) {
        spawn("a", lock_acquire(&lock));
        expect_str(turn(), "a", "a lock that was released is free again");
        expect_error(lock_release(&lock), 0, "a lock that is held can be released");
        expect_true(!lock_locked(&lock), "a lock that was released is free again");
    }
}
END_TEST

START_TEST(begins_at_the_end_of_the_line) /* LO2 */
{
    two_want_it();
    spawn("d", lock_acquire(&lock));
    expect_str(turns(), "", "nobody gets a lock that is held");
    lock_release(&lock);
    expect_str(turns(), "b", "the lock goes to him who has waited longest");
    expect_int(standing(&lock.waiters), 2, "who has the lock has left the line");
    expect_true(lock_locked(&lock), "the lock is his who was woken for it");
    lock_release(&lock);
    expect_str(turns(), "c", "in the order in which they asked");
    lock_release(&lock);
    expect_str(turns(), "d", "in the order in which they asked");
    expect_int(standing(&lock.waiters), 0, "who has the lock has left the line");
}
END_TEST

START_TEST(begins_behind_one_who_was_woken) /* LO3 */
{
    lock_init(&lock);
    spawn("a", lock_acquire(&lock));
    spawn("b", lock_acquire(&lock));
    turn();
    spawn("c", lock_acquire(&lock));
    lock_release(&lock);
    expect_true(!lock_locked(&lock), "until the one who was woken runs the lock is free");
    expect_str(
        turn(), "b",
        "who asks between the release and the step of the one who was woken does not overtake "
        "him");
    expect_true(lock_locked(&lock), "the lock is his who was woken for it");
    lock_release(&lock);
    expect_str(turn(), "c", "who asks while others are in line comes at its end");
}
END_TEST

START_TEST(begins_and_leaves_it_free) /* LO3, LO5 */
{
    two_want_it();
    spawn("d", lock_acquire(&lock));
    lock_release(&lock);
    cancel("b");
    expect_str(turns(), "b!ECANCELED c",
               "who has to wait leaves the lock free: if the one who was woken is cancelled, the "
               "next in line gets it");
    lock_release(&lock);
    expect_str(turns(), "d", "who asks while others are in line comes at its end");
}
END_TEST

START_TEST(begins_behind_all) /* LO2, LO3 */
{
    two_want_it();
    spawn("d", lock_acquire(&lock));
    lock_release(&lock);
    expect_str(turns(), "b", "who asks while others are in line does not overtake any of them");
    lock_release(&lock);
    expect_str(turns(), "c", "who asks while others are in line does not overtake any of them");
    lock_release(&lock);
    expect_str(turns(), "d", "who asks while others are in line comes at its end");
}
END_TEST

/* Has the lock; releases it and wants it again at once. */
struct again {
    struct coro coro;
};

static void again(struct coro *self)
{
    async (self) {
        await(lock_acquire(&lock));
        say("first");
        await(asyncio_sleep(0));
        lock_release(&lock);
        await(lock_acquire(&lock));
        say("second");
    }
}

START_TEST(begins_again_in_the_same_step) /* LO3 */
{
    lock_init(&lock);
    spawn("a", coro(again));
    spawn("b", lock_acquire(&lock));
    expect_str(turn(), "first", "one has the lock");
    turn();
    expect_str(turn(), "b", "who has just released it comes behind those who wait");
    lock_release(&lock);
    expect_str(turns(), "second a",
               "who wants the lock again has his turn behind those who waited");
}
END_TEST

START_TEST(begins_before_the_cancelled) /* LO4 */
{
    two_want_it();
    spawn("d", lock_acquire(&lock));
    cancel("b");
    cancel("c");
    lock_release(&lock);
    expect_str(turn(), "d b!ECANCELED c!ECANCELED",
               "who was cancelled does not count, even while he still stands in line: a lock that "
               "nobody else wants is taken at once");
    expect_int(standing(&lock.waiters), 0, "who has the lock or is cancelled leaves the line");
}
END_TEST

START_TEST(begins_without_a_coroutine)
{
    struct waiter waiter;

    lock_init(&lock);
    expect_true(!lock_wait_begins(&lock, &waiter), "for a free lock nobody waits");
    expect_true(lock_locked(&lock), "a free lock is taken at once");
}
END_TEST

START_TEST(begins_where_nothing_was_taken) /* LO7 */
{
    lock_init(&lock);
    expect_error(lock_release(&lock), EPERM, "a lock that is free cannot be released");
    spawn("a", lock_acquire(&lock));
    turn();
    expect_error(lock_release(&lock), 0, "any task may release a lock, and who is none too");
    expect_error(lock_release(&lock), EPERM, "what was taken once can be released once");
}
END_TEST

START_TEST(begins_without_memory)
{
    if (!fault_supported())
        return;
    lock_init(&lock);
    coro_free_memory();
    fault_inject("malloc", ENOMEM, 1, 0);
    expect_ptr(lock_acquire(&lock), NULL, "without memory there is no coroutine");
    fault_clear();
    expect_true(!lock_locked(&lock), "an acquire that could not be made leaves the lock as it was");
    spawn("a", NULL);
    expect_str(turn(), "a!ENOMEM", "to await it raises ENOMEM");
}
END_TEST

Suite *lock_suite(void)
{
    Suite *suite = suite_create("lock");
    TCase *tests = sync_exercise(suite, "10.2 lock_wait_begins", 3, "First come, first served");

    tcase_add_test(tests, begins_with_a_free_lock);
    tcase_add_test(tests, begins_again_and_again);
    tcase_add_test(tests, begins_at_the_end_of_the_line);
    tcase_add_test(tests, begins_behind_one_who_was_woken);
    tcase_add_test(tests, begins_and_leaves_it_free);
    tcase_add_test(tests, begins_behind_all);
    tcase_add_test(tests, begins_again_in_the_same_step);
    tcase_add_test(tests, begins_before_the_cancelled);
    tcase_add_test(tests, begins_without_a_coroutine);
    tcase_add_test(tests, begins_where_nothing_was_taken);
    tcase_add_test(tests, begins_without_memory);
    add_ends(suite);
    return suite;
}
