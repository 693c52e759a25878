/*
 * Programs at random, the same in both languages: five tasks that share a lock, a semaphore, an event
 * and a queue, hold them for a while, and cancel each other in the middle of it. From the number NEWER
 * on they share a condition, too: a notification of one that is cancelled goes to the next one, as of
 * Python 3.13.
 */
#include "common.h"

#include "condition.h"
#include "event.h"
#include "lock.h"
#include "queue.h"
#include "semaphores.h"

#define PROGRAMS 300
#define NEWER    150
#define TASKS    5
#define OPS      7
#define WITHOUT  13 /* the first of the operations with the condition */

static struct task *tasks[TASKS];

/* What all tasks share. The queues of three programs in a row are of three kinds. */
static struct lock lock;
static struct semaphore semaphore;
static struct event event;
static struct condition condition;
static struct queue queue;
static int counted;

static bool smaller(union value a, union value b)
{
    return a.integer < b.integer;
}

static void make_shared(void)
{
    int (*const init[])(struct queue * queue, size_t maxsize) = {queue_init, lifo_queue_init};

    lock_init(&lock);
    semaphore_init(&semaphore, 2);
    event_init(&event);
    condition_init(&condition, NULL);
    if (number % 3 < 2)
        init[number % 3](&queue, 2);
    else
        priority_queue_init(&queue, 2, smaller);
    counted = 0;
}

/* ---- What a task may await ---- */

COROUTINE(passes_turns)
{
    async (self) {
        TURNS(my->n);
    }
}

COROUTINE(holds_the_lock)
{
    async (self) {
        async_with (&my->with, &lock)
            TURNS(my->n);
    }
}

COROUTINE(holds_the_semaphore)
{
    async (self) {
        async_with (&my->with, &semaphore)
            TURNS(my->n);
    }
}

COROUTINE(waits_for_a_notification)
{
    async (self) {
        async_with (&my->with, &condition)
            await(condition_wait(&condition));
    }
}

static bool counted_enough(void *arg)
{
    return counted >= *(int *)arg;
}

COROUTINE(waits_for_the_count)
{
    async (self) {
        async_with (&my->with, &condition)
            await(condition_wait_for(&condition, counted_enough, &my->n));
    }
}

COROUTINE(notifies)
{
    async (self) {
        async_with (&my->with, &condition) {
            counted++;
            condition_notify(&condition, (size_t)my->k);
            TURNS(my->n);
        }
    }
}

COROUTINE(gets)
{
    async (self) {
        await(my->r, queue_get(&queue));
        if (my->k != 0)
            my->e = queue_task_done(&queue);
        if (my->e != 0)
            async_raise(my->e);
        async_return(my->r);
    }
}

/* ---- Scripts ---- */

/* One step of a task's script. */
struct op {
    int op, i, j;
    bool swallows;
};

static struct op scripts[TASKS][OPS];

/* Does what needs no await. Gives an error. */
static int without_waiting(const struct op *step, int *item)
{
    union value value = {0};
    int error = 0;

    switch (step->op) {
    case 0:
        task_cancel(tasks[step->j]);
        break;
    case 1:
        event_set(&event);
        break;
    case 2:
        event_clear(&event);
        break;
    case 3:
        return queue_put_nowait(&queue, step->i * 10 + step->j);
    case 4:
        error = queue_get_nowait(&queue, &value);
        *item = (int)value.integer;
        break;
    case 5:
        return queue_task_done(&queue);
    default:
        return condition_notify(&condition, (size_t)step->i);
    }
    return error;
}

/* What is to be awaited. */
static struct coro *operation(const struct op *step)
{
    switch (step->op) {
    case 6:
        return CALL(passes_turns, .n = step->j);
    case 7:
        return CALL(holds_the_lock, .n = step->j);
    case 8:
        return CALL(holds_the_semaphore, .n = step->j);
    case 9:
        return event_wait(&event);
    case 10:
        return queue_put(&queue, step->i * 10 + step->j);
    case 11:
        return CALL(gets, .k = step->i);
    case 12:
        return queue_join(&queue);
    case 14:
        return CALL(waits_for_a_notification);
    case 15:
        return CALL(waits_for_the_count, .n = step->i);
    default:
        return CALL(notifies, .k = step->i, .n = step->j);
    }
}

static void print_what_came(int me, const struct op *step, int error, int item)
{
    if ((step->op == 4 || step->op == 11) && error == 0)
        print_line("task %d: operation %d: ok %d", me, step->op, item);
    else
        print_line("task %d: operation %d: %s", me, step->op, name(error));
}

/* The task `n`. */
COROUTINE(task)
{
    async (self) {
        for (my->k = 0; my->k < OPS; my->k++) {
            if (scripts[my->n][my->k].op < 6 || scripts[my->n][my->k].op == WITHOUT)
                my->e = without_waiting(&scripts[my->n][my->k], &my->r);
            else
                await_catch(my->e, my->r, operation(&scripts[my->n][my->k]));
            print_what_came(my->n, &scripts[my->n][my->k], my->e, my->r);
            if (my->e == ECANCELED && !scripts[my->n][my->k].swallows)
                async_raise(my->e);
        }
    }
}

static void draw_scripts(void)
{
    for (int me = 0; me < TASKS; me++)
        for (int k = 0; k < OPS; k++) {
            struct op *step = &scripts[me][k];

            step->op = draw(number < NEWER ? 13 : 17);
            step->i = draw(3);
            step->j = draw(TASKS);
            step->swallows = draw(2) != 0;
        }
}

static void print_state(void)
{
    print_line("lock %s, semaphore %s, condition %s, queue %zu", yes(lock_locked(&lock)),
               yes(semaphore_locked(&semaphore)), yes(lock_locked(condition.lock)),
               queue_qsize(&queue));
}

static bool all_done(void)
{
    bool done = true;

    for (int me = 0; me < TASKS; me++)
        done = done && task_done(tasks[me]);
    return done;
}

COROUTINE(program)
{
    async (self) {
        count_iterations();
        make_shared();
        draw_scripts();
        for (int me = 0; me < TASKS; me++)
            tasks[me] = create_task(CALL(task, .n = me));
        for (my->k = 0; my->k < 50; my->k++) {
            TURNS(12);
            print_state();
            if (all_done())
                break;
            for (int me = 0; me < TASKS; me++)
                task_cancel(tasks[me]);
        }
        for (int me = 0; me < TASKS; me++)
            print_line("task %d: %s", me,
                       task_done(tasks[me]) ? name(task_result(tasks[me], NULL)) : "not done");
        finally
        {
            queue_destroy(&queue);
        }
    }
}

int main(void)
{
    RUN_PROGRAMS(program, PROGRAMS, NEWER);
    return 0;
}
