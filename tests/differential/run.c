/* Running a loop for one result, and running a whole program. */
#include "common.h"

SCENE(main_ends_well, "R1")
{
    async (self) {
        at_time("main");
    }
}

SCENE(main_fails, "R1")
{
    async (self) {
        async_raise(EIO);
    }
}

SCENE(left_over_tasks_are_cancelled, "R2")
{
    async (self) {
        count_iterations();
        create_task(JOB("left", .turns = 99, .cleanup = 2));
        TURNS(2);
        say("main ends");
    }
}

SCENE(error_of_a_left_over, "R2 R3")
{
    async (self) {
        report_errors();
        create_task(JOB("left", .turns = 99, .on_cancel = EIO));
        TURNS(2);
        printf("main ends\n");
    }
}

COROUTINE(sleeps_long)
{
    async (self) {
        await(asyncio_sleep(3600));
        finally {
            at_time("woken");
            await(asyncio_sleep(2));
            at_time("cleaned up");
        }
    }
}

SCENE(left_over_sleeper, "R2")
{
    async (self) {
        create_task(CALL(sleeps_long));
        await(asyncio_sleep(1));
    }
}

SCENE(main_fails_and_something_is_left, "R2 R3")
{
    async (self) {
        create_task(JOB("left", .turns = 99));
        TURNS(2);
        async_raise(EPIPE);
    }
}

SCENE(made_in_the_last_step, "R4")
{
    async (self) {
        count_iterations();
        create_task(JOB("last", .turns = 99));
    }
}

SCENE(no_run_inside_a_run, "R5 L15")
{
    async (self) {
        my->e = asyncio_run(JOB("never"));
        printf("%s\n", name(my->e));
        my->e = loop_run_until_complete(asyncio_get_running_loop(), JOB("never"), NULL);
        printf("%s\n", name(my->e));
        TURNS(2);
    }
}

/* What comes of loop_run_until_complete(). */
static void print_end(int error, union value value)
{
    if (error == 0)
        printf("ok %lld\n", value.integer);
    else
        printf("%s\n", name(error));
}

#define RUN_UNTIL(loop, awaitable)                                                                 \
    do {                                                                                           \
        union value value = {0};                                                                   \
        int error = loop_run_until_complete(loop, awaitable, &value);                              \
        print_end(error, value);                                                                   \
    } while (0)

static int prints(void *text)
{
    printf("%s\n", (const char *)text);
    return 0;
}

static int sets_4(void *f)
{
    return future_set_result((struct future *)f, 4);
}

static int stops(void *loop)
{
    loop_stop(loop);
    return 0;
}

LOOP_SCENE(until_it_is_done, "L11 R8")
{
    struct future done, later, cancelled;
    struct handle handle;
    struct timer timer;

    future_init(&done, loop);
    future_set_result(&done, 3);
    handle_init(&handle, prints, "an iteration");
    loop_call_soon(loop, &handle);
    RUN_UNTIL(loop, &done);
    future_init(&later, loop);
    timer_init(&timer, sets_4, &later);
    loop_call_later(loop, &timer, 1);
    RUN_UNTIL(loop, &later);
    future_init(&cancelled, loop);
    future_cancel(&cancelled);
    RUN_UNTIL(loop, &cancelled);
    RUN_UNTIL(loop, JOB("a", .turns = 2, .value = 5));
    RUN_UNTIL(loop, JOB("b", .error = EIO));
}

static struct handle of_the_next_run;

static int queues_another(void *loop)
{
    handle_init(&of_the_next_run, prints, "left for the next run");
    return loop_call_soon(loop, &of_the_next_run);
}

LOOP_SCENE(batch_of_the_end, "L12")
{
    struct future f;
    struct handle set, done;

    future_init(&f, loop);
    handle_init(&set, sets_4, &f);
    loop_call_soon(loop, &set);
    handle_init(&done, queues_another, loop);
    future_add_done_callback(&f, &done);
    RUN_UNTIL(loop, &f);
    printf("between\n");
    RUN_UNTIL(loop, asyncio_sleep(0));
}

LOOP_SCENE(stopped_before_it_is_done, "L13")
{
    struct future f;
    struct handle stop, set;

    future_init(&f, loop);
    handle_init(&stop, stops, loop);
    loop_call_soon(loop, &stop);
    RUN_UNTIL(loop, &f);
    printf("done %s\n", yes(future_done(&f)));
    handle_init(&set, sets_4, &f);
    loop_call_soon(loop, &set);
    RUN_UNTIL(loop, &f);
}

LOOP_SCENE(stopped_task_goes_on, "L13")
{
    struct task *t = loop_create_task(loop, JOB("t", .turns = 2, .value = 5));
    struct handle stop;

    handle_init(&stop, stops, loop);
    loop_call_soon(loop, &stop);
    loop_run_forever(loop);
    printf("done %s\n", yes(task_done(t)));
    RUN_UNTIL(loop, t);
    task_release(t);
}

LOOP_SCENE(refused, "L14 L17")
{
    struct loop other;
    struct future f;

    loop_init(&other, NULL);
    future_init(&f, &other);
    RUN_UNTIL(loop, &f);
    loop_close(&other);
    RUN_UNTIL(&other, &f);
}

int main(void)
{
    RUN(main_ends_well);
    RUN(main_fails);
    RUN(left_over_tasks_are_cancelled);
    RUN(error_of_a_left_over);
    RUN(left_over_sleeper);
    RUN(main_fails_and_something_is_left);
    RUN(made_in_the_last_step);
    RUN(no_run_inside_a_run);
    RUN_LOOP(until_it_is_done);
    RUN_LOOP(batch_of_the_end);
    RUN_LOOP(stopped_before_it_is_done);
    RUN_LOOP(stopped_task_goes_on);
    RUN_LOOP(refused);
    return 0;
}
