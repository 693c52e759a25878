/*
 * Chapter 8: the rules of taking many over, which is given (awaitable.h); tested with exercise 8.1.
 *
 * GA2 (the order of the first steps), GA4 (the same twice), GA5 (one loop), and what happens without
 * memory: nothing begins, and nothing is lost.
 */
#include "gather_tests.h"

START_TEST(many_begin_in_order) /* GA2 */
{
    struct task *task = loop_create_task(&loop, coro(job, .name = "t", .turns = 3));

    start(asyncio_gather(NULL, coro(job, .name = "a", .turns = 1), task,
                         coro(job, .name = "b", .turns = 1), coro(job, .name = "c", .turns = 1)));
    expect_str(turn(), "t(", "a gather begins nothing by itself: the tasks are queued");
    expect_str(turn(), "a(b(c(", "the first steps come in the order of the arguments");
    expect_str(finish(), "a(b(c(a)b)c)t)[0]", "and so do the others");
    task_release(task);
}
END_TEST

START_TEST(many_begin_when_awaited)
{
    struct coro *gathering = asyncio_gather(NULL, coro(job, .name = "a"));

    expect_int(tasks_left(), 0, "a gather that is not awaited has begun nothing");
    coro_drop(gathering);
    expect_true(ready_is_empty(&loop.ready), "a gather that is dropped runs nothing");
    gathering = coro(job, .name = "b");
    coro_drop(asyncio_gather(NULL, gathering, gathering));
}
END_TEST

START_TEST(many_at_once)
{
    struct task *task = loop_create_task(&loop, coro(job, .name = "t", .result = 2));
    struct awaitable all[] = {awaitable_of(coro(job, .name = "a", .result = 1)),
                              awaitable_of(task)};

    expect_error(gather_start(&gather, results_of(results), NULL, all, 2), 0,
                 "without a loop that runs the loop is that of the first task or future");
    expect_str(turns(3), "t(t)a(a)", "it begins at once");
    expect_str(came_of(&gather.future), "ended well", "and ends like any other");
    expect_int(results[0] + results[1], 3, "and has the results");
    gather_release(&gather);
    task_release(task);
}
END_TEST

START_TEST(many_with_sixteen)
{
    int sums[16] = {0}, sum = 0;

    run(asyncio_gather(sums, coro(job, .result = 1), coro(job, .result = 2), coro(job, .result = 3),
                       coro(job, .result = 4), coro(job, .result = 5), coro(job, .result = 6),
                       coro(job, .result = 7), coro(job, .result = 8), coro(job, .result = 9),
                       coro(job, .result = 10), coro(job, .result = 11), coro(job, .result = 12),
                       coro(job, .result = 13), coro(job, .result = 14), coro(job, .result = 15),
                       coro(job, .result = 16)));
    for (int i = 0; i < 16; i++)
        sum += sums[i];
    expect_int(sum, 136, "sixteen can be named");
    expect_int(sums[15], 16, "sixteen can be named");
}
END_TEST

START_TEST(many_sleeps) /* GA1, GA4 */
{
    expect_str(run(asyncio_gather(results, asyncio_sleep_result(2, 5), asyncio_sleep_result(0, 6),
                                  asyncio_sleep_result(1, 7))),
               "[0]", "sleeps can be gathered, whatever they give");
    expect_int(results[0], 5, "each has its own result");
    expect_int(results[1], 6, "each has its own result");
    expect_int(results[2], 7, "each has its own result");
}
END_TEST

START_TEST(many_with_the_same_coroutine) /* GA4; _i: how often */
{
    struct coro *same = coro(job, .name = "a", .turns = 1, .result = 5);
    struct awaitable all[8];
    int fives[8] = {0};

    for (int i = 0; i <= _i; i++)
        all[i] = awaitable_of(same);
    expect_str(run(asyncio_gather_array(results_of(fives), NULL, all, 1 + (size_t)_i)), "a(a)[0]",
               "the same coroutine, however often it is there, runs once");
    for (int i = 0; i <= _i; i++)
        expect_int(fives[i], 5, "its result appears at each of its places");
}
END_TEST

START_TEST(many_with_the_same_task) /* GA4 */
{
    struct task *task = loop_create_task(&loop, coro(job, .name = "t", .result = 5));

    expect_str(run(asyncio_gather(results, task, task, &task->future)), "t(t)[0]",
               "the same task may be there as often as one likes, also as a future");
    expect_int(results[0] + results[1] + results[2], 15,
               "its result appears at each of its places");
    task_release(task);
}
END_TEST

START_TEST(many_with_one_of_another_loop) /* GA5; _i: where it stands */
{
    struct loop other;
    struct awaitable all[3];

    expect_error(loop_init(&other, &virtual_selector), 0, "there can be two loops");
    future_release(&fa);
    future_init(&fa, &other);
    for (int i = 0; i < 3; i++)
        all[i] = i == _i ? awaitable_of(&fa) : awaitable_of(coro(job, .name = "a"));
    start(asyncio_gather_array(results_of(NULL), NULL, all, 3));
    expect_str(finish(), "[EINVAL]", "all must be of one loop");
    turns(3);
    expect_str(journal_text(), "", "otherwise none of them runs");
    expect_ptr(other.all_tasks, NULL, "and none is made for the other loop");
    loop_close(&other);
}
END_TEST

START_TEST(many_with_nothing) /* _i: where it stands */
{
    const struct awaitable nothing[] = {awaitable_of((struct coro *)NULL),
                                        awaitable_of((struct task *)NULL),
                                        awaitable_of((struct future *)NULL)};
    struct coro *same = NULL;

    for (int kind = 0; kind < 3; kind++) {
        struct awaitable all[4];

        same = coro(job, .name = "a");
        for (int i = 0; i < 4; i++)
            all[i] = i == _i ? nothing[kind] : awaitable_of(same);
        expect_true(asyncio_gather_array(results_of(NULL), NULL, all, 4) == NULL,
                    "without one of them there is no gather, and the others are freed, each once");
    }
}
END_TEST

START_TEST(many_without_memory) /* _i: for the children, or for the coroutine */
{
    struct coro *all[3], *gathering;

    if (!fault_supported())
        return;
    for (int i = 0; i < 3; i++)
        all[i] = freed_is_said();
    coro_free_memory();
    fault_inject(_i == 0 ? "calloc" : "malloc", ENOMEM, 1, 1);
    gathering = asyncio_gather(NULL, all[0], all[1], all[2]);
    fault_clear();
    expect_true(gathering == NULL, "without memory for its children there is no gather");
    expect_str(journal_text(), "freedfreedfreed", "without a gather they are freed");
}
END_TEST

START_TEST(many_without_memory_for_tasks) /* _i: for which of them */
{
    if (!fault_supported())
        return;
    start(asyncio_gather(NULL, coro(job, .name = "a"), coro(job, .name = "b"),
                         coro(job, .name = "c")));
    fault_inject("malloc", ENOMEM, 1 + _i, 1);
    expect_str(finish(), "[ENOMEM]", "without memory for one of the tasks nothing begins");
    fault_clear();
    expect_str(turns(3), "", "those that were made already never run");
}
END_TEST

/* Gathers itself, shields itself, waits for itself. */
struct bites_its_tail {
    struct coro coro;
    int caught;
};

static void bites_its_tail(struct coro *self)
{
    struct bites_its_tail *my = (struct bites_its_tail *)self;

    async (self) {
        await_catch(my->caught, asyncio_gather(NULL, self, coro(job, .name = "a"), self));
        journal("%s ", errno_name(my->caught));
        await_catch(my->caught, asyncio_gather(NULL, self, (struct task *)NULL));
        journal("%s ", errno_name(my->caught));
        await_catch(my->caught, asyncio_shield(self));
        journal("%s ", errno_name(my->caught));
        await_catch(my->caught, asyncio_wait_for(self, 1));
        journal("%s ", errno_name(my->caught));
        await_catch(my->caught, asyncio_wait_for(self, 0));
        journal("%s ", errno_name(my->caught));
        coro_drop(asyncio_shield(self));
        await(asyncio_sleep(1));
    }
}

START_TEST(many_with_one_that_has_begun) /* C4 */
{
    expect_str(run(coro(bites_its_tail)), "EALREADY ENOMEM EALREADY EALREADY EALREADY [0]",
               "a coroutine that has begun is somebody's: it is refused, and goes on");
}
END_TEST

START_TEST(many_and_no_loop)
{
    expect_error(gather_start(&gather, results_of(NULL), NULL, AWAITABLES(coro(job), coro(job))),
                 EINVAL, "coroutines alone need a loop that runs");
    gather_release(&gather);
}
END_TEST

START_TEST(many_of_one_kind_each)
{
    struct awaitable all[] = {awaitable_of(coro(job, .turns = 1)), awaitable_of(&fa), {0}};

    expect_true(awaitable_future(all[0]) == NULL, "a coroutine has no future yet");
    expect_ptr(awaitable_future(all[1]), &fa, "a future is its own future");
    expect_true(awaitable_is_null(all[2]), "all zero is nothing");
    expect_error(awaitable_start(&all[2], &loop), ENOMEM, "nothing cannot be started");
    expect_error(awaitable_start(&all[1], &loop), 0, "a future needs no start");
    expect_error(awaitable_start(&all[0], &loop), 0, "a coroutine becomes a task");
    expect_int(all[0].kind, AWAITABLE_MADE, "a coroutine becomes a task");
    turns(4);
    expect_str(came_of(awaitable_future(all[0])), "ended well", "and runs");
    for (int i = 0; i < 3; i++)
        awaitable_release(&all[i]);
    expect_true(awaitable_is_null(all[1]), "what is released is nothing");
}
END_TEST

void add_awaitable(TCase *tests)
{
    tcase_add_test(tests, many_begin_in_order);
    tcase_add_test(tests, many_begin_when_awaited);
    tcase_add_test(tests, many_at_once);
    tcase_add_test(tests, many_with_sixteen);
    tcase_add_test(tests, many_sleeps);
    tcase_add_loop_test(tests, many_with_the_same_coroutine, 0, 4);
    tcase_add_test(tests, many_with_the_same_task);
    tcase_add_loop_test(tests, many_with_one_of_another_loop, 0, 3);
    tcase_add_loop_test(tests, many_with_nothing, 0, 4);
    tcase_add_loop_test(tests, many_without_memory, 0, 2);
    tcase_add_loop_test(tests, many_without_memory_for_tasks, 0, 3);
    tcase_add_test(tests, many_with_one_that_has_begun);
    tcase_add_test(tests, many_and_no_loop);
    tcase_add_test(tests, many_of_one_kind_each);
}
