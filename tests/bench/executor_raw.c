/*
 * No library: two threads, a list of jobs for them, a list of jobs that are done, and a pipe.
 *
 * Only the first job on a list wakes the other side, and a list is taken over whole.
 */
#include "executor_rows.h"

#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

struct job {
    long number, result;
    struct job *next;
};

/* First in, first out. */
struct list {
    struct job *first, **last;
};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct list todo, done;
    int idle;
    int pipe[2];
    bool begun;
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER, .work = PTHREAD_COND_INITIALIZER};

static void list_push(struct list *list, struct job *job)
{
    job->next = NULL;
    *list->last = job;
    list->last = &job->next;
}

static struct job *list_take_all(struct list *list)
{
    struct job *first = list->first;

    *list = (struct list){NULL, &list->first};
    return first;
}

static struct job *list_take(struct list *list)
{
    struct job *job = list->first;

    list->first = job->next;
    if (list->first == NULL)
        list->last = &list->first;
    return job;
}

/* The first one that is done since the loop has looked wakes it. */
static void job_done(struct job *job)
{
    if (pool.done.first == NULL)
        require(write(pool.pipe[1], "", 1) == 1, "the pipe is full");
    list_push(&pool.done, job);
}

static void *worker(void *arg)
{
    (void)arg;
    pthread_mutex_lock(&pool.lock);
    for (;;) {
        struct job *job;

        while (pool.todo.first == NULL) {
            pool.idle++;
            pthread_cond_wait(&pool.work, &pool.lock);
            pool.idle--;
        }
        job = list_take(&pool.todo);
        pthread_mutex_unlock(&pool.lock);
        job->result = job->number;
        pthread_mutex_lock(&pool.lock);
        job_done(job);
    }
    return NULL;
}

static void pool_begin(void)
{
    pthread_t thread;

    if (pool.begun)
        return;
    pool.begun = true;
    list_take_all(&pool.todo);
    list_take_all(&pool.done);
    require(pipe(pool.pipe) == 0, "no pipe");
    for (int i = 0; i < WORKERS; i++)
        require(pthread_create(&thread, NULL, worker, NULL) == 0, "no thread");
}

static void submit(struct job *job)
{
    pthread_mutex_lock(&pool.lock);
    list_push(&pool.todo, job);
    if (pool.idle > 0)
        pthread_cond_signal(&pool.work);
    pthread_mutex_unlock(&pool.lock);
}

static void next_trip(struct job *job)
{
    job->number = trip_begins();
    if (job->number != 0)
        submit(job);
}

/* Waits until something is done, and takes all of that. */
static struct job *wait_for_done(void)
{
    char byte;
    struct job *done;

    require(read(pool.pipe[0], &byte, 1) == 1, "the pipe is closed");
    pthread_mutex_lock(&pool.lock);
    done = list_take_all(&pool.done);
    pthread_mutex_unlock(&pool.lock);
    return done;
}

void bench_trips(int outstanding)
{
    static struct job jobs[MOST_OUTSTANDING];
    long count = trips.left;

    pool_begin();
    for (int i = 0; i < outstanding; i++)
        next_trip(&jobs[i]);
    while (trips.ended < count)
        for (struct job *job = wait_for_done(), *next; job != NULL; job = next) {
            next = job->next;
            trip_ends(job->result);
            next_trip(job);
        }
}
