/*
 * Chapter 12: routes.
 *
 * Paths are compared segment by segment, and each is decoded by itself: so a %2F in a name is part of the
 * name, and no slash.
 */
#include "router.h"
#include "todo.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "headers.h"

/* ---- One route ------------------------------------------------------------------------------- */

/* How many bytes the segment has that begins here: up to the next '/' or the end. */
static size_t segment_size(const char *text)
{
    return strcspn(text, "/");
}

/* True if the segment is a "{name}". */
static bool segment_is_name(const char *text, size_t size)
{
    return size > 2 && text[0] == '{' && text[size - 1] == '}';
}

/* The value of a hexadecimal digit of an escape, which is known to be right. */
static unsigned hex_value(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c | 0x20) - 'a' + 10;
}

/* True if the segment PATH, once its escapes are decoded, is PATTERN. */
static bool segment_same(const char *pattern, size_t pattern_size, const char *path,
                         size_t path_size)
{
    size_t i = 0, j = 0;

    for (; i < pattern_size && j < path_size; i++) {
        unsigned char c = (unsigned char)path[j++];

        if (c == '%' && path_size - j >= 2) {
            c = (unsigned char)(hex_value(path[j]) * 16 + hex_value(path[j + 1]));
            j += 2;
        }
        if (c != (unsigned char)pattern[i])
            return false;
    }
    return i == pattern_size && j == path_size;
}

/* Notes that the name in "{name}" stands for this segment. */
static void match_add(struct route_match *match, const char *name, size_t name_size,
                      const char *value, size_t value_size)
{
    match->values[match->count++] = (struct route_value){
        .name = name + 1, .name_size = name_size - 2, .value = value, .value_size = value_size};
}

bool route_matches(const char *pattern, const char *path, struct route_match *match)
{
    match->count = 0;
    /*
     * Exercise 12.5: both are segments with a '/' between two of them; segment_size() says how long the next
     * one is. A segment that is a name fits any segment that is not empty: match_add() it. Any other
     * must be the same: segment_same(). Both must have equally many.
     */
    TODO("12.5", pattern, path, segment_size, segment_is_name, segment_same, match_add);
}

/* ---- All of them ----------------------------------------------------------------------------- */

/* True if a path of a route can be understood. */
static bool pattern_is_right(const char *path)
{
    size_t names = 0;

    if (*path != '/' && strcmp(path, "*") != 0)
        return false;
    while (*path != '\0') {
        const size_t size = segment_size(path);
        const bool is_name = segment_is_name(path, size);

        if (!is_name && (memchr(path, '{', size) != NULL || memchr(path, '}', size) != NULL))
            return false;
        names += is_name;
        path += size + (path[size] == '/');
    }
    return names <= ROUTE_NAMES;
}

int router_add(struct router *router, const struct web_route *route)
{
    const size_t method = strlen(route->method);
    struct web_route *routes;

    if (method == 0 || token_size(route->method, method) != method || route->handler == NULL ||
        !pattern_is_right(route->path))
        return EINVAL;
    if (router->count == router->capacity) {
        size_t capacity = router->capacity > 0 ? 2 * router->capacity : 8;

        routes = realloc(router->routes, capacity * sizeof *routes);
        if (routes == NULL)
            return ENOMEM;
        router->routes = routes;
        router->capacity = capacity;
    }
    router->routes[router->count++] = *route;
    return 0;
}

void router_clear(struct router *router)
{
    free(router->routes);
    *router = (struct router){0};
}

/* True if ROUTE answers METHOD. Who answers GET answers HEAD: the body is left out. */
static bool route_answers(const struct web_route *route, const char *method)
{
    if (strcmp(method, "HEAD") == 0 && strcmp(route->method, "GET") == 0)
        return true;
    return strcmp(method, route->method) == 0;
}

const struct web_route *router_find(const struct router *router, const char *method,
                                    const char *path, struct route_match *match, bool *other)
{
    *other = false;
    for (size_t i = 0; i < router->count; i++) {
        if (!route_matches(router->routes[i].path, path, match))
            continue;
        if (route_answers(&router->routes[i], method))
            return &router->routes[i];
        *other = true;
    }
    match->count = 0;
    return NULL;
}

/* Adds METHOD to the list in TEXT, once. */
static void allowed_add(char *text, size_t size, const char *method)
{
    const size_t length = strlen(text);
    const char *rest = text, *member;
    size_t member_size;

    while ((member = list_next(&rest, &member_size)) != NULL)
        if (member_size == strlen(method) && memcmp(member, method, member_size) == 0)
            return;
    if (length + strlen(method) + 3 > size)
        return;
    strcat(text, length > 0 ? ", " : "");
    strcat(text, method);
}

void router_allowed(const struct router *router, const char *path, char *text, size_t size)
{
    struct route_match match;

    *text = '\0';
    for (size_t i = 0; i < router->count; i++) {
        if (!route_matches(router->routes[i].path, path, &match))
            continue;
        allowed_add(text, size, router->routes[i].method);
        if (strcmp(router->routes[i].method, "GET") == 0)
            allowed_add(text, size, "HEAD");
    }
}
