/*
 * Chapter 10: the rules of a semaphore.
 *
 * SE1 (so many and no more), SE2 (in order), SE3 (handed over at once), SE4 (the cancelled), SE5 (given
 * back), SE6 (none to begin with), SE7 (released too often).
 */
#include "semaphores.h"
#include "sync_tests.h"

static struct semaphore semaphore;

/* Nobody is inside; a, b and c want to come in. */
static void three_want_in(void)
{
    semaphore_init(&semaphore, 0);
    spawn("a", semaphore_acquire(&semaphore));
    spawn("b", semaphore_acquire(&semaphore));
    spawn("c", semaphore_acquire(&semaphore));
    expect_str(turns(), "", "where there is no room nobody comes in");
    expect_int(standing(&semaphore.waiters), 3, "who must wait stands in line");
}

static void release(int times)
{
    while (times-- > 0)
        expect_error(semaphore_release(&semaphore), 0, "a semaphore can be released");
}

/* ---- 10.5 semaphore_hand_over ---------------------------------------------------------------- */

static int inside, most;

struct limited {
    struct coro coro;
};

static void limited(struct coro *self)
{
    async (self) {
        await(semaphore_acquire(&semaphore));
        if (++inside > most)
            most = inside;
        await(asyncio_sleep(1));
        inside--;
        semaphore_release(&semaphore);
    }
}

START_TEST(room_for_so_many) /* SE1 */
{
    inside = most = 0;
    semaphore_init(&semaphore, 3);
    for (int i = 0; i < 10; i++)
        task_release(loop_create_task(&loop, coro(limited)));
    turns();
    expect_int(most, 3, "a semaphore of 3 lets 3 in at a time");
    expect_time(virtual_time(), 4, "10 tasks, 3 at a time, of one second each, take 4 seconds");
    expect_int(inside, 0, "all of them came in, and left");
    expect_int(semaphore.value, 3, "when all have left there is as much room as in the beginning");
}
END_TEST

START_TEST(room_that_is_there) /* SE1 */
{
    semaphore_init(&semaphore, 2);
    spawn_getter("a", semaphore_acquire(&semaphore));
    expect_str(turn(), "a=1", "where there is room one comes in without waiting an iteration");
    expect_true(!semaphore_locked(&semaphore), "there is room for one more");
    spawn("b", semaphore_acquire(&semaphore));
    turn();
    expect_true(semaphore_locked(&semaphore), "when all room is taken the semaphore is locked");
    expect_int(standing(&semaphore.waiters), 0, "who is in does not stand in line");
}
END_TEST

START_TEST(room_in_order) /* SE2 */
{
    three_want_in();
    release(1);
    expect_str(turns(), "a", "room that comes free is for him who has waited longest");
    release(1);
    expect_str(turns(), "b", "in the order in which they asked");
    release(1);
    expect_str(turns(), "c", "in the order in which they asked");
    expect_int(semaphore.value, 0, "each has taken his place");
}
END_TEST

START_TEST(room_for_several_at_once) /* SE2 */
{
    three_want_in();
    release(2);
    expect_str(turn(), "a b", "two places are for two, in the same iteration");
    release(2);
    expect_str(turn(), "c", "room for two is for one who waits, and one who comes");
    expect_int(semaphore.value, 1, "room that nobody waits for is left over");
}
END_TEST

//! [at_once]
START_TEST(room_is_taken_at_once) /* SE3 */
{
    three_want_in();
    spawn("d", semaphore_acquire(&semaphore));
    release(1);
    expect_int(semaphore.value, 0,
               "room is handed over when it comes free: it is counted as taken at once");
    expect_true(semaphore_locked(&semaphore),
                "room that was handed over is not there for who comes now");
    expect_str(turn(), "a",
               "who comes between the release and the step of the one who was woken does "
               "not overtake him");
    release(3);
    expect_str(turn(), "b c d", "who comes while others are in line comes at its end");
}
END_TEST
//! [at_once]

START_TEST(room_behind_one_who_was_woken) /* SE3 */
{
    semaphore_init(&semaphore, 0);
    spawn("a", semaphore_acquire(&semaphore));
    turn();
    spawn("b", semaphore_acquire(&semaphore));
    spawn("c", semaphore_acquire(&semaphore));
    release(3);
    expect_true(semaphore_locked(&semaphore),
                "while somebody who was woken is still in line, who comes waits behind him");
    expect_str(turn(), "a", "who was woken comes in first, even if there is room for all");
    expect_str(
        turn(), "b c",
        "when the first has come in, all room that is left is handed over to those behind him");
    expect_int(semaphore.value, 0, "all room was taken");
}
END_TEST

START_TEST(room_and_a_cancel) /* SE4; _i: who is cancelled */
{
    static const char *const names[] = {"a", "b", "c"};
    static const char *const said[] = {"a!ECANCELED b c", "b!ECANCELED a c", "c!ECANCELED a b"};

    three_want_in();
    cancel(names[_i]);
    release(2);
    expect_str(turns(), said[_i], "who is cancelled in line is passed over");
    expect_int(standing(&semaphore.waiters), 0, "who was cancelled leaves the line");
    expect_int(semaphore.value, 0, "who was cancelled takes no room");
}
END_TEST

START_TEST(room_after_a_cancel) /* SE4 */
{
    three_want_in();
    cancel("a");
    cancel("b");
    cancel("c");
    turns();
    release(1);
    expect_int(semaphore.value, 1, "where nobody waits any more room stays free");
    spawn("d", semaphore_acquire(&semaphore));
    expect_str(turn(), "d", "room that is left over is for the next who comes");
}
END_TEST

START_TEST(room_is_given_back) /* SE5 */
{
    three_want_in();
    release(1);
    cancel("a");
    expect_str(turn(), "a!ECANCELED", "who has room in hand can still be cancelled");
    expect_str(turn(), "b",
               "who is cancelled with room in hand gives it back, and it goes to the next in line");
    release(1);
    expect_str(turn(), "c", "no room is lost by a cancel");
    expect_int(semaphore.value, 0, "no room is gained by a cancel");
}
END_TEST

START_TEST(room_is_given_back_by_all) /* SE5 */
{
    three_want_in();
    release(2);
    cancel("a");
    cancel("b");
    cancel("c");
    expect_str(turns(), "a!ECANCELED b!ECANCELED c!ECANCELED", "all can be cancelled");
    expect_int(semaphore.value, 2, "what nobody took is left");
}
END_TEST

START_TEST(room_for_none) /* SE6 */
{
    semaphore_init(&semaphore, 0);
    expect_true(semaphore_locked(&semaphore), "a semaphore may begin with no room at all");
    spawn("a", semaphore_acquire(&semaphore));
    expect_str(turns(), "", "where there is no room the first who comes waits");
    release(1);
    expect_str(turn(), "a", "who waits comes in when there is room");
}
END_TEST

START_TEST(room_without_end) /* SE7 */
{
    semaphore_init(&semaphore, 1);
    release(2);
    expect_int(semaphore.value, 3, "a plain semaphore may be released more often than acquired");
}
END_TEST

START_TEST(room_up_to_a_bound) /* SE7 */
{
    bounded_semaphore_init(&semaphore, 1);
    expect_error(semaphore_release(&semaphore), EPERM,
                 "a bounded one refuses to have more room than in the beginning");
    spawn("a", semaphore_acquire(&semaphore));
    turn();
    release(1);
    expect_error(semaphore_release(&semaphore), EPERM,
                 "a bounded one refuses to have more room than in the beginning");
    expect_int(semaphore.value, 1, "a release that is refused changes nothing");
}
END_TEST

Suite *semaphores_suite(void)
{
    Suite *suite = suite_create("semaphore");
    TCase *tests = sync_exercise(suite, "10.5 semaphore_hand_over", 4, "Handed over at once");

    tcase_add_test(tests, room_that_is_there);
    tcase_add_test(tests, room_in_order);
    tcase_add_test(tests, room_for_several_at_once);
    tcase_add_test(tests, room_is_taken_at_once);
    tcase_add_test(tests, room_behind_one_who_was_woken);
    tcase_add_test(tests, room_for_so_many);
    tcase_add_loop_test(tests, room_and_a_cancel, 0, 3);
    tcase_add_test(tests, room_after_a_cancel);
    tcase_add_test(tests, room_is_given_back);
    tcase_add_test(tests, room_is_given_back_by_all);
    tcase_add_test(tests, room_for_none);
    tcase_add_test(tests, room_without_end);
    tcase_add_test(tests, room_up_to_a_bound);
    add_with_each_kind(tests);
    return suite;
}
