/*
 * Chapter 10: the rules of an event.
 *
 * EV1 (it is set already), EV2 (all who wait, in order), EV3 (once woken, woken), EV4 (cleared), EV5
 * (cancelled), EV6 (set twice).
 */
#include "event.h"
#include "sync_tests.h"

static struct event event;

/* a, b and c wait for the event. */
static void three_wait(void)
{
    event_init(&event);
    spawn("a", event_wait(&event));
    spawn("b", event_wait(&event));
    spawn("c", event_wait(&event));
    expect_str(turn(), "", "who waits for an event that is not set does not go on");
    expect_int(standing(&event.waiters), 3, "who waits stands in line");
}

/* ---- 10.1 event_wait ------------------------------------------------------------------------- */

START_TEST(event_that_is_set) /* EV1 */
{
    event_init(&event);
    event_set(&event);
    spawn_getter("a", event_wait(&event));
    expect_str(turn(), "a=1", "to wait for an event that is set takes no iteration and gives true");
    expect_int(standing(&event.waiters), 0, "who does not wait does not stand in line");
}
END_TEST

START_TEST(event_wakes_all) /* EV2 */
{
    three_wait();
    expect_str(turns(), "", "nobody goes on before the event is set");
    event_set(&event);
    expect_str(turn(), "a b c", "to set an event wakes all who wait for it, in order");
    expect_int(standing(&event.waiters), 0, "who goes on has left the line");
}
END_TEST

START_TEST(event_gives_true) /* EV2 */
{
    event_init(&event);
    spawn_getter("a", event_wait(&event));
    turn();
    event_set(&event);
    expect_str(turn(), "a=1", "the result of a wait is true");
    spawn_getter("b", event_wait(&event));
    expect_str(turn(), "b=1", "the result is true also if there was no need to wait");
    event_clear(&event);
    spawn_getter("c", event_wait(&event));
    turn();
    event_set(&event);
    event_clear(&event);
    expect_str(turn(), "c=1",
               "the result is true even if the event is cleared by now: it has happened");
}
END_TEST

START_TEST(event_and_one_who_comes_late) /* EV2 */
{
    three_wait();
    spawn("d", event_wait(&event));
    event_set(&event);
    expect_str(
        turn(), "d a b c",
        "who asks when the event is set does not wait, and may so be ahead of those who were "
        "woken");
}
END_TEST

START_TEST(event_is_cleared_at_once) /* EV3 */
{
    three_wait();
    event_set(&event);
    event_clear(&event);
    expect_str(turns(), "a b c",
               "who was woken goes on, even if the event is cleared before he comes to it");
    expect_true(!event_is_set(&event), "a cleared event is not set");
}
END_TEST

START_TEST(event_after_it_was_cleared) /* EV4 */
{
    three_wait();
    event_set(&event);
    turn();
    event_clear(&event);
    spawn("d", event_wait(&event));
    expect_str(turns(), "", "who comes when the event has been cleared waits for the next time");
    event_set(&event);
    expect_str(turn(), "d", "an event can be used again");
}
END_TEST

START_TEST(event_and_a_cancel) /* EV5; _i: who is cancelled */
{
    static const char *const names[] = {"a", "b", "c"};
    static const char *const others[] = {"b c", "a c", "a b"};
    static const char *const said[] = {"a!ECANCELED", "b!ECANCELED", "c!ECANCELED"};

    three_wait();
    cancel(names[_i]);
    expect_str(turn(), said[_i], "a wait that is cancelled raises ECANCELED");
    expect_int(standing(&event.waiters), 2, "who is cancelled leaves the line");
    event_set(&event);
    expect_str(turn(), others[_i], "the others wait on, in order");
}
END_TEST

START_TEST(event_and_a_cancel_after_it) /* EV5 */
{
    three_wait();
    event_set(&event);
    cancel("b");
    expect_str(turn(), "a b!ECANCELED c", "who was woken can still be cancelled");
    expect_int(standing(&event.waiters), 0, "who was cancelled has left the line, too");
}
END_TEST

START_TEST(event_and_a_cancel_before_it) /* EV5 */
{
    three_wait();
    cancel("a");
    event_set(&event);
    expect_str(turn(), "a!ECANCELED b c", "who is cancelled in the same iteration is passed over");
}
END_TEST

START_TEST(event_set_twice) /* EV6 */
{
    three_wait();
    event_set(&event);
    event_set(&event);
    expect_str(turns(), "a b c", "to set an event that is set does nothing");
    expect_true(event_is_set(&event), "an event is set until it is cleared");
}
END_TEST

START_TEST(event_that_never_comes) /* EV5 */
{
    three_wait();
    loop_close(&loop);
    let_go("b");
    expect_int(standing(&event.waiters), 2, "who is destroyed with his loop leaves the line");
    let_go("a");
    let_go("c");
    expect_int(standing(&event.waiters), 0, "who is destroyed with his loop leaves the line");
    event_set(&event);
    expect_true(event_is_set(&event), "the event itself can be used further");
}
END_TEST

START_TEST(event_for_ten_thousand)
{
    enum { MANY = 10000 };
    static struct task *tasks[MANY];
    int done = 0;

    event_init(&event);
    for (int i = 0; i < MANY; i++)
        tasks[i] = loop_create_task(&loop, event_wait(&event));
    turn();
    event_set(&event);
    turn();
    for (int i = 0; i < MANY; i++) {
        done += task_done(tasks[i]);
        task_release(tasks[i]);
    }
    expect_int(done, MANY, "all who wait are woken, however many they are");
}
END_TEST

Suite *event_suite(void)
{
    Suite *suite = suite_create("event");
    TCase *tests = sync_exercise(suite, "10.1 event_wait", 3, "Standing in line");

    tcase_add_test(tests, event_that_is_set);
    tcase_add_test(tests, event_wakes_all);
    tcase_add_test(tests, event_gives_true);
    tcase_add_test(tests, event_and_one_who_comes_late);
    tcase_add_test(tests, event_is_cleared_at_once);
    tcase_add_test(tests, event_after_it_was_cleared);
    tcase_add_loop_test(tests, event_and_a_cancel, 0, 3);
    tcase_add_test(tests, event_and_a_cancel_after_it);
    tcase_add_test(tests, event_and_a_cancel_before_it);
    tcase_add_test(tests, event_set_twice);
    tcase_add_test(tests, event_for_ten_thousand);
    tcase_add_test(tests, event_that_never_comes);
    return suite;
}
