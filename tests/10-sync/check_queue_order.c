/*
 * Chapter 10: what a queue holds, in which order, and in how much memory; queue_items.c is given, and
 * tested with exercise 10.7.
 *
 * Q1 (the order of each kind), Q2 (no bound).
 */
#include <stdlib.h>

#include "queue.h"
#include "sync_tests.h"

static struct queue queue;

/* Puts in as many numbers, from 0, in a mixed order. */
static void fill(int count)
{
    for (int i = 0; i < count; i++)
        expect_error(queue_put_nowait(&queue, (i * 7) % count), 0,
                     "a queue without a bound takes all");
}

static long long take(void)
{
    union value value = value_of(-1);

    expect_error(queue_get_nowait(&queue, &value), 0, "what was put in can be taken out");
    return value.integer;
}

START_TEST(items_first_in_first_out) /* Q1 */
{
    enum { MANY = 100 };

    queue_init(&queue, 0);
    fill(MANY);
    for (int i = 0; i < MANY; i++)
        expect_int(take(), (i * 7) % MANY, "what was put in first comes out first");
    queue_destroy(&queue);
}
END_TEST

START_TEST(items_last_in_first_out) /* Q1 */
{
    enum { MANY = 100 };

    lifo_queue_init(&queue, 0);
    fill(MANY);
    for (int i = MANY - 1; i >= 0; i--)
        expect_int(take(), (i * 7) % MANY, "what was put in last comes out first");
    queue_destroy(&queue);
}
END_TEST

static bool less(union value a, union value b)
{
    return a.integer < b.integer;
}

START_TEST(items_by_priority) /* Q1 */
{
    enum { MANY = 100 };

    priority_queue_init(&queue, 0, less);
    fill(MANY);
    for (int i = 0; i < MANY; i++)
        expect_int(take(), i, "the least comes out first");
    queue_destroy(&queue);
}
END_TEST

START_TEST(items_by_priority_at_random) /* Q1 */
{
    int there[50] = {0};

    srand(10);
    priority_queue_init(&queue, 0, less);
    for (int i = 0; i < 2000; i++) {
        int least = 0, number = rand() % 50;

        if (rand() % 2 == 0 || queue_empty(&queue)) {
            queue_put_nowait(&queue, number);
            there[number]++;
            continue;
        }
        while (there[least] == 0)
            least++;
        expect_int(take(), least, "the least comes out first, whatever came and went before");
        there[least]--;
    }
    queue_destroy(&queue);
}
END_TEST

START_TEST(items_go_round) /* Q1; _i: with a bound, or without */
{
    int in = 0, out = 0;

    queue_init(&queue, _i == 0 ? 5 : 0);
    for (int i = 0; i < 100; i++) {
        while (queue_qsize(&queue) < (size_t)(_i == 0 ? 5 : 5 + i / 2))
            expect_error(queue_put_nowait(&queue, in++), 0, "there is room");
        for (int j = 0; j < 3; j++)
            expect_int(take(), out++,
                       "first in, first out, however often the array is gone through");
    }
    queue_destroy(&queue);
}
END_TEST

START_TEST(items_without_memory)
{
    if (!fault_supported())
        return;
    fault_inject("calloc", ENOMEM, 1, 1);
    expect_error(queue_init(&queue, 3), ENOMEM, "a queue that has no memory says so");
    queue_destroy(&queue);
    queue_init(&queue, 0);
    fault_inject("calloc", ENOMEM, 1, 0);
    for (int i = 0; i < 1000; i++)
        if (queue_put_nowait(&queue, i) != 0)
            break;
    expect_error(queue_put_nowait(&queue, 0), ENOMEM, "a queue that cannot grow says so");
    expect_int(queue.unfinished, queue_qsize(&queue), "what was not put in need not be done");
    spawn("a", queue_put(&queue, 1));
    expect_str(turn(), "a!ENOMEM", "without memory queue_put() raises ENOMEM");
    fault_clear();
    for (int i = 0; !queue_empty(&queue); i++)
        expect_int(take(), i, "what is in it is not lost");
    queue_destroy(&queue);
}
END_TEST

START_TEST(items_with_a_bound_need_no_more)
{
    if (!fault_supported())
        return;
    queue_init(&queue, 100);
    fault_inject("calloc", ENOMEM, 1, 0);
    for (int i = 0; i < 100; i++)
        expect_error(queue_put_nowait(&queue, i), 0,
                     "a bounded queue has its memory from the start");
    fault_clear();
    queue_destroy(&queue);
}
END_TEST

void add_items(TCase *tests)
{
    tcase_add_test(tests, items_first_in_first_out);
    tcase_add_test(tests, items_last_in_first_out);
    tcase_add_test(tests, items_by_priority);
    tcase_add_test(tests, items_by_priority_at_random);
    tcase_add_loop_test(tests, items_go_round, 0, 2);
    tcase_add_test(tests, items_without_memory);
    tcase_add_test(tests, items_with_a_bound_need_no_more);
}
