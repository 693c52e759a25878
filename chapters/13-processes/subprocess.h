/**
 * @file subprocess.h
 * @brief Chapter 13: other programs, started, talked to, and waited for.
 *
 *     await(my->process, asyncio_create_subprocess_exec(ARGV("sort", "-u"), .in = SUBPROCESS_PIPE,
 *                                                       .out = SUBPROCESS_PIPE));
 *     await(my->output, process_communicate(my->process, text, strlen(text)));
 *     ...
 *     process_release(my->process);
 *
 * The child has its standard descriptors and no other: all that this library opens is closed on exec.
 * SIGPIPE does what it does by default there, and no signal is blocked.
 *
 * Mirrors asyncio/subprocess.py.
 */
#ifndef SUBPROCESS_H
#define SUBPROCESS_H

#include "bytes.h"
#include "children.h"
#include "stream.h"

/**
 * @brief What becomes of a standard descriptor of the child. Or a descriptor of yours, from 1 on: 1 and 2 are
 * the parent's own, whatever becomes of the child's.
 */
enum subprocess_stream {
    SUBPROCESS_INHERIT = 0,  /**< It is the parent's. */
    SUBPROCESS_PIPE = -1,    /**< A stream of the process leads to it. */
    SUBPROCESS_STDOUT = -2,  /**< For `err` only: the same as `out`. */
    SUBPROCESS_DEVNULL = -3, /**< Nothing to read, and what is written is dropped. */
};

/** @brief How a program is started; what is not named is 0. */
struct subprocess_options {
    int in;                 /**< Standard input: one of #subprocess_stream, or a descriptor. */
    int out;                /**< Standard output. */
    int err;                /**< Standard error. */
    const char *const *env; /**< The environment, "NAME=value", up to a NULL; NULL: the parent's. */
    const char *cwd;        /**< The directory that it begins in; NULL: the parent's. */
    size_t limit;           /**< For the readers: see stream_reader_init(). 0: #STREAM_LIMIT. */
    bool given;             /**< Set by the macros, which need something to set. */
};

/** @brief What a process has written. Absent streams have written nothing. */
struct process_output {
    struct bytes out; /**< To its standard output. */
    struct bytes err; /**< To its standard error. */
};

/**
 * @brief A program that was started. Allocated by asyncio_create_subprocess_exec(), and its caller's
 * until process_release(). The fields up to `err` are for reading.
 *
 * Mirrors `asyncio.subprocess.Process`.
 */
struct process {
    struct child_process child; /**< First member: the library's. */
    pid_t pid;                  /**< Its number, also when it has ended. */
    int returncode; /**< #CHILD_RUNNING; then its exit status, or minus a signal's number. */
    struct stream_writer *in;  /**< Leads to its standard input; NULL unless that is a pipe. */
    struct stream_reader *out; /**< Leads from its standard output; NULL unless that is a pipe. */
    struct stream_reader *err; /**< Leads from its standard error; NULL unless that is a pipe. */
    struct process_output output; /**< What process_communicate() gave. */
    struct stream *streams[3];    /**< What `in`, `out` and `err` are part of. */
    struct waiters waiters;       /**< Who waits in process_wait(). */
    unsigned owners;              /**< How many process_release() are still to come. */
};

/** @brief A program's arguments, its name first: ARGV("ls", "-l"). */
#define ARGV(...) ((const char *const[]){__VA_ARGS__, NULL})

/**
 * @brief A coroutine that starts the program `argv[0]`:
 * `asyncio_create_subprocess_exec(ARGV("ls", "-l"), .out = SUBPROCESS_PIPE)`. Its result is a
 * `struct process *`. A name without a slash is looked for in the PATH of its environment, another one counts from
 * its directory, `cwd`.
 *
 * All arguments are copied by the call; nothing is started before the coroutine runs. It does not wait for
 * anything, so await it where the process is kept: as a task of its own, or in a gather() of which another
 * part fails, its result might be read by nobody, and the process lives until the loop is closed.
 *
 * It raises ENOENT, EACCES, ENOTDIR and what else the system has against the program or the directory, with
 * nothing left behind; EINVAL for a stream that can't be so; EBUSY if another loop has the signals, or
 * somebody has SIGCHLD; EMFILE, ENOMEM, EAGAIN. Where posix_spawn(), which is used without `cwd` and `env`,
 * can't tell what the system has against it (POSIX allows that), the process ends with 127.
 *
 * Mirrors `asyncio.create_subprocess_exec()`.
 */
#define asyncio_create_subprocess_exec(...) SUBPROCESS_EXEC(__VA_ARGS__, .given = true)

/** @brief What asyncio_create_subprocess_exec() is. */
#define SUBPROCESS_EXEC(argv, ...) subprocess_exec(argv, &(struct subprocess_options){__VA_ARGS__})

/** @brief What asyncio_create_subprocess_exec() calls. */
struct coro *subprocess_exec(const char *const *argv, const struct subprocess_options *options);

/**
 * @brief As asyncio_create_subprocess_exec(), for a line of the shell:
 * `asyncio_create_subprocess_shell("ls -l | wc -l", .out = SUBPROCESS_PIPE)`. What comes from a stranger has
 * no place in it.
 *
 * Mirrors `asyncio.create_subprocess_shell()`.
 */
#define asyncio_create_subprocess_shell(...) SUBPROCESS_SHELL(__VA_ARGS__, .given = true)

/** @brief What asyncio_create_subprocess_shell() is. */
#define SUBPROCESS_SHELL(line, ...)                                                                \
    subprocess_exec(ARGV("/bin/sh", "-c", line), &(struct subprocess_options){__VA_ARGS__})

/**
 * @brief The caller has no more use for @p process. If it runs it is killed; its streams are closed; it
 * does not become a zombie. NULL is fine.
 *
 * Mirrors closing the transport, as the end of a `Process` object does.
 */
void process_release(struct process *process);

/**
 * @brief A coroutine that waits until @p process has ended. Its result is the returncode, an int. Any
 * number of them may wait, at any time; to cancel one does nothing to the process.
 *
 * A process that writes into a pipe which nobody reads does not end: see process_communicate().
 *
 * Mirrors `process.wait()`, as of Python 3.13: it does not wait for the ends of the pipes.
 */
struct coro *process_wait(struct process *process);

/**
 * @brief A coroutine that writes @p size bytes at @p data to the process and closes that pipe, reads
 * all that it writes, and waits for its end. Its result is a `struct process_output *`, whose bytes are
 * valid until process_release(). @p data stays valid until the coroutine has ended.
 *
 * Without a pipe to it @p data is not used. That the process does not want its input is no error.
 *
 * Mirrors `process.communicate(input)`. It raises an error of the streams; ENOMEM.
 */
struct coro *process_communicate(struct process *process, const void *data, size_t size);

/**
 * @brief Sends @p signum to the process. Mirrors `process.send_signal()`.
 *
 * @return 0; ESRCH if it has ended: its number may be another's by now; EINVAL: no such signal.
 */
int process_send_signal(struct process *process, int signum);

/** @brief As process_send_signal() with SIGTERM: please end. Mirrors `process.terminate()`. */
int process_terminate(struct process *process);

/** @brief As process_send_signal() with SIGKILL: it is ended. Mirrors `process.kill()`. */
int process_kill(struct process *process);

#endif
