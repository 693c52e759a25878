/**
 * @file router.h
 * @brief Chapter 12: which handler answers a request.
 *
 * Mirrors `web.RouteDef` and `UrlDispatcher` of aiohttp.
 */
#ifndef ROUTER_H
#define ROUTER_H

#include <stdbool.h>
#include <stddef.h>

struct coro;
struct web_request;

/** @brief So many names a path may have. */
#define ROUTE_NAMES 8

/**
 * @brief One route: requests with this method for this path are answered by that handler.
 *
 * In a path, "{name}" stands for one segment that is not empty; web_request_match() has it.
 */
struct web_route {
    const char *method; /**< "GET". GET answers HEAD, too. A string that stays alive. */
    const char *path;   /**< "/items/{name}". A string that stays alive. */

    /**
     * Makes the coroutine that answers: its result is a `struct web_response *`, which the server
     * takes over.
     */
    struct coro *(*handler)(struct web_request *request);
};

/** @brief A route for @p its_method. Mirrors `web.route()`. */
#define web_route(its_method, its_path, its_handler)                                               \
    ((struct web_route){.method = (its_method), .path = (its_path), .handler = (its_handler)})

/** @brief A route for GET and HEAD. Mirrors `web.get()`. */
#define web_get(path, handler) web_route("GET", path, handler)

/** @brief A route for POST. Mirrors `web.post()`. */
#define web_post(path, handler) web_route("POST", path, handler)

/** @brief A route for PUT. Mirrors `web.put()`. */
#define web_put(path, handler) web_route("PUT", path, handler)

/** @brief A route for PATCH. Mirrors `web.patch()`. */
#define web_patch(path, handler) web_route("PATCH", path, handler)

/** @brief A route for DELETE. Mirrors `web.delete()`. */
#define web_delete(path, handler) web_route("DELETE", path, handler)

/** @brief One name of a path, and the segment that it stands for. */
struct route_value {
    const char *name;  /**< In the route's path. */
    size_t name_size;  /**< How many bytes that are. */
    const char *value; /**< In the request's path, not decoded. */
    size_t value_size; /**< How many bytes that are. */
};

/** @brief What the names of a route stand for. */
struct route_match {
    struct route_value values[ROUTE_NAMES]; /**< In the order of the path. */
    size_t count;                           /**< How many. */
};

/** @brief The routes of an application. All zero: none. Owned with it. */
struct router {
    struct web_route *routes; /**< Allocated. */
    size_t count;             /**< How many. */
    size_t capacity;          /**< How many there is memory for. */
};

/**
 * @brief Adds a route behind the others. Of two that fit, the first is taken.
 *
 * @return 0; EINVAL if its method is no token, its path does not begin with '/', has a '{' without its
 *         '}', or more than #ROUTE_NAMES names, or there is no handler; ENOMEM.
 */
int router_add(struct router *router, const struct web_route *route);

/** @brief Gives its memory back. */
void router_clear(struct router *router);

/**
 * @brief True if the path of a request, not decoded, fits @p pattern, the path of a route; @p *match has
 * the segments that its names stand for.
 */
bool route_matches(const char *pattern, const char *path, struct route_match *match);

/**
 * @brief The first route for @p method and @p path; NULL if there is none. @p *other is true then if
 * there is one with another method (405; without one 404).
 */
const struct web_route *router_find(const struct router *router, const char *method,
                                    const char *path, struct route_match *match, bool *other);

/**
 * @brief Writes the methods that @p path has into @p text, which has @p size bytes: "GET, HEAD, POST".
 * What does not fit is left out.
 */
void router_allowed(const struct router *router, const char *path, char *text, size_t size);

#endif
