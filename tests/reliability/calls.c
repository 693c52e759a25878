/*
 * Lets each system call of every scenario fail, in each way in which the system can make it fail; and lets
 * it take or give one byte only.
 *
 * Whatever failed, either nobody notices, or somebody is told. Another connection of the same loop goes on,
 * nothing is left (memory, descriptors, threads, children), and the same scenario works on the same loop.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "faults.h"
#include "process_pool.h"
#include "scenarios.h"
#include "sockets.h"
#include "streams.h"
#include "task_group.h"

/*
 * So many calls of one function fail, one by one; those behind them are like those before. Another number
 * may be given on the command line, for where all is slow.
 */
static int most_calls = 40;

static char when[200]; /* what fails, and where */

/* ---- Another connection ------------------------------------------------------------------------ */

static struct stream *bystanders[2];

static void bystanders_begin(struct loop *loop)
{
    int pair[2], error = socketpair(AF_UNIX, SOCK_STREAM, 0, pair);

    for (int i = 0; i < 2 && error == 0; i++) {
        error = socket_set_up(pair[i]);
        bystanders[i] = error == 0 ? stream_new(loop, pair[i], STREAM_LIMIT, &error) : NULL;
    }
    if (error != 0) {
        printf("there is no pair of sockets\n");
        exit(1);
    }
}

/* Says something at one end, and hears it at the other. */
struct bystander {
    struct coro coro;
    struct bytes *bytes;
};

static void bystander(struct coro *self)
{
    struct bystander *my = (struct bystander *)self;

    async (self) {
        stream_writer_write(&bystanders[0]->writer, "still here\n", 11);
        await(my->bytes, stream_reader_readline(&bystanders[1]->reader));
        async_return(my->bytes->size);
    }
}

static void bystanders_end(struct loop *loop)
{
    union value size = value_of(0);
    int error = loop_run_until_complete(loop, coro(bystander), &size);

    if (error != 0 || size.integer != 11)
        complain("%s: another connection does not go on: error %d", when, error);
    for (int i = 0; i < 2; i++)
        stream_release(bystanders[i]);
}

/* ---- What is left ------------------------------------------------------------------------------ */

/* The names in a directory of /proc; -1 where there is none. */
static int count_names(const char *directory)
{
    DIR *names = opendir(directory);
    int count = 0;

    if (names == NULL)
        return -1;
    while (readdir(names) != NULL)
        count++;
    closedir(names);
    return count;
}

/* A thread that was waited for may be seen for a moment more. */
static void check_threads(int before)
{
    for (int i = 0; i < 1000 && count_names("/proc/self/task") > before; i++)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    if (count_names("/proc/self/task") > before)
        complain("%s: a thread is left", when);
}

/* ---- One failure ------------------------------------------------------------------------------- */

/*
 * True if ERROR may be how the other end of a connection sees that something has failed, or what has become
 * of an error that is no errno value.
 */
static bool is_distant(int error)
{
    static const int errors[] = {
        ECONNRESET,      EPIPE,  ECONNABORTED,        EREMOTEIO,    INCOMPLETE_READ,
        EXCEPTION_GROUP, ERANGE, BROKEN_PROCESS_POOL, EHOSTUNREACH, ENOMEM};

    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (error == errors[i])
            return true;
    return false;
}

static void check_error(const struct scenario *scenario, const struct fault *fault, int error)
{
    bool told = error == fault->error || reports > 0 || is_distant(error) ||
                (fault->outcome != GOES_ON && scenario->forgives && error == 0);

    if (fault->outcome == GOES_ON && error != scenario->error)
        complain("%s: it should go on, and ends with error %d", when, error);
    if (fault->outcome == FAILS && !told)
        complain("%s: nobody is told; the error is %d", when, error);
    if (fault->outcome == EITHER && !told && error != scenario->error)
        complain("%s: it ends with error %d", when, error);
}

static int run(struct loop *loop, const struct scenario *scenario)
{
    int error;

    outside = scenario->outside;
    error = loop_run_until_complete(loop, scenario->make(), NULL);
    return error;
}

static void end(struct loop *loop)
{
    run_until_idle(loop, when);
    outside = false;
    if (naps_begun != naps_ended)
        complain("%s: %d naps have begun, and %d cleanups have run", when, naps_begun, naps_ended);
}

/* Call number N to which FAULT can come fails. False: there are not so many. NULL: none fails. */
static bool try(const struct scenario *scenario, const struct fault *fault, int n)
{
    struct held before = what_is_held();
    int threads = count_names("/proc/self/task"), error;
    struct loop loop;
    bool failed;

    snprintf(when, sizeof when, "%s, %s() number %d: %s", scenario->name,
             fault != NULL ? fault->function : "no", n,
             fault != NULL ? fault->name : "undisturbed");
    if (loop_init(&loop, NULL) != 0)
        return false;
    loop_set_exception_handler(&loop, count_reports);
    bystanders_begin(&loop);
    naps_begun = naps_ended = reports = 0;
    fault_arm(fault, n);
    error = run(&loop, scenario);
    failed = fault_disarm();
    end(&loop);
    if (fault == NULL && error != scenario->error)
        complain("%s: it ends with error %d", when, error);
    if (failed)
        check_error(scenario, fault, error);
    bystanders_end(&loop);
    if (failed) {
        error = run(&loop, scenario);
        end(&loop);
        if (error != scenario->error)
            complain("%s: a second try ends with error %d instead of %d", when, error,
                     scenario->error);
    }
    outside = scenario->outside; /* a child's end may come only now */
    run_until_idle(&loop, when);
    outside = false;
    check_loop_is_well(&loop, when);
    loop_close(&loop);
    coro_free_memory();
    check_held(before, when);
    check_threads(threads);
    return failed;
}

/* Each of its calls in each way. Returns how many there were. */
static int try_all(const struct scenario *scenario)
{
    int places = 0;

    fault_note(true);
    try(scenario, NULL, 0);
    fault_note(false);
    for (const struct fault *fault = faults; fault->function != NULL; fault++)
        for (int n = 0; n < most_calls && fault_was_noted(fault) && try(scenario, fault, n); n++)
            places++;
    return places;
}

/* A pool that is common to all is not to be broken: one that is made for it is tried. */
static bool is_tried(const struct scenario *scenario)
{
    return scenario->outside && strcmp(scenario->name, "asks_a_pool") != 0;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        most_calls = atoi(argv[1]);
    setvbuf(stdout, NULL, _IOLBF, 0); /* so that all of it shows if the program dies */
    processes_begin();
    for (const struct scenario *const *table = scenarios; *table != NULL; table++)
        for (const struct scenario *scenario = *table; scenario->name != NULL; scenario++)
            if (is_tried(scenario))
                printf("%s: failed at %d places\n", scenario->name, try_all(scenario));
    processes_end();
    return complaints > 0;
}
