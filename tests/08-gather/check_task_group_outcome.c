/*
 * Chapter 8: the rules of what leaves a task group.
 */
#include "gather_tests.h"

struct grouped {
    struct coro coro;
    struct task_group group;
};

static void grouped(struct coro *self)
{
    struct grouped *my = (struct grouped *)self;

    async (self) {
        asyncio_task_group (&my->group) {
            task_group_create_task(&my->group, coro(job, .name = "a", .delay = 2), NULL);
        }
        journal("behind");
    }
}

START_TEST(outcome_none)
{
    expect_str(run(coro(grouped)), "a(a)behind[0]",
               "a block whose children ended well goes on behind its end");
}
END_TEST

void add_outcome(Suite *suite)
{
    TCase *tests = gather_exercise(suite, "8.7 group_outcome", 6, "What leaves a group");

    tcase_add_test(tests, outcome_none);
}
