/*
 * Chapter 4: the walk up the stairs and down again, by hand and as a generator. G1 (making one runs
 * nothing), G2 (it keeps its place and its locals), G3 (after the end: the end), G5 (a result). The
 * exercise between the two, 4.2, is in check_yield.c.
 */
#include <stdio.h>
#include <string.h>

#include "generator_tests.h"
#include "stairs.h"

/* ---- 4.1 stairs_by_hand --------------------------------------------------------------------- */

/* What SELF gives in at most LIMIT calls: "1 2 1 end". */
static const char *walk(struct stairs_by_hand *self, int limit)
{
    static char text[200];
    size_t used = 0;
    int step = -1;

    text[0] = '\0';
    while (limit-- > 0) {
        if (!stairs_by_hand(self, &step)) {
            snprintf(text + used, sizeof text - used, "end");
            return text;
        }
        used += (size_t)snprintf(text + used, sizeof text - used, "%d ", step);
    }
    return text;
}

START_TEST(hand_up_and_down)
{
    struct stairs_by_hand three = {.top = 3};

    expect_str(walk(&three, 9), "1 2 3 2 1 end", "up to the top, and down again");
}
END_TEST

START_TEST(hand_one_a_call) /* G2 */
{
    struct stairs_by_hand three = {.top = 3};
    int step = 0;

    expect_true(stairs_by_hand(&three, &step), "a call answers true if it gives a step");
    expect_int(step, 1, "the first call gives the first step, and no more");
    expect_true(stairs_by_hand(&three, &step), "a call answers true if it gives a step");
    expect_int(step, 2, "the next call goes on where the last one left");
}
END_TEST

START_TEST(hand_the_top_once)
{
    struct stairs_by_hand one = {.top = 1}, two = {.top = 2};

    expect_str(walk(&one, 9), "1 end", "the top comes once");
    expect_str(walk(&two, 9), "1 2 1 end", "the top comes once");
}
END_TEST

START_TEST(hand_no_stairs)
{
    struct stairs_by_hand none = {.top = 0}, cellar = {.top = -2};
    int step = 77;

    expect_str(walk(&none, 9), "end", "without stairs there is no step");
    expect_str(walk(&cellar, 9), "end", "without stairs there is no step");
    expect_true(!stairs_by_hand(&none, &step), "after the end each call answers false");
    expect_int(step, 77, "a call that gives no step leaves *step alone");
}
END_TEST

START_TEST(hand_ended_for_ever) /* G3 */
{
    struct stairs_by_hand two = {.top = 2};
    int step;

    walk(&two, 9);
    step = two.step;
    for (int i = 0; i < 5; i++)
        expect_str(walk(&two, 9), "end", "after the end each call answers false, for ever");
    expect_int(two.step, step, "after the end a call changes nothing: `at` says that it has ended");
}
END_TEST

START_TEST(hand_two_at_a_time) /* G2 */
{
    struct stairs_by_hand a = {.top = 3}, b = {.top = 2};
    static const char *const rule = "two walks do not disturb each other: all they know is in SELF";

    expect_str(walk(&a, 2), "1 2 ", rule);
    expect_str(walk(&b, 1), "1 ", rule);
    expect_str(walk(&a, 1), "3 ", rule);
    expect_str(walk(&b, 9), "2 1 end", rule);
    expect_str(walk(&a, 9), "2 1 end", rule);
}
END_TEST

START_TEST(hand_copied) /* G2 */
{
    struct stairs_by_hand a = {.top = 3}, b;

    walk(&a, 3);
    b = a;
    expect_str(walk(&a, 9), "2 1 end", "it goes on from the middle of the way");
    expect_str(walk(&b, 9), "2 1 end", "a copy goes on from the same place: all is in the struct");
}
END_TEST

START_TEST(hand_a_long_way)
{
    struct stairs_by_hand tower = {.top = 1000};
    int step = 0, count = 0;

    while (count < 3000 && stairs_by_hand(&tower, &step))
        count++;
    expect_int(count, 1999, "a long way is walked to its end");
    expect_int(step, 1, "the last step is the first one again");
}
END_TEST

/* ---- 4.3 stairs ----------------------------------------------------------------------------- */

#define STAIRS(its_top)                                                                            \
    (struct stairs)                                                                                \
    {                                                                                              \
        .generator.body = stairs, .top = (its_top)                                                 \
    }

START_TEST(stairs_up_and_down)
{
    struct stairs three = STAIRS(3), one = STAIRS(1), none = STAIRS(0);

    expect_str(steps(&three.generator, 9), "1 2 3 2 1 ends with 5",
               "up to the top, and down again");
    expect_str(steps(&one.generator, 9), "1 ends with 1", "the top comes once");
    expect_str(steps(&none.generator, 9), "ends", "without stairs there is no step");
}
END_TEST

START_TEST(stairs_one_a_step) /* G2 */
{
    struct stairs three = STAIRS(3);

    expect_str(next(&three.generator), "gives 1", "the first step of the body gives 1");
    expect_str(next(&three.generator), "gives 2", "a local that must survive lives in the struct");
    expect_str(next(&three.generator), "gives 3", "a local that must survive lives in the struct");
    expect_str(next(&three.generator), "gives 2", "after the top the way goes down");
}
END_TEST

START_TEST(stairs_result) /* G5 */
{
    struct stairs three = STAIRS(3);

    steps(&three.generator, 5);
    expect_str(next(&three.generator), "ends with 5",
               "generator_return() gives the number of steps as the result");
}
END_TEST

START_TEST(stairs_ended_for_ever) /* G3 */
{
    struct stairs two = STAIRS(2);

    steps(&two.generator, 9);
    for (int i = 0; i < 3; i++)
        expect_str(next(&two.generator), "ends", "after the end each step says so, for ever");
}
END_TEST

/* Something else that uses the stack: what a C local left there is gone. */
static void wipe_the_stack(void)
{
    volatile char noise[2000];

    memset((void *)noise, 0x55, sizeof noise);
}

START_TEST(stairs_two_at_a_time) /* G2 */
{
    struct stairs a = STAIRS(3), b = STAIRS(2);
    static const char *const rule = "two walks do not disturb each other: nothing is static";

    expect_str(steps(&a.generator, 2), "1 2 ", rule);
    wipe_the_stack();
    expect_str(steps(&b.generator, 1), "1 ", rule);
    wipe_the_stack();
    expect_str(steps(&a.generator, 1), "3 ", rule);
    expect_str(steps(&b.generator, 9), "2 1 ends with 3", rule);
    expect_str(steps(&a.generator, 9), "2 1 ends with 5", rule);
}
END_TEST

START_TEST(stairs_once_begun_is_not_begun_again) /* G1, G2 */
{
    struct stairs three = STAIRS(3);

    expect_int(three.step, 0, "making a generator runs nothing");
    steps(&three.generator, 4);
    expect_int(three.step, 2, "`step` says where on the stairs it stands");
    expect_int(three.given, 4,
               "`given` says how many steps it gave; nothing sets it to zero again");
}
END_TEST

START_TEST(stairs_ended_by_an_error) /* G8 */
{
    struct stairs three = STAIRS(3);

    steps(&three.generator, 2);
    expect_str(thrown(&three.generator, EIO), "raises EIO", "an error thrown in ends the walk");
    expect_str(next(&three.generator), "ends", "after the end each step says so, for ever");
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------ */

static void add_by_hand(Suite *suite)
{
    TCase *tests = exercise(suite, "4.1 stairs_by_hand", 4, "States by hand");

    tcase_add_test(tests, hand_one_a_call);
    tcase_add_test(tests, hand_up_and_down);
    tcase_add_test(tests, hand_the_top_once);
    tcase_add_test(tests, hand_no_stairs);
    tcase_add_test(tests, hand_ended_for_ever);
    tcase_add_test(tests, hand_two_at_a_time);
    tcase_add_test(tests, hand_copied);
    tcase_add_test(tests, hand_a_long_way);
}

static void add_stairs(Suite *suite)
{
    TCase *tests = exercise(suite, "4.3 stairs", 4, "Locals that survive");

    tcase_add_checked_fixture(tests, step_by_hand, step_for_real);
    tcase_add_test(tests, stairs_one_a_step);
    tcase_add_test(tests, stairs_up_and_down);
    tcase_add_test(tests, stairs_result);
    tcase_add_test(tests, stairs_ended_for_ever);
    tcase_add_test(tests, stairs_two_at_a_time);
    tcase_add_test(tests, stairs_once_begun_is_not_begun_again);
    tcase_add_test(tests, stairs_ended_by_an_error);
}

Suite *stairs_suite(void);

/* The exercises in their order: the macro comes between the two walks. */
Suite *stairs_suite(void)
{
    Suite *suite = suite_create("stairs");

    add_by_hand(suite);
    add_yield(suite);
    add_stairs(suite);
    return suite;
}
