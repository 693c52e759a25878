/*
 * Chapter 10: the rules of a queue. What it holds is in check_queue_order.c, how one waits for it in
 * check_queue_wait.c.
 *
 * Q2 (when put waits), Q3 (whom it wakes), Q5 (without waiting), Q9 (join), Q10 (nothing to join), Q11
 * (done once too often).
 */
#include "queue.h"
#include "sync_tests.h"

static struct queue queue;

static void queue_for(size_t maxsize)
{
    expect_error(queue_init(&queue, maxsize), 0, "there is memory for a queue");
}

static void done(int times)
{
    while (times-- > 0)
        expect_error(queue_task_done(&queue), 0, "what was put in can be done with");
}

/* ---- 10.7 queue_put_nowait ------------------------------------------------------------------- */

START_TEST(put_and_get) /* Q5 */
{
    union value value = value_of(0);

    queue_for(0);
    expect_true(queue_empty(&queue), "a new queue is empty");
    expect_error(queue_get_nowait(&queue, &value), EAGAIN, "where nothing is nothing can be taken");
    expect_error(queue_put_nowait(&queue, 7), 0, "a queue without a bound takes all");
    expect_int(queue_qsize(&queue), 1, "what was put in is there");
    expect_error(queue_get_nowait(&queue, &value), 0, "what was put in can be taken out");
    expect_int(value.integer, 7, "what comes out is what was put in");
    expect_true(queue_empty(&queue), "what was taken out is not there any more");
    queue_destroy(&queue);
}
END_TEST

START_TEST(put_where_no_room_is) /* Q2, Q5 */
{
    queue_for(2);
    expect_error(queue_put_nowait(&queue, 1), 0, "there is room for two");
    expect_true(!queue_full(&queue), "there is room for one more");
    expect_error(queue_put_nowait(&queue, 2), 0, "there is room for two");
    expect_true(queue_full(&queue), "a queue for two is full with two");
    expect_error(queue_put_nowait(&queue, 3), EAGAIN, "where no room is nothing is put in");
    expect_int(queue_qsize(&queue), 2, "where no room is nothing is put in");
    expect_int(queue.unfinished, 2, "what was put in is unfinished, and what was refused is not");
    queue_destroy(&queue);
}
END_TEST

START_TEST(put_without_waiting) /* Q2 */
{
    queue_for(1);
    spawn("a", queue_put(&queue, 1));
    spawn("b", queue_put(&queue, 2));
    expect_str(turns(), "a", "where there is room put does not wait, where there is none it does");
    spawn_getter("c", queue_get(&queue));
    expect_str(turn(), "c=1", "to take one out makes room");
    expect_str(turn(), "b", "who waits for room puts his in when there is some");
    expect_int(queue_qsize(&queue), 1, "who waited for room has now put his in");
    queue_destroy(&queue);
}
END_TEST

START_TEST(put_wakes_one) /* Q3 */
{
    queue_for(0);
    spawn_getter("a", queue_get(&queue));
    spawn_getter("b", queue_get(&queue));
    expect_str(turns(), "", "who wants something waits while nothing is there");
    queue_put_nowait(&queue, 1);
    expect_int(standing(&queue.getters), 1, "one that is put in wakes one who waits, and no more");
    expect_str(turns(), "a=1", "what is put in goes to him who has waited longest");
    queue_put_nowait(&queue, 2);
    expect_str(turns(), "b=2", "the next that is put in goes to the next in line");
    queue_destroy(&queue);
}
END_TEST

START_TEST(put_wakes_one_each_time) /* Q3 */
{
    queue_for(0);
    spawn_getter("a", queue_get(&queue));
    spawn_getter("b", queue_get(&queue));
    turn();
    queue_put_nowait(&queue, 1);
    queue_put_nowait(&queue, 2);
    expect_str(turn(), "a=1 b=2",
               "each one that is put in wakes one who waits, even if there was something before");
    queue_destroy(&queue);
}
END_TEST

START_TEST(put_by_a_coroutine_wakes) /* Q3 */
{
    queue_for(1);
    spawn_getter("a", queue_get(&queue));
    turn();
    spawn("b", queue_put(&queue, 5));
    expect_str(turn(), "b", "put wakes him who waits");
    expect_str(turn(), "a=5", "who was woken takes out what was put in");
    queue_destroy(&queue);
}
END_TEST

START_TEST(put_and_join) /* Q9 */
{
    union value value;

    queue_for(0);
    queue_put_nowait(&queue, 1);
    queue_put_nowait(&queue, 2);
    spawn("a", queue_join(&queue));
    expect_str(turns(), "", "join waits for what was put in");
    queue_get_nowait(&queue, &value);
    queue_get_nowait(&queue, &value);
    expect_str(turns(), "",
               "an empty queue is not a finished one: what was taken out must be done");
    done(1);
    expect_str(turns(), "", "each must be done");
    done(1);
    expect_str(turn(), "a", "when the last one is done join goes on");
    queue_destroy(&queue);
}
END_TEST

START_TEST(put_more_while_one_joins) /* Q9 */
{
    queue_for(0);
    queue_put_nowait(&queue, 1);
    spawn("a", queue_join(&queue));
    turn();
    queue_put_nowait(&queue, 2);
    done(1);
    expect_str(turns(), "", "join also waits for what is put in while it waits");
    done(1);
    expect_str(turn(), "a", "join waits until all that was ever put in is done");
    queue_destroy(&queue);
}
END_TEST

START_TEST(put_after_all_was_done) /* Q9 */
{
    queue_for(0);
    queue_put_nowait(&queue, 1);
    done(1);
    spawn("a", queue_join(&queue));
    expect_str(turn(), "a", "when all is done join does not wait");
    queue_put_nowait(&queue, 2);
    spawn("b", queue_join(&queue));
    expect_str(turns(), "", "what is put in after that must be done, too");
    done(1);
    expect_str(turn(), "b", "join waits until all that was ever put in is done");
    queue_destroy(&queue);
}
END_TEST

START_TEST(put_by_a_coroutine_and_join) /* Q9 */
{
    queue_for(1);
    spawn("a", queue_put(&queue, 1));
    spawn("b", queue_put(&queue, 2));
    turn();
    done(1);
    spawn("c", queue_join(&queue));
    expect_str(turn(), "c", "what still waits to be put in is not counted yet");
    queue_destroy(&queue);
}
END_TEST

START_TEST(put_nothing_and_join) /* Q10 */
{
    queue_for(0);
    spawn("a", queue_join(&queue));
    spawn("b", queue_join(&queue));
    expect_str(turn(), "a b", "into a fresh queue nothing was put, so join does not wait");
    queue_destroy(&queue);
}
END_TEST

START_TEST(put_and_done_too_often) /* Q11 */
{
    queue_for(0);
    expect_error(queue_task_done(&queue), EPERM, "nothing was put in, so nothing can be done with");
    queue_put_nowait(&queue, 1);
    done(1);
    expect_error(queue_task_done(&queue), EPERM, "one that was put in can be done with once");
    queue_destroy(&queue);
}
END_TEST

/* Three workers take numbers out until they are cancelled. */
static int sum;

struct worker {
    struct coro coro;
    int number;
};

static void worker(struct coro *self)
{
    struct worker *my = (struct worker *)self;

    async (self) {
        for (;;) {
            await(my->number, queue_get(&queue));
            await(asyncio_sleep(1));
            sum += my->number;
            queue_task_done(&queue);
        }
    }
}

START_TEST(put_to_workers) /* Q9 */
{
    sum = 0;
    queue_for(0);
    for (int i = 1; i <= 9; i++)
        queue_put_nowait(&queue, i);
    spawn("a", coro(worker));
    spawn("b", coro(worker));
    spawn("c", coro(worker));
    spawn("j", queue_join(&queue));
    expect_str(turns(), "j", "join waits until the workers have done all");
    expect_int(sum, 45, "when join goes on all that was put in is done");
    expect_time(virtual_time(), 3, "nine seconds of work take three workers three seconds");
    cancel("a");
    cancel("b");
    cancel("c");
    expect_str(turns(), "a!ECANCELED b!ECANCELED c!ECANCELED", "the workers wait for more");
    queue_destroy(&queue);
}
END_TEST

Suite *queue_suite(void)
{
    Suite *suite = suite_create("queue");
    TCase *tests = sync_exercise(suite, "10.7 queue_put_nowait", 3, "Until all is done");

    tcase_add_test(tests, put_and_get);
    tcase_add_test(tests, put_where_no_room_is);
    tcase_add_test(tests, put_without_waiting);
    tcase_add_test(tests, put_wakes_one);
    tcase_add_test(tests, put_wakes_one_each_time);
    tcase_add_test(tests, put_by_a_coroutine_wakes);
    tcase_add_test(tests, put_and_join);
    tcase_add_test(tests, put_more_while_one_joins);
    tcase_add_test(tests, put_after_all_was_done);
    tcase_add_test(tests, put_by_a_coroutine_and_join);
    tcase_add_test(tests, put_nothing_and_join);
    tcase_add_test(tests, put_and_done_too_often);
    tcase_add_test(tests, put_to_workers);
    add_items(tests);
    add_queue_wait(suite);
    return suite;
}
