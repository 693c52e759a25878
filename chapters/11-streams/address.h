/**
 * @file address.h
 * @brief Chapter 11: names to addresses, in a thread. Given.
 *
 * Mirrors `loop.getaddrinfo()`.
 */
#ifndef ADDRESS_H
#define ADDRESS_H

#include <netdb.h>

#include "run_in_executor.h"

/**
 * @brief A coroutine that looks @p host and @p port up; both are copied. Its result is a `struct addrinfo
 * *`, for freeaddrinfo(). @p passive: for a server; then @p host may be NULL.
 *
 * Numbers are answered without a thread. It raises EHOSTUNREACH for what is not known, ENOMEM, or the
 * error of the system.
 */
struct coro *loop_getaddrinfo(const char *host, const char *port, bool passive);

#endif
