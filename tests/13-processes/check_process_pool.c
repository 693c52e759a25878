/*
 * Chapter 13: the rules of a pool of processes.
 *
 * They are those of an executor (chapter 9), and what comes of the other process: what is copied, what is not,
 * and that it may die. What a worker has, and has not, is in check_process_pool_workers.c.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"
#include "gather.h"
#include "process_pool_tests.h"

struct process_pool pool;
static int has_pool;
static int line[2]; /* made before the pool, so that its workers have it, too */

void make_pool(unsigned workers)
{
    expect_int(pipe(line), 0, "the test has a pipe");
    expect_error(process_pool_init(&pool, workers), 0, "a pool can be made");
    has_pool = 1;
}

void end_pool(void)
{
    if (!has_pool)
        return;
    process_pool_destroy(&pool);
    close(line[0]);
    close(line[1]);
    has_pool = 0;
}

/* Awaits a job of the pool. */
struct asking {
    struct coro coro;
    int (*function)(void *arg, union value *result);
    void *arg;
    size_t size;
    union value result;
};

static void asking(struct coro *self)
{
    struct asking *my = (struct asking *)self;

    async (self) {
        await(my->result, process_pool_run(&pool, my->function, my->arg, my->size));
        async_return(my->result);
    }
}

int ask(int (*function)(void *arg, union value *result), void *arg, size_t size)
{
    return finish(coro(asking, .function = function, .arg = arg, .size = size),
                  "each job that a worker was given comes to an end");
}

/* ---- Jobs ------------------------------------------------------------------------------------ */

int process_id(void *arg, union value *result)
{
    (void)arg;
    *result = value_of(getpid());
    return 0;
}

static int argument(void *arg, union value *result)
{
    *result = value_of(arg);
    return 0;
}

static int twice(void *arg, union value *result)
{
    int *number = arg;

    *result = value_of(*number);
    *number *= 2;
    return 0;
}

static int disk_error(void *arg, union value *result)
{
    *(int *)arg = 99;
    *result = value_of(99);
    return EIO;
}

static int sum_and_clear(void *arg, union value *result)
{
    unsigned char *bytes = arg;
    long long sum = 0;

    for (size_t i = 0; i < 1000000; i++) {
        sum += bytes[i];
        bytes[i] = 7;
    }
    *result = value_of(sum);
    return 0;
}

static int die(void *arg, union value *result)
{
    (void)arg;
    (void)result;
    _exit(3);
}

/* Ends when somebody writes into the line. */
static int wait_for_a_byte(void *arg, union value *result)
{
    char byte;

    (void)arg;
    (void)result;
    return read(line[0], &byte, 1) == 1 ? 0 : EIO;
}

static int write_a_byte(void *arg, union value *result)
{
    (void)arg;
    (void)result;
    return write(line[1], "x", 1) == 1 ? 0 : EIO;
}

/* ---- 13.6 worker_ask ------------------------------------------------------------------------- */

START_TEST(ask_for_a_result)
{
    make_pool(1);
    expect_error(ask(process_id, NULL, 0), 0, "a job that goes well gives no error");
    expect_true(value.integer > 0, "the result of the function is the job's");
    expect_true(value.integer != getpid(), "the function is called in another process");
    end_pool();
}
END_TEST

START_TEST(ask_with_an_integer)
{
    static const char text[] = "there before the fork";

    make_pool(1);
    expect_error(ask(argument, NULL, 0), 0, "a job that goes well gives no error");
    expect_ptr(value.pointer, NULL, "an argument without a size is passed as it is");
    expect_error(ask(argument, (void *)text, 0), 0, "a job that goes well gives no error");
    expect_ptr(value.pointer, (void *)text, "an argument without a size is passed as it is");
    end_pool();
}
END_TEST

//! [bytes]
START_TEST(ask_with_bytes)
{
    int number = 0;

    make_pool(1);
    number = 21; /* after the fork: the worker has another one in its own memory */
    expect_error(
        ask(twice, &number, sizeof number), 0,
        "what an argument holds is sent, and not where it is: the worker has something else there");
    expect_int(value.integer, 21, "what an argument holds is sent, and not where it is");
    expect_int(number, 42, "what the function has made of the argument comes back");
    end_pool();
}
END_TEST
//! [bytes]

START_TEST(ask_with_many_bytes)
{
    unsigned char *bytes;

    make_pool(1);
    bytes = malloc(1000000);
    memset(bytes, 3, 1000000);
    expect_error(ask(sum_and_clear, bytes, 1000000), 0, "a job that goes well gives no error");
    expect_int(value.integer, 3000000, "an argument of any size is sent");
    expect_true(bytes[0] == 7 && bytes[999999] == 7, "an argument of any size comes back");
    free(bytes);
    end_pool();
}
END_TEST

START_TEST(ask_again_and_again)
{
    make_pool(1);
    for (int i = 0; i < 20; i++) {
        int number = i;

        expect_error(ask(twice, &number, sizeof number), 0,
                     "one job after the other goes to the same worker");
        expect_int(number, 2 * i, "each job gets its own answer");
        expect_error(ask(argument, NULL, 0), 0, "one job after the other goes to the same worker");
        expect_ptr(value.pointer, NULL, "each job gets its own answer");
    }
    end_pool();
}
END_TEST

START_TEST(ask_in_vain)
{
    int number = 5;

    make_pool(1);
    value = value_of(1);
    expect_error(ask(disk_error, &number, sizeof number), EIO,
                 "an error of the function is the job's");
    expect_int(number, 5, "after an error the argument is as it was");
    expect_error(ask(twice, &number, sizeof number), 0, "after an error the worker goes on");
    expect_int(number, 10,
               "after an error the bytes come back, too: else the next answer begins with them");
    end_pool();
}
END_TEST

/* A job for the executor itself, without a loop. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int done_count;

static void note_done(struct job *job)
{
    (void)job;
    pthread_mutex_lock(&lock);
    done_count++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

static void wait_for_jobs(int wanted)
{
    pthread_mutex_lock(&lock);
    while (done_count < wanted)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

START_TEST(ask_and_look_at_the_job)
{
    int number = 4;
    struct job job = {
        .function = disk_error, .arg = &number, .arg_size = sizeof number, .done = note_done};

    make_pool(1);
    expect_error(executor_submit(&pool.executor, &job), 0, "a pool takes a job");
    wait_for_jobs(1);
    expect_error(job.error, EIO, "an error of the function is the job's");
    expect_int(job.result.integer, 99,
               "the result of the function is the job's, also beside an error");
    expect_int(number, 99,
               "what the function has made of the argument comes back, also beside an error");
    end_pool();
}
END_TEST

START_TEST(ask_one_that_dies)
{
    int number = 5;

    make_pool(1);
    expect_error(ask(die, &number, sizeof number), BROKEN_PROCESS_POOL,
                 "a worker that dies fails its job");
    expect_int(number, 5, "a job without an answer leaves its argument alone");
    expect_error(ask(process_id, NULL, 0), BROKEN_PROCESS_POOL,
                 "after that the pool is broken: no job is done any more");
    end_pool();
}
END_TEST

START_TEST(ask_one_that_is_dead)
{
    make_pool(1);
    expect_error(ask(process_id, NULL, 0), 0, "a job that goes well gives no error");
    kill((pid_t)value.integer, SIGKILL);
    wait_for_zombie((pid_t)value.integer);
    expect_error(ask(process_id, NULL, 0), BROKEN_PROCESS_POOL,
                 "a worker that is dead fails its job, and sends no SIGPIPE");
    end_pool();
}
END_TEST

START_TEST(ask_one_that_dies_in_its_answer)
{
    int number = 5;

    if (!fault_supported())
        return;
    fault_inject("send", EPIPE, 2,
                 1); /* in the worker, who has a copy: behind the answer come the bytes */
    make_pool(1);
    fault_clear();
    expect_error(ask(twice, &number, sizeof number), BROKEN_PROCESS_POOL,
                 "a worker that dies before the last byte of its answer fails its job");
    end_pool();
}
END_TEST

/* ---- 13.6: what is given --------------------------------------------------------------------- */

START_TEST(pool_of_two_at_once)
{
    struct coro *both;

    make_pool(2);
    both = asyncio_gather(NULL, coro(asking, .function = wait_for_a_byte),
                          coro(asking, .function = write_a_byte));
    expect_finish(both, 0, "two workers work at the same time: one waits for the other");
    end_pool();
}
END_TEST

START_TEST(pool_as_an_executor)
{
    make_pool(1);
    expect_finish(loop_run_in_executor(&loop, &pool.executor, process_id, NULL), 0,
                  "loop_run_in_executor() takes a pool of processes");
    expect_true(value.integer != getpid(), "the function is called in another process");
    end_pool();
}
END_TEST

START_TEST(pool_and_a_cancelled_job)
{
    int number = 1;
    struct task *first, *second;

    make_pool(1);
    first = loop_create_task(&loop, coro(asking, .function = wait_for_a_byte));
    run_ready();
    second = loop_create_task(
        &loop, coro(asking, .function = twice, .arg = &number, .size = sizeof number));
    run_ready();
    task_cancel(second);
    expect_error(loop_run_until_complete(&loop, second, NULL), ECANCELED,
                 "a job that waits can be cancelled");
    write_a_byte(NULL, NULL);
    expect_error(loop_run_until_complete(&loop, first, NULL), 0, "the others go on");
    expect_int(number, 1, "a job that was cancelled never ran");
    task_release(first);
    task_release(second);
    end_pool();
}
END_TEST

START_TEST(pool_and_a_cancelled_await)
{
    int *number = malloc(sizeof *number);
    struct task *task;

    *number = 1;
    make_pool(1);
    task = loop_create_task(
        &loop, coro(asking, .function = wait_for_a_byte, .arg = number, .size = sizeof *number));
    run_ready();
    task_cancel(task);
    expect_error(loop_run_until_complete(&loop, task, NULL), ECANCELED,
                 "an await can be cancelled while the job runs");
    free(number); /* the job has a copy */
    write_a_byte(NULL, NULL);
    expect_error(ask(process_id, NULL, 0), 0, "the pool goes on");
    task_release(task);
    end_pool();
}
END_TEST

START_TEST(pool_that_takes_no_more)
{
    make_pool(1);
    executor_shutdown(&pool.executor, true, false);
    expect_error(ask(process_id, NULL, 0), ESHUTDOWN, "after a shutdown a pool takes no job");
    end_pool();
}
END_TEST

START_TEST(pool_for_all_processors)
{
    expect_error(process_pool_init(&pool, 0), 0, "a pool can be made");
    expect_true(pool.count >= 1, "0 is as many workers as there are processors");
    process_pool_destroy(&pool);
}
END_TEST

START_TEST(pool_in_vain)
{
    int before = open_descriptors();

    if (!fault_supported())
        return;
    for (int i = 1; i <= 2; i++) {
        fault_inject("calloc", ENOMEM, i, 1);
        expect_error(process_pool_init(&pool, 2), ENOMEM, "without memory there is no pool");
        fault_clear();
    }
    expect_int(open_descriptors() - before, 0, "a pool that could not be made leaves nothing open");
}
END_TEST

Suite *process_pool_suite(void)
{
    Suite *suite = suite_create("process_pool");
    TCase *tests = process_exercise(suite, "13.6 worker_ask", 4, "A job for another process");

    tcase_add_test(tests, ask_for_a_result);
    tcase_add_test(tests, ask_with_an_integer);
    tcase_add_test(tests, ask_with_bytes);
    tcase_add_test(tests, ask_with_many_bytes);
    tcase_add_test(tests, ask_again_and_again);
    tcase_add_test(tests, ask_in_vain);
    tcase_add_test(tests, ask_and_look_at_the_job);
    tcase_add_test(tests, ask_one_that_dies);
    tcase_add_test(tests, ask_one_that_is_dead);
    tcase_add_test(tests, ask_one_that_dies_in_its_answer);
    tcase_add_test(tests, pool_of_two_at_once);
    tcase_add_test(tests, pool_as_an_executor);
    tcase_add_test(tests, pool_and_a_cancelled_job);
    tcase_add_test(tests, pool_and_a_cancelled_await);
    tcase_add_test(tests, pool_that_takes_no_more);
    tcase_add_test(tests, pool_for_all_processors);
    tcase_add_test(tests, pool_in_vain);
    add_workers(tests);
    return suite;
}
