/* Futures: once done for good, callbacks through the loop, errors that nobody reads. */
#include "common.h"

/* Everything that changes a future, tried on one that may be done. */
static void tries(struct future *f)
{
    int set = future_set_result(f, 2);
    int fail = future_set_exception(f, EPIPE);

    printf("set %s, fail %s, cancel %s\n", name(set), name(fail), yes(future_cancel(f)));
}

SCENE(result_is_for_good, "F1 F4 F5")
{
    union value first, second;

    async (self) {
        future_init(&my->f, asyncio_get_running_loop());
        future_set_result(&my->f, 1);
        tries(&my->f);
        my->e = future_result(&my->f, &first);
        my->s = future_result(&my->f, &second);
        printf("('%s', %lld) ('%s', %lld)\n", name(my->e), first.integer, name(my->s),
               second.integer);
    }
}

SCENE(error_is_for_good, "F1 F4 F5")
{
    async (self) {
        future_init(&my->f, asyncio_get_running_loop());
        future_set_exception(&my->f, EIO);
        tries(&my->f);
        my->s = future_result(&my->f, NULL);
        future_exception(&my->f, &my->e);
        printf("%s %s\n", name(my->s), name(my->e));
        await_catch(my->e, &my->f);
        printf("%s\n", name(my->e));
    }
}

SCENE(cancelled_is_for_good, "F1 F3 F4")
{
    async (self) {
        future_init(&my->f, asyncio_get_running_loop());
        my->flag = future_cancel(&my->f);
        printf("cancel %s, cancelled %s\n", yes(my->flag), yes(future_cancelled(&my->f)));
        tries(&my->f);
        my->s = future_result(&my->f, NULL);
        my->r = future_exception(&my->f, &my->e);
        printf("%s %s\n", name(my->s), name(my->r));
        await_catch(my->e, &my->f);
        printf("%s\n", name(my->e));
    }
}

SCENE(pending_has_no_result, "F2")
{
    async (self) {
        future_init(&my->f, asyncio_get_running_loop());
        my->s = future_result(&my->f, NULL);
        my->r = future_exception(&my->f, &my->e);
        printf("done %s: %s %s\n", yes(future_done(&my->f)), name(my->s), name(my->r));
    }
}

static int says(void *text)
{
    say("%s", (const char *)text);
    return 0;
}

/* Adds a callback of its own handle; Python allocates that. */
static struct handle handles[4];

static void add(struct future *f, int i, int (*callback)(void *arg), void *arg)
{
    handle_init(&handles[i], callback, arg);
    future_add_done_callback(f, &handles[i]);
}

SCENE(callbacks_come_through_the_loop, "F6 F7")
{
    async (self) {
        count_iterations();
        future_init(&my->f, asyncio_get_running_loop());
        add(&my->f, 0, says, "a");
        add(&my->f, 1, says, "b");
        add(&my->f, 2, says, "c");
        future_set_result(&my->f, 1);
        say("set");
        await(asyncio_sleep(0));
        say("back");
    }
}

SCENE(callback_of_a_done_one, "F8")
{
    async (self) {
        count_iterations();
        future_init(&my->f, asyncio_get_running_loop());
        future_set_result(&my->f, 1);
        add(&my->f, 0, says, "called");
        say("added");
        await(asyncio_sleep(0));
        say("back");
    }
}

static int says_a(void *arg)
{
    (void)arg;
    printf("a\n");
    return 0;
}

static int says_b(void *arg)
{
    (void)arg;
    printf("b\n");
    return 0;
}

SCENE(callbacks_removed, "F9")
{
    async (self) {
        future_init(&my->f, asyncio_get_running_loop());
        add(&my->f, 0, says_a, NULL);
        add(&my->f, 1, says_b, NULL);
        add(&my->f, 2, says_a, NULL);
        printf("%zu removed\n", future_remove_done_callback(&my->f, says_a));
        printf("%zu removed\n", future_remove_done_callback(&my->f, says_a));
        future_set_result(&my->f, 1);
        printf("%zu removed\n", future_remove_done_callback(&my->f, says_b));
        await(asyncio_sleep(0));
    }
}

static int adds_another(void *f)
{
    add(f, 1, says, "second");
    say("first");
    return 0;
}

SCENE(callback_adds_another, "F10")
{
    async (self) {
        count_iterations();
        future_init(&my->f, asyncio_get_running_loop());
        add(&my->f, 0, adds_another, &my->f);
        future_cancel(&my->f);
        TURNS(3);
    }
}

SCENE(unread_error_is_reported, "F11")
{
    async (self) {
        report_errors();
        future_init(&my->f, asyncio_get_running_loop());
        future_set_exception(&my->f, EIO);
        future_release(&my->f);
        printf("reported above\n");
    }
}

SCENE(nothing_to_report, "F11 F12")
{
    struct loop *loop = asyncio_get_running_loop();
    struct future read, cancelled_late, pending;

    async (self) {
        report_errors();
        future_init(&read, loop);
        future_set_exception(&read, EIO);
        future_exception(&read, &my->e);
        future_init(&cancelled_late, loop);
        future_set_exception(&cancelled_late, EIO);
        future_cancel(&cancelled_late);
        future_init(&pending, loop);
        future_release(&read);
        future_release(&cancelled_late);
        future_release(&pending);
        printf("nothing reported\n");
    }
}

static int cancels(void *t)
{
    task_cancel(t);
    return 0;
}

SCENE(timer_sets_it_unless_cancelled, "F13")
{
    static struct timer timer;

    async (self) {
        report_errors();
        my->t = create_task(asyncio_sleep(1));
        await(asyncio_sleep(0));
        timer_init(&timer, cancels, my->t);
        loop_call_later(asyncio_get_running_loop(), &timer, 1);
        await(asyncio_sleep(2));
        printf("cancelled %s\n", yes(task_cancelled(my->t)));
    }
}

int main(void)
{
    RUN(result_is_for_good);
    RUN(error_is_for_good);
    RUN(cancelled_is_for_good);
    RUN(pending_has_no_result);
    RUN(callbacks_come_through_the_loop);
    RUN(callback_of_a_done_one);
    RUN(callbacks_removed);
    RUN(callback_adds_another);
    RUN(unread_error_is_reported);
    RUN(nothing_to_report);
    RUN(timer_sets_it_unless_cancelled);
    return 0;
}
