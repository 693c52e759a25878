/*
 * Chapter 8: what is so of every block (block.h, which is given), shown with timeouts; tested with
 * exercise 8.4. A block is left through its end, by whatever way it is left.
 *
 * C2 (errors and results pass through), TO12 and TG13 (a struct in use).
 */
#include "gather_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct timeout outer, inner;

/* How the body of a block is left. */
enum way { AT_ITS_END, BY_BREAK, BY_CONTINUE, BY_RETURN, BY_RAISE, BY_AN_ERROR, WAYS };

/* Leaves the inner one of two blocks in one of these ways. Journal: which places it comes to. */
struct leaves {
    struct coro coro;
    enum way way;
};

static void leaves(struct coro *self)
{
    struct leaves *my = (struct leaves *)self;

    async (self) {
        asyncio_timeout (&outer, 5) {
            journal("{");
            asyncio_timeout (&inner, 5) {
                journal("{");
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
                    await(coro(job, .error = EPERM));
                journal("}");
            }
            journal("}");
        }
        journal("behind");
        async_return(1);
        finally {
            journal("finally");
        }
    }
}

START_TEST(block_is_left) /* C2; _i: in which way */
{
    static const struct {
        const char *places;
        const char *rule;
        int result;
    } cases[] = {
        [AT_ITS_END] = {"{{}}behindfinally[0]", "behind the end of a block its body goes on", 1},
        [BY_BREAK] = {"{{}behindfinally[0]", "a break leaves its block, and no more than that", 1},
        [BY_CONTINUE] = {"{{}behindfinally[0]", "a continue leaves its block, as a break does", 1},
        [BY_RETURN] = {"{{finally[0]", "a return leaves all blocks, and then the coroutine", 7},
        [BY_RAISE] = {"{{finally[EIO]", "a raise leaves all blocks, and then the coroutine", 0},
        [BY_AN_ERROR] = {"{{finally[EPERM]", "an error leaves all blocks, and the coroutine", 0}};
    union value value = value_of(0);

    expect_str(run(coro(leaves, .way = _i)), cases[_i].places, cases[_i].rule);
    task_result(started, &value);
    expect_int(value.integer, cases[_i].result, "the result of the coroutine is what it returned");
    expect_int(outer.state, TIMEOUT_EXITED, "the outer block is left through its end");
    expect_int(inner.state, TIMEOUT_EXITED, "the inner block is left through its end");
    expect_int(loop.timers.count, 0, "what a block began it has taken back");
}
END_TEST

/* A block in a loop, a loop in a block. */
struct loops {
    struct coro coro;
    int i;
    int caught;
};

static void loops(struct coro *self)
{
    struct loops *my = (struct loops *)self;

    async (self) {
        for (my->i = 0; my->i < 4; my->i++) {
            asyncio_timeout (&inner, 2) {
                journal("%d", my->i);
                if (my->i == 1)
                    continue;
                await_catch(my->caught, asyncio_sleep(my->i == 2 ? 3 : 1));
                if (my->caught != 0)
                    journal("!");
                journal(",");
            }
            journal(";");
        }
        asyncio_timeout (&inner, 4) {
            for (my->i = 0; my->i < 9; my->i++) {
                if (my->i == 2)
                    break;
                await(asyncio_sleep(1));
                journal("+");
            }
            journal(".");
        }
    }
}

START_TEST(block_and_loops)
{
    expect_str(run(coro(loops)), "0,;1;2!,;3,;++.[0]",
               "a block in a loop is a new one each time; a loop in a block has its own break");
    expect_time(virtual_time(), 1 + 2 + 1 + 2, "each block has its own time");
}
END_TEST

/* Enters a block that is in use: its own, or one of somebody else. */
struct enters {
    struct coro coro;
    bool own;
    int caught;
};

static void enters(struct coro *self)
{
    struct enters *my = (struct enters *)self;

    async (self) {
        if (my->own) {
            asyncio_timeout (&outer, 5) {
                await_catch(my->caught, coro(enters));
                journal("(%s)", errno_name(my->caught));
                await(asyncio_sleep(1));
            }
            journal("left");
        } else {
            journal("<");
            asyncio_timeout (&outer, 1) {
                journal("never");
            }
            journal("never");
        }
    }
}

START_TEST(block_in_use) /* TO12, TG13 */
{
    expect_str(run(coro(enters, .own = true)), "<(EALREADY)left[0]",
               "a struct that is in use by a block is refused, and that block goes on unharmed");
    expect_true(!timeout_expired(&outer), "its deadline is the one that it was entered with");
}
END_TEST

/* A block whose end waits, and somebody else who tries to enter it meanwhile. */

struct waits_at_its_end {
    struct coro coro;
};

static void waits_at_its_end(struct coro *self)
{
    async (self) {
        asyncio_task_group (&group) {
            task_group_create_task(&group, coro(job, .name = "a", .delay = 2), NULL);
        }
    }
}

struct enters_too {
    struct coro coro;
};

static void enters_too(struct coro *self)
{
    async (self) {
        asyncio_task_group (&group) {
            journal("never");
        }
        journal("never");
    }
}

START_TEST(block_in_use_at_its_end) /* TG13 */
{
    struct task *task;

    start(coro(waits_at_its_end));
    turns(2);
    task = loop_create_task(&loop, coro(enters_too));
    turn();
    expect_str(came_of(&task->future), "EALREADY",
               "a struct whose block waits at its end is in use, too");
    task_release(task);
    expect_str(finish(), "a)[0]", "and that block goes on unharmed");
}
END_TEST

/* An error on its way through blocks and `finally`; each REPLACES that with another one, or not. */
struct passes {
    struct coro coro;
    enum way way; /* how the block in `finally` is left */
    bool waits;
};

static void passes(struct coro *self)
{
    struct passes *my = (struct passes *)self;

    async (self) {
        async_raise(EIO);
        finally {
            asyncio_timeout (&inner, 5) {
                if (my->waits)
                    await(asyncio_sleep(1));
                if (my->way == BY_BREAK)
                    break;
                if (my->way == BY_RAISE)
                    async_raise(EPERM);
                journal("}");
            }
            journal("behind");
        }
    }
}

START_TEST(block_in_finally) /* C2; _i: how it is left, and whether it waits */
{
    static const struct {
        enum way way;
        const char *places;
    } cases[] = {{AT_ITS_END, "}behind[EIO]"}, {BY_BREAK, "behind[EIO]"}, {BY_RAISE, "[EPERM]"}};

    expect_str(run(coro(passes, .way = cases[_i / 2].way, .waits = _i % 2 != 0)),
               cases[_i / 2].places,
               "an error that is on its way through `finally` goes on behind a block there, unless "
               "that raises another one");
}
END_TEST

/* The traceback of the last error, as one line of functions. */
static const char *traceback(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    expect_true(out != NULL, "there is memory for a traceback");
    coro_print_traceback(out);
    fclose(out);
    journal_clear();
    journal("%s%s", strstr(text, "in_deep") != NULL ? "in_deep " : "",
            strstr(text, "timed_out") != NULL ? "timed_out " : "");
    free(text);
    return journal_text();
}

struct in_deep {
    struct coro coro;
    int error;
};

static void in_deep(struct coro *self)
{
    struct in_deep *my = (struct in_deep *)self;

    async (self) {
        if (my->error != 0)
            async_raise(my->error);
        await(asyncio_sleep(9));
    }
}

struct timed_out {
    struct coro coro;
    int error;
};

static void timed_out(struct coro *self)
{
    struct timed_out *my = (struct timed_out *)self;

    async (self) {
        asyncio_timeout (&outer, 1) {
            await(coro(in_deep, .error = my->error));
        }
    }
}

START_TEST(block_keeps_the_traceback)
{
    expect_error(loop_run_until_complete(&loop, coro(timed_out, .error = EIO), NULL), EIO,
                 "an error in a block leaves it");
    expect_str(traceback(), "in_deep timed_out ",
               "an error that only passes through a block keeps its traceback");
    expect_error(loop_run_until_complete(&loop, coro(timed_out), NULL), ETIMEDOUT,
                 "a block whose time is over raises ETIMEDOUT");
    expect_str(traceback(), "timed_out ", "ETIMEDOUT is an error of the block: it begins there");
}
END_TEST

void add_blocks(TCase *tests)
{
    tcase_add_loop_test(tests, block_is_left, 0, WAYS);
    tcase_add_test(tests, block_and_loops);
    tcase_add_test(tests, block_in_use);
    tcase_add_loop_test(tests, block_in_finally, 0, 6);
    tcase_add_test(tests, block_keeps_the_traceback);
}

void add_group_blocks(TCase *tests)
{
    tcase_add_test(tests, block_in_use_at_its_end);
}
