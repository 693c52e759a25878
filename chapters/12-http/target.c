/*
 * Chapter 12: targets.
 */
#include "target.h"

#include <stdlib.h>
#include <string.h>

/* The value of a hexadecimal digit; negative: it is none. */
static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool percent_is_right(const char *text)
{
    while ((text = strchr(text, '%')) != NULL) {
        if (hex_value(text[1]) < 0 || hex_value(text[2]) < 0)
            return false;
        if (text[1] == '0' && text[2] == '0')
            return false;
        text += 3;
    }
    return true;
}

char *percent_decode(char *to, const char *from, size_t size, bool plus)
{
    const char *end = from + size;

    for (; from < end; from++) {
        if (*from == '%' && end - from > 2) {
            *to++ = (char)(hex_value(from[1]) * 16 + hex_value(from[2]));
            from += 2;
        } else {
            *to++ = (char)(plus && *from == '+' ? ' ' : *from);
        }
    }
    *to = '\0';
    return to;
}

/* ---- Its forms ------------------------------------------------------------------------------- */

/*
 * Makes room for all texts at once, so that nothing can fail later. A parameter of the query, decoded, needs
 * two bytes more than it has, less the '&' behind it.
 */
static int target_fill(struct target *target, const char *path, size_t path_size, const char *query)
{
    const size_t query_size = strlen(query);

    target->raw = malloc(2 * (path_size + 1) + (query_size + 1) + 2 * (query_size + 1));
    if (target->raw == NULL)
        return 500;
    memcpy(target->raw, path, path_size);
    target->raw[path_size] = '\0';
    target->path = target->raw + path_size + 1;
    percent_decode(target->path, path, path_size, false);
    target->query = target->path + path_size + 1;
    memcpy(target->query, query, query_size + 1);
    target->names = target->query + query_size + 1;
    return 0;
}

/* "/path?query"; the path may be missing behind a host. */
static int target_read_path(struct target *target, const char *text)
{
    size_t path = strcspn(text, "?");
    const char *query = text[path] == '?' ? text + path + 1 : "";

    return target_fill(target, path > 0 ? text : "/", path > 0 ? path : 1, query);
}

/* "http://host/path": returns where the path begins, or NULL. */
static const char *absolute_path(const char *text, const char **host)
{
    if (text_is(text, strcspn(text, ":"), "http"))
        *host = text + 4;
    else if (text_is(text, strcspn(text, ":"), "https"))
        *host = text + 5;
    else
        return NULL;
    if (strncmp(*host, "://", 3) != 0)
        return NULL;
    *host += 3;
    return *host + strcspn(*host, "/?");
}

/* The host in the target counts, and not the one in the field; and it must be one, with or without a port. */
static int target_set_host(struct http_head *head, const char *host, size_t size)
{
    char *copy = calloc(1, size + 1);
    int status = 400;

    if (copy == NULL)
        return 500;
    memcpy(copy, host, size);
    if (size > 0 && *host != ':' && host_is_right(copy))
        status = headers_set(&head->headers, "Host", copy) == 0 ? 0 : 500;
    free(copy);
    return status;
}

int target_read(struct target *target, struct http_head *head)
{
    const char *text = head->target, *host, *path;
    int status;

    if (strcmp(head->method, "CONNECT") == 0)
        return 501;
    if (!percent_is_right(text))
        return 400;
    if (*text == '/' || (strcmp(text, "*") == 0 && strcmp(head->method, "OPTIONS") == 0))
        return target_read_path(target, text);
    path = absolute_path(text, &host);
    if (path == NULL)
        return 400;
    status = target_set_host(head, host, (size_t)(path - host));
    return status != 0 ? status : target_read_path(target, path);
}

void target_clear(struct target *target)
{
    free(target->raw);
    *target = (struct target){0};
}

/* ---- The query ------------------------------------------------------------------------------- */

/* Decodes one parameter to TO: its name and its value, each with a 0. Returns what is behind them. */
static char *query_decode(char *to, const char *text, size_t size)
{
    const char *equals = memchr(text, '=', size);
    size_t name = equals != NULL ? (size_t)(equals - text) : size;

    to = percent_decode(to, text, name, true) + 1;
    if (equals == NULL) {
        *to = '\0';
        return to + 1;
    }
    return percent_decode(to, equals + 1, size - name - 1, true) + 1;
}

/* Decodes them all, once, and only if somebody asks. */
static void query_read(struct target *target)
{
    const char *text = target->query;
    char *to = target->names;

    if (target->size > 0)
        return;
    while (*text != '\0') {
        size_t size = strcspn(text, "&");

        if (size > 0)
            to = query_decode(to, text, size);
        text += size + (text[size] == '&');
    }
    target->size = (size_t)(to - target->names);
}

const char *target_query(struct target *target, const char *name)
{
    const char *text, *value;

    query_read(target);
    for (text = target->names; text < target->names + target->size;
         text = value + strlen(value) + 1) {
        value = text + strlen(text) + 1;
        if (strcmp(text, name) == 0)
            return value;
    }
    return NULL;
}
