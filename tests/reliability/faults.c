/*
 * See faults.h. A failure comes only where the system could give it: EPIPE from what is written to, and not
 * from a pipe that the library has to itself; EAGAIN from what does not block.
 */
#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define FAULT(its_function, its_error, its_outcome)                                                \
    {                                                                                              \
        .function = #its_function, .name = #its_error, .error = its_error, .outcome = its_outcome  \
    }

const struct fault faults[] = {
    FAULT(read, EINTR, GOES_ON),
    FAULT(read, EAGAIN, GOES_ON),
    FAULT(read, SHORT, GOES_ON),
    FAULT(read, ECONNRESET, FAILS),
    FAULT(read, ETIMEDOUT, FAILS),
    FAULT(read, ENOBUFS, FAILS),
    FAULT(write, EINTR, GOES_ON),
    FAULT(write, EAGAIN, GOES_ON),
    FAULT(write, SHORT, GOES_ON),
    FAULT(write, EPIPE, EITHER), /* a program that does not want its input is none */
    FAULT(recv, EINTR, GOES_ON),
    FAULT(recv, SHORT, GOES_ON),
    FAULT(recv, ECONNRESET, FAILS),
    FAULT(recv, ENOMEM, FAILS),
    FAULT(send, EINTR, GOES_ON),
    FAULT(send, EAGAIN, GOES_ON),
    FAULT(send, SHORT, GOES_ON),
    FAULT(send, EPIPE, FAILS),
    FAULT(send, ECONNRESET, FAILS),
    FAULT(send, ENOBUFS, FAILS),
    FAULT(send, ENOMEM, FAILS),
    FAULT(accept, EINTR, GOES_ON),
    FAULT(accept, EAGAIN, GOES_ON),
    FAULT(accept, ECONNABORTED, GOES_ON),
    FAULT(accept, EMFILE, GOES_ON), /* a second later */
    FAULT(accept, ENFILE, GOES_ON),
    FAULT(accept, ENOBUFS, GOES_ON),
    FAULT(accept, ENOMEM, GOES_ON),
    FAULT(connect, EINTR, GOES_ON),
    FAULT(connect, ENETUNREACH, FAILS),
    FAULT(connect, EADDRNOTAVAIL, FAILS),
    FAULT(connect, EAGAIN, FAILS),
    FAULT(socket, EMFILE, FAILS),
    FAULT(socket, ENFILE, FAILS),
    FAULT(socket, ENOBUFS, FAILS),
    FAULT(socketpair, EMFILE, FAILS),
    FAULT(socketpair, ENFILE, FAILS),
    FAULT(pipe, EMFILE, FAILS),
    FAULT(pipe, ENFILE, FAILS),
    FAULT(fcntl, EMFILE, FAILS),
    FAULT(bind, EADDRINUSE, FAILS),
    FAULT(listen, EADDRINUSE, FAILS),
    FAULT(getsockopt, ENOBUFS, FAILS),
    FAULT(setsockopt, ENOBUFS, GOES_ON),
    FAULT(select, EINTR, GOES_ON),
    FAULT(select, ENOMEM, FAILS),
    FAULT(fork, EAGAIN, FAILS),
    FAULT(fork, ENOMEM, FAILS),
    FAULT(posix_spawnp, EAGAIN, FAILS),
    FAULT(posix_spawnp, ENOMEM, FAILS),
    FAULT(waitpid, EINTR, GOES_ON),
    FAULT(waitpid, ECHILD, EITHER), /* not everybody looks at how a program ended */
    FAULT(pthread_create, EAGAIN, EITHER),
    FAULT(pthread_mutex_init, ENOMEM, FAILS),
    FAULT(pthread_cond_init, EAGAIN, FAILS),
    FAULT(open, EMFILE, FAILS),
    FAULT(open, EINTR, FAILS),
    FAULT(fdopen, ENOMEM, FAILS),
    FAULT(fwrite, ENOSPC, FAILS),
    FAULT(fclose, EIO, FAILS),
    FAULT(getaddrinfo, EAI_AGAIN,
          EITHER), /* not the first time: then it is asked again, in a thread */
    FAULT(getaddrinfo, EAI_MEMORY, EITHER),
    {.function = NULL},
};

/* ---- Which call fails -------------------------------------------------------------------------- */

/* A call may be made in a signal handler: nothing here takes a lock. */
static _Atomic(const struct fault *) armed;
static atomic_int calls_left;
static atomic_bool has_failed;
static pid_t process; /* not in its children */

void fault_arm(const struct fault *fault, int n)
{
    process = getpid();
    calls_left = n;
    has_failed = false;
    armed = fault;
}

bool fault_disarm(void)
{
    armed = NULL;
    return has_failed;
}

/* Which of the faults could have come while that was noted. */
static atomic_bool noting, noted[sizeof faults / sizeof faults[0]];

void fault_note(bool on)
{
    if (on)
        for (size_t i = 0; i < sizeof noted / sizeof noted[0]; i++)
            noted[i] = false;
    noting = on;
}

bool fault_was_noted(const struct fault *fault)
{
    return noted[fault - faults];
}

/* FUNCTION is called. */
static void note(const char *function)
{
    for (size_t i = 0; noting && faults[i].function != NULL; i++)
        if (strcmp(faults[i].function, function) == 0)
            noted[i] = true;
}

/* So many calls in a row are short. */
#define SHORT_CALLS 100

/* Counts a call of FUNCTION to which ERROR can come. True if it is the one that fails. */
static bool fails_with(const char *function, int error)
{
    const struct fault *fault = armed;
    int left;

    note(function);
    if (fault == NULL || fault->error != error || strcmp(fault->function, function) != 0 ||
        getpid() != process)
        return false;
    left = atomic_fetch_sub(&calls_left, 1);
    if (left > 0 || left <= -(error == SHORT ? SHORT_CALLS : 1))
        return false;
    has_failed = true;
    errno = error;
    return true;
}

/* The same for whatever error is asked for. */
static bool fails(const char *function)
{
    const struct fault *fault = armed;

    note(function);
    return fault != NULL && fails_with(function, fault->error);
}

static bool is_socket(int fd)
{
    struct stat status;

    return fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode);
}

/* ---- The functions, as the linker names them --------------------------------------------------- */

#define WRAPPED(type, name, parameters)                                                            \
    type __real_##name parameters;                                                                 \
    type __wrap_##name parameters;                                                                 \
    type __wrap_##name parameters

int __real_fcntl(int fd, int command, ...);

/* What does not block may say that there is nothing to be done now. */
static bool fails_again(const char *function, int fd)
{
    const struct fault *fault = armed; /* so that fcntl() is not asked for nothing */

    return fault != NULL && fault->error == EAGAIN &&
           (__real_fcntl(fd, F_GETFL) & O_NONBLOCK) != 0 && fails_with(function, EAGAIN);
}

/* A failure of the connection, or of memory for it. */
static bool fails_here(const char *function)
{
    const struct fault *fault = armed;

    return fault != NULL && fault->error != EINTR && fault->error != EAGAIN &&
           fault->error != SHORT && fails_with(function, fault->error);
}

WRAPPED(ssize_t, read, (int fd, void *data, size_t size))
{
    if (fails_with("read", EINTR) || fails_again("read", fd) ||
        (is_socket(fd) && fails_here("read")))
        return -1;
    return __real_read(fd, data, size > 1 && fails_with("read", SHORT) ? 1 : size);
}

/* Who writes one byte wakes a loop. That does not fail, unless the loop has much to read. */
WRAPPED(ssize_t, write, (int fd, const void *data, size_t size))
{
    if (fails_with("write", EINTR) ||
        (size > 1 && (fails_again("write", fd) || fails_here("write"))))
        return -1;
    return __real_write(fd, data, size > 1 && fails_with("write", SHORT) ? 1 : size);
}

WRAPPED(ssize_t, recv, (int fd, void *data, size_t size, int flags))
{
    if (fails_with("recv", EINTR) || fails_again("recv", fd) || fails_here("recv"))
        return -1;
    return __real_recv(fd, data, size > 1 && fails_with("recv", SHORT) ? 1 : size, flags);
}

WRAPPED(ssize_t, send, (int fd, const void *data, size_t size, int flags))
{
    if (!is_socket(fd))
        return __real_send(fd, data, size, flags);
    if (fails_with("send", EINTR) || fails_again("send", fd) || fails_here("send"))
        return -1;
    return __real_send(fd, data, size > 1 && fails_with("send", SHORT) ? 1 : size, flags);
}

/* Where somebody wants to connect: else the answer is EAGAIN anyhow. */
WRAPPED(int, accept, (int fd, struct sockaddr *address, socklen_t *size))
{
    return fails("accept") ? -1 : __real_accept(fd, address, size);
}

/* One that is interrupted goes on all the same. */
WRAPPED(int, connect, (int fd, const struct sockaddr *address, socklen_t size))
{
    const struct fault *fault = armed;
    int answer;

    note("connect");
    if (fault != NULL && fault->error != EINTR && fails("connect"))
        return -1;
    answer = __real_connect(fd, address, size);
    if ((answer != 0 && errno != EINPROGRESS) || !fails_with("connect", EINTR))
        return answer;
    return -1;
}

WRAPPED(int, socket, (int domain, int type, int protocol))
{
    return fails("socket") ? -1 : __real_socket(domain, type, protocol);
}

WRAPPED(int, socketpair, (int domain, int type, int protocol, int pair[2]))
{
    return fails("socketpair") ? -1 : __real_socketpair(domain, type, protocol, pair);
}

WRAPPED(int, pipe, (int ends[2]))
{
    return fails("pipe") ? -1 : __real_pipe(ends);
}

int __wrap_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...)
{
    va_list arguments;
    int argument = 0;

    va_start(arguments, command);
    if (command != F_GETFD && command != F_GETFL)
        argument = va_arg(arguments, int);
    va_end(arguments);
    if (command == F_DUPFD_CLOEXEC && fails("fcntl"))
        return -1;
    return __real_fcntl(fd, command, argument);
}

WRAPPED(int, bind, (int fd, const struct sockaddr *address, socklen_t size))
{
    return fails("bind") ? -1 : __real_bind(fd, address, size);
}

WRAPPED(int, listen, (int fd, int backlog))
{
    return fails("listen") ? -1 : __real_listen(fd, backlog);
}

WRAPPED(int, getsockopt, (int fd, int level, int name, void *value, socklen_t *size))
{
    return fails("getsockopt") ? -1 : __real_getsockopt(fd, level, name, value, size);
}

WRAPPED(int, setsockopt, (int fd, int level, int name, const void *value, socklen_t size))
{
    return fails("setsockopt") ? -1 : __real_setsockopt(fd, level, name, value, size);
}

WRAPPED(int, select,
        (int count, fd_set *read, fd_set *write, fd_set *except, struct timeval *timeout))
{
    return fails("select") ? -1 : __real_select(count, read, write, except, timeout);
}

WRAPPED(pid_t, fork, (void))
{
    return fails("fork") ? -1 : __real_fork();
}

WRAPPED(int, posix_spawnp,
        (pid_t * pid, const char *file, const posix_spawn_file_actions_t *actions,
         const posix_spawnattr_t *attributes, char *const argv[], char *const env[]))
{
    return fails("posix_spawnp") ? errno
                                 : __real_posix_spawnp(pid, file, actions, attributes, argv, env);
}

/* Without waiting it is not interrupted. Somebody else may have asked for the child: then it is gone. */
WRAPPED(pid_t, waitpid, (pid_t pid, int *status, int options))
{
    pid_t answer;

    if (options == 0 && fails_with("waitpid", EINTR))
        return -1;
    answer = __real_waitpid(pid, status, options);
    return answer > 0 && options != 0 && fails_with("waitpid", ECHILD) ? -1 : answer;
}

WRAPPED(int, pthread_create,
        (pthread_t * thread, const pthread_attr_t *attributes, void *(*function)(void *arg),
         void *arg))
{
    return fails("pthread_create") ? errno
                                   : __real_pthread_create(thread, attributes, function, arg);
}

WRAPPED(int, pthread_mutex_init, (pthread_mutex_t * mutex, const pthread_mutexattr_t *attributes))
{
    return fails("pthread_mutex_init") ? errno : __real_pthread_mutex_init(mutex, attributes);
}

WRAPPED(int, pthread_cond_init, (pthread_cond_t * condition, const pthread_condattr_t *attributes))
{
    return fails("pthread_cond_init") ? errno : __real_pthread_cond_init(condition, attributes);
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list arguments;
    mode_t mode = 0;

    va_start(arguments, flags);
    if ((flags & O_CREAT) != 0)
        mode = (mode_t)va_arg(arguments, int);
    va_end(arguments);
    return fails("open") ? -1 : __real_open(path, flags, mode);
}

WRAPPED(FILE *, fdopen, (int fd, const char *mode))
{
    return fails("fdopen") ? NULL : __real_fdopen(fd, mode);
}

WRAPPED(size_t, fwrite, (const void *data, size_t size, size_t count, FILE *stream))
{
    return fails("fwrite") ? 0 : __real_fwrite(data, size, count, stream);
}

/* The file is closed, whatever is said. */
WRAPPED(int, fclose, (FILE * stream))
{
    int answer = __real_fclose(stream);

    return fails("fclose") ? EOF : answer;
}

WRAPPED(int, getaddrinfo,
        (const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **found))
{
    return fails("getaddrinfo") ? errno : __real_getaddrinfo(host, port, hints, found);
}
