/*
 * The names of errno values. strerror() gives sentences, in the language of the user; a test needs
 * the name that the program text has.
 */
#include "exercise.h"

#include <stdio.h>

#define NAME(value)                                                                                \
    {                                                                                              \
        value, #value                                                                              \
    }

static const struct {
    int value;
    const char *name;
} names[] = {
    /* Several on a line: */
    /* clang-format off */
    NAME(EACCES),       NAME(EADDRINUSE),  NAME(EADDRNOTAVAIL), NAME(EAFNOSUPPORT),
    NAME(EAGAIN),       NAME(EALREADY),    NAME(EBADF),         NAME(EBADMSG),
    NAME(EBUSY),        NAME(ECANCELED),   NAME(ECHILD),        NAME(ECONNABORTED),
    NAME(ECONNREFUSED), NAME(ECONNRESET),  NAME(EDEADLK),       NAME(EDESTADDRREQ),
    NAME(EDOM),         NAME(EEXIST),      NAME(EFAULT),        NAME(EFBIG),
    NAME(EHOSTUNREACH), NAME(EILSEQ),      NAME(EINPROGRESS),   NAME(EINTR),
    NAME(EINVAL),       NAME(EIO),         NAME(EISCONN),       NAME(EISDIR),
    NAME(ELOOP),        NAME(EMFILE),      NAME(EMSGSIZE),      NAME(ENAMETOOLONG),
    NAME(ENETDOWN),     NAME(ENETUNREACH), NAME(ENFILE),        NAME(ENOBUFS),
    NAME(ENOENT),       NAME(ENOEXEC),     NAME(ENOMEM),        NAME(ENOSPC),
    NAME(ENOSYS),       NAME(ENOTCONN),    NAME(ENOTDIR),       NAME(ENOTEMPTY),
    NAME(ENOTRECOVERABLE), NAME(ENOTSOCK), NAME(ENOTSUP),       NAME(EOPNOTSUPP),
    NAME(EOVERFLOW),    NAME(EPERM),       NAME(EPIPE),         NAME(EPROTO),
    NAME(EPROTONOSUPPORT), NAME(ERANGE),   NAME(EROFS),         NAME(ESHUTDOWN),
    NAME(ESPIPE),       NAME(ESRCH),       NAME(ETIMEDOUT),     NAME(EWOULDBLOCK),
    NAME(EXDEV),
    /* clang-format on */
    {EOWNERDEAD, "BROKEN_PROCESS_POOL"}, /* that is its name in this library: process_pool.h */
    {ENODATA, "INCOMPLETE_READ"},        /* that is its name in this library: stream_reader.h */
    {EMULTIHOP, "EXCEPTION_GROUP"},      /* that is its name in this library: task_group.h */
};

const char *errno_name(int error)
{
    static char other[32];

    if (error == 0)
        return "0";
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].value == error)
            return names[i].name;
    snprintf(other, sizeof other, error < 0 ? "%d" : "errno %d", error); /* none is negative */
    return other;
}
