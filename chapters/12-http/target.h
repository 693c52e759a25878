/**
 * @file target.h
 * @brief Chapter 12: what a request asks for: a path and a query. Given.
 *
 * Mirrors `yarl.URL`, as far as a server needs it.
 */
#ifndef TARGET_H
#define TARGET_H

#include "http_parser.h"

/** @brief A target, taken apart. All zero: empty. Owned by whoever declares it. */
struct target {
    char *raw;   /**< The path as it was sent, "/caf%C3%A9": what the routes look at. Allocated. */
    char *path;  /**< The path with its escapes decoded. In the same memory. */
    char *query; /**< The query as it was sent, without the '?'; "" if there is none. In it, too. */
    char *names; /**< Its names and values, decoded: name, 0, value, 0, ... In it, too. */
    size_t size; /**< How many bytes of `names` are in use; 0: nobody has asked. */
};

/**
 * @brief Takes the target of @p head apart: "/path?query", or "http://host/path?query", whose host then
 * takes the place of the field Host, or "*" for OPTIONS.
 *
 * A decoded path may hold anything but a 0, "/../" too: whoever opens files must look.
 *
 * @return 0, or the status of the answer: 400 for other forms, an escape that is none, or %00; 501 for
 *         CONNECT, which asks for no path; 500 without memory.
 */
int target_read(struct target *target, struct http_head *head);

/** @brief Gives its memory back. All zero is fine. */
void target_clear(struct target *target);

/**
 * @brief The decoded value of the first parameter of that name in the query; NULL if there is none.
 * In "a&b=", both are "". Valid as long as the target.
 */
const char *target_query(struct target *target, const char *name);

/**
 * @brief Decodes the escapes in the @p size bytes at @p from into @p to, which has room for as many and a 0,
 * and may be the same. With @p plus a '+' becomes a blank. The escapes must be right: percent_is_right().
 *
 * @return where the 0 stands.
 */
char *percent_decode(char *to, const char *from, size_t size, bool plus);

/** @brief True if every '%' in @p text begins an escape, and none is %00. */
bool percent_is_right(const char *text);

#endif
