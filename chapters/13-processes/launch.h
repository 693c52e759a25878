/**
 * @file launch.h
 * @brief Chapter 13: a new process for another program. Given; used by subprocess.c.
 *
 * posix_spawn() does what fork() and exec() would do, in one call: it says at once why a program could not
 * be started, and it need not copy the page tables of a large program first. What is to be done in the
 * child before the program begins is written down in a list. But POSIX had no directory for that list until
 * 2024, and does not say in which PATH it looks. So where the child has a directory or an environment of
 * its own, fork() and exec() it is, and a pipe on which the child says what went wrong.
 */
#ifndef LAUNCH_H
#define LAUNCH_H

#include <spawn.h>
#include <sys/types.h>

/** @brief How long the list may be; three would do. */
#define LAUNCH_ACTIONS 8

/** @brief One thing that the child does before its program begins. */
struct launch_action {
    int from;         /**< The descriptor that becomes `to` as well; -1: `path` is opened. */
    int to;           /**< The child's descriptor. */
    const char *path; /**< What is opened; not copied. */
    int flags;        /**< How: O_RDWR, ... */
};

/** @brief All that the child does before its program begins, in this order. */
struct launch {
    posix_spawn_file_actions_t posix;             /**< The list for posix_spawn(). */
    struct launch_action actions[LAUNCH_ACTIONS]; /**< And for fork(). */
    int count;                                    /**< How many these are. */
};

/** @brief Makes @p launch an empty list. @return 0 or ENOMEM. */
int launch_init(struct launch *launch);

/** @brief Frees it. */
void launch_destroy(struct launch *launch);

/**
 * @brief Writes down: `dup2(from, to)`. As posix_spawn_file_actions_adddup2().
 *
 * @return 0; EBADF if one of the two can't be a descriptor; ENOMEM.
 */
int launch_add_dup2(struct launch *launch, int from, int to);

/**
 * @brief Writes down: open @p path with @p flags, as the descriptor @p fd. @p path must stay valid. As
 * posix_spawn_file_actions_addopen().
 *
 * @return 0; EBADF if @p fd can't be a descriptor; ENOMEM.
 */
int launch_add_open(struct launch *launch, int fd, const char *path, int flags);

/**
 * @brief Starts the program `argv[0]`; its process is @p *pid. In @p cwd, unless that is NULL, and with the
 * environment @p env, unless that is NULL. A name without a slash is looked for in the PATH of its
 * environment; another one counts from @p cwd.
 *
 * @return 0; what the system has against the program or the directory, ENOENT, EACCES, ENOTDIR, ...; EAGAIN,
 *         ENOMEM, EMFILE, ENFILE. After an error there is no process.
 */
int launch_program(const struct launch *launch, const char *cwd, char *const *argv,
                   char *const *env, pid_t *pid);

/**
 * @brief Gives @p *fd a number behind the standard ones, and closes it on exec. If the parent has closed its
 * standard input, a pipe gets its number, 0, and the child's would be overwritten by the next one.
 *
 * @return 0, or an errno value: @p *fd is as it was.
 */
int launch_move_up(int *fd);

#endif
