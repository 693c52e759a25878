/*
 * Chapter 10: the rules of a barrier.
 *
 * BA1 (all wait for all), BA2 (numbers), BA3 (used again), BA4 (cancelled), BA5 (abort), BA6 (reset), BA7
 * (reset while a round leaves), BA8 (no parties).
 */
#include "barrier.h"
#include "sync_tests.h"
#include "with.h"

static struct barrier barrier;

/* As many as the letters in NAMES come to the barrier. Returns what was said in the iteration. */
static const char *come(const char *names)
{
    for (; *names != '\0'; names++)
        spawn_getter(names, barrier_wait(&barrier));
    return turn();
}

/* A barrier for three. */
static void for_three(void)
{
    expect_error(barrier_init(&barrier, 3), 0, "a barrier for three can be made");
}

/* ---- 10.6 barrier_leave ---------------------------------------------------------------------- */

START_TEST(leave_when_all_are_there) /* BA1, BA2 */
{
    for_three();
    expect_str(come("a"), "", "the first one waits");
    expect_int(barrier_n_waiting(&barrier), 1, "who waits is counted");
    expect_str(come("b"), "", "the second one waits");
    expect_int(barrier_n_waiting(&barrier), 2, "who waits is counted");
    expect_str(come("c"), "c=2", "the last one to come does not wait; numbers count from 0");
    expect_str(turns(), "a=0 b=1",
               "when the last one has come the others go on, in order, each with his number");
    expect_int(barrier_n_waiting(&barrier), 0, "who leaves does not count as waiting any more");
}
END_TEST

START_TEST(leave_one_at_a_time) /* BA1 */
{
    expect_error(barrier_init(&barrier, 1), 0, "a barrier for one can be made");
    expect_str(come("ab"), "a=0 b=0", "at a barrier for one nobody waits");
}
END_TEST

START_TEST(leave_and_come_again) /* BA3 */
{
    for_three();
    come("abc");
    turns();
    expect_str(come("de"), "", "when a round has left the next one waits for all again");
    expect_str(come("f"), "f=2", "the last one of the next round lets it go");
    expect_str(turns(), "d=0 e=1", "the others of the next round follow in order");
}
END_TEST

/* Comes twice. */
struct twice {
    struct coro coro;
    char name;
    int number;
};

static void twice(struct coro *self)
{
    struct twice *my = (struct twice *)self;

    async (self) {
        await(my->number, barrier_wait(&barrier));
        say("%c%d", my->name, my->number);
        await(my->number, barrier_wait(&barrier));
        say("%c%d'", my->name, my->number);
    }
}

START_TEST(leave_before_the_next_round) /* BA3 */
{
    expect_error(barrier_init(&barrier, 2), 0, "a barrier for two can be made");
    spawn("a", coro(twice, .name = 'a'));
    spawn("b", coro(twice, .name = 'b'));
    expect_str(turn(), "b1", "the last of the round leaves, and comes again");
    expect_int(standing(&barrier.next), 1, "who comes while a round is leaving waits for the next");
    expect_str(
        turns(), "a0 b1' b a0' a",
        "the next round begins when all of this one have left; then who waits for it is woken");
}
END_TEST

START_TEST(leave_while_others_come) /* BA3 */
{
    for_three();
    come("ab");
    expect_str(come("cdefg"), "c=2", "who comes while a round is leaving waits for the next");
    expect_str(turn(), "a=0 b=1", "the round that is leaving leaves in order");
    expect_str(turns(), "f=2 d=0 e=1",
               "when a round has left all who wait are woken, and as many as make a round go on");
    expect_int(barrier_n_waiting(&barrier), 1, "who is left over waits for the next round");
}
END_TEST

START_TEST(leave_and_one_of_the_next_is_cancelled) /* BA3, BA4 */
{
    for_three();
    come("ab");
    come("cdefg");
    turn();
    cancel("d");
    expect_str(turns(), "d!ECANCELED g=2 e=0 f=1",
               "when a round has left all who wait are woken: one of them may be cancelled, and "
               "then another makes up the round");
}
END_TEST

START_TEST(leave_by_a_cancel) /* BA4 */
{
    for_three();
    come("ab");
    cancel("a");
    expect_str(turn(), "a!ECANCELED", "who waits can be cancelled");
    expect_int(barrier_n_waiting(&barrier), 1, "who was cancelled does not count any more");
    expect_true(!barrier_broken(&barrier), "the barrier is not broken by it");
    expect_str(come("c"), "", "in place of one who was cancelled one more is needed");
    expect_str(come("d"), "d=2", "in place of one who was cancelled one more is needed");
    expect_str(turns(), "b=1 c=1", "the others go on with those who have come since");
}
END_TEST

START_TEST(leave_by_a_cancel_at_the_end) /* BA4 */
{
    for_three();
    come("abc");
    cancel("a");
    expect_str(turns(), "a!ECANCELED b=1", "one may be cancelled when the round is leaving");
    expect_str(come("def"), "f=2", "the next round is not short of one for that");
    expect_str(turns(), "d=0 e=1", "the next round is not short of one for that");
}
END_TEST

START_TEST(leave_the_line_for_the_next) /* BA4 */
{
    for_three();
    come("ab");
    come("cd");
    cancel("d");
    expect_str(turns(), "a=0 b=1 d!ECANCELED",
               "who waits for the next round can be cancelled, too");
    expect_int(standing(&barrier.next), 0, "who is cancelled leaves the line for the next round");
    expect_int(barrier_n_waiting(&barrier), 0,
               "who waited for the next round and was cancelled does not count in it");
}
END_TEST

START_TEST(leave_a_broken_one) /* BA5 */
{
    for_three();
    come("ab");
    barrier_abort(&barrier);
    expect_true(barrier_broken(&barrier), "an aborted barrier is broken");
    expect_int(barrier_n_waiting(&barrier), 0, "nobody waits at a broken barrier");
    expect_str(turns(), "a!ENOTRECOVERABLE b!ENOTRECOVERABLE",
               "who waits at a barrier that is aborted raises ENOTRECOVERABLE");
    expect_true(barrier_broken(&barrier), "a barrier is broken until it is reset");
    expect_str(come("c"), "c!ENOTRECOVERABLE",
               "who comes to a broken barrier raises ENOTRECOVERABLE at once");
    barrier_reset(&barrier);
    expect_true(!barrier_broken(&barrier), "a reset mends it");
    expect_str(come("def"), "f=2", "a barrier that was reset can be used again");
    expect_str(turns(), "d=0 e=1", "a barrier that was reset can be used again");
}
END_TEST

START_TEST(leave_a_broken_one_early) /* BA5 */
{
    for_three();
    come("ab");
    come("cd");
    barrier_abort(&barrier);
    expect_str(
        turns(), "a!ENOTRECOVERABLE b!ENOTRECOVERABLE d!ENOTRECOVERABLE",
        "an abort is also for those who have not left yet, and for those who wait for the next "
        "round");
    expect_true(barrier_broken(&barrier), "a barrier is broken until it is reset");
}
END_TEST

START_TEST(leave_after_a_reset) /* BA6 */
{
    for_three();
    come("ab");
    barrier_reset(&barrier);
    expect_true(!barrier_broken(&barrier), "a reset does not break a barrier");
    expect_str(
        come("cde"), "a!ENOTRECOVERABLE b!ENOTRECOVERABLE e=2",
        "who waits at a barrier that is reset raises ENOTRECOVERABLE; who comes after that makes "
        "a round as any other");
    expect_str(turns(), "c=0 d=1", "the round after a reset leaves as any other");
}
END_TEST

START_TEST(leave_after_a_reset_of_none) /* BA6 */
{
    for_three();
    barrier_reset(&barrier);
    expect_str(come("abc"), "c=2", "to reset a barrier at which nobody waits does nothing");
    turns();
    barrier_abort(&barrier);
    barrier_reset(&barrier);
    expect_str(come("abc"), "c=2", "a reset right after an abort does, too");
}
END_TEST

START_TEST(leave_when_it_is_reset_meanwhile) /* BA7 */
{
    for_three();
    come("ab");
    expect_str(come("cd"), "c=2", "one has left, two are about to, one waits for the next round");
    barrier_reset(&barrier);
    expect_str(turns(), "a!ENOTRECOVERABLE b!ENOTRECOVERABLE",
               "a reset while a round leaves is for those who have not left yet");
    expect_int(barrier_n_waiting(&barrier), 1, "who waits for the next round is in it then");
    expect_str(come("ef"), "f=2", "the round after a reset is as any other");
    expect_str(turns(), "d=0 e=1", "the round after a reset is as any other");
}
END_TEST

START_TEST(leave_nobody_in) /* BA8 */
{
    expect_error(barrier_init(&barrier, 0), EINVAL, "a barrier for none is refused");
}
END_TEST

/* Comes by a block, whose body waits; what it raises at its end. */
struct meets {
    struct coro coro;
    char name;
    int error;
    struct with with;
};

static void meets(struct coro *self)
{
    struct meets *my = (struct meets *)self;

    async (self) {
        async_with (&my->with, &barrier) {
            say("%c{%zu", my->name, my->with.position);
            await(asyncio_sleep(1));
            say("}");
            if (my->error != 0)
                async_raise(my->error);
        }
        say("behind");
    }
}

/* Three tasks come by a block, the second of which is to raise an error in it. */
static void three_meet(void)
{
    for_three();
    spawn("a", coro(meets, .name = 'a'));
    spawn("b", coro(meets, .name = 'b', .error = EIO));
    spawn("c", coro(meets, .name = 'c'));
}

START_TEST(leave_into_a_block) /* BA1, BA2 */
{
    three_meet();
    expect_str(turn(), "c{2", "the body of a block begins when all have come");
    expect_str(turns(), "a{0 b{1 } behind c } behind a } b!EIO",
               "each block has its number, and ends as it likes: it holds nothing");
    expect_str(come("def"), "f=2", "who is in a block is not at the barrier any more");
    expect_str(turns(), "d=0 e=1", "who is in a block is not at the barrier any more");
}
END_TEST

START_TEST(leave_before_the_block) /* BA4, BA5 */
{
    for_three();
    spawn("a", coro(meets, .name = 'a'));
    spawn("b", coro(meets, .name = 'b'));
    turn();
    cancel("a");
    expect_str(turn(), "a!ECANCELED", "who is cancelled at the barrier does not enter the block");
    expect_int(barrier_n_waiting(&barrier), 1, "who was cancelled does not count any more");
    barrier_abort(&barrier);
    expect_str(turns(), "b!ENOTRECOVERABLE", "a block at a broken barrier is not entered");
}
END_TEST

Suite *barrier_suite(void)
{
    Suite *suite = suite_create("barrier");
    TCase *tests =
        sync_exercise(suite, "10.6 barrier_leave", 3, "The last one opens the next round");

    tcase_add_test(tests, leave_when_all_are_there);
    tcase_add_test(tests, leave_one_at_a_time);
    tcase_add_test(tests, leave_and_come_again);
    tcase_add_test(tests, leave_before_the_next_round);
    tcase_add_test(tests, leave_while_others_come);
    tcase_add_test(tests, leave_and_one_of_the_next_is_cancelled);
    tcase_add_test(tests, leave_by_a_cancel);
    tcase_add_test(tests, leave_by_a_cancel_at_the_end);
    tcase_add_test(tests, leave_the_line_for_the_next);
    tcase_add_test(tests, leave_a_broken_one);
    tcase_add_test(tests, leave_a_broken_one_early);
    tcase_add_test(tests, leave_after_a_reset);
    tcase_add_test(tests, leave_after_a_reset_of_none);
    tcase_add_test(tests, leave_when_it_is_reset_meanwhile);
    tcase_add_test(tests, leave_nobody_in);
    tcase_add_test(tests, leave_into_a_block);
    tcase_add_test(tests, leave_before_the_block);
    return suite;
}
