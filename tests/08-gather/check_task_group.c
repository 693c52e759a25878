/*
 * Chapter 8: the rules of a task group up to the end of its children. What leaves the block is in
 * check_task_group_outcome.c.
 *
 * TG1 (waits for all), TG2 (a cancelled child), TG3 (the first failure), TG4 (all have ended), TG12 (what is
 * refused), TG14 (nothing piles up), TG15 (children that make children).
 */
#include "gather_tests.h"

/* ---- What the tests are played with --------------------------------------------------------- */

struct task_group group;

/* Takes a coroutine out of a place: from now on somebody else owns it. */
static struct coro *taken(struct coro **place)
{
    struct coro *what = *place;

    *place = NULL;
    return what;
}

void grouped(struct coro *self)
{
    struct grouped *my = (struct grouped *)self;

    async (self) {
        asyncio_task_group (&group) {
            journal("{");
            for (my->i = 0; my->i < 4 && my->children[my->i] != NULL; my->i++)
                task_group_create_task(&group, taken(&my->children[my->i]), NULL);
            if (my->body != NULL)
                await_catch(my->caught, taken(&my->body));
            if (my->caught != 0)
                journal("%s", errno_name(my->caught));
            if (my->caught != 0 && !my->swallows)
                async_raise(my->answers != 0 ? my->answers : my->caught);
            journal("}");
        }
        journal(".");
        finally {
            coro_drop(my->body);
            for (my->i = 0; my->i < 4; my->i++)
                coro_drop(my->children[my->i]);
        }
    }
}

const char *group_errors(void)
{
    journal_clear();
    for (size_t i = 0; i < group.error_count && i < TASK_GROUP_ERRORS; i++)
        journal("%s ", errno_name(group.errors[i]));
    return journal_text();
}

/* Begins a task of the group after so many turns, and says what came of that. */
struct adds {
    struct coro coro;
    int turns;
    struct coro *what;
    int caught;
};

static void adds(struct coro *self)
{
    struct adds *my = (struct adds *)self;

    async (self) {
        for (; my->turns > 0; my->turns--)
            await_catch(my->caught, asyncio_sleep(0));
        journal("<%s>", errno_name(task_group_create_task(&group, taken(&my->what), NULL)));
        finally {
            coro_drop(my->what);
        }
    }
}

#define adds_of(...) coro(adds, .coro.frame.cleans_up = true, __VA_ARGS__)

/* ---- 8.6 group_child_failed ----------------------------------------------------------------- */

START_TEST(failed_cancels_the_others) /* TG3 */
{
    expect_str(run(group_of(.children = {coro(job, .name = "a", .delay = 9),
                                         coro(job, .name = "b", .delay = 1, .error = EIO),
                                         coro(job, .name = "c", .delay = 9)})),
               "{}a(b(c(b!a~c~[EXCEPTION_GROUP]", "when one child fails, the others are cancelled");
    expect_time(virtual_time(), 1, "and that is at once");
}
END_TEST

//! [body]
START_TEST(failed_cancels_the_body) /* TG3 */
{
    expect_str(run(group_of(.children = {coro(job, .name = "a", .delay = 9),
                                         coro(job, .name = "b", .delay = 1, .error = EIO)},
                            .body = asyncio_sleep(9))),
               "{a(b(b!a~ECANCELED[EXCEPTION_GROUP]",
               "when a child fails, the owner is cancelled where it stands in the body");
    expect_time(virtual_time(), 1, "and that is at once");
}
END_TEST
//! [body]

START_TEST(failed_step_by_step) /* TG3 */
{
    start(group_of(.children = {coro(job, .name = "a", .delay = 9, .lingers = 9),
                                coro(job, .name = "b", .turns = 1, .error = EIO)},
                   .body = coro(job, .name = "x", .delay = 9, .lingers = 1)));
    expect_str(turn(), "{x(", "the body runs, and its children are queued");
    expect_str(turn(), "a(b(", "then the children begin");
    expect_str(turn(), "b!", "a child fails");
    expect_str(turn(), "", "one iteration later the group learns of that, and cancels the others");
    expect_str(turn(), "a~x~", "in the next they and the owner get their ECANCELED");
    expect_int(task_cancelling(started), 1, "the owner is asked once");
    end_all();
}
END_TEST

START_TEST(failed_at_the_end_of_the_block) /* TG3, TG4 */
{
    expect_str(run(group_of(.children = {coro(job, .name = "a", .delay = 9, .lingers = 4),
                                         coro(job, .name = "b", .delay = 1, .error = EIO)})),
               "{}a(b(b!a~[EXCEPTION_GROUP]",
               "the others are cancelled when the body is over, too");
    expect_time(virtual_time(), 5, "all children have ended before the error leaves the block");
}
END_TEST

START_TEST(failed_and_failed_again) /* TG3; _i: at the same time, or later */
{
    struct task *task = NULL;

    start(group_of(.children = {coro(job, .turns = 1, .error = EIO),
                                coro(job, .turns = 1 + _i * 9, .error = EPERM, .answers = EPERM),
                                coro(job, .name = "c", .delay = 9, .lingers = 3)},
                   .body = coro(job, .name = "x", .delay = 9, .lingers = 3)));
    turns(2);
    task = loop.all_tasks;
    turns(2 + 2 * _i);
    expect_int(task_cancelling(task), 1, "only the first failure cancels the others");
    expect_int(task_cancelling(started), 1, "only the first failure cancels the owner");
    finish();
    expect_str(group_errors(), "EIO EPERM ",
               "each failure is kept, in the order in which they came");
    expect_int(task_cancelling(started), 0,
               "behind the block the owner's count of cancels is what it was");
}
END_TEST

START_TEST(failed_while_it_aborts) /* TG3, TG9 */
{
    start(group_of(.children = {coro(job, .name = "a", .delay = 9, .answers = EIO),
                                coro(job, .name = "b", .delay = 9, .lingers = 2)},
                   .body = asyncio_sleep(9)));
    turns(2);
    cancel();
    turns(4);
    expect_true(group.aborting, "to cancel the owner is to cancel the children");
    expect_true(!group.cancelled_owner,
                "a failure of a child that is cancelled already does not cancel the owner again");
    expect_int(task_cancelling(started), 1, "the owner's count has only what somebody else asked");
    finish();
    expect_str(group_errors(), "EIO ", "the failure is kept all the same");
}
END_TEST

START_TEST(failed_before_the_others_begin) /* TG3 */
{
    expect_str(run(group_of(.children = {coro(job, .name = "b", .error = EIO),
                                         adds_of(.what = coro(job, .name = "c"))},
                            .body = asyncio_sleep(9))),
               "{b(b!<0>ECANCELED[EXCEPTION_GROUP]",
               "a child that is cancelled before it begins never runs");
}
END_TEST

START_TEST(failed_and_takes_no_more) /* TG12 */
{
    expect_str(run(group_of(.children = {coro(job, .name = "b", .error = EIO),
                                         adds_of(.turns = 3, .what = coro(job, .name = "c"))},
                            .body = coro(job, .delay = 9, .lingers = 1))),
               "{b(b!<ECANCELED>ECANCELED[EXCEPTION_GROUP]",
               "while a group shuts down after a failure it takes no more tasks");
}
END_TEST

START_TEST(failed_as_the_only_one) /* TG3, TG5 */
{
    expect_str(run(group_of(.children = {coro(job, .name = "a", .error = EIO)})),
               "{}a(a![EXCEPTION_GROUP]", "an error of the last child is not lost");
    expect_str(group_errors(), "EIO ", "an error of the last child is not lost");
    expect_int(task_cancelling(started), 0,
               "behind the block the owner's count of cancels is what it was");
}
END_TEST

START_TEST(failed_for_want_of_memory) /* TG3 */
{
    expect_str(run(group_of(.children = {adds_of(.turns = 1)}, .body = asyncio_sleep(9))),
               "{<ENOMEM>ECANCELED[EXCEPTION_GROUP]",
               "a child for which there is no memory has failed with ENOMEM");
    expect_str(group_errors(), "ENOMEM ", "a child without memory has failed with ENOMEM");
    expect_int(task_cancelling(started), 0,
               "behind the block the owner's count of cancels is what it was");
}
END_TEST

START_TEST(failed_without_memory) /* TG3; _i: which allocation fails */
{
    if (!fault_supported())
        return;
    start(group_of(.children = {coro(job, .name = "a"), coro(job, .name = "b")},
                   .body = asyncio_sleep(9)));
    fault_inject(_i % 2 == 0 ? "calloc" : "malloc", ENOMEM, 1 + _i / 2, 1);
    expect_str(finish(), "{ECANCELED[EXCEPTION_GROUP]",
               "a child without memory has failed: the owner is cancelled at its next await");
    expect_str(group_errors(), "ENOMEM ", "a child without memory has failed with ENOMEM");
    expect_int(task_cancelling(started), 0,
               "behind the block the owner's count of cancels is what it was");
}
END_TEST

START_TEST(cancelled_is_not_failed) /* TG2 */
{
    struct task *task;

    start(group_of(.children = {coro(job, .name = "a", .delay = 9),
                                coro(job, .name = "b", .delay = 5)}));
    turns(2);
    task = loop.all_tasks->next;
    task_cancel(task);
    expect_str(finish(), "{}a(b(a~b).[0]",
               "a child that somebody cancels has not failed: the others go on");
    expect_int(group.error_count, 0, "it is no error");
}
END_TEST

/* ---- While all goes well -------------------------------------------------------------------- */

START_TEST(group_waits_for_all) /* TG1 */
{
    expect_str(run(group_of(.children = {coro(job, .name = "a", .delay = 3),
                                         coro(job, .name = "b", .delay = 1)},
                            .body = coro(job, .name = "x", .delay = 2))),
               "{x(a(b(b)x)}a).[0]", "the end of the block waits for all its tasks");
}
END_TEST

START_TEST(group_waits_for_those_added_late) /* TG1 */
{
    expect_str(
        run(group_of(.children = {adds_of(.turns = 2, .what = coro(job, .name = "c", .delay = 9)),
                                  coro(job, .name = "b", .delay = 1)})),
        "{}b(<0>c(b)c).[0]", "the end waits also for tasks that are added while it waits");
}
END_TEST

START_TEST(group_of_none) /* TG1 */
{
    start(group_of(.children = {NULL}));
    expect_str(turn(), "{}.[0]", "a block without children is left at once");
}
END_TEST

START_TEST(group_children_make_children) /* TG15 */
{
    expect_str(
        run(group_of(.children = {adds_of(.what = adds_of(.turns = 1,
                                                          .what = adds_of(.what = coro(
                                                                              job, .name = "c")))),
                                  coro(job, .turns = 9, .error = EIO)})),
        "{}<0><0><0>c(c)[EXCEPTION_GROUP]", "children may make children, as deep as they like");
}
END_TEST

/* Makes itself anew, again and again, until the group takes no more. */
struct multiplies {
    struct coro coro;
    int count;
};

static void multiplies(struct coro *self)
{
    struct multiplies *my = (struct multiplies *)self;

    async (self) {
        await(asyncio_sleep(0));
        if (task_group_create_task(&group, coro(multiplies, .count = my->count + 1), NULL) == 0)
            task_group_create_task(&group, coro(job, .turns = 1), NULL);
    }
}

START_TEST(group_children_make_children_while_one_fails) /* TG14, TG15 */
{
    start(group_of(.children = {coro(multiplies), coro(job, .turns = 500, .error = EIO)}));
    turns(400);
    expect_true(tasks_left() < 9, "children that are done are let go while the block goes on");
    expect_str(finish(), "{}[EXCEPTION_GROUP]", "a failure ends them all");
    expect_str(group_errors(), "EIO ",
               "to be refused a task by a group that shuts down is no error");
    expect_int(tasks_left(), 0, "a failure ends them all");
}
END_TEST

/* Keeps the tasks of its group, to read what came of them behind the block. */
struct keeps {
    struct coro coro;
    struct task *a;
    struct task *b;
    union value value;
};

static void keeps(struct coro *self)
{
    struct keeps *my = (struct keeps *)self;

    async (self) {
        asyncio_task_group (&group) {
            task_group_create_task(&group, coro(job, .delay = 1, .result = 7), &my->a);
            expect_true(my->a != NULL, "a task that is wanted is given");
            task_group_create_task(&group, coro(job, .result = 8), &my->b);
            await(my->value, my->b);
            journal("%lld", my->value.integer);
        }
        task_result(my->a, &my->value);
        journal("%lld", my->value.integer);
        finally {
            task_release(my->a);
            task_release(my->b);
        }
    }
}

START_TEST(group_gives_its_tasks)
{
    expect_str(run(coro(keeps)), "87[0]",
               "a task of a group can be kept, awaited, and read behind it");
}
END_TEST

/* ---- What is refused ------------------------------------------------------------------------ */

START_TEST(group_refuses) /* TG12, TG13 */
{
    struct task *task = (struct task *)&group;
    struct coro_stack stack;

    group = (struct task_group){0};
    expect_error(task_group_create_task(&group, coro(job), &task), EINVAL,
                 "before its block is entered a group takes no tasks");
    expect_ptr(task, NULL, "no task is given then");
    run(group_of(.children = {coro(job)}));
    expect_error(task_group_create_task(&group, coro(job), NULL), EALREADY,
                 "behind its block a group takes no tasks");
    coro_stack_init(&stack, group_of(.children = {coro(job)}));
    expect_error(coro_resume(&stack), EINVAL, "outside of a task the block raises EINVAL");
}
END_TEST

/* Asks for a task when the last child is done, but the owner has not gone on. */
static int asks_now(void *arg)
{
    (void)arg;
    journal("<%s>", errno_name(task_group_create_task(&group, coro(job), NULL)));
    return 0;
}

START_TEST(group_refuses_between_the_last_and_the_end) /* TG12 */
{
    struct handle handle;

    handle_init(&handle, asks_now, NULL);
    start(group_of(.children = {coro(job, .name = "a", .turns = 1)}));
    turns(2);
    task_add_done_callback(loop.all_tasks, &handle);
    expect_str(finish(), "{}a(a)<EALREADY>.[0]",
               "when its end has begun and the last child is done a group takes no more tasks");
}
END_TEST

/* Two groups, one after the other, in one struct. */
struct again {
    struct coro coro;
    int i;
    int caught;
};

static void again(struct coro *self)
{
    struct again *my = (struct again *)self;

    async (self) {
        for (my->i = 0; my->i < 2; my->i++) {
            await_catch(my->caught,
                        group_of(.children = {coro(job, .error = my->i == 0 ? EIO : 0)}));
            journal("(%s %d)", errno_name(my->caught), (int)group.error_count);
        }
    }
}

START_TEST(group_is_used_again)
{
    expect_str(run(coro(again)), "{}(EXCEPTION_GROUP 1){}.(0 0)[0]",
               "a struct can be used again, and begins without errors");
}
END_TEST

Suite *task_group_suite(void)
{
    Suite *suite = suite_create("task_group");
    TCase *tests = gather_exercise(suite, "8.6 group_child_failed", 5, "When a child fails");

    tcase_add_test(tests, failed_cancels_the_others);
    tcase_add_test(tests, failed_step_by_step);
    tcase_add_test(tests, failed_cancels_the_body);
    tcase_add_test(tests, failed_at_the_end_of_the_block);
    tcase_add_loop_test(tests, failed_and_failed_again, 0, 2);
    tcase_add_test(tests, failed_while_it_aborts);
    tcase_add_test(tests, failed_before_the_others_begin);
    tcase_add_test(tests, failed_and_takes_no_more);
    tcase_add_test(tests, failed_as_the_only_one);
    tcase_add_test(tests, failed_for_want_of_memory);
    tcase_add_loop_test(tests, failed_without_memory, 0, 4);
    tcase_add_test(tests, cancelled_is_not_failed);
    tcase_add_test(tests, group_waits_for_all);
    tcase_add_test(tests, group_waits_for_those_added_late);
    tcase_add_test(tests, group_of_none);
    tcase_add_test(tests, group_children_make_children);
    tcase_add_test(tests, group_children_make_children_while_one_fails);
    tcase_add_test(tests, group_gives_its_tasks);
    tcase_add_test(tests, group_refuses);
    tcase_add_test(tests, group_refuses_between_the_last_and_the_end);
    tcase_add_test(tests, group_is_used_again);
    add_outcome(suite);
    return suite;
}
