/*
 * Chapter 10: blocks that hold a lock, a condition or a semaphore; with.h is given, and tested with
 * exercise 10.3.
 *
 * LO8 (released on every way out).
 */
#include "sync_tests.h"
#include "with.h"

static struct lock lock, inner_lock;
static struct condition condition;
static struct semaphore semaphore;

/* How the body of a block is left. */
enum way { AT_ITS_END, BY_BREAK, BY_CONTINUE, BY_RETURN, BY_RAISE, BY_AN_ERROR, WAYS };

static void raises(struct coro *self)
{
    async (self) {
        await(asyncio_sleep(0));
        async_raise(EPERM);
    }
}

struct raises {
    struct coro coro;
};

/* Leaves the inner one of two blocks in one of these ways. Journal: which places it comes to. */
struct leaves {
    struct coro coro;
    enum way way;
    struct with outer, inner;
};

static void leaves(struct coro *self)
{
    struct leaves *my = (struct leaves *)self;

    async (self) {
        async_with (&my->outer, &lock) {
            say("{");
            async_with (&my->inner, &inner_lock) {
                say("{");
                await(asyncio_sleep(1));
                if (my->way == BY_BREAK)
                    break;
                if (my->way == BY_CONTINUE)
                    continue;
                if (my->way == BY_RETURN)
                    async_return(7);
                if (my->way == BY_RAISE)
                    async_raise(EIO);
                if (my->way == BY_AN_ERROR)
                    await(coro(raises));
                say("}");
            }
            say("%d", lock_locked(&lock) && !lock_locked(&inner_lock));
            say("}");
        }
        say("behind");
        finally {
            say("%s", lock_locked(&lock) || lock_locked(&inner_lock) ? "held" : "free");
        }
    }
}

START_TEST(with_is_left) /* LO8; _i: in which way */
{
    static const struct {
        const char *places, *rule;
    } cases[] = {
        [AT_ITS_END] = {"{ { } 1 } behind free a", "a block gives its lock back at its end"},
        [BY_BREAK] = {"{ { 1 } behind free a", "a break leaves its block, which gives back"},
        [BY_CONTINUE] = {"{ { 1 } behind free a", "a continue leaves its block, as a break does"},
        [BY_RETURN] = {"{ { free a", "a return leaves all blocks, which give back"},
        [BY_RAISE] = {"{ { free a!EIO", "a raise leaves all blocks, which give back"},
        [BY_AN_ERROR] = {"{ { free a!EPERM", "an error leaves all blocks, which give back"}};

    lock_init(&lock);
    lock_init(&inner_lock);
    spawn("a", coro(leaves, .way = _i));
    expect_str(turns(), cases[_i].places, cases[_i].rule);
}
END_TEST

START_TEST(with_is_cancelled) /* LO8; _i: after so many turns */
{
    lock_init(&lock);
    lock_init(&inner_lock);
    spawn("b", lock_acquire(&inner_lock));
    spawn("a", coro(leaves));
    turn();
    expect_true(lock_locked(&lock), "the outer block is entered, the inner one waits");
    if (_i == 1) {
        lock_release(&inner_lock);
        turn();
    }
    cancel("a");
    expect_str(turns(), _i == 1 ? "free a!ECANCELED" : "held a!ECANCELED",
               "a cancelled block gives back what it holds, and no more than that");
    expect_true(!lock_locked(&lock), "the outer block gives its lock back");
    expect_int(lock_locked(&inner_lock), _i == 0,
               "a block that was not entered gives nothing back");
}
END_TEST

/* Holds each of three kinds in turn. */
struct holds {
    struct coro coro;
    struct with with;
};

static void holds(struct coro *self)
{
    struct holds *my = (struct holds *)self;

    async (self) {
        async_with (&my->with, &lock)
            say("lock %d", lock_locked(&lock));
        async_with (&my->with, &condition)
            say("condition %d", lock_locked(condition.lock));
        async_with (&my->with, &semaphore)
            say("semaphore %d", semaphore_locked(&semaphore));
        say("%d", lock_locked(&lock));
        say("%d", lock_locked(condition.lock));
        say("%d", semaphore_locked(&semaphore));
    }
}

START_TEST(with_each_kind) /* LO8 */
{
    lock_init(&lock);
    condition_init(&condition, NULL);
    semaphore_init(&semaphore, 1);
    spawn("a", coro(holds));
    expect_str(turn(), "lock 1 condition 1 semaphore 1 0 0 0 a",
               "a block holds a lock, a condition's lock, or a place of a semaphore, and gives it "
               "back; what is free is taken without waiting");
}
END_TEST

/* Takes the lock again and again, in a loop, with a body that waits. */
struct works {
    struct coro coro;
    char name;
    int i;
    struct with with;
};

static void works(struct coro *self)
{
    struct works *my = (struct works *)self;

    async (self) {
        for (my->i = 0; my->i < 3; my->i++) {
            async_with (&my->with, &lock) {
                say("%c%d", my->name, my->i);
                if (my->i == 1)
                    continue;
                await(asyncio_sleep(1));
            }
        }
    }
}

START_TEST(with_in_a_loop) /* LO8 */
{
    lock_init(&lock);
    spawn("a", coro(works, .name = 'a'));
    spawn("b", coro(works, .name = 'b'));
    expect_str(turns(), "a0 b0 a1 b1 a2 a b2 b",
               "a block in a loop is a new one each time, and those who wait take turns");
}
END_TEST

/* A block in a cleanup, and one that is in use. */
struct enters {
    struct coro coro;
    struct with with;
    struct with *other;
    int caught;
};

static void enters(struct coro *self)
{
    struct enters *my = (struct enters *)self;

    async (self) {
        if (my->other != NULL) {
            async_with (my->other, &inner_lock)
                say("never");
            say("never");
        } else {
            async_with (&my->with, &lock) {
                await_catch(my->caught, coro(enters, .other = &my->with));
                say("%s %d", errno_name(my->caught), lock_locked(&lock));
                async_raise(EIO);
            }
        }
        finally {
            if (my->other == NULL) {
                async_with (&my->with, &lock)
                    say("cleanup %d", lock_locked(&lock));
                say("%d", lock_locked(&lock));
            }
        }
    }
}

START_TEST(with_what_is_in_use)
{
    lock_init(&lock);
    lock_init(&inner_lock);
    spawn("a", coro(enters));
    expect_str(
        turns(), "EALREADY 1 cleanup 1 0 a!EIO",
        "a struct that is in use is refused, and that block goes on; a block in a cleanup lets "
        "the error go on");
    expect_true(!lock_locked(&inner_lock), "a block that is refused takes nothing");
}
END_TEST

/* Its lock is released by somebody else, or there is no memory to wait with. */
struct suffers {
    struct coro coro;
    bool no_memory;
    struct with with;
};

static void suffers(struct coro *self)
{
    struct suffers *my = (struct suffers *)self;

    async (self) {
        if (my->no_memory) {
            coro_free_memory();
            fault_inject("malloc", ENOMEM, 1, 0);
        }
        async_with (&my->with, &lock) {
            say("in");
            lock_release(&lock);
        }
        say("never");
        finally {
            fault_clear();
        }
    }
}

START_TEST(with_errors) /* LO7, LO8 */
{
    lock_init(&lock);
    spawn("a", coro(suffers));
    expect_str(turns(), "in a!EPERM",
               "a lock that somebody else has released is an error at the end");
    if (fault_supported()) {
        spawn("a", coro(suffers, .no_memory = true));
        expect_str(turns(), "a!ENOMEM", "without memory the block is not entered");
        expect_true(!lock_locked(&lock), "a block that is not entered takes nothing");
    }
}
END_TEST

void add_with_each_kind(TCase *tests)
{
    tcase_add_test(tests, with_each_kind);
}

void add_with(TCase *tests)
{
    tcase_add_loop_test(tests, with_is_left, 0, WAYS);
    tcase_add_loop_test(tests, with_is_cancelled, 0, 2);
    tcase_add_test(tests, with_in_a_loop);
    tcase_add_test(tests, with_what_is_in_use);
    tcase_add_test(tests, with_errors);
}
