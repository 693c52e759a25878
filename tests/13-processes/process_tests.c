/*
 * Chapter 13: what its tests share.
 */
#include "process_tests.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "children.h"
#include "hang.h"
#include "timeout.h"

#define PATIENCE 5 /* seconds; nothing here takes so long, unless it takes for ever */

struct loop loop;
union value value;

static int gate[2] = {-1, -1}; /* children wait until its writing end is closed */

static double patience(void)
{
    const char *slow = getenv("CHECK_SLOW");

    return slow != NULL ? PATIENCE * atof(slow) : PATIENCE;
}

/* What tests do to signals is not for the next test, which may be in the same process. */
static const int signals_used[] = {SIGINT, SIGPIPE, SIGUSR1, SIGUSR2};
#define SIGNALS_USED (sizeof signals_used / sizeof signals_used[0])
static struct sigaction former[SIGNALS_USED];

static void set_up(void)
{
    for (size_t i = 0; i < SIGNALS_USED; i++)
        sigaction(signals_used[i], NULL, &former[i]);
    expect_error(loop_init(&loop, NULL), 0, "loop_init() succeeds");
    hang_shows_loop(&loop);
    gate[0] = gate[1] = -1;
}

void close_loop(void)
{
    loop_close(&loop);
}

static void tear_down(void)
{
    release_children();
    if (!loop_is_closed(&loop))
        run_ready(); /* streams that were released close */
    loop_close(&loop);
    coro_free_memory();
    for (size_t i = 0; i < SIGNALS_USED; i++)
        sigaction(signals_used[i], &former[i], NULL);
}

TCase *process_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, set_up, tear_down);
    return tests;
}

static int nothing(void *arg)
{
    (void)arg;
    return 0;
}

/* Three: one to look at the descriptors, one for the calls that come of it, one for theirs. */
void run_ready(void)
{
    for (int i = 0; i < 3; i++) {
        struct handle handle = {.callback = nothing};

        loop_call_soon(&loop, &handle);
        expect_error(loop_run_once(&loop), 0, "an iteration of the loop ends well");
    }
}

static int too_late(void *arg)
{
    *(int *)arg = 1;
    return 0;
}

void run_until(const int *flag, const char *rule)
{
    int late = 0;
    struct timer timer;

    timer_init(&timer, too_late, &late);
    loop_call_later(&loop, &timer, patience());
    while (!*flag && !late)
        loop_run_once(&loop);
    timer_cancel(&timer);
    expect_true(*flag, rule);
}

int finish(struct coro *coroutine, const char *rule)
{
    int error = loop_run_until_complete(&loop, asyncio_wait_for(coroutine, patience()), &value);

    if (error == ETIMEDOUT)
        hang_report(rule);
    return error;
}

/* ---- Children -------------------------------------------------------------------------------- */

/* In the child: waits for the end of the gate, two seconds at most, and ends. */
static _Noreturn void child_main(int status)
{
    char byte;

    signal(SIGALRM, SIG_DFL);
    alarm(2);
    close(gate[1]);
    while (read(gate[0], &byte, 1) < 0)
        continue;
    _exit(status);
}

pid_t make_child(int status)
{
    pid_t pid;

    if (gate[0] < 0)
        expect_int(pipe(gate), 0, "the test has a pipe");
    pid = fork();
    if (pid == 0)
        child_main(status);
    expect_true(pid > 0, "the test can fork");
    return pid;
}

void release_children(void)
{
    if (gate[0] < 0)
        return;
    close(gate[0]);
    close(gate[1]);
    gate[0] = gate[1] = -1;
}

void wait_for_zombie(pid_t pid)
{
    siginfo_t info;

    while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) != 0)
        expect_int(errno, EINTR, "the child is the test's own");
}

int exists(pid_t pid)
{
    return kill(pid, 0) == 0;
}

const char *code_text(int returncode)
{
    static char text[16];

    snprintf(text, sizeof text, "%d", returncode);
    return returncode == CHILD_RUNNING ? "running" : text;
}

int open_descriptors(void)
{
    int count = 0;

    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}
