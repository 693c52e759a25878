/*
 * Chapter 13: a pool of processes.
 *
 * In this process a worker is a thread that asks, and waits for the answer: that is the pool of chapter 9,
 * told to do its jobs in another way. In the other process it is one loop: read a call, make it, answer.
 */
#include "process_pool.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "signals.h"

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

/* What is sent to a worker; `size` bytes follow, if it is not 0. */
struct call {
    int (*function)(void *arg, union value *result);
    void *arg;   /* as it is, if `size` is 0 */
    size_t size; /* of what it points to */
};

/* What comes back; the `size` bytes of the call follow. */
struct answer {
    union value result;
    int error;
};

/* ---- The line between two processes ---------------------------------------------------------- */

/* Sends all of it. False: there is nobody at the other end. */
static bool send_all(int fd, const void *data, size_t size)
{
    const char *bytes = data;

    while (size > 0) {
        ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return false;
        bytes += sent;
        size -= (size_t)sent;
    }
    return true;
}

/* Receives all of it. False: the other end is closed. */
static bool receive_all(int fd, void *data, size_t size)
{
    char *bytes = data;

    while (size > 0) {
        ssize_t received = recv(fd, bytes, size, 0);

        if (received < 0 && errno == EINTR)
            continue;
        if (received <= 0)
            return false;
        bytes += received;
        size -= (size_t)received;
    }
    return true;
}

/* ---- In the worker's process ----------------------------------------------------------------- */

/* Takes one call and answers it. False: there is nobody to answer. */
static bool worker_serve(int fd)
{
    struct call call;
    struct answer answer = {.error = 0};
    void *arg = NULL;
    bool served = receive_all(fd, &call, sizeof call);

    if (served && call.size > 0)
        served = (arg = malloc(call.size)) != NULL && receive_all(fd, arg, call.size);
    if (served) {
        answer.error = call.function(call.size > 0 ? arg : call.arg, &answer.result);
        fflush(stdout); /* nobody else will: the process ends by _exit() */
        served = send_all(fd, &answer, sizeof answer) && send_all(fd, arg, call.size);
    }
    free(arg);
    return served;
}

/* What a worker is from its fork() on: it has the memory of the parent, and no other of its threads. */
static _Noreturn void worker_main(int fd)
{
    signals_forget();
    signal(SIGINT,
           SIG_IGN); /* Ctrl-C goes to every process of the terminal; the pool ends its own */
    while (worker_serve(fd))
        continue;
    _exit(
        0); /* not exit(): what the parent has for the end of the program is for the parent to do */
}

/* ---- In the parent's ------------------------------------------------------------------------- */

/* Has the worker at the other end of FD do JOB. */
static int worker_ask(int fd, struct job *job)
{
    struct call call = {.function = job->function, .arg = job->arg, .size = job->arg_size};
    struct answer answer;

    /*
     * Exercise 13.6: send the call, and behind it the bytes that the job's argument has. Receive the
     * answer, and behind it the bytes, to where they came from. The result and the error are the job's: the
     * error is returned. If the worker does not listen or does not answer, it is dead.
     */
#ifdef SOLUTION
    if (!send_all(fd, &call, sizeof call) || !send_all(fd, job->arg, job->arg_size))
        return BROKEN_PROCESS_POOL;
    if (!receive_all(fd, &answer, sizeof answer) || !receive_all(fd, job->arg, job->arg_size))
        return BROKEN_PROCESS_POOL;
    job->result = answer.result;
    return answer.error;
#else
    TODO("13.6", fd, &call, &answer, send_all, receive_all);
#endif
}

/* A worker with nothing to do. There is one: there are as many as threads. NULL: the pool is broken. */
static struct pool_process *pool_take_worker(struct process_pool *pool)
{
    struct pool_process *worker = NULL;

    pthread_mutex_lock(&pool->lock);
    if (!pool->broken) {
        worker = pool->idle;
        pool->idle = worker->next;
    }
    pthread_mutex_unlock(&pool->lock);
    return worker;
}

static void pool_put_worker(struct process_pool *pool, struct pool_process *worker, bool is_dead)
{
    pthread_mutex_lock(&pool->lock);
    worker->next = pool->idle;
    pool->idle = worker;
    pool->broken = pool->broken || is_dead;
    pthread_mutex_unlock(&pool->lock);
}

/* How a thread of the pool does a job. */
static int pool_call(struct thread_pool *threads, struct job *job)
{
    struct process_pool *pool = (struct process_pool *)threads;
    struct pool_process *worker = pool_take_worker(pool);
    int error;

    if (worker == NULL)
        return BROKEN_PROCESS_POOL;
    error = worker_ask(worker->fd, job);
    pool_put_worker(pool, worker, error == BROKEN_PROCESS_POOL);
    return error;
}

/* ---- Beginning and end ----------------------------------------------------------------------- */

static unsigned processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count > 0 ? (unsigned)count : 1;
}

/*
 * Forks one more worker. It must not keep our ends of the lines to the others: as long as one of them is
 * open anywhere, that worker does not see that we have closed it, and does not end. Nor may a program that a
 * job starts keep the worker's end: we would not see that the worker has died.
 */
static int pool_fork(struct process_pool *pool)
{
    struct pool_process *worker = &pool->workers[pool->count];
    int pair[2], error;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        return errno;
    fcntl(pair[0], F_SETFD, FD_CLOEXEC);
    fcntl(pair[1], F_SETFD, FD_CLOEXEC);
    worker->pid = fork();
    error = errno;
    if (worker->pid == 0) {
        for (unsigned i = 0; i < pool->count; i++)
            close(pool->workers[i].fd);
        close(pair[0]);
        worker_main(pair[1]);
    }
    close(pair[1]);
    if (worker->pid < 0) {
        close(pair[0]);
        return error;
    }
    worker->fd = pair[0];
    worker->next = pool->idle;
    pool->idle = worker;
    pool->count++;
    return 0;
}

/* Ends the workers: they read the end of the line. */
static void pool_end_workers(struct process_pool *pool)
{
    for (unsigned i = 0; i < pool->count; i++) {
        shutdown(pool->workers[i].fd, SHUT_RDWR); /* the workers of another pool may have copies */
        close(pool->workers[i].fd);
    }
    for (unsigned i = 0; i < pool->count; i++)
        while (waitpid(pool->workers[i].pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    free(pool->workers);
}

int process_pool_init(struct process_pool *pool, unsigned workers)
{
    int error;

    workers = workers > 0 ? workers : processors();
    error = thread_pool_init(&pool->threads, workers);
    if (error != 0)
        return error;
    error = pthread_mutex_init(&pool->lock, NULL);
    if (error != 0) {
        thread_pool_destroy(&pool->threads);
        return error;
    }
    pool->count = 0;
    pool->idle = NULL;
    pool->broken = false;
    pool->threads.call = pool_call;
    pool->workers = calloc(workers, sizeof *pool->workers);
    error = pool->workers != NULL ? 0 : ENOMEM;
    fflush(stdout); /* or each worker would print it once more */
    while (error == 0 && pool->count < workers)
        error = pool_fork(pool);
    if (error != 0)
        process_pool_destroy(pool);
    return error;
}

void process_pool_destroy(struct process_pool *pool)
{
    thread_pool_destroy(&pool->threads);
    pool_end_workers(pool);
    pthread_mutex_destroy(&pool->lock);
}

/* ---- From a loop ----------------------------------------------------------------------------- */

/* What an argument points to, while the job has it. */
struct copied {
    void *original;
    size_t size;
    max_align_t bytes[]; /* what the job's argument points to */
};

/* Nobody uses the copy any more. If the result was delivered, the bytes are, too. */
static void copied_release(void *arg, bool delivered)
{
    struct copied *copied = container_of(arg, struct copied, bytes);

    if (delivered)
        memcpy(copied->original, copied->bytes, copied->size);
    free(copied);
}

struct coro *process_pool_run(struct process_pool *pool,
                              int (*function)(void *arg, union value *result), void *arg,
                              size_t size)
{
    struct loop *loop = asyncio_get_running_loop();
    struct copied *copied;

    if (size == 0)
        return loop_run_in_executor(loop, &pool->executor, function, arg);
    copied = malloc(sizeof *copied + size);
    if (copied == NULL)
        return NULL;
    copied->original = arg;
    copied->size = size;
    memcpy(copied->bytes, arg, size);
    return loop_run_job(loop, &pool->executor,
                        &(struct job){.function = function, .arg = copied->bytes, .arg_size = size},
                        copied_release);
}
