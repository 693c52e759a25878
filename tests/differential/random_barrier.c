/*
 * A barrier at random, the same in both languages: tasks come to it, some of them too early, and are
 * cancelled; it is reset and aborted. In Python each of them has to take a lock to go on, and here there
 * is none, so in which iteration that is, and who fails first, is not compared: what came of them is
 * printed when all has come to rest.
 */
#include "common.h"

#include "barrier.h"

#define PROGRAMS 300
#define STEPS    16

static struct barrier barrier;
static struct task *tasks[STEPS];
static int positions[STEPS];      /* that they were given; -1: none */
static const char *errors[STEPS]; /* how they ended; NULL: they have not, or it was printed */
static int count;

COROUTINE(meets)
{
    async (self) {
        async_with (&my->with, &barrier) {
            positions[my->k] = (int)my->with.position;
            TURNS(my->n);
        }
    }
}

COROUTINE(comes)
{
    async (self) {
        await_catch(my->e, CALL(meets, .k = my->k, .n = my->n));
        errors[my->k] = name(my->e);
    }
}

static void print_ends(void)
{
    for (int me = 0; me < count; me++)
        if (errors[me] != NULL)
            printf("task %d: position %d, %s\n", me, positions[me], errors[me]);
    memset(errors, 0, sizeof errors);
}

COROUTINE(comes_to_rest)
{
    async (self) {
        TURNS(30);
        print_ends();
        printf("%zu wait%s\n", barrier_n_waiting(&barrier),
               barrier_broken(&barrier) ? ", broken" : "");
    }
}

static void one_more_comes(void)
{
    positions[count] = -1;
    tasks[count] = create_task(CALL(comes, .k = count, .n = draw(3)));
    count++;
}

COROUTINE(step)
{
    async (self) {
        if (my->n < 8)
            one_more_comes();
        else if (my->n < 10 && count > 0)
            task_cancel(tasks[draw(count)]);
        else
            await(CALL(comes_to_rest));
        if (my->n == 10)
            barrier_reset(&barrier);
        if (my->n == 11)
            barrier_abort(&barrier);
    }
}

COROUTINE(program)
{
    async (self) {
        barrier_init(&barrier, 1 + (size_t)draw(4));
        count = 0;
        for (my->k = 0; my->k < STEPS; my->k++)
            await(CALL(step, .n = draw(13)));
        await(CALL(comes_to_rest));
        for (my->k = 0; my->k < count; my->k++)
            task_cancel(tasks[my->k]);
        await(CALL(comes_to_rest));
    }
}

int main(void)
{
    RUN_PROGRAMS(program, PROGRAMS, PROGRAMS);
    return 0;
}
