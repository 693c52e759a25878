/**
 * @file bytes.h
 * @brief Chapter 9: some bytes that were read. Given.
 *
 * Mirrors a `bytes` object, but for who owns it: whatever read them does.
 */
#ifndef BYTES_H
#define BYTES_H

#include <stddef.h>

/** @brief Bytes in somebody else's buffer. Valid until the next call on what they came from. */
struct bytes {
    char *data;  /**< The first one. No 0 stands behind the last: print them with `%.*s`. */
    size_t size; /**< How many there are; 0: the end. */
};

#endif
