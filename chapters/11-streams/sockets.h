/**
 * @file sockets.h
 * @brief Chapter 11: sockets as a loop needs them. Given.
 */
#ifndef SOCKETS_H
#define SOCKETS_H

#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>

#ifndef MSG_NOSIGNAL
/** @brief Where there is no such flag, socket_set_up() sees to it. */
#define MSG_NOSIGNAL 0
#endif

/** @brief Opens a stream socket that never blocks and that no child inherits. @return 0 or an errno value. */
int socket_open(int family, int *fd);

/** @brief Makes @p fd such a one, or a pipe's end. @return 0 or an errno value. */
int socket_set_up(int fd);

/** @brief Opens a socket that is bound to @p address. @return 0, or an errno value and no socket. */
int socket_bind(const struct sockaddr *address, socklen_t size, int *fd);

/** @brief The address of @p path. @return 0, or ENAMETOOLONG. */
int unix_address(struct sockaddr_un *address, const char *path);

/** @brief 0 if @p fd is a stream socket; EINVAL if it is another kind, ENOTSOCK if it is none. */
int socket_check(int fd);

/**
 * @brief The address that @p fd is bound to, as text: "127.0.0.1:80", "[::1]:80", or a path.
 *
 * @return 0 or an errno value; ENOSPC if the text has no room.
 */
int socket_sockname(int fd, char *text, size_t size);

/** @brief The address that @p fd is connected to; see socket_sockname(). */
int socket_peername(int fd, char *text, size_t size);

/** @brief Writes to a pipe. As write(), but nobody left to read is EPIPE and no SIGPIPE. */
ssize_t pipe_send(int fd, const void *data, size_t size);

#endif
