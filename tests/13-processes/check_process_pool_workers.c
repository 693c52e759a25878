/*
 * Chapter 13: what a worker of a pool of processes has, what it has not, and what becomes of it.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process_pool_tests.h"
#include "signals.h"

static int counter;

static int count(void *arg, union value *result)
{
    (void)arg;
    *result = value_of(++counter);
    return 0;
}

/* A job: how many sockets a program would have that is started here. */
static int sockets_for_programs(void *arg, union value *result)
{
    int count = 0;
    struct stat about;

    (void)arg;
    for (int fd = 3; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) == 0 && fstat(fd, &about) == 0 && S_ISSOCK(about.st_mode);
    *result = value_of(count);
    return 0;
}

START_TEST(pool_has_copies)
{
    make_pool(1);
    counter = 10;
    expect_error(ask(count, NULL, 0), 0, "a job that goes well gives no error");
    expect_int(value.integer, 1, "a worker has the variables as they were when the pool was made");
    expect_error(ask(count, NULL, 0), 0, "a job that goes well gives no error");
    expect_int(value.integer, 2, "a worker keeps what it changes");
    expect_int(counter, 10, "what a worker changes, it changes for itself");
    end_pool();
}
END_TEST

START_TEST(pool_leaves_nothing)
{
    int before = open_descriptors();
    pid_t pids[3];

    make_pool(3);
    for (int i = 0; i < 3; i++)
        pids[i] = pool.workers[i].pid;
    end_pool();
    expect_int(open_descriptors() - before, 0, "a pool that is destroyed leaves nothing open");
    for (int i = 0; i < 3; i++)
        expect_true(!exists(pids[i]), "a pool that is destroyed leaves no process and no zombie");
}
END_TEST

START_TEST(pool_beside_another)
{
    struct process_pool other;

    make_pool(2);
    expect_error(process_pool_init(&other, 2), 0, "there can be two pools");
    end_pool(); /* the workers of the other have copies of its descriptors */
    process_pool_destroy(&other);
}
END_TEST

START_TEST(pool_and_signals)
{
    static struct handle handle;

    handle_init(&handle, journal_write, "parent;");
    expect_error(loop_add_signal_handler(&loop, SIGINT, &handle), 0, "a signal can be watched");
    make_pool(1);
    expect_error(ask(process_id, NULL, 0), 0, "a job that goes well gives no error");
    kill((pid_t)value.integer, SIGINT);
    expect_error(ask(process_id, NULL, 0), 0, "Ctrl-C does not end a worker");
    run_ready();
    expect_str(journal_text(), "", "a signal of a worker is not the parent's");
    end_pool();
}
END_TEST

START_TEST(pool_and_other_programs)
{
    union value before; /* whoever has started the tests may have left some open */

    sockets_for_programs(NULL, &before);
    make_pool(2);
    expect_error(ask(sockets_for_programs, NULL, 0), 0, "a job that goes well gives no error");
    expect_int(
        value.integer, before.integer,
        "the line to a worker is closed on exec: a program that a job starts must not hold it "
        "open when the worker is dead");
    end_pool();
}
END_TEST

void add_workers(TCase *tests)
{
    tcase_add_test(tests, pool_has_copies);
    tcase_add_test(tests, pool_leaves_nothing);
    tcase_add_test(tests, pool_beside_another);
    tcase_add_test(tests, pool_and_signals);
    tcase_add_test(tests, pool_and_other_programs);
}
