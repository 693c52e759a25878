/**
 * @file sockets.h
 * @brief Chapter 11: sockets as a loop needs them. Given.
 */
#ifndef SOCKETS_H
#define SOCKETS_H

#include <sys/socket.h>
#include <sys/un.h>

/** @brief Opens a stream socket that never blocks and that no child inherits. @return 0 or an errno value. */
int socket_open(int family, int *fd);

/** @brief Makes @p fd such a one. @return 0 or an errno value. */
int socket_set_up(int fd);

/** @brief Opens a socket that listens at @p address. @return 0, or an errno value and no socket. */
int socket_listen(const struct sockaddr *address, socklen_t size, int *fd);

/** @brief The address of @p path. @return 0, or ENAMETOOLONG. */
int unix_address(struct sockaddr_un *address, const char *path);

#endif
