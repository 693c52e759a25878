/*
 * Chapter 4: the rules of delegation. G6 (steps and sent values go to the innermost, its values come
 * out, its result is the value of the delegation), G7 (an error of the inner one appears there), G8 (an
 * error thrown in appears in the innermost).
 */
#include "generator_tests.h"

/* Gives 100, then all that INNER gives, then 101. Its result is INNER's. */
struct outer {
    struct generator generator;
    struct generator *inner;
    int result;
};

static void outer(struct generator *self)
{
    struct outer *my = (struct outer *)self;

    generator (self) {
        yield(100);
        yield_from(my->result, my->inner);
        yield(101);
        generator_return(my->result);
        finally {
            journal("o");
        }
    }
}

#define OUTER(its_inner)                                                                           \
    (struct outer)                                                                                 \
    {                                                                                              \
        .generator.body = outer, .inner = &(its_inner).generator                                   \
    }

/* ---- 4.5 yield_from ------------------------------------------------------------------------- */

static int at_behind; /* what the frame said behind the delegation */

/* Not every body calls its generator SELF: the macros know it as `inside_generator`. */
static void delegates_only(struct generator *sample)
{
    struct outer *my = (struct outer *)sample;

    generator (sample) {
        yield_from(my->inner);
        at_behind = frame_self->at;
        yield(5);
    }
}

/* The body is called as a step calls it, to see what the macro leaves in the frame. */
START_TEST(from_leaves_the_body)
{
    struct count inner = COUNT(1, 2);
    struct outer self = {.generator.body = delegates_only, .inner = &inner.generator};

    for (int i = 1; i <= 2; i++) {
        delegates_only(&self.generator);
        expect_int(self.generator.value.integer, i,
                   "each step leaves the body with a value of the inner");
        expect_true(self.generator.frame.at > 0,
                    "each time before the return, the frame's `at` gets the number of the line");
    }
    delegates_only(&self.generator);
    expect_true(at_behind == FRAME_RUNNING,
                "behind the case the frame counts as entered again: frame_entered()");
}
END_TEST

START_TEST(from_gives_all_of_the_inner) /* G6 */
{
    struct count inner = COUNT(1, 3);
    struct outer self = OUTER(inner);

    expect_str(steps(&self.generator, 9), "100 1 2 3 101 ends",
               "what the inner generator gives comes straight out, all of it");
}
END_TEST

START_TEST(from_runs_step_by_step) /* G6 */
{
    struct count inner = COUNT(1, 3);
    struct outer self = OUTER(inner);

    next(&self.generator);
    expect_int(inner.first, 1, "the inner one does not run before the delegation");
    next(&self.generator);
    expect_int(inner.first, 2, "one step of the outer is one step of the inner");
    next(&self.generator);
    expect_int(inner.first, 3, "one step of the outer is one step of the inner");
    expect_str(journal_text(), "", "the inner one ends only when it is asked for more");
}
END_TEST

START_TEST(from_nothing) /* G6 */
{
    struct count inner = COUNT(1, 0);
    struct outer self = OUTER(inner), again = OUTER(inner);

    expect_str(steps(&self.generator, 9), "100 101 ends", "from an empty one comes nothing");
    expect_str(steps(&again.generator, 9), "100 101 ends", "from one that has ended comes nothing");
}
END_TEST

static void gives_and_returns(struct generator *self)
{
    generator (self) {
        yield(1);
        generator_return(77);
    }
}

START_TEST(from_has_a_result) /* G6 */
{
    struct generator inner = PLAIN(gives_and_returns);
    struct outer self = {.generator.body = outer, .inner = &inner};

    expect_str(steps(&self.generator, 9), "100 1 101 ends with 77",
               "the inner result is the value of the delegation");
}
END_TEST

START_TEST(from_passes_on_what_is_sent) /* G6 */
{
    struct listener inner = LISTENER;
    struct outer self = OUTER(inner);

    next(&self.generator);
    expect_str(sent(&self.generator, 5), "gives 0", "the inner one's first step is sent nothing");
    expect_str(sent(&self.generator, 6), "gives 1", "what is sent goes to the inner one");
    expect_str(sent(&self.generator, 7), "gives 2", "what is sent goes to the inner one");
    expect_str(journal_text(), "(6)(7)", "what is sent goes to the inner one");
    expect_str(next(&self.generator), "gives 101", "behind the inner one the outer goes on");
}
END_TEST

START_TEST(from_passes_on_what_is_thrown) /* G8 */
{
    struct catcher inner = CATCHER;
    struct outer self = OUTER(inner);

    steps(&self.generator, 2);
    expect_str(thrown(&self.generator, EIO), "gives 5",
               "an error thrown in appears in the inner one, which may catch it");
    expect_str(steps(&self.generator, 9), "101 ends", "behind the inner one the outer goes on");
}
END_TEST

START_TEST(from_lets_an_error_through) /* G7, G8 */
{
    struct count inner = COUNT(1, 3);
    struct outer self = OUTER(inner);

    steps(&self.generator, 2);
    expect_str(thrown(&self.generator, EIO), "raises EIO",
               "an error that leaves the inner one appears in the outer");
    expect_str(journal_text(), "xo", "`finally` runs from the inside out");
    expect_str(next(&self.generator), "ends", "after the end each step says so, for ever");
}
END_TEST

static void fails_at_once(struct generator *self)
{
    generator (self) {
        generator_raise(ENOENT);
    }
}

START_TEST(from_one_that_fails_at_once) /* G7 */
{
    struct generator inner = PLAIN(fails_at_once);
    struct outer self = {.generator.body = outer, .inner = &inner};

    next(&self.generator);
    expect_str(next(&self.generator), "raises ENOENT",
               "an error of the inner one, in its first step too, appears in the outer");
    expect_str(journal_text(), "o", "`finally` of the outer runs");
}
END_TEST

/* N, then all of N - 1, and so on down: each level delegates to the next. */
#define LEVELS 10

struct level {
    struct generator generator;
    int number;
};

static struct level levels[LEVELS + 1];

static void level(struct generator *self)
{
    struct level *my = (struct level *)self;

    generator (self) {
        yield(my->number);
        if (my->number > 0)
            yield_from(&levels[my->number - 1].generator);
        yield(my->number);
    }
}

START_TEST(from_many_levels) /* G6 */
{
    for (int i = 0; i <= LEVELS; i++)
        levels[i] = (struct level){.generator.body = level, .number = i};
    expect_str(steps(&levels[LEVELS].generator, 99),
               "10 9 8 7 6 5 4 3 2 1 0 0 1 2 3 4 5 6 7 8 9 10 ends",
               "each level of delegation comes back to the one that delegated");
}
END_TEST

/* Delegates to one after another, all from the same line. */
struct row {
    struct generator generator;
    struct count counts[3];
    int index;
};

static void row(struct generator *self)
{
    struct row *my = (struct row *)self;

    generator (self) {
        for (my->index = 0; my->index < 3; my->index++)
            yield_from(&my->counts[my->index].generator);
    }
}

START_TEST(from_one_after_another) /* G6 */
{
    struct row self = {.generator.body = row, .counts = {COUNT(1, 2), COUNT(1, 0), COUNT(5, 6)}};

    expect_str(steps(&self.generator, 9), "1 2 5 6 ends",
               "a delegation in a loop goes on in the loop");
}
END_TEST

static void bites_its_tail(struct generator *self)
{
    generator (self) {
        yield(1);
        yield_from(self);
        yield(2);
    }
}

START_TEST(from_itself) /* G11 */
{
    struct generator self = PLAIN(bites_its_tail);

    expect_str(steps(&self, 9), "1 raises EBUSY",
               "a generator can't delegate to itself: it is running");
}
END_TEST

void add_yield_from(Suite *suite)
{
    TCase *tests = exercise(suite, "4.5 yield_from", 5, "One inside another");

    tcase_add_test(tests, from_leaves_the_body);
    tcase_add_test(tests, from_gives_all_of_the_inner);
    tcase_add_test(tests, from_runs_step_by_step);
    tcase_add_test(tests, from_nothing);
    tcase_add_test(tests, from_has_a_result);
    tcase_add_test(tests, from_passes_on_what_is_sent);
    tcase_add_test(tests, from_passes_on_what_is_thrown);
    tcase_add_test(tests, from_lets_an_error_through);
    tcase_add_test(tests, from_one_that_fails_at_once);
    tcase_add_test(tests, from_many_levels);
    tcase_add_test(tests, from_one_after_another);
    tcase_add_test(tests, from_itself);
}
