/*
 * Chapter 13: a new process for another program.
 *
 * Between fork() and exec() the child has the memory of the parent, and of its threads only one. If another was
 * inside malloc() just then, that lock is never released here. So all that needs memory is done before: the
 * child makes system calls, and only those that a signal handler may make.
 */
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "signals.h"

#define DEFAULT_PATH "/bin:/usr/bin" /* for an environment without PATH; as in Python */

extern char **environ;

/* ---- The list -------------------------------------------------------------------------------- */

int launch_init(struct launch *launch)
{
    launch->count = 0;
    return posix_spawn_file_actions_init(&launch->posix);
}

void launch_destroy(struct launch *launch)
{
    posix_spawn_file_actions_destroy(&launch->posix);
}

static int launch_add(struct launch *launch, struct launch_action action)
{
    if (launch->count == LAUNCH_ACTIONS)
        return ENOMEM;
    launch->actions[launch->count++] = action;
    return 0;
}

int launch_add_dup2(struct launch *launch, int from, int to)
{
    int error = posix_spawn_file_actions_adddup2(&launch->posix, from, to);

    return error != 0 ? error : launch_add(launch, (struct launch_action){.from = from, .to = to});
}

int launch_add_open(struct launch *launch, int fd, const char *path, int flags)
{
    int error = posix_spawn_file_actions_addopen(&launch->posix, fd, path, flags, 0);

    if (error != 0)
        return error;
    return launch_add(launch, (struct launch_action){-1, fd, path, flags});
}

/* ---- With posix_spawn() ---------------------------------------------------------------------- */

/*
 * Signals that the parent catches do what they do by default in a new program, without our doing; one that it
 * ignores would be ignored there too, and many servers ignore SIGPIPE. And one that this thread blocks would
 * be blocked there: nobody could ask the program to end.
 */
static int launch_by_spawn(const struct launch *launch, char *const *argv, pid_t *pid)
{
    posix_spawnattr_t attributes;
    sigset_t standard, none;
    int error = posix_spawnattr_init(&attributes);

    if (error != 0)
        return error;
    sigemptyset(&standard);
    sigaddset(&standard, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &standard);
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    error = posix_spawnp(pid, argv[0], &launch->posix, &attributes, argv, environ);
    posix_spawnattr_destroy(&attributes);
    return error;
}

/* ---- With fork(): in the child --------------------------------------------------------------- */

/* All that the child needs, made before the fork. */
struct child {
    const struct launch *launch;
    const char *cwd; /* NULL: it stays where it is */
    char *const *argv, *const *env;
    char *paths; /* where the program may be: each ends with a 0, the last is empty; allocated */
    int report;  /* where to say what went wrong; closed on exec, which says that nothing did */
};

/* What it does about one descriptor. One that stays what it is only must not be closed on exec. */
static int child_act(const struct launch_action *action)
{
    int from = action->from >= 0 ? action->from : open(action->path, action->flags);

    if (from < 0)
        return errno;
    if (from == action->to)
        return fcntl(from, F_SETFD, 0) == 0 ? 0 : errno;
    if (dup2(from, action->to) < 0)
        return errno;
    if (action->from < 0)
        close(from);
    return 0;
}

/* Signals do what they do by default, but for those that the parent ignores, and none is blocked. */
static void child_reset_signals(void)
{
    struct sigaction now, standard = {.sa_handler = SIG_DFL};
    sigset_t none;

    for (int signum = 1; signum < SIGNALS_END; signum++)
        if (sigaction(signum, NULL, &now) == 0 && (now.sa_handler != SIG_IGN || signum == SIGPIPE))
            sigaction(signum, &standard, NULL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Tries each path. Comes back only with an error: the first that says more than that nothing is there. */
static int child_exec(const struct child *child)
{
    int error = ENOENT, better = 0;

    for (const char *path = child->paths; *path != '\0'; path += strlen(path) + 1) {
        execve(path, child->argv, child->env);
        error = errno;
        if (error != ENOENT && error != ENOTDIR && better == 0)
            better = error;
    }
    return better != 0 ? better : error;
}

static int child_prepare(const struct child *child)
{
    int error = 0;

    for (int i = 0; error == 0 && i < child->launch->count; i++)
        error = child_act(&child->launch->actions[i]);
    if (error == 0 && child->cwd != NULL && chdir(child->cwd) != 0)
        error = errno;
    child_reset_signals();
    return error;
}

static _Noreturn void child_main(const struct child *child)
{
    int error = child_prepare(child);

    if (error == 0)
        error = child_exec(child);
    while (write(child->report, &error, sizeof error) < 0 && errno == EINTR)
        continue;
    _exit(127);
}

/* ---- With fork(): in the parent -------------------------------------------------------------- */

static const char *path_of(char *const *env)
{
    for (; *env != NULL; env++)
        if (strncmp(*env, "PATH=", 5) == 0)
            return *env + 5;
    return DEFAULT_PATH;
}

/* PROGRAM in each directory of PATH, in the form of struct child. NULL: there is no memory. */
static char *paths_make(const char *program, const char *path)
{
    size_t length = strlen(program), directories = 1;
    char *paths, *end;

    if (length == 0 || strchr(program, '/') != NULL)
        path = ""; /* as it is */
    for (const char *at = path; *at != '\0'; at++)
        directories += *at == ':';
    paths = end = malloc(strlen(path) + directories * (length + 2) + 1);
    if (paths == NULL)
        return NULL;
    for (; directories > 0; directories--) {
        size_t size = strcspn(path, ":");

        memcpy(end, path, size);
        end += size;
        if (size > 0)
            *end++ = '/';
        end = strcpy(end, program) + length + 1;
        path += size + 1;
    }
    *end = '\0';
    return paths;
}

int launch_move_up(int *fd)
{
    int moved = fcntl(*fd, F_DUPFD_CLOEXEC, 3);

    if (moved < 0)
        return errno;
    close(*fd);
    *fd = moved;
    return 0;
}

static int report_open(int report[2])
{
    int error;

    if (pipe(report) != 0)
        return errno;
    error = launch_move_up(&report[0]);
    if (error == 0)
        error = launch_move_up(&report[1]);
    if (error != 0) {
        close(report[0]);
        close(report[1]);
    }
    return error;
}

/* Waits until the program has begun, or it has not: then there is an error. */
static int report_read(int fd)
{
    int error;
    ssize_t size;

    do
        size = read(fd, &error, sizeof error);
    while (size < 0 && errno == EINTR);
    if (size < 0)
        return errno;
    return size == sizeof error ? error : 0;
}

/*
 * Forks it. No signal may come before the child has let go of our handlers: they would write into the
 * pipe of our loop, and the signal would be lost.
 */
static pid_t child_fork(const struct child *child)
{
    sigset_t all, former;
    pid_t pid;
    int error;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &former);
    pid = fork();
    error = errno;
    if (pid == 0)
        child_main(child);
    pthread_sigmask(SIG_SETMASK, &former, NULL);
    errno = error;
    return pid;
}

/* It has not begun its program, or nobody knows. */
static void child_end(pid_t pid)
{
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        continue;
}

static int launch_by_fork(struct child *child, pid_t *pid)
{
    int report[2], error = report_open(report);

    if (error != 0)
        return error;
    child->report = report[1];
    *pid = child_fork(child);
    error = *pid < 0 ? errno : 0;
    close(report[1]);
    if (error == 0) {
        error = report_read(report[0]);
        if (error != 0)
            child_end(*pid);
    }
    close(report[0]);
    return error;
}

int launch_program(const struct launch *launch, const char *cwd, char *const *argv,
                   char *const *env, pid_t *pid)
{
    struct child child = {.launch = launch, .cwd = cwd, .argv = argv};
    int error;

    if (cwd == NULL && env == NULL)
        return launch_by_spawn(launch, argv, pid);
    child.env = env != NULL ? env : environ;
    child.paths = paths_make(argv[0], path_of(child.env));
    if (child.paths == NULL)
        return ENOMEM;
    error = launch_by_fork(&child, pid);
    free(child.paths);
    return error;
}
