/*
 * Chapter 8: the rules of a task group while it runs.
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
            task_group_create_task(&my->group, coro(job, .name = "b", .delay = 1, .error = EIO),
                                   NULL);
        }
    }
}

START_TEST(failed_cancels_the_others) /* TG3 */
{
    expect_str(run(coro(grouped)), "a(b(b!a~[EXCEPTION_GROUP]",
               "when one child fails, the others are cancelled");
}
END_TEST

Suite *task_group_suite(void)
{
    Suite *suite = suite_create("task_group");
    TCase *tests = gather_exercise(suite, "8.6 group_child_failed", 5, "When a child fails");

    tcase_add_test(tests, failed_cancels_the_others);
    add_outcome(suite);
    return suite;
}
