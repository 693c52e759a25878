/*
 * Chapter 13: other programs.
 *
 * What is to be done in the child before its program begins is written down in a list, a struct launch.
 */
#include "subprocess.h"
#include "todo.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "launch.h"
#include "sockets.h"

/* The way to one standard descriptor of the child. */
struct ends {
    int ours;   /* -1: there is no such way */
    int theirs; /* -1: as well, or the child has it by now */
};

/* A program that is being started. */
struct spawning {
    struct launch launch; /* what the child does first */
    struct ends ends[3];  /* for its standard input, output, error */
};

/* ---- Pipes ----------------------------------------------------------------------------------- */

static void ends_close(struct ends *ends)
{
    if (ends->ours >= 0)
        close(ends->ours);
    if (ends->theirs >= 0)
        close(ends->theirs);
    ends->ours = ends->theirs = -1;
}

/* Opens a pipe to the child's descriptor FD, or from it. */
static int ends_open(struct ends *ends, int fd)
{
    int pair[2], error;

    if (pipe(pair) != 0)
        return errno;
    *ends = fd == 0 ? (struct ends){pair[1], pair[0]} : (struct ends){pair[0], pair[1]};
    error = launch_move_up(&ends->ours);
    if (error == 0)
        error = launch_move_up(&ends->theirs);
    if (error == 0)
        error = socket_set_up(ends->ours); /* ours only: a program expects that its own waits */
    if (error != 0)
        ends_close(ends);
    return error;
}

/* ---- Starting -------------------------------------------------------------------------------- */

/* Writes down what becomes of the child's descriptor FD: WANTED is one of enum subprocess_stream, or a descriptor. */
static int standard_stream(struct spawning *spawning, int fd, int wanted)
{
    struct launch *launch = &spawning->launch;

    if (wanted < SUBPROCESS_DEVNULL || (wanted == SUBPROCESS_STDOUT && fd != 2))
        return EINVAL;

        /*
     * Exercise 13.4: nothing for INHERIT. For DEVNULL, "/dev/null" is opened as FD (O_RDWR fits all three). For the
     * others, some descriptor becomes FD as well: 1 for STDOUT; for PIPE theirs of the ends_open(); else
     * WANTED itself. launch_add_open() and launch_add_dup2() return an errno value.
     */
    TODO("13.4", launch, ends_open);
}

/*
 * If *WANTED is a standard descriptor of the parent for another of the child, a copy takes its place: the
 * child's own may be something else by then. Else 1 and 2 could not be exchanged.
 */
static int keep_standard(struct ends *ends, int fd, int *wanted)
{
    if (*wanted < 1 || *wanted > 2 || *wanted == fd)
        return 0;
    ends->theirs = fcntl(*wanted, F_DUPFD_CLOEXEC, 3);
    if (ends->theirs < 0)
        return errno;
    *wanted = ends->theirs;
    return 0;
}

/* Writes down what becomes of all three. */
static int standard_streams(struct spawning *spawning, const struct subprocess_options *options)
{
    int wanted[] = {options->in, options->out, options->err};
    int error = 0;

    for (int fd = 0; fd < 3; fd++)
        spawning->ends[fd] = (struct ends){-1, -1};
    for (int fd = 0; error == 0 && fd < 3; fd++)
        error = keep_standard(&spawning->ends[fd], fd, &wanted[fd]);
    for (int fd = 0; error == 0 && fd < 3; fd++)
        error = standard_stream(spawning, fd, wanted[fd]);
    return error;
}

/* Starts it with OPTIONS. If that fails, nothing is open. */
static int spawn_with(struct spawning *spawning, const struct subprocess_options *options,
                      char *const *argv, char *const *env, pid_t *pid)
{
    int error = launch_init(&spawning->launch);

    if (error != 0)
        return error;
    error = standard_streams(spawning, options);
    if (error == 0)
        error = launch_program(&spawning->launch, options->cwd, argv, env, pid);
    launch_destroy(&spawning->launch);
    for (int fd = 0; fd < 3; fd++) {
        struct ends *ends = &spawning->ends[fd];

        if (ends->theirs >= 0)
            close(ends->theirs); /* the child has it; as long as we have it too, it never ends */
        ends->theirs = -1;
        if (error != 0)
            ends_close(ends);
    }
    return error;
}

/* ---- The process ----------------------------------------------------------------------------- */

static void process_free(struct process *process)
{
    for (int fd = 0; fd < 3; fd++)
        stream_release(process->streams[fd]);
    free(process);
}

/* It has ended, and its status is known. */
static void process_ended(struct child_process *child)
{
    struct process *process = (struct process *)child;
    struct waiter *waiter;

    process->returncode = child->returncode;
    while ((waiter = waiters_next(&process->waiters)) != NULL)
        waiter_wake(waiter);
    if (process->owners == 0)
        process_free(process);
}

/* Closes the streams at once: a child that is killed need not see what is still unsent. */
static void process_abandon(struct process *process)
{
    for (int fd = 0; fd < 3; fd++) {
        if (process->streams[fd] != NULL)
            stream_writer_abort(&process->streams[fd]->writer);
        stream_release(process->streams[fd]);
        process->streams[fd] = NULL;
    }
    process_kill(process);
}

/* One that runs is freed when it has ended: see process_ended(). */
void process_release(struct process *process)
{
    if (process == NULL || --process->owners > 0)
        return;
    if (process->returncode == CHILD_RUNNING)
        process_abandon(process);
    else
        process_free(process);
}

/* Makes the streams of our ends, which they take over. */
static int process_open_streams(struct process *process, struct loop *loop, struct ends *ends,
                                size_t limit)
{
    int error = 0;

    for (int fd = 0; fd < 3; fd++) {
        if (ends[fd].ours < 0)
            continue;
        if (error == 0)
            process->streams[fd] = stream_new(loop, ends[fd].ours, limit, &error);
        if (process->streams[fd] == NULL)
            close(ends[fd].ours);
    }
    if (error != 0)
        return error;
    process->in = process->streams[0] != NULL ? &process->streams[0]->writer : NULL;
    process->out = process->streams[1] != NULL ? &process->streams[1]->reader : NULL;
    process->err = process->streams[2] != NULL ? &process->streams[2]->reader : NULL;
    return 0;
}

/* Starts a program. NULL, with the reason in *ERROR: then there is none. */
static struct process *process_new(struct loop *loop, const struct subprocess_options *options,
                                   char *const *argv, char *const *env, int *error)
{
    struct process *process = calloc(1, sizeof *process);
    struct spawning spawning;

    *error = process != NULL ? loop_open_children(loop) : ENOMEM;
    if (*error == 0)
        *error = spawn_with(&spawning, options, argv, env, &process->pid);
    if (*error != 0) {
        free(process);
        return NULL;
    }
    process->returncode = CHILD_RUNNING;
    process->owners = 1;
    process->child.pid = process->pid;
    process->child.ended = process_ended;
    loop_watch_child(loop, &process->child);
    *error = process_open_streams(process, loop, spawning.ends,
                                  options->limit > 0 ? options->limit : STREAM_LIMIT);
    if (*error == 0)
        return process;
    process_release(process);
    return NULL;
}

/* ---- Starting, as a coroutine ---------------------------------------------------------------- */

/* Strings up to a NULL, copied into one piece of memory. NULL: there is none. */
static char **strings_copy(const char *const *strings)
{
    size_t count = 0, size = 0;
    char **copy, *text;

    for (; strings[count] != NULL; count++)
        size += strlen(strings[count]) + 1;
    copy = malloc((count + 1) * sizeof *copy + size);
    if (copy == NULL)
        return NULL;
    text = (char *)(copy + count + 1);
    for (size_t i = 0; i < count; i++) {
        copy[i] = strcpy(text, strings[i]);
        text += strlen(text) + 1;
    }
    copy[count] = NULL;
    return copy;
}

static char *string_copy(const char *string)
{
    size_t size = strlen(string) + 1;
    char *copy = malloc(size);

    return copy != NULL ? memcpy(copy, string, size) : NULL;
}

struct creating {
    struct coro coro;
    struct subprocess_options options;
    char **argv, **env, *cwd; /* copies, freed at the end; `options` has the last one, too */
    struct process *process;
    int error; /* why it can't be started */
};

static void creating(struct coro *self)
{
    struct creating *my = (struct creating *)self;
    struct loop *loop;

    async (self) {
        loop = asyncio_get_running_loop();
        if (my->error == 0 && loop == NULL)
            my->error = EINVAL;
        if (my->error == 0)
            my->process = process_new(loop, &my->options, my->argv, my->env, &my->error);
        if (my->error != 0)
            async_raise(my->error);
        async_return(my->process);
        finally
        {
            free(my->argv);
            free(my->env);
            free(my->cwd);
        }
    }
}

struct coro *subprocess_exec(const char *const *argv, const struct subprocess_options *options)
{
    struct coro *made = coro(creating, .coro.frame.cleans_up = true, .options = *options);
    struct creating *my = (struct creating *)made;

    if (made == NULL)
        return NULL;
    my->argv = strings_copy(argv);
    my->env = options->env != NULL ? strings_copy(options->env) : NULL;
    my->options.cwd = my->cwd = options->cwd != NULL ? string_copy(options->cwd) : NULL;
    if (my->argv == NULL || (options->env != NULL && my->env == NULL) ||
        (options->cwd != NULL && my->cwd == NULL))
        my->error = ENOMEM;
    else if (argv[0] == NULL)
        my->error = EINVAL;
    return made;
}

/* ---- Signals --------------------------------------------------------------------------------- */

/*
 * Until it has been waited for, its number is its own, even if it has ended. But somebody else may have waited
 * for it, and the loop has not looked yet: so it is asked first whether there is such a child.
 */
int process_send_signal(struct process *process, int signum)
{
    siginfo_t info;

    if (process->returncode != CHILD_RUNNING)
        return ESRCH;
    if (waitid(P_PID, (id_t)process->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0)
        return ESRCH;
    return kill(process->pid, signum) == 0 ? 0 : errno;
}

int process_terminate(struct process *process)
{
    return process_send_signal(process, SIGTERM);
}

int process_kill(struct process *process)
{
    return process_send_signal(process, SIGKILL);
}

/* ---- Waiting --------------------------------------------------------------------------------- */

struct waiting {
    struct coro coro;
    struct process *process; /* held */
    struct waiter waiter;
};

static void waiting(struct coro *self)
{
    struct waiting *my = (struct waiting *)self;

    async (self) {
        if (my->process->returncode == CHILD_RUNNING) {
            waiters_join(&my->process->waiters, &my->waiter);
            await(&my->waiter.future);
        }
        async_return(my->process->returncode);
        finally
        {
            waiters_leave(&my->process->waiters, &my->waiter);
            process_release(my->process);
        }
    }
}

struct coro *process_wait(struct process *process)
{
    struct coro *made = coro(waiting, .coro.frame.cleans_up = true, .process = process);

    if (made != NULL)
        process->owners++;
    return made;
}
