/**
 * @file serving.h
 * @brief For demos that serve: the port in their arguments, and their first line. Given.
 *
 * The functions are in the header because every other .c file here is a module or a program.
 */
#ifndef SERVING_H
#define SERVING_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "streams.h"

/** @brief True if @p text is a port's number: 0 to 65535. */
static inline bool is_port(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    return digits > 0 && digits <= 5 && text[digits] == '\0' && atol(text) <= 65535;
}

/**
 * @brief The port that the program is to serve on: its first argument, or @p usual without one. "0"
 * lets the system pick one. NULL: the argument is no port, and that was said on standard error.
 */
static inline const char *serving_port(int argc, char **argv, const char *usual)
{
    if (argc < 2)
        return usual;
    if (is_port(argv[1]))
        return argv[1];
    fprintf(stderr, "%s: \"%s\" is no port: it is a number from 0 to 65535\n", argv[0], argv[1]);
    return NULL;
}

/**
 * @brief Opens what the caller has closed of the descriptors 0 to 2. A socket would get such a number,
 * and what we print would go to a client.
 */
static inline void serving_keep_standard_streams(void)
{
    int fd;

    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);
}

/** @brief Says on standard output where @p server serves; at once, even into a pipe. */
static inline void serving_announce(const struct server *server)
{
    printf("Serving on 127.0.0.1:%d\n", server_port(server));
    fflush(stdout);
}

#endif
