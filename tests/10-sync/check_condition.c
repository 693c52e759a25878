/*
 * Chapter 10: the rules of a condition.
 *
 * CO1 (not without the lock), CO2 (the lock is free meanwhile), CO3 (so many are woken), CO4 (one by one),
 * CO5 (until something is true), CO6 (not remembered), CO7 (cancelled), CO8 (cancelled again), CO9 (one
 * lock for several).
 */
#include "condition.h"
#include "sync_tests.h"

static struct condition condition;

/*
 * Takes the lock and waits: "a(" it has the lock, "a" it was notified and has it again, "a!EIO" that
 * raised an error and it has it again; then it holds it for so many turns, and releases it. "a?" the lock
 * is not held behind the wait.
 */
struct waits {
    struct coro coro;
    char name;
    struct condition *condition;
    int *until; /* waits until this is true; NULL: once */
    int turns;
    int caught;
};

static bool no_memory; /* not even that of a coroutine that has just ended */

static bool is_true(void *arg)
{
    const int *flag = arg;

    if (no_memory)
        coro_free_memory();
    say("%s", lock_locked(condition.lock) ? "asked" : "asked without the lock");
    return *flag != 0;
}

static struct coro *waits_for(struct waits *my)
{
    return my->until != NULL ? condition_wait_for(my->condition, is_true, my->until)
                             : condition_wait(my->condition);
}

static void waits_says(const struct waits *my)
{
    standing(&my->condition->lock->waiters); /* those who have left it are not there any more */
    if (my->caught != 0)
        say("%c!%s", my->name, errno_name(my->caught));
    else
        say("%c", my->name);
    if (!lock_locked(my->condition->lock))
        say("%c?", my->name);
}

static void waits(struct coro *self)
{
    struct waits *my = (struct waits *)self;

    async (self) {
        await(condition_acquire(my->condition));
        say("%c(", my->name);
        await_catch(my->caught, waits_for(my));
        waits_says(my);
        for (; my->turns > 0; my->turns--)
            await_catch(my->caught, asyncio_sleep(0));
        condition_release(my->condition);
    }
}

/* One that waits once, and then holds the lock for so many turns. */
static void wait_as(const char *name, int turns)
{
    spawn(name, coro(waits, .name = name[0], .condition = &condition, .turns = turns));
}

/* a, b and c wait to be notified. Those that are woken hold the lock for one turn. */
static void three_wait(void)
{
    condition_init(&condition, NULL);
    wait_as("a", 1);
    wait_as("b", 1);
    wait_as("c", 1);
    expect_str(turns(), "a( b( c(", "who waits to be notified lets others have the lock");
    expect_true(!lock_locked(condition.lock), "while all wait the lock is free");
}

/* The test itself takes the lock. */
static void take_the_lock(void)
{
    struct waiter waiter;

    expect_true(!lock_wait_begins(condition.lock, &waiter), "a free lock is taken at once");
}

/* ---- 10.4 condition_wait --------------------------------------------------------------------- */

START_TEST(wait_without_the_lock) /* CO1 */
{
    condition_init(&condition, NULL);
    expect_error(condition_notify(&condition, 1), EPERM, "who notifies must hold the lock");
    expect_error(condition_notify_all(&condition), EPERM, "who notifies must hold the lock");
    expect_error(condition_release(&condition), EPERM, "who releases must hold the lock");
    spawn("a", condition_wait(&condition));
    expect_str(turn(), "a!EPERM", "who waits must hold the lock");
    expect_int(standing(&condition.waiters), 0, "who is refused does not stand in line");
}
END_TEST

START_TEST(wait_without_holding_it) /* CO2 */
{
    three_wait();
    take_the_lock();
    expect_int(standing(&condition.waiters), 3, "who waits stands in line");
    expect_str(turns(), "", "nobody goes on who was not notified");
    condition_release(&condition);
}
END_TEST

START_TEST(wait_and_have_it_again) /* CO2, CO4 */
{
    condition_init(&condition, NULL);
    wait_as("a", 0);
    turn();
    take_the_lock();
    expect_error(condition_notify(&condition, 1), 0, "who holds the lock may notify");
    expect_str(turns(), "", "who was notified does not go on before the lock is free");
    condition_release(&condition);
    expect_str(turns(), "a a", "who was notified goes on when he has the lock again");
    expect_true(!lock_locked(condition.lock), "the lock is his who waited: he releases it");
}
END_TEST

START_TEST(wait_when_the_lock_is_free_again) /* CO4 */
{
    condition_init(&condition, NULL);
    wait_as("a", 0);
    turn();
    take_the_lock();
    condition_notify(&condition, 1);
    condition_release(&condition);
    expect_str(turn(), "a a", "if the lock is free when he runs he goes on at once, and holds it");
}
END_TEST

START_TEST(wait_for_so_many) /* CO3; _i: how many are notified */
{
    static const char *const said[] = {"", "a a", "a a b b", "a a b b c c", "a a b b c c"};

    three_wait();
    take_the_lock();
    expect_error(condition_notify(&condition, (size_t)_i), 0,
                 "more may be notified than there are, and none");
    condition_release(&condition);
    expect_str(turns(), said[_i],
               "as many as were notified are woken, in the order in which they wait");
}
END_TEST

START_TEST(wait_for_all) /* CO3, CO4 */
{
    three_wait();
    take_the_lock();
    condition_notify_all(&condition);
    condition_release(&condition);
    expect_str(turn(), "a", "all are notified, but they go on one by one");
    expect_str(turn(), "a",
               "each who was notified goes on when the one before him has released the lock");
    expect_str(turns(), "b b c c",
               "each who was notified goes on when the one before him has released the lock");
}
END_TEST

START_TEST(wait_that_is_not_remembered) /* CO6 */
{
    condition_init(&condition, NULL);
    take_the_lock();
    condition_notify_all(&condition);
    condition_release(&condition);
    wait_as("a", 0);
    expect_str(turns(), "a(", "a notification is for those who wait; nobody comes to it later");
}
END_TEST

START_TEST(wait_until_it_is_true) /* CO5 */
{
    int flag = 0;

    condition_init(&condition, NULL);
    spawn("a", coro(waits, .name = 'a', .condition = &condition, .until = &flag));
    expect_str(turns(), "a( asked", "wait_for asks before it waits, with the lock held");
    for (int i = 0; i < 2; i++) {
        take_the_lock();
        condition_notify_all(&condition);
        condition_release(&condition);
        expect_str(turns(), "asked", "each time it is notified it asks again, with the lock held");
    }
    flag = 1;
    take_the_lock();
    condition_notify_all(&condition);
    condition_release(&condition);
    expect_str(turns(), "asked a a", "when it is true it goes on, with the lock held");
}
END_TEST

START_TEST(wait_for_what_is_true) /* CO5 */
{
    int flag = 1;

    condition_init(&condition, NULL);
    spawn("a", coro(waits, .name = 'a', .condition = &condition, .until = &flag));
    expect_str(turn(), "a( asked a a", "what is true already is not waited for");
    expect_true(!lock_locked(condition.lock), "the lock was held all the time, and then released");
}
END_TEST

START_TEST(wait_cancelled) /* CO7 */
{
    three_wait();
    cancel("b");
    expect_str(turn(), "b!ECANCELED", "cancelled, it has the lock when the error comes out");
    expect_int(standing(&condition.waiters), 2, "who is cancelled leaves the line");
    expect_str(turns(), "b a a", "who raises an error passes the word on to the first in line");
    expect_int(standing(&condition.waiters), 1, "who raises an error wakes one, and not more");
    expect_true(!lock_locked(condition.lock),
                "whoever called a wait that was cancelled holds the lock, and releases it");
}
END_TEST

START_TEST(wait_cancelled_and_the_lock_is_held) /* CO7 */
{
    three_wait();
    take_the_lock();
    cancel("b");
    expect_str(turns(), "", "cancelled, it takes the lock again first; so it must wait for that");
    spawn("d", condition_acquire(&condition));
    turn();
    condition_release(&condition);
    expect_str(turns(), "b!ECANCELED b d", "ECANCELED is raised when it has the lock");
    condition_release(&condition);
    expect_str(turns(), "a a", "the word is passed on when the lock is held again, not before");
}
END_TEST

START_TEST(wait_cancelled_alone) /* CO7 */
{
    condition_init(&condition, NULL);
    wait_as("a", 0);
    turn();
    cancel("a");
    expect_str(turns(), "a!ECANCELED a", "if nobody else waits there is nobody to pass it on to");
    wait_as("b", 0);
    expect_str(turns(), "b(", "a word that is passed on is not remembered either");
}
END_TEST

START_TEST(wait_for_it_and_be_woken_for_nothing) /* CO5, CO7 */
{
    int flag = 0;

    condition_init(&condition, NULL);
    wait_as("a", 0);
    spawn("b", coro(waits, .name = 'b', .condition = &condition, .until = &flag));
    turn();
    cancel("a");
    expect_str(turns(), "a!ECANCELED a asked",
               "who gets a word that was not meant for him looks, and waits again");
    expect_int(standing(&condition.waiters), 1, "who looked in vain stands in line again");
}
END_TEST

START_TEST(wait_cancelled_again) /* CO8; _i: how often */
{
    three_wait();
    take_the_lock();
    for (int i = 0; i < 2 + _i; i++) {
        cancel("b");
        expect_str(turns(), "",
                   "cancelled again while it waits for the lock, it still waits for it");
        expect_int(standing(&condition.waiters), 2,
                   "the word is passed on when the lock is held again, not before");
        expect_int(standing(&condition.lock->waiters), 1,
                   "cancelled again while it waits for the lock, it stands in line for it once");
    }
    condition_release(&condition);
    expect_str(turn(), "b!ECANCELED", "the cancellation comes out once the lock is held");
    expect_str(turns(), "b a a", "however often it was cancelled, the word is passed on once");
    expect_true(!lock_locked(condition.lock),
                "whoever called a wait that was cancelled holds the lock, and releases it");
}
END_TEST

START_TEST(wait_cancelled_as_the_lock_comes_free) /* CO8 */
{
    three_wait();
    take_the_lock();
    cancel("b");
    turn();
    cancel("b");
    condition_release(&condition);
    expect_str(turn(), "b!ECANCELED",
               "cancelled while it waits for a lock that is free by now, it takes it without a "
               "further wait");
}
END_TEST

START_TEST(wait_cancelled_while_it_takes_the_lock) /* CO8 */
{
    three_wait();
    take_the_lock();
    condition_notify(&condition, 1);
    turn();
    cancel("a");
    expect_str(turns(), "", "notified, then cancelled: it still waits for the lock");
    condition_release(&condition);
    expect_str(turn(), "a!ECANCELED",
               "once the lock is held the cancellation that came meanwhile is raised");
}
END_TEST

START_TEST(wait_cancelled_when_notified) /* CO7; _i: 0 before it runs, 1 when it wants the lock */
{
    three_wait();
    take_the_lock();
    condition_notify(&condition, 1);
    if (_i == 1)
        turn();
    cancel("a");
    turn();
    condition_release(&condition);
    expect_str(turns(), "a!ECANCELED a b b",
               "who is cancelled after he was notified passes the word on to the next");
}
END_TEST

START_TEST(wait_when_the_lock_changes_hands) /* CO8 */
{
    three_wait();
    take_the_lock();
    spawn("d", condition_acquire(&condition));
    turn();
    cancel("b");
    turn();
    condition_release(&condition);
    cancel("b");
    expect_str(turns(), "d", "to wait for the lock is to stand in line, cancelled or not");
    condition_release(&condition);
    expect_str(turns(), "b!ECANCELED b a a",
               "in its turn it has the lock, raises ECANCELED, and passes the word on");
}
END_TEST

START_TEST(wait_without_memory) /* CO7 */
{
    if (!fault_supported())
        return;
    three_wait();
    take_the_lock();
    condition_notify(&condition, 1);
    cancel("c");
    coro_free_memory();
    fault_inject("malloc", ENOMEM, 1, 0);
    turn();
    condition_release(&condition);
    expect_str(turns(), "a a c!ECANCELED c b b", "to take the lock again takes no memory");
    fault_clear();
}
END_TEST

START_TEST(wait_for_it_without_memory) /* CO5, CO7 */
{
    int flag = 0;

    if (!fault_supported())
        return;
    condition_init(&condition, NULL);
    spawn("a", coro(waits, .name = 'a', .condition = &condition, .until = &flag));
    turn();
    take_the_lock();
    condition_notify_all(&condition);
    condition_release(&condition);
    coro_free_memory();
    no_memory = true;
    fault_inject("malloc", ENOMEM, 1, 0);
    expect_str(turns(), "asked a!ENOMEM a", "without memory to wait again the lock is still held");
    no_memory = false;
    fault_clear();
}
END_TEST

START_TEST(wait_with_a_lock_of_others) /* CO9 */
{
    static struct condition other;
    static struct lock lock;

    lock_init(&lock);
    condition_init(&condition, &lock);
    condition_init(&other, &lock);
    wait_as("a", 0);
    spawn("b", coro(waits, .name = 'b', .condition = &other));
    expect_str(turn(), "a( b(", "two conditions may share a lock");
    take_the_lock();
    expect_true(lock_locked(&lock), "the lock of a condition is the one that was given");
    expect_error(condition_notify_all(&other), 0, "who holds the lock may notify through either");
    condition_release(&other);
    expect_str(turns(), "b b", "to notify one is not to notify the other");
}
END_TEST

Suite *condition_suite(void)
{
    Suite *suite = suite_create("condition");
    TCase *tests = sync_exercise(suite, "10.4 condition_wait", 5, "Not without the lock");

    tcase_add_test(tests, wait_without_the_lock);
    tcase_add_test(tests, wait_without_holding_it);
    tcase_add_test(tests, wait_and_have_it_again);
    tcase_add_test(tests, wait_when_the_lock_is_free_again);
    tcase_add_loop_test(tests, wait_for_so_many, 0, 5);
    tcase_add_test(tests, wait_for_all);
    tcase_add_test(tests, wait_that_is_not_remembered);
    tcase_add_test(tests, wait_until_it_is_true);
    tcase_add_test(tests, wait_for_what_is_true);
    tcase_add_test(tests, wait_cancelled);
    tcase_add_test(tests, wait_cancelled_and_the_lock_is_held);
    tcase_add_test(tests, wait_cancelled_alone);
    tcase_add_loop_test(tests, wait_cancelled_again, 0, 2);
    tcase_add_test(tests, wait_cancelled_as_the_lock_comes_free);
    tcase_add_test(tests, wait_cancelled_while_it_takes_the_lock);
    tcase_add_loop_test(tests, wait_cancelled_when_notified, 0, 2);
    tcase_add_test(tests, wait_when_the_lock_changes_hands);
    tcase_add_test(tests, wait_without_memory);
    tcase_add_test(tests, wait_for_it_without_memory);
    tcase_add_test(tests, wait_for_it_and_be_woken_for_nothing);
    tcase_add_test(tests, wait_with_a_lock_of_others);
    return suite;
}
