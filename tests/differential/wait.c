/* wait: for all, for the first, for the first error. */
#include "common.h"

static struct task *task(const char *its_name, struct coro *made)
{
    struct task *t = create_task(made);

    task_set_name(t, its_name);
    return t;
}

#define TASK(its_name, ...) task(its_name, JOB(its_name, __VA_ARGS__))

/* Prints the names of COUNT tasks. Those that wait has put in order stand as they stood before. */
static void print_names(struct task **tasks, size_t count)
{
    char buffer[20];

    for (size_t i = 0; i < count; i++)
        printf("%s", task_get_name(tasks[i], buffer, sizeof buffer));
}

/* Waits for `n` of `tasks` in the mode `k`, and says who is done and who is not. */
COROUTINE(waits)
{
    async (self) {
        await(my->done,
              asyncio_wait(my->tasks, (size_t)my->n, NO_TIMEOUT, (enum asyncio_return_when)my->k));
        printf("%3d done ", ticks);
        print_names(my->tasks, my->done);
        printf(", pending ");
        print_names(my->tasks + my->done, (size_t)my->n - my->done);
        printf("\n");
    }
}

#define WAIT(count, mode)                                                                          \
    CALL(waits, .tasks = {my->tasks[0], my->tasks[1], my->tasks[2], my->tasks[3]}, .n = count,     \
         .k = mode)

SCENE(all_completed, "W1 W9")
{
    async (self) {
        count_iterations();
        my->tasks[0] = TASK("a", .turns = 1, .error = EIO);
        my->tasks[1] = TASK("b", .turns = 3);
        my->tasks[2] = TASK("c", .turns = 2);
        await(WAIT(3, ASYNCIO_ALL_COMPLETED));
        await(WAIT(3, ASYNCIO_ALL_COMPLETED));
        say("%s", name(task_result(my->tasks[0], NULL)));
    }
}

SCENE(first_completed, "W3 W4")
{
    async (self) {
        count_iterations();
        my->tasks[0] = TASK("a", .turns = 3);
        my->tasks[1] = TASK("b", .turns = 1);
        my->tasks[2] = TASK("c", .turns = 2);
        await(WAIT(3, ASYNCIO_FIRST_COMPLETED));
        await(WAIT(3, ASYNCIO_FIRST_COMPLETED));
        await(WAIT(3, ASYNCIO_ALL_COMPLETED));
    }
}

SCENE(first_exception, "W5")
{
    async (self) {
        count_iterations();
        my->tasks[0] = TASK("a", .turns = 9);
        my->tasks[1] = TASK("b", .turns = 3, .error = EIO);
        my->tasks[2] = TASK("c", .turns = 2);
        my->tasks[3] = TASK("d", .turns = 9);
        cancel_after(my->tasks[0], 1);
        await(WAIT(4, ASYNCIO_FIRST_EXCEPTION));
        await(my->tasks[3]);
        say("%s", name(task_result(my->tasks[1], NULL)));
    }
}

SCENE(no_exception, "W5")
{
    async (self) {
        count_iterations();
        my->tasks[0] = TASK("a", .turns = 2);
        my->tasks[1] = TASK("b", .turns = 1);
        await(WAIT(2, ASYNCIO_FIRST_EXCEPTION));
    }
}

COROUTINE(waits_for_future)
{
    async (self) {
        await(my->done, asyncio_wait(&my->future, 1, my->delay, ASYNCIO_ALL_COMPLETED));
        at_time("%zu done, %zu pending", my->done, 1 - my->done);
    }
}

static int sets_1(void *f)
{
    return future_set_result((struct future *)f, 1);
}

SCENE(out_of_time, "W1 W2")
{
    static struct timer timer;
    struct loop *loop = asyncio_get_running_loop();

    async (self) {
        future_init(&my->f, loop);
        timer_init(&timer, sets_1, &my->f);
        loop_call_later(loop, &timer, 3);
        await(CALL(waits_for_future, .future = &my->f, .delay = 1));
        printf("cancelled: %s\n", yes(future_cancelled(&my->f)));
        await(&my->f);
        await(CALL(waits_for_future, .future = &my->f, .delay = 1));
        future_init(&my->g, loop);
        await(CALL(waits_for_future, .future = &my->g, .delay = 0));
    }
}

SCENE(cancelled, "W6")
{
    async (self) {
        count_iterations();
        my->tasks[0] = TASK("a", .turns = 5);
        my->tasks[1] = TASK("b", .turns = 6);
        my->t = create_task(WAIT(2, ASYNCIO_ALL_COMPLETED));
        TURNS(2);
        task_cancel(my->t);
        await_catch(my->e, my->t);
        say("%s %s %s", name(my->e), yes(task_done(my->tasks[0])), yes(task_done(my->tasks[1])));
        await(my->tasks[1]);
        say("back");
    }
}

SCENE(twice, "W7")
{
    async (self) {
        count_iterations();
        my->tasks[0] = my->tasks[1] = TASK("a", .turns = 2);
        await(asyncio_wait(my->tasks, 2, NO_TIMEOUT, ASYNCIO_ALL_COMPLETED));
        say("back");
    }
}

SCENE(refused, "W8")
{
    async (self) {
        await_catch(my->e, asyncio_wait(my->tasks, 0, NO_TIMEOUT, ASYNCIO_ALL_COMPLETED));
        printf("nothing: %s\n", name(my->e));
        my->tasks[0] = create_task(asyncio_sleep(0));
        await_catch(my->e, asyncio_wait(my->tasks, 1, NO_TIMEOUT, (enum asyncio_return_when)7));
        printf("no such mode: %s\n", name(my->e));
        await(my->tasks[0]);
    }
}

int main(void)
{
    RUN(all_completed);
    RUN(first_completed);
    RUN(first_exception);
    RUN(no_exception);
    RUN(out_of_time);
    RUN(cancelled);
    RUN(twice);
    RUN(refused);
    return 0;
}
