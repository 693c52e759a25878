/*
 * Chapter 9: what a thread costs, and what a task costs: memory, and a switch from one to the next.
 *
 *     threads_or_tasks [COUNT]      1 to 10,000 of each; 1,000, if nothing is said
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "tasks.h"

#define SWITCHES 200000

/* The memory of this process that is in use, in bytes; 0 where the system does not say. */
static double memory_in_use(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    long total, pages = 0;

    if (file == NULL)
        return 0;
    if (fscanf(file, "%ld %ld", &total, &pages) != 2)
        pages = 0;
    fclose(file);
    return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

/* What was measured: before and when all COUNT had begun, and around all switches. */
struct measured {
    double before, begun;
    double start, end;
};

static void print(const char *what, int count, const struct measured *measured)
{
    printf("%d %s %6.2f KB each, %6.3f µs a switch\n", count, what,
           (measured->begun - measured->before) / 1024 / count,
           (measured->end - measured->start) * 1e6 / SWITCHES);
}

/* ---- Threads, in a ring: each waits for its turn, and gives it to the next ------------------- */

static struct {
    pthread_mutex_t lock;
    pthread_cond_t *turns; /* one for each thread */
    int count;
    int turn;  /* whose turn it is; COUNT: nobody's yet */
    int begun; /* how many threads wait */
    long left; /* switches */
    pthread_cond_t all_begun;
} ring = {.lock = PTHREAD_MUTEX_INITIALIZER, .all_begun = PTHREAD_COND_INITIALIZER};

//! [thread]
static void *thread_main(void *arg)
{
    const int me = (int)((pthread_cond_t *)arg - ring.turns), next = (me + 1) % ring.count;

    pthread_mutex_lock(&ring.lock);
    if (++ring.begun == ring.count)
        pthread_cond_signal(&ring.all_begun);
    for (;;) {
        while (ring.turn != me)
            pthread_cond_wait(&ring.turns[me], &ring.lock);
        ring.turn = next;
        pthread_cond_signal(&ring.turns[next]);
        if (ring.left-- <= 0)
            break;
    }
    pthread_mutex_unlock(&ring.lock);
    return NULL;
}
//! [thread]

/* Waits until all threads wait, gives the first its turn, and waits for all of them to end. */
static void ring_run(const pthread_t *threads, struct measured *measured)
{
    pthread_mutex_lock(&ring.lock);
    while (ring.begun < ring.count)
        pthread_cond_wait(&ring.all_begun, &ring.lock);
    measured->begun = memory_in_use();
    measured->start = clock_monotonic();
    ring.turn = 0;
    pthread_cond_signal(&ring.turns[0]);
    pthread_mutex_unlock(&ring.lock);
    for (int i = 0; i < ring.count; i++)
        pthread_join(threads[i], NULL);
    measured->end = clock_monotonic();
}

static int measure_threads(int count)
{
    pthread_t *threads = calloc((size_t)count, sizeof *threads);
    struct measured measured;
    int error = 0, made = 0;

    ring.turns = calloc((size_t)count, sizeof *ring.turns);
    if (threads == NULL || ring.turns == NULL)
        error = ENOMEM;
    ring.count = ring.turn = count;
    ring.left = SWITCHES;
    measured.before = memory_in_use();
    for (; error == 0 && made < count; made++) {
        pthread_cond_init(&ring.turns[made], NULL);
        error = pthread_create(&threads[made], NULL, thread_main, &ring.turns[made]);
    }
    if (error != 0) {
        printf("no more than %d threads: %s\n", made > 0 ? made - 1 : 0, strerror(error));
        exit(1); /* and those that were made with it */
    }
    ring_run(threads, &measured);
    print("threads:", count, &measured);
    free(ring.turns);
    free(threads);
    return 0;
}

/* ---- Tasks: each gives up its turn ----------------------------------------------------------- */

//! [task]
struct turns {
    struct coro coro;
    long left;
};

static void turns(struct coro *self)
{
    struct turns *my = (struct turns *)self;

    async (self) {
        while (my->left-- > 0)
            await(asyncio_sleep(0));
    }
}
//! [task]

struct program {
    struct coro coro;
    int count;
    struct task **tasks;
    struct measured measured;
    int i;
};

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        my->measured.before = memory_in_use();
        for (my->i = 0; my->i < my->count; my->i++)
            my->tasks[my->i] = asyncio_create_task(coro(turns, .left = SWITCHES / my->count + 1));
        await(asyncio_sleep(0));
        my->measured.begun = memory_in_use();
        my->measured.start = clock_monotonic();
        for (my->i = 0; my->i < my->count; my->i++)
            await(my->tasks[my->i]);
        my->measured.end = clock_monotonic();
        print("tasks:  ", my->count, &my->measured);
        finally {
            for (my->i = 0; my->i < my->count; my->i++)
                task_release(my->tasks[my->i]);
        }
    }
}

static int measure_tasks(int count)
{
    struct task **tasks = calloc((size_t)count, sizeof *tasks);
    int error = ENOMEM;

    if (tasks != NULL)
        error = asyncio_run(coro(program, .count = count, .tasks = tasks));
    free(tasks);
    return error;
}

/* Reads a number from 1 to 10,000; 0 if TEXT is anything else. */
static int number(const char *text)
{
    char *rest;
    const long value = strtol(text, &rest, 10);

    return *rest == '\0' && value >= 1 && value <= 10000 ? (int)value : 0;
}

int main(int argc, char **argv)
{
    const int count = argc > 1 ? number(argv[1]) : 1000;
    int error;

    if (argc > 2 || count == 0) {
        fprintf(stderr, "usage: threads_or_tasks [COUNT]   (1 to 10000)\n");
        return 2;
    }
    error = measure_tasks(count);
    coro_free_memory();
    if (error == 0)
        error = measure_threads(count);
    if (error != 0)
        fprintf(stderr, "threads_or_tasks: %s\n", strerror(error));
    return error != 0;
}
