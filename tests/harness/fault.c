/*
 * Calls that fail on purpose.
 *
 * The linker renames: a call of read() in any object file arrives at __wrap_read(), and the system's
 * read() is called __real_read(). Calls inside the C library are not touched. The table is static
 * and each wrapper allocates nothing, so it also works while malloc() is made to fail.
 */
#include "exercise.h"
#include "fault.h"
#include "harness.h"

#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum call {
    CALL_MALLOC,
    CALL_CALLOC,
    CALL_REALLOC,
    CALL_SELECT,
    CALL_POLL,
    CALL_READ,
    CALL_WRITE,
    CALL_RECV,
    CALL_SEND,
    CALL_ACCEPT,
    CALL_SOCKET,
    CALL_PIPE,
    CALL_CLOCK_GETTIME,
    CALL_PTHREAD_CREATE,
    CALL_PTHREAD_COND_WAIT,
    CALLS
};

/* What is planned for one function, and what became of it so far. */
struct fault {
    int calls; /* in this test, failed ones included */
    int error; /* 0: nothing is planned */
    int wait;  /* so many calls go well before the first that fails */
    int times; /* so many fail; negative: all from then on */
    size_t most; /* it takes no more bytes than this at once; 0: no limit */
    void (*watcher)(void); /* NULL: nobody watches */
};

static const char *const names[CALLS] = {
    "malloc", "calloc", "realloc", "select", "poll", "read",          "write",
    "recv",   "send",   "accept",  "socket", "pipe", "clock_gettime",
    "pthread_create", "pthread_cond_wait",
};

static struct fault faults[CALLS];
static int belongs_to; /* the test that the table is about */

/* What the last select() was called with. */
static int select_limit;
static long long select_wait;

bool fault_supported(void)
{
#ifdef FAULT_WRAP
    return true;
#else
    return false;
#endif
}

/* Each test begins with an empty table. */
static void faults_renew(void)
{
    if (belongs_to == test_number())
        return;
    belongs_to = test_number();
    memset(faults, 0, sizeof faults);
    select_limit = -1;
    select_wait = -1;
}

static struct fault *fault_of(const char *function)
{
    faults_renew();
    for (int i = 0; i < CALLS; i++)
        if (strcmp(names[i], function) == 0)
            return &faults[i];
    expect_failed(__FILE__, __LINE__, "the test names a function that the harness can make fail",
                  "there is no \"%s\" in tests/harness/fault.c", function);
    return NULL;
}

void fault_inject(const char *function, int error, int first, int times)
{
    struct fault *fault = fault_of(function);

    fault->error = error;
    fault->wait = first - 1;
    fault->times = times > 0 ? times : -1;
}

void fault_shorten(const char *function, size_t most)
{
    fault_of(function)->most = most;
}

void fault_watch(const char *function, void (*watcher)(void))
{
    fault_of(function)->watcher = watcher;
}

void fault_clear(void)
{
    faults_renew();
    for (int i = 0; i < CALLS; i++) {
        faults[i].error = 0;
        faults[i].most = 0;
        faults[i].watcher = NULL;
    }
}

int fault_calls(const char *function)
{
    return fault_of(function)->calls;
}

int fault_select_limit(void)
{
    faults_renew();
    return select_limit;
}

long long fault_select_wait(void)
{
    faults_renew();
    return select_wait;
}

#ifdef FAULT_WRAP

/*
 * Check allocates too, and a static libcheck does so through these wrappers. Its calls are neither
 * counted nor made to fail. These are its functions that run when a test begins, and in the middle.
 */
static bool in_check;

void __real_tcase_fn_start(const char *name, const char *file, int line);
void __wrap_tcase_fn_start(const char *name, const char *file, int line);
void __wrap_tcase_fn_start(const char *name, const char *file, int line)
{
    in_check = true;
    __real_tcase_fn_start(name, file, line);
    in_check = false;
    for (int i = 0; i < CALLS; i++)
        faults[i].calls = 0;
}

void __real__mark_point(const char *file, int line);
void __wrap__mark_point(const char *file, int line);
void __wrap__mark_point(const char *file, int line)
{
    in_check = true;
    __real__mark_point(file, line);
    in_check = false;
}

/* Tells who watches FAULT's function, but not of the calls that this makes. */
static void call_is_watched(struct fault *fault)
{
    void (*watcher)(void) = fault->watcher;

    if (watcher == NULL)
        return;
    fault->watcher = NULL;
    watcher();
    fault->watcher = watcher;
}

/* Counts one call. True if it has to fail; errno says how. */
static bool call_fails(enum call call)
{
    struct fault *fault = &faults[call];

    if (in_check)
        return false;
    faults_renew();
    fault->calls++;
    call_is_watched(fault);
    if (fault->error == 0 || fault->times == 0)
        return false;
    if (fault->wait > 0) {
        fault->wait--;
        return false;
    }
    if (fault->times > 0)
        fault->times--;
    errno = fault->error;
    return true;
}

/* How many of SIZE bytes a call may take. */
static size_t call_takes(enum call call, size_t size)
{
    size_t most = in_check ? 0 : faults[call].most;

    return most > 0 && size > most ? most : size;
}

/* The two functions of one wrapped call: the linker's name for the real one, and the wrapper. */
#define WRAP(type, failure, call, name, parameters, arguments)                                     \
    type __real_##name parameters;                                                                 \
    type __wrap_##name parameters;                                                                 \
    type __wrap_##name parameters                                                                  \
    {                                                                                              \
        return call_fails(call) ? failure : __real_##name arguments;                               \
    }

WRAP(void *, NULL, CALL_MALLOC, malloc, (size_t size), (size))
WRAP(void *, NULL, CALL_CALLOC, calloc, (size_t count, size_t size), (count, size))
WRAP(void *, NULL, CALL_REALLOC, realloc, (void *old, size_t size), (old, size))
WRAP(int, -1, CALL_POLL, poll, (struct pollfd * fds, nfds_t count, int timeout),
     (fds, count, timeout))
WRAP(ssize_t, -1, CALL_READ, read, (int fd, void *data, size_t size),
     (fd, data, call_takes(CALL_READ, size)))
WRAP(ssize_t, -1, CALL_WRITE, write, (int fd, const void *data, size_t size),
     (fd, data, call_takes(CALL_WRITE, size)))
WRAP(ssize_t, -1, CALL_RECV, recv, (int fd, void *data, size_t size, int flags),
     (fd, data, call_takes(CALL_RECV, size), flags))
WRAP(ssize_t, -1, CALL_SEND, send, (int fd, const void *data, size_t size, int flags),
     (fd, data, call_takes(CALL_SEND, size), flags))
WRAP(int, -1, CALL_ACCEPT, accept, (int fd, struct sockaddr *address, socklen_t *size),
     (fd, address, size))
WRAP(int, -1, CALL_SOCKET, socket, (int domain, int type, int protocol), (domain, type, protocol))
WRAP(int, -1, CALL_PIPE, pipe, (int ends[2]), (ends))
WRAP(int, -1, CALL_CLOCK_GETTIME, clock_gettime, (clockid_t clock, struct timespec *now),
     (clock, now))

/* This one returns its error, and does not touch errno. */
int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*function)(void *arg), void *arg);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*function)(void *arg), void *arg);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*function)(void *arg), void *arg)
{
    return call_fails(CALL_PTHREAD_CREATE)
               ? errno
               : __real_pthread_create(thread, attributes, function, arg);
}

/* A wait that "fails" ends at once. The lock is given up for a moment, as in every wait. */
int __real_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *lock);
int __wrap_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *lock);
int __wrap_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *lock)
{
    if (!call_fails(CALL_PTHREAD_COND_WAIT))
        return __real_pthread_cond_wait(condition, lock);
    pthread_mutex_unlock(lock);
    return pthread_mutex_lock(lock);
}

/*
 * Of select() the arguments are kept too: an answer does not tell whether they were right. And one
 * that POSIX lets a system refuse is refused here, even if this system is patient.
 */
static bool is_wait(const struct timeval *wait)
{
    return wait == NULL || (wait->tv_sec >= 0 && wait->tv_usec >= 0 && wait->tv_usec < 1000000);
}

int __real_select(int limit, fd_set *readers, fd_set *writers, fd_set *others,
                  struct timeval *timeout);
int __wrap_select(int limit, fd_set *readers, fd_set *writers, fd_set *others,
                  struct timeval *timeout);
int __wrap_select(int limit, fd_set *readers, fd_set *writers, fd_set *others,
                  struct timeval *timeout)
{
    bool fails = call_fails(CALL_SELECT);

    if (!fails && !is_wait(timeout)) {
        errno = EINVAL;
        fails = true;
    }
    select_limit = limit;
    select_wait = timeout != NULL ? timeout->tv_sec * 1000000LL + timeout->tv_usec : -1;
    return fails ? -1 : __real_select(limit, readers, writers, others, timeout);
}

#endif
