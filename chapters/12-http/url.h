/**
 * @file url.h
 * @brief Chapter 12: where a request goes: a host, a port, and what to ask for there. Given.
 *
 * Only what can stand in a request as it is gets in: no control character, no blank, nothing beyond
 * ASCII. So no URL can end the first line of a request early and smuggle a second one in.
 *
 * Mirrors `yarl.URL`, which aiohttp takes; RFC 3986.
 */
#ifndef URL_H
#define URL_H

#include <stdbool.h>

/** @brief A URL in its parts, in one piece of memory. All zero: none. */
struct url {
    char *text;   /**< The whole: "http://example.org:8080/a?b". Allocated; owns the others. */
    char *target; /**< What to ask for: "/a?b"; begins with '/'. The end of `text`. */
    char
        *authority; /**< For the Host header: "example.org:8080", "[::1]"; no port if that is 80. */
    char *host;     /**< "example.org", in lower case; an IPv6 address without its brackets. */
    char *port;     /**< "8080"; "80" if none was given. */
};

/**
 * @brief Takes @p text apart into @p url, which need not be empty memory. Dots in the path are
 * resolved ("/a/../b" is "/b"), a fragment is dropped.
 *
 * Mirrors `URL(text)`.
 *
 * @return 0; EPROTONOSUPPORT if it is not http; EINVAL if it is no URL with a host, or has user
 *         information (`user:password@`), a port that is none, or a character that has no place in a
 *         URL; ENOMEM. After an error @p url is all zero.
 */
int url_parse(struct url *url, const char *text);

/**
 * @brief As url_parse(), of a reference that may leave out what is the same in @p base: "/a", "b/c",
 * "../d", "?e", "//host/f". As it stands in a Location header, or in a page.
 *
 * Mirrors `base.join(URL(reference))`; RFC 3986, section 5.2.
 */
int url_join(struct url *url, const struct url *base, const char *reference);

/** @brief True if both have the same host and port. Mirrors `a.origin() == b.origin()`. */
bool url_same_origin(const struct url *a, const struct url *b);

/** @brief Gives the memory back; @p url is all zero then. Twice is fine. */
void url_destroy(struct url *url);

#endif
