/*
 * Chapter 10: waiting for a queue, and being cancelled there.
 *
 * Q2 (when get waits), Q3 (in order), Q4 (woken is not served), Q6 (a cancelled getter loses no item), Q7
 * (a cancelled putter loses no room), Q8 (the cancelled leave the line).
 */
#include "queue.h"
#include "sync_tests.h"

static struct queue queue;

/* a, b and c want something out of an empty queue. */
static void three_getters(void)
{
    queue_init(&queue, 0);
    spawn_getter("a", queue_get(&queue));
    spawn_getter("b", queue_get(&queue));
    spawn_getter("c", queue_get(&queue));
    expect_str(turns(), "", "where nothing is get waits");
    expect_int(standing(&queue.getters), 3, "who waits stands in line");
}

/* a, b and c want to put 1, 2 and 3 into a queue that has one in it and no more room. */
static void three_putters(void)
{
    queue_init(&queue, 1);
    queue_put_nowait(&queue, 0);
    spawn("a", queue_put(&queue, 1));
    spawn("b", queue_put(&queue, 2));
    spawn("c", queue_put(&queue, 3));
    expect_str(turns(), "", "where no room is put waits");
    expect_int(standing(&queue.putters), 3, "who waits stands in line");
}

static long long take(void)
{
    union value value = value_of(-1);

    expect_error(queue_get_nowait(&queue, &value), 0, "something is there");
    return value.integer;
}

/* ---- 10.8 queue_wait_fails, with putters only: queue_get() is an exercise of its own ---------- */

START_TEST(fails_in_the_line_of_putters) /* Q8; _i: who */
{
    static const char *const names[] = {"a", "b", "c"};
    static const char *const said[] = {"a!ECANCELED", "b!ECANCELED", "c!ECANCELED"};
    static const char *const others[] = {"b", "a", "a"};

    three_putters();
    cancel(names[_i]);
    expect_str(turns(), said[_i], "a putter can be cancelled");
    expect_int(standing(&queue.putters), 2, "who is cancelled leaves the line");
    expect_int(take(), 0, "what was there is there");
    expect_str(turns(), others[_i], "the next in line has the room");
    expect_int(take(), _i == 0 ? 2 : 1, "what he wanted to put in was not put in");
    queue_destroy(&queue);
}
END_TEST

START_TEST(fails_when_there_is_room) /* Q7 */
{
    three_putters();
    take();
    cancel("a");
    expect_str(turn(), "a!ECANCELED", "who was woken can still be cancelled");
    expect_int(
        standing(&queue.putters), 1,
        "who was woken and then cancelled tells the next in line, and no more than that one");
    expect_str(turn(), "b", "the next in line is woken for the room");
    expect_int(take(), 2, "who was woken in place of the cancelled one puts in what he has");
    expect_str(turns(), "c", "after a cancel each who takes one out still makes room for the next");
    queue_destroy(&queue);
}
END_TEST

START_TEST(fails_before_there_is_room) /* Q8 */
{
    three_putters();
    cancel("a");
    take();
    expect_str(turn(), "a!ECANCELED b", "who was cancelled before is passed over");
    expect_int(standing(&queue.putters), 1, "nobody is woken for whom no room is there");
    queue_destroy(&queue);
}
END_TEST

START_TEST(fails_one_after_the_other) /* Q7 */
{
    three_putters();
    take();
    cancel("a");
    turn();
    cancel("b");
    expect_str(turns(), "b!ECANCELED c", "no room is lost, however many are cancelled");
    queue_destroy(&queue);
}
END_TEST

START_TEST(fails_and_another_has_filled_it) /* Q7 */
{
    three_putters();
    take();
    cancel("a");
    expect_error(queue_put_nowait(&queue, 9), 0, "somebody else may take the room meanwhile");
    expect_str(turn(), "a!ECANCELED", "who was woken can still be cancelled");
    expect_int(standing(&queue.putters), 2, "where no room is left nobody is woken for it");
    queue_destroy(&queue);
}
END_TEST

START_TEST(fails_and_nothing_is_owed) /* Q9 */
{
    three_putters();
    cancel("a");
    cancel("b");
    cancel("c");
    turns();
    expect_int(queue.unfinished, 1, "what was never put in need not be done");
    queue_destroy(&queue);
}
END_TEST

/* ---- 10.9 queue_get -------------------------------------------------------------------------- */

START_TEST(get_what_is_there) /* Q2 */
{
    queue_init(&queue, 0);
    queue_put_nowait(&queue, 5);
    queue_put_nowait(&queue, 6);
    spawn_getter("a", queue_get(&queue));
    spawn_getter("b", queue_get(&queue));
    expect_str(turn(), "a=5 b=6", "where something is get does not wait");
    expect_true(queue_empty(&queue), "what was taken is not there any more");
    queue_destroy(&queue);
}
END_TEST

START_TEST(get_in_order) /* Q3 */
{
    three_getters();
    for (int i = 1; i <= 3; i++)
        queue_put_nowait(&queue, i);
    expect_str(turn(), "a=1 b=2 c=3", "who has waited longest is first");
    expect_int(standing(&queue.getters), 0, "who is served leaves the line");
    queue_destroy(&queue);
}
END_TEST

START_TEST(get_makes_room) /* Q3 */
{
    three_putters();
    spawn_getter("d", queue_get(&queue));
    expect_str(turn(), "d=0", "what is in the queue can be taken out");
    expect_str(turn(), "a", "to take one out makes room for one who waits to put one in");
    expect_str(turns(), "", "to take one out makes room for one, and no more");
    spawn_getter("d", queue_get(&queue));
    expect_str(turns(), "d=1 b", "those who wait for room have it in order");
    queue_destroy(&queue);
}
END_TEST

//! [late]
START_TEST(get_too_late) /* Q4 */
{
    three_getters();
    queue_put_nowait(&queue, 1);
    expect_int(queue_qsize(&queue), 1, "until the one who was woken runs it stays in the queue");
    expect_int(take(), 1, "what the one who was woken has not taken yet somebody else can take");
    expect_str(turns(), "", "who looks too late waits again");
    expect_int(standing(&queue.getters), 3, "who looks too late stands in line again");
    queue_put_nowait(&queue, 2);
    queue_put_nowait(&queue, 3);
    queue_put_nowait(&queue, 4);
    expect_str(turn(), "b=2 c=3 a=4", "who looks too late stands at the end of the line");
    queue_destroy(&queue);
}
END_TEST
//! [late]

START_TEST(get_overtaken_by_one_who_comes) /* Q4 */
{
    queue_init(&queue, 0);
    spawn_getter("a", queue_get(&queue));
    turn();
    spawn_getter("b", queue_get(&queue));
    queue_put_nowait(&queue, 1);
    expect_str(turns(), "b=1", "who comes before the one who was woken runs takes it");
    queue_put_nowait(&queue, 2);
    expect_str(turns(), "a=2", "who was too late waits again");
    queue_destroy(&queue);
}
END_TEST

START_TEST(get_cancelled) /* Q6, Q8 */
{
    three_getters();
    cancel("b");
    queue_put_nowait(&queue, 1);
    cancel("a");
    expect_str(turn(), "b!ECANCELED a!ECANCELED", "who is cancelled raises ECANCELED");
    expect_str(turns(), "c=1", "who was woken and then cancelled passes the word on");
    expect_int(standing(&queue.getters), 0, "who is served or cancelled leaves the line");
    queue_destroy(&queue);
}
END_TEST

START_TEST(get_cancelled_in_line) /* Q8; _i: who */
{
    static const char *const names[] = {"a", "b", "c"};
    static const char *const said[] = {"a!ECANCELED", "b!ECANCELED", "c!ECANCELED"};
    static const char *const others[] = {"b=1 c=2", "a=1 c=2", "a=1 b=2"};

    three_getters();
    cancel(names[_i]);
    expect_str(turns(), said[_i], "a getter can be cancelled");
    expect_int(standing(&queue.getters), 2, "who is cancelled leaves the line");
    queue_put_nowait(&queue, 1);
    queue_put_nowait(&queue, 2);
    expect_str(turns(), others[_i], "nothing goes to one who was cancelled");
    queue_destroy(&queue);
}
END_TEST

START_TEST(get_cancelled_before_the_put) /* Q8 */
{
    three_getters();
    cancel("a");
    queue_put_nowait(&queue, 1);
    expect_str(turn(), "a!ECANCELED b=1", "who was cancelled before is passed over");
    expect_int(standing(&queue.getters), 1, "nobody is woken for whom nothing is there");
    queue_destroy(&queue);
}
END_TEST

START_TEST(get_cancelled_when_he_was_woken) /* Q6 */
{
    three_getters();
    queue_put_nowait(&queue, 1);
    cancel("a");
    expect_str(turn(), "a!ECANCELED", "who was woken can still be cancelled");
    expect_int(queue_qsize(&queue), 1, "what he was woken for stays in the queue");
    expect_int(
        standing(&queue.getters), 1,
        "who was woken and then cancelled tells the next in line, and no more than that one");
    expect_str(turn(), "b=1", "who was told takes what is there");
    queue_destroy(&queue);
}
END_TEST

START_TEST(get_cancelled_one_after_the_other) /* Q6 */
{
    three_getters();
    queue_put_nowait(&queue, 1);
    cancel("a");
    turn();
    cancel("b");
    expect_str(turns(), "b!ECANCELED c=1", "nothing is lost, however many are cancelled");
    queue_destroy(&queue);
}
END_TEST

START_TEST(get_cancelled_of_two_who_were_woken) /* Q6 */
{
    three_getters();
    queue_put_nowait(&queue, 1);
    queue_put_nowait(&queue, 2);
    cancel("a");
    expect_str(turns(), "a!ECANCELED b=1 c=2", "who was woken takes the first, the next the other");
    queue_destroy(&queue);
}
END_TEST

START_TEST(get_cancelled_and_another_has_it) /* Q6 */
{
    three_getters();
    queue_put_nowait(&queue, 1);
    cancel("a");
    expect_int(take(), 1, "somebody else may take it out meanwhile");
    expect_str(turn(), "a!ECANCELED", "who was woken can still be cancelled");
    expect_int(standing(&queue.getters), 2, "where nothing is left nobody is woken for it");
    queue_destroy(&queue);
}
END_TEST

START_TEST(get_cancelled_when_it_waits_again) /* Q4, Q8 */
{
    three_getters();
    queue_put_nowait(&queue, 1);
    take();
    turn();
    cancel("a");
    expect_str(turns(), "a!ECANCELED", "who waits again can be cancelled as before");
    expect_int(standing(&queue.getters), 2, "who is cancelled leaves the line");
    queue_put_nowait(&queue, 2);
    expect_str(turns(), "b=2", "after a cancel the next in line is served");
    queue_destroy(&queue);
}
END_TEST

START_TEST(get_from_each_kind) /* Q1 */
{
    lifo_queue_init(&queue, 0);
    queue_put_nowait(&queue, 1);
    queue_put_nowait(&queue, 2);
    spawn_getter("a", queue_get(&queue));
    expect_str(turn(), "a=2", "what get takes is said by the kind of the queue");
    queue_destroy(&queue);
}
END_TEST

START_TEST(get_of_a_pointer)
{
    static int there;
    union value value = value_of(0);
    struct task *task;

    queue_init(&queue, 0);
    task = loop_create_task(&loop, queue_get(&queue));
    turn();
    queue_put_nowait(&queue, &there);
    turn();
    expect_error(task_result(task, &value), 0, "get gives what was put in");
    expect_ptr(value.pointer, (void *)&there, "get gives what was put in, a pointer too");
    task_release(task);
    queue_destroy(&queue);
}
END_TEST

/* A producer that is faster than the consumer: the bound holds it back. */
static size_t most;

struct producer {
    struct coro coro;
    int i;
};

static void producer(struct coro *self)
{
    struct producer *my = (struct producer *)self;

    async (self) {
        for (my->i = 0; my->i < 20; my->i++) {
            await(queue_put(&queue, my->i));
            if (queue_qsize(&queue) > most)
                most = queue_qsize(&queue);
        }
    }
}

struct consumer {
    struct coro coro;
    int i, got;
};

static void consumer(struct coro *self)
{
    struct consumer *my = (struct consumer *)self;

    async (self) {
        for (my->i = 0; my->i < 20; my->i++) {
            await(my->got, queue_get(&queue));
            expect_int(my->got, my->i, "all comes out, in order");
            await(asyncio_sleep(1));
        }
    }
}

START_TEST(get_slowly) /* Q2 */
{
    most = 0;
    queue_init(&queue, 3);
    spawn("p", coro(producer));
    spawn("c", coro(consumer));
    expect_str(turns(), "p c", "both come to their end");
    expect_int(most, 3, "there is never more in a queue than its bound");
    queue_destroy(&queue);
}
END_TEST

void add_queue_wait(Suite *suite)
{
    TCase *fails = sync_exercise(suite, "10.8 queue_wait_fails", 4, "Pass the word on");
    TCase *gets = sync_exercise(suite, "10.9 queue_get", 3, "Told to look, not served");

    tcase_add_loop_test(fails, fails_in_the_line_of_putters, 0, 3);
    tcase_add_test(fails, fails_before_there_is_room);
    tcase_add_test(fails, fails_when_there_is_room);
    tcase_add_test(fails, fails_one_after_the_other);
    tcase_add_test(fails, fails_and_another_has_filled_it);
    tcase_add_test(fails, fails_and_nothing_is_owed);
    tcase_add_test(gets, get_what_is_there);
    tcase_add_test(gets, get_in_order);
    tcase_add_test(gets, get_makes_room);
    tcase_add_test(gets, get_too_late);
    tcase_add_test(gets, get_overtaken_by_one_who_comes);
    tcase_add_test(gets, get_cancelled);
    tcase_add_loop_test(gets, get_cancelled_in_line, 0, 3);
    tcase_add_test(gets, get_cancelled_before_the_put);
    tcase_add_test(gets, get_cancelled_when_he_was_woken);
    tcase_add_test(gets, get_cancelled_one_after_the_other);
    tcase_add_test(gets, get_cancelled_of_two_who_were_woken);
    tcase_add_test(gets, get_cancelled_and_another_has_it);
    tcase_add_test(gets, get_cancelled_when_it_waits_again);
    tcase_add_test(gets, get_from_each_kind);
    tcase_add_test(gets, get_of_a_pointer);
    tcase_add_test(gets, get_slowly);
}
