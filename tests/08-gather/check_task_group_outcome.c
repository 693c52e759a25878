/*
 * Chapter 8: the rules of what leaves a task group.
 *
 * TG5 and TG6 (errors, also of the body), TG7 (the owner goes on), TG8 and TG9 (cancelled from outside),
 * TG10 (the body's answer), TG11 (nested), and section 30 (the count of the owner).
 */
#include "gather_tests.h"

/* ---- 8.7 group_outcome ---------------------------------------------------------------------- */

START_TEST(outcome_well)
{
    expect_str(run(group_of(.children = {coro(job, .name = "a", .delay = 2)})), "{}a(a).[0]",
               "a block whose children ended well goes on behind its end");
    expect_int(group.error_count, 0, "there was no error");
}
END_TEST

START_TEST(outcome_of_a_child) /* TG5 */
{
    expect_str(run(group_of(.children = {coro(job, .error = EIO)})), "{}[EXCEPTION_GROUP]",
               "also a single error of a child comes out as EXCEPTION_GROUP");
    expect_str(group_errors(), "EIO ", "what it was can be read in the group");
}
END_TEST

START_TEST(outcome_of_the_body) /* TG5, TG6 */
{
    expect_str(run(group_of(.children = {coro(job, .name = "a", .delay = 9)},
                            .body = coro(job, .delay = 1, .error = EIO))),
               "{a(EIOa~[EXCEPTION_GROUP]",
               "an error of the body cancels the children, and comes out as EXCEPTION_GROUP");
    expect_str(group_errors(), "EIO ", "the body's error is kept with the others");
    expect_int(task_cancelling(started), 0, "nobody has asked the owner to cancel");
}
END_TEST

START_TEST(outcome_of_a_body_alone) /* TG5, TG6 */
{
    expect_str(run(group_of(.body = coro(job, .error = EIO))), "{EIO[EXCEPTION_GROUP]",
               "an error of the body comes out as EXCEPTION_GROUP, also without children");
    expect_str(group_errors(), "EIO ", "the body's error is kept with the others");
}
END_TEST

START_TEST(outcome_of_all) /* TG5, TG6 */
{
    expect_str(
        run(group_of(.children = {coro(job, .delay = 9, .answers = EPERM), coro(job, .delay = 9),
                                  coro(job, .delay = 9, .lingers = 1, .answers = EPIPE)},
                     .body = coro(job, .delay = 1, .error = EIO))),
        "{EIO[EXCEPTION_GROUP]", "all errors come out as one");
    expect_str(
        group_errors(), "EPERM EPIPE EIO ",
        "the errors of the children stand in the order in which they came, the body's is the "
        "last, and what was only cancelled is not among them");
}
END_TEST

START_TEST(outcome_when_the_body_is_cancelled) /* TG5 */
{
    expect_str(
        run(group_of(.children = {coro(job, .delay = 1, .error = EIO)}, .body = asyncio_sleep(9))),
        "{ECANCELED[EXCEPTION_GROUP]",
        "errors come before the ECANCELED with which the body was left");
    expect_str(group_errors(), "EIO ", "ECANCELED is not one of the errors");
}
END_TEST

START_TEST(outcome_and_the_owner_goes_on) /* TG7; _i: whether it stands in the body */
{
    struct coro *body = _i == 0 ? NULL : asyncio_sleep(9);

    expect_str(run(coro(goes_on, .what = group_of(.children = {coro(job, .delay = 1, .error = EIO)},
                                                  .body = body))),
               _i == 0 ? "{}(EXCEPTION_GROUP 0)on[0]" : "{ECANCELED(EXCEPTION_GROUP 0)on[0]",
               "the cancel that the group asked of its owner is taken back, and the owner goes on");
}
END_TEST

START_TEST(outcome_when_the_body_swallows) /* TG7 */
{
    expect_str(run(coro(goes_on, .what = group_of(.children = {coro(job, .delay = 1, .error = EIO)},
                                                  .body = asyncio_sleep(9), .swallows = true))),
               "{ECANCELED}(EXCEPTION_GROUP 0)on[0]",
               "a body that swallows the group's cancel does not swallow the errors");
    expect_str(group_errors(), "EIO ", "the errors are those of the children");
}
END_TEST

START_TEST(outcome_when_the_body_answers) /* TG10 */
{
    expect_str(run(coro(goes_on, .what = group_of(.children = {coro(job, .delay = 1, .error = EIO)},
                                                  .body = asyncio_sleep(9), .answers = EPERM))),
               "{ECANCELED(EXCEPTION_GROUP 0)on[0]",
               "a body that answers the cancel with an error gives that to the group");
    expect_str(group_errors(), "EIO EPERM ", "the body's error is the last");
}
END_TEST

START_TEST(outcome_of_a_cancel_in_the_body) /* TG8 */
{
    start(group_of(.children = {coro(job, .name = "a", .delay = 9, .lingers = 2)},
                   .body = asyncio_sleep(9)));
    turns(2);
    cancel();
    expect_str(
        finish(), "ECANCELEDa~[ECANCELED]",
        "if somebody cancels the owner, the children are cancelled, and ECANCELED comes out");
    expect_time(virtual_time(), 2, "when they have all ended");
    expect_true(task_cancelled(started), "the owner is cancelled");
    expect_int(task_cancelling(started), 1, "nobody takes back what somebody else asked");
}
END_TEST

START_TEST(outcome_of_a_cancel_at_the_end) /* TG8 */
{
    start(group_of(.children = {coro(job, .name = "a", .delay = 9, .lingers = 2)}));
    turns(2);
    cancel();
    expect_str(finish(), "a~[ECANCELED]",
               "if the owner is cancelled while the end waits, the children are cancelled, too");
    expect_time(virtual_time(), 2, "when they have all ended");
    expect_int(task_cancelling(started), 1, "nobody takes back what somebody else asked");
}
END_TEST

START_TEST(outcome_of_a_cancel_that_children_swallow) /* TG8 */
{
    start(group_of(.children = {coro(job, .name = "a", .delay = 9, .swallows = true)}));
    turns(2);
    cancel();
    expect_str(finish(), "a~a)[ECANCELED]",
               "a cancel of the owner comes out, whatever the children make of theirs");
}
END_TEST

START_TEST(outcome_of_a_cancel_that_the_body_swallows)
{
    start(group_of(.children = {coro(job, .name = "a", .delay = 9)}, .body = asyncio_sleep(9),
                   .swallows = true));
    turns(2);
    cancel();
    expect_str(finish(), "ECANCELED}a).[0]",
               "a cancel that the body swallows does not reach the group: its children go on");
}
END_TEST

START_TEST(outcome_of_a_cancel_without_children) /* TG8 */
{
    start(group_of(.body = asyncio_sleep(9)));
    turns(2);
    cancel();
    expect_str(finish(), "ECANCELED[ECANCELED]", "a cancel of the owner comes out as ECANCELED");
}
END_TEST

START_TEST(outcome_of_a_cancel_and_an_error) /* TG9; _i: in the body or at the end */
{
    start(group_of(.children = {coro(job, .name = "a", .delay = 9, .answers = EIO)},
                   .body = _i == 0 ? asyncio_sleep(9) : NULL));
    turns(2);
    cancel();
    expect_str(finish(), _i == 0 ? "ECANCELEDa~[EXCEPTION_GROUP]" : "a~[EXCEPTION_GROUP]",
               "if a child fails while it is cancelled, the errors come out and not ECANCELED");
    expect_str(group_errors(), "EIO ", "the error can be read in the group");
    expect_int(task_cancelling(started), 1, "nobody takes back what somebody else asked");
}
END_TEST

START_TEST(outcome_of_a_cancel_that_is_asked_again) /* TG9, section 30 */
{
    start(coro(goes_on, .what = group_of(.children = {coro(job, .delay = 9, .answers = EIO)})));
    turns(2);
    cancel();
    expect_str(finish(), "(EXCEPTION_GROUP 1)[ECANCELED]",
               "a cancel that gave way to errors is not lost: it comes at the next await");
}
END_TEST

START_TEST(outcome_of_an_error_of_the_body_and_a_cancel) /* TG6, TG9 */
{
    start(group_of(.children = {coro(job, .name = "a", .delay = 9, .lingers = 5)},
                   .body = coro(job, .error = EIO)));
    turns(3);
    cancel();
    expect_str(finish(), "[EXCEPTION_GROUP]",
               "a cancel while the end waits does not take the place of the body's error");
    expect_str(group_errors(), "EIO ", "the body's error is kept");
    expect_int(task_cancelling(started), 1, "nobody takes back what somebody else asked");
}
END_TEST

START_TEST(outcome_of_an_error_and_a_cancel) /* TG7, TG9 */
{
    start(coro(goes_on,
               .what = group_of(.children = {coro(job, .turns = 1, .error = EIO),
                                             coro(job, .name = "a", .delay = 9, .lingers = 5)},
                                .body = asyncio_sleep(9))));
    turns(6);
    expect_int(task_cancelling(started), 1, "the group has asked its owner to cancel");
    cancel();
    expect_str(finish(), "(EXCEPTION_GROUP 1)[ECANCELED]",
               "the group takes back its own cancel and no other");
}
END_TEST

START_TEST(outcome_of_both_in_one_iteration) /* TG7, TG9 */
{
    start(coro(goes_on,
               .what = group_of(.children = {coro(job, .name = "a", .turns = 1, .error = EIO)},
                                .body = asyncio_sleep(9))));
    turns(3);
    cancel();
    expect_str(finish(), "ECANCELED(EXCEPTION_GROUP 1)[ECANCELED]",
               "if somebody else asks in the iteration in which a child fails, each cancel counts");
}
END_TEST

/* Begins children that all fail in one iteration: with 1, 2, 3... */
struct fails_often {
    struct coro coro;
    int times;
    int i;
};

static void fails_often(struct coro *self)
{
    struct fails_often *my = (struct fails_often *)self;

    async (self) {
        for (my->i = 1; my->i <= my->times; my->i++)
            task_group_create_task(&group, coro(job, .error = my->i), NULL);
    }
}

START_TEST(outcome_of_many) /* TG5 */
{
    enum { MANY = TASK_GROUP_ERRORS + 4 };

    expect_str(
        run(group_of(.children = {coro(fails_often, .times = MANY)}, .body = asyncio_sleep(9))),
        "{ECANCELED[EXCEPTION_GROUP]", "any number of errors comes out as one");
    expect_int(group.error_count, MANY, "all errors are counted");
    expect_error(group.errors[0], 1, "the first errors are kept");
    expect_error(group.errors[TASK_GROUP_ERRORS - 1], TASK_GROUP_ERRORS,
                 "as many are kept as there is room for");
    expect_true(group.cancelled_owner, "what stands behind the errors is not overwritten");
}
END_TEST

START_TEST(outcome_of_one_given_up) /* _i: in the body, or at its end */
{
    struct task *owner =
        loop_create_task(&loop, group_of(.children = {coro(job, .name = "a", .delay = 9),
                                                      coro(job, .name = "b", .delay = 9)},
                                         .body = _i == 0 ? asyncio_sleep(9) : NULL));

    turns(3);
    loop_close(&loop);
    task_release(owner);
    expect_str(journal_text(),
               _i == 0 ? "{a(b(report: 0;ECANCELEDreport: 0;a~report: 0;b~"
                       : "{}a(b(report: 0;report: 0;a~report: 0;b~",
               "an owner that is given up with its loop gives up its children, and waits for none");
    expect_int(tasks_left(), 0, "and none is left");
}
END_TEST

/* ---- Nested --------------------------------------------------------------------------------- */

static struct task_group inner;

/* A group in the body of a group. */
struct nests {
    struct coro coro;
    struct coro *outer;
    struct coro *inner;
};

static void nests(struct coro *self)
{
    struct nests *my = (struct nests *)self;

    async (self) {
        asyncio_task_group (&group) {
            task_group_create_task(&group, my->outer, NULL);
            asyncio_task_group (&inner) {
                task_group_create_task(&inner, my->inner, NULL);
            }
            journal("between");
        }
        journal("behind");
    }
}

START_TEST(outcome_of_nested) /* TG11 */
{
    expect_str(run(coro(nests, .outer = coro(job, .name = "a", .delay = 2),
                        .inner = coro(job, .name = "b", .delay = 1))),
               "a(b(b)betweena)behind[0]", "a group in a group waits for its own children");
}
END_TEST

START_TEST(outcome_of_the_inner) /* TG11 */
{
    expect_str(run(coro(nests, .outer = coro(job, .name = "a", .delay = 2),
                        .inner = coro(job, .name = "b", .delay = 1, .error = EIO))),
               "a(b(b!a~[EXCEPTION_GROUP]", "an inner failure is an error of the outer body");
    expect_str(group_errors(), "EXCEPTION_GROUP ", "and counts as one error there");
    expect_int(inner.error_count, 1, "the inner group has its own errors");
    expect_int(task_cancelling(started), 0, "each group takes back its own cancel");
}
END_TEST

START_TEST(outcome_of_the_outer) /* TG11 */
{
    expect_str(run(coro(nests, .outer = coro(job, .name = "a", .delay = 1, .error = EIO),
                        .inner = coro(job, .name = "b", .delay = 2))),
               "a(b(a!b~[EXCEPTION_GROUP]", "an outer failure cancels the inner group");
    expect_str(group_errors(), "EIO ", "the inner one has only passed on ECANCELED");
    expect_int(inner.error_count, 0, "the inner one has no errors");
    expect_int(task_cancelling(started), 0, "each group takes back its own cancel");
}
END_TEST

START_TEST(outcome_of_both_groups) /* TG11 */
{
    expect_str(run(coro(nests, .outer = coro(job, .turns = 1, .error = EIO),
                        .inner = coro(job, .turns = 1, .error = EPERM))),
               "[EXCEPTION_GROUP]", "both groups may fail at once");
    expect_str(group_errors(), "EIO EXCEPTION_GROUP ", "each of them has its own errors");
    expect_int(task_cancelling(started), 0, "each group takes back its own cancel");
}
END_TEST

/* ---- With return, break and timeouts -------------------------------------------------------- */

enum way { BY_RETURN, BY_BREAK, BY_RAISE, WAYS };

/* Leaves the block in some way while a child runs. */
struct leaves {
    struct coro coro;
    enum way way;
    int error; /* of the child */
};

static void leaves(struct coro *self)
{
    struct leaves *my = (struct leaves *)self;

    async (self) {
        asyncio_task_group (&group) {
            task_group_create_task(&group, coro(job, .name = "a", .delay = 1, .error = my->error),
                                   NULL);
            if (my->way == BY_RETURN)
                async_return(7);
            if (my->way == BY_RAISE)
                async_raise(EPERM);
            await(asyncio_sleep(0));
            break;
        }
        journal(".");
        async_return(1);
    }
}

START_TEST(outcome_by_any_way) /* C2; _i: which way */
{
    static const char *const places[] = {"a(a)[0]", "a(a).[0]", "[EXCEPTION_GROUP]"};
    union value value = value_of(0);

    expect_str(run(coro(leaves, .way = _i)), places[_i],
               "by whatever way the body is left, its end waits for the children");
    task_result(started, &value);
    expect_int(value.integer,
               _i == BY_RETURN  ? 7
               : _i == BY_BREAK ? 1
                                : 0,
               "a return in the block is a return of the coroutine");
    if (_i != BY_RAISE)
        expect_str(run(coro(leaves, .way = _i, .error = EIO)), "a(a![EXCEPTION_GROUP]",
                   "an error of a child comes before what the body returned");
}
END_TEST

/* A group in the cleanup behind an error. */
struct cleans {
    struct coro coro;
    bool returns;
};

static void cleans(struct coro *self)
{
    struct cleans *my = (struct cleans *)self;

    async (self) {
        async_raise(EIO);
        finally {
            asyncio_task_group (&group) {
                task_group_create_task(&group, coro(job, .name = "a", .delay = 1), NULL);
                if (my->returns)
                    async_return(0);
            }
            journal(".");
        }
    }
}

START_TEST(outcome_in_finally) /* C2; _i: whether the block is left by a return */
{
    expect_str(run(coro(cleans, .returns = _i != 0)), _i == 0 ? "a(a).[EIO]" : "a(a)[EIO]",
               "an error that is on its way through `finally` is none of a group there");
    expect_int(group.error_count, 0, "the group has no errors");
}
END_TEST

static struct timeout timeout;

/* A group in a timeout, or the other way round. */
struct limited {
    struct coro coro;
    int answers;
};

static void limited(struct coro *self)
{
    struct limited *my = (struct limited *)self;

    async (self) {
        asyncio_timeout (&timeout, 1) {
            asyncio_task_group (&group) {
                task_group_create_task(
                    &group, coro(job, .name = "a", .delay = 9, .answers = my->answers), NULL);
            }
            journal("never");
        }
    }
}

START_TEST(outcome_of_a_timeout) /* TG8, TO1, TO2 */
{
    expect_str(run(coro(limited)), "a(a~[ETIMEDOUT]",
               "a timeout around a group cancels the group, and ETIMEDOUT comes out");
    expect_int(task_cancelling(started), 0, "the timeout's cancel is taken back");
}
END_TEST

START_TEST(outcome_of_a_timeout_and_an_error) /* TG9, TO5 */
{
    expect_str(run(coro(goes_on, .what = coro(limited, .answers = EIO))),
               "a(a~(EXCEPTION_GROUP 0)on[0]",
               "if a child answers a timeout with an error, that comes out, and no cancel is left");
}
END_TEST

START_TEST(outcome_of_a_child_with_a_timeout) /* TG5 */
{
    expect_str(run(group_of(.children = {coro(job, .name = "a", .delay = 9),
                                         asyncio_wait_for(coro(job, .name = "b", .delay = 9), 1)})),
               "{}a(b(b~a~[EXCEPTION_GROUP]", "a child that is out of time has failed");
    expect_str(group_errors(), "ETIMEDOUT ", "with ETIMEDOUT");
}
END_TEST

START_TEST(outcome_at_any_time) /* TG8; _i: cancelled after so many iterations */
{
    start(group_of(.children = {coro(job, .turns = 1), coro(job, .delay = 9),
                                coro(job, .turns = 2, .delay = 1, .lingers = 1)},
                   .body = asyncio_sleep(2)));
    turns(_i);
    if (cancel())
        finish();
    expect_str(came_of(&started->future), "cancelled",
               "a cancel comes through, whenever it is asked");
    expect_int(tasks_left(), 0, "no child is left behind");
}
END_TEST

START_TEST(outcome_of_a_failure_at_any_time) /* TG4; _i: a child fails after so many turns */
{
    start(coro(goes_on, .what = group_of(.children = {coro(job, .turns = 3), coro(job, .delay = 9),
                                                      coro(job, .turns = _i, .error = EIO)},
                                         .body = coro(job, .turns = 4))));
    finish();
    expect_int(tasks_left(), 0, "no child is left behind");
    expect_str(group_errors(), "EIO ", "the failure is kept");
    expect_int(task_cancelling(started), 0, "the owner's count is what it was");
}
END_TEST

void add_outcome(Suite *suite)
{
    TCase *tests = gather_exercise(suite, "8.7 group_outcome", 6, "What leaves a group");

    tcase_add_test(tests, outcome_well);
    tcase_add_test(tests, outcome_of_a_child);
    tcase_add_test(tests, outcome_of_the_body);
    tcase_add_test(tests, outcome_of_a_body_alone);
    tcase_add_test(tests, outcome_of_all);
    tcase_add_test(tests, outcome_when_the_body_is_cancelled);
    tcase_add_loop_test(tests, outcome_and_the_owner_goes_on, 0, 2);
    tcase_add_test(tests, outcome_when_the_body_swallows);
    tcase_add_test(tests, outcome_when_the_body_answers);
    tcase_add_test(tests, outcome_of_a_cancel_in_the_body);
    tcase_add_test(tests, outcome_of_a_cancel_at_the_end);
    tcase_add_test(tests, outcome_of_a_cancel_that_children_swallow);
    tcase_add_test(tests, outcome_of_a_cancel_that_the_body_swallows);
    tcase_add_test(tests, outcome_of_a_cancel_without_children);
    tcase_add_loop_test(tests, outcome_of_a_cancel_and_an_error, 0, 2);
    tcase_add_test(tests, outcome_of_a_cancel_that_is_asked_again);
    tcase_add_test(tests, outcome_of_an_error_of_the_body_and_a_cancel);
    tcase_add_test(tests, outcome_of_an_error_and_a_cancel);
    tcase_add_test(tests, outcome_of_both_in_one_iteration);
    tcase_add_test(tests, outcome_of_many);
    tcase_add_loop_test(tests, outcome_of_one_given_up, 0, 2);
    tcase_add_test(tests, outcome_of_nested);
    tcase_add_test(tests, outcome_of_the_inner);
    tcase_add_test(tests, outcome_of_the_outer);
    tcase_add_test(tests, outcome_of_both_groups);
    tcase_add_loop_test(tests, outcome_by_any_way, 0, WAYS);
    tcase_add_loop_test(tests, outcome_in_finally, 0, 2);
    tcase_add_test(tests, outcome_of_a_timeout);
    tcase_add_test(tests, outcome_of_a_timeout_and_an_error);
    tcase_add_test(tests, outcome_of_a_child_with_a_timeout);
    tcase_add_loop_test(tests, outcome_at_any_time, 0, 8);
    tcase_add_loop_test(tests, outcome_of_a_failure_at_any_time, 0, 7);
    add_group_blocks(tests);
}
