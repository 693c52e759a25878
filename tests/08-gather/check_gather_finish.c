/*
 * Chapter 8: the rules of what a gather answers.
 *
 * GA1 (in the order of the arguments), GA3 (nothing to gather), GA4 (the same twice), GA8 (errors
 * returned), GA11 (a cancel is not forgotten).
 */
#include "gather_tests.h"

/* ---- 8.2 gather_finish ---------------------------------------------------------------------- */

START_TEST(finish_in_order) /* GA1 */
{
    static const char *const rule =
        "results stand in the order of the arguments, not in that in which they came";

    expect_str(run(asyncio_gather(results, coro(job, .delay = 3, .result = 10),
                                  coro(job, .delay = 1, .result = 20),
                                  coro(job, .delay = 2, .result = 30))),
               "[0]", "when all children end well, so does the gather");
    expect_int(results[0], 10, rule);
    expect_int(results[1], 20, rule);
    expect_int(results[2], 30, rule);
    expect_int(results[3], -1, "nothing is stored behind the last result");
}
END_TEST

START_TEST(finish_of_futures) /* GA1 */
{
    union value value = value_of(5);

    gather_futures(false);
    future_set_result(&fc, 3), turn();
    expect_int(results[2], -1, "no result is stored before all of them are there");
    future_set_result(&fa, 1), future_set_result(&fb, 2), turn();
    expect_int(results[0], 1, "the result of each child is stored in its place");
    expect_int(results[2], 3, "the result of each child is stored in its place");
    expect_error(future_result(&gather.future, &value), 0,
                 "when all children end well, so does the gather");
    expect_int(value.integer, 0, "a gather's own result is 0: the results are in the array");
}
END_TEST

START_TEST(finish_nothing) /* GA3 */
{
    struct gather none;

    expect_error(gather_start(&none, results_of(NULL), NULL, NULL, 0), EINVAL,
                 "with no children and no loop that runs there is no loop to be on");
    expect_str(run(asyncio_gather(NULL)), "[0]", "with nothing to gather it ends well");
    expect_str(run(asyncio_gather(results)), "[0]", "with nothing to gather it ends well");
    expect_int(results[0], -1, "with nothing to gather nothing is stored");
    start(asyncio_gather_array(results_of(results), errors, NULL, 0));
    expect_str(turn(), "[0]", "with nothing to gather it is done at once, in the same step");
}
END_TEST

START_TEST(finish_without_results)
{
    expect_str(
        run(asyncio_gather(NULL, coro(job, .name = "a", .result = 1), coro(job, .name = "b"))),
        "a(a)b(b)[0]", "without an array the results are not stored");
}
END_TEST

START_TEST(finish_the_same_twice) /* GA4 */
{
    struct coro *twice = coro(job, .name = "a", .result = 10);

    expect_str(run(asyncio_gather(results, twice, coro(job, .name = "b", .result = 20), twice)),
               "a(a)b(b)[0]", "the same coroutine twice is run once");
    expect_int(results[0], 10, "its result appears at each of its places");
    expect_int(results[1], 20, "the others have theirs");
    expect_int(results[2], 10, "its result appears at each of its places");
}
END_TEST

START_TEST(finish_with_errors) /* GA8 */
{
    expect_str(
        run(asyncio_gather_return_exceptions(results, errors, coro(job, .delay = 1, .result = 10),
                                             coro(job, .error = EIO), coro(job, .result = 30))),
        "[0]", "when errors are returned, none is raised");
    expect_error(errors[0], 0, "the error of a child that ended well is 0");
    expect_error(errors[1], EIO, "the error of each child stands in its place");
    expect_error(errors[2], 0, "the error of a child that ended well is 0");
    expect_int(results[0], 10, "the results of the others stand in their places");
    expect_int(results[1], -1, "where there is an error, the result is left as it was");
    expect_int(results[2], 30, "the results of the others stand in their places");
    expect_error(errors[3], -1, "nothing is stored behind the last error");
}
END_TEST

START_TEST(finish_with_a_cancelled) /* GA8 */
{
    gather_futures(true);
    future_set_result(&fa, 1), future_cancel(&fb), future_set_exception(&fc, EIO), turn();
    expect_str(came_of(&gather.future), "ended well",
               "when errors are returned the gather ends well, whatever came of its children");
    expect_error(errors[1], ECANCELED, "a child that was cancelled has the error ECANCELED");
    expect_error(errors[2], EIO, "the error of each child stands in its place");
    expect_int(results[0], 1, "the results of the others stand in their places");
}
END_TEST

START_TEST(finish_with_errors_only) /* GA8 */
{
    expect_str(run(asyncio_gather_return_exceptions(NULL, errors, coro(job, .error = EIO),
                                                    coro(job, .error = EPERM))),
               "[0]", "when errors are returned, none is raised, however many there are");
    expect_error(errors[0], EIO, "errors are stored without an array for results, too");
    expect_error(errors[1], EPERM, "errors are stored without an array for results, too");
}
END_TEST

START_TEST(finish_fails_and_stores_nothing) /* GA7 */
{
    run(asyncio_gather(results, coro(job, .result = 10), coro(job, .turns = 1, .error = EIO),
                       coro(job, .turns = 2, .result = 30)));
    turns(4);
    expect_int(results[0], -1, "a gather that fails stores no result");
    expect_int(results[2], -1, "a gather that fails stores no result");
}
END_TEST

START_TEST(finish_after_a_cancel) /* GA11; _i: whether errors are returned */
{
    static const char *const rule =
        "a gather that was asked to cancel ends with ECANCELED, even if "
        "every child swallowed that";

    start(asyncio_gather_array(
        results_of(results), _i != 0 ? errors : NULL,
        AWAITABLES(
            coro(job, .name = "a", .delay = 1, .result = 10, .swallows = true),
            coro(job, .name = "b", .delay = 2, .lingers = 3, .result = 20, .swallows = true))));
    turns(2);
    cancel();
    expect_str(turns(1), "a~a)b~", "the children are asked, and do as they like");
    expect_str(finish(), "a~a)b~b)[ECANCELED]", rule);
    expect_true(task_cancelled(started), rule);
    expect_int(results[1], 20, "it has stored what came of its children all the same");
    expect_error(errors[1], _i != 0 ? 0 : -1,
                 "it has stored what came of its children all the same");
}
END_TEST

START_TEST(finish_is_no_cancel) /* GA11 */
{
    struct task *task = loop_create_task(&loop, coro(job, .delay = 1, .swallows = true));
    struct gather one;

    gather_start(&one, results_of(results), NULL, AWAITABLES(task));
    turns(2);
    expect_true(future_cancel(&one.future), "a child that is not done agrees to be cancelled");
    turns(2);
    expect_str(came_of(&one.future), "ECANCELED",
               "a gather that was asked to cancel fails with ECANCELED; it does not count as "
               "cancelled, for no child was");
    gather_release(&one);
    task_release(task);
}
END_TEST

START_TEST(finish_in_a_gather)
{
    int inner[2] = {-1, -1};

    expect_str(run(asyncio_gather(results, coro(job, .delay = 1, .result = 10),
                                  asyncio_gather(inner, coro(job, .result = 1),
                                                 coro(job, .delay = 2, .result = 2)))),
               "[0]", "a gather can be gathered");
    expect_int(inner[0], 1, "the results of the inner one are where it was told");
    expect_int(inner[1], 2, "the results of the inner one are where it was told");
    expect_int(results[0], 10, "and those of the outer one, too");
    expect_int(results[1], 0, "a gather's own result is 0");
}
END_TEST

/* ---- Arrays of all kinds -------------------------------------------------------------------- */

/* Gives a value of any kind. */
struct gives {
    struct coro coro;
    union value value;
};

static void gives(struct coro *self)
{
    struct gives *my = (struct gives *)self;

    async (self)
        async_return(my->value);
}

/* Gathers X and Y into an array of TYPE, whose first two elements must be they, and the third not. */
#define GATHERS(type, x, y)                                                                        \
    do {                                                                                           \
        type got[3] = {0};                                                                         \
                                                                                                   \
        run(asyncio_gather(got, coro(gives, .value = value_of(x)),                                 \
                           coro(gives, .value = value_of(y))));                                    \
        expect_true(got[0] == (x), "the first result of an array of " #type " is what was given"); \
        expect_true(got[1] == (y),                                                                 \
                    "the second result of an array of " #type " is what was given");               \
        expect_true(got[2] == 0, "an array of " #type " is filled as far as there are results");   \
    } while (0)

START_TEST(finish_in_arrays_of_numbers)
{
    GATHERS(int, -1, 2);
    GATHERS(unsigned, 1u, 4000000000u);
    GATHERS(long, -3L, 4L);
    GATHERS(unsigned long, 3UL, 4UL);
    GATHERS(long long, -5LL, 1LL << 40);
    GATHERS(unsigned long long, 5ULL, 1ULL << 40);
    GATHERS(double, 0.5, -1e300);
    GATHERS(_Bool, true, true);
    GATHERS(size_t, (size_t)7, (size_t)8);
}
END_TEST

START_TEST(finish_in_arrays_of_pointers)
{
    static char first[] = "first", second[] = "second";
    static struct job one, two;

    GATHERS(char *, first, second);
    GATHERS(const char *, first, second);
    GATHERS(struct job *, &one, &two);
    GATHERS(void *, (void *)&one, (void *)&two);
}
END_TEST

START_TEST(finish_in_an_array_of_values)
{
    union value got[3] = {{0}};

    run(asyncio_gather(got, coro(gives, .value = value_of(0.5)),
                       coro(gives, .value = value_of(7))));
    expect_true(got[0].number == 0.5, "a union value is stored as it is");
    expect_int(got[1].integer, 7, "a union value is stored as it is");
    expect_int(got[2].integer, 0, "an array is filled as far as there are results");
}
END_TEST

void add_finish(Suite *suite)
{
    TCase *tests = gather_exercise(suite, "8.2 gather_finish", 4, "What gather answers");

    tcase_add_test(tests, finish_of_futures);
    tcase_add_test(tests, finish_in_order);
    tcase_add_test(tests, finish_nothing);
    tcase_add_test(tests, finish_without_results);
    tcase_add_test(tests, finish_the_same_twice);
    tcase_add_test(tests, finish_with_errors);
    tcase_add_test(tests, finish_with_a_cancelled);
    tcase_add_test(tests, finish_with_errors_only);
    tcase_add_test(tests, finish_fails_and_stores_nothing);
    tcase_add_loop_test(tests, finish_after_a_cancel, 0, 2);
    tcase_add_test(tests, finish_is_no_cancel);
    tcase_add_test(tests, finish_in_a_gather);
    tcase_add_test(tests, finish_in_arrays_of_numbers);
    tcase_add_test(tests, finish_in_arrays_of_pointers);
    tcase_add_test(tests, finish_in_an_array_of_values);
    add_completed(tests);
}
