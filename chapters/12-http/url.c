/*
 * Chapter 12: URLs.
 *
 * A URL is copied first, and then cut in place. What comes out is put together again from its parts,
 * so `text` never holds what was not understood.
 */
#include "url.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Where the parts of a text stand, before they are copied. */
struct parts {
    const char *host; /* without brackets */
    int host_size;
    long port;
    const char *target; /* path and query; may be empty, or begin with '?' */
    int target_size;
    bool brackets; /* an IPv6 address */
};

void url_destroy(struct url *url)
{
    free(url->text);
    *url = (struct url){0};
}

bool url_same_origin(const struct url *a, const struct url *b)
{
    return strcmp(a->authority, b->authority) == 0;
}

/* ---- Taking apart ---------------------------------------------------------------------------- */

/* True if TEXT has no character but those that one sees, and is short enough for an int. */
static bool is_plain(const char *text)
{
    size_t size = 0;

    for (; text[size] != '\0'; size++)
        if (text[size] <= ' ' || text[size] > '~')
            return false;
    return size < 1 << 20;
}

/* How many characters the scheme at the beginning of TEXT has; 0: there is none. */
static size_t scheme_size(const char *text)
{
    size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    return isalpha((unsigned char)*text) && text[size] == ':' ? size : 0;
}

/* The letters, digits and marks of a name or an IPv4 address. Percent signs are not asked of DNS. */
static bool is_name(const char *host, int size)
{
    for (int i = 0; i < size; i++)
        if (!isalnum((unsigned char)host[i]) && strchr("-._~", host[i]) == NULL)
            return false;
    return size > 0 && size <= 255;
}

static bool is_ipv6(const char *host, int size)
{
    char text[INET6_ADDRSTRLEN];
    unsigned char address[16];

    if (size >= (int)sizeof text)
        return false;
    memcpy(text, host, (size_t)size);
    text[size] = '\0';
    return inet_pton(AF_INET6, text, address) == 1;
}

/* The port in the SIZE characters at TEXT; none is 80. Negative: it is no port. */
static long port_of(const char *text, size_t size)
{
    long port = 0;

    if (size == 0)
        return 80;
    for (size_t i = 0; i < size; i++) {
        if (!isdigit((unsigned char)text[i]) || port > 65535)
            return -1;
        port = port * 10 + (text[i] - '0');
    }
    return port >= 1 && port <= 65535 ? port : -1;
}

/* Cuts the SIZE characters at TEXT, which stand for host and port. A '@' is in no host. */
static int parts_of_authority(struct parts *parts, const char *text, size_t size)
{
    const char *end = text + size, *host_end, *bracket;

    parts->brackets = size > 0 && *text == '[';
    if (parts->brackets) {
        bracket = memchr(text, ']', size);
        if (bracket == NULL)
            return EINVAL;
        parts->host = text + 1;
        host_end = bracket + 1;
        parts->host_size = (int)(bracket - parts->host);
    } else {
        parts->host = text;
        host_end = size > 0 ? memchr(text, ':', size) : NULL;
        host_end = host_end != NULL ? host_end : end;
        parts->host_size = (int)(host_end - text);
    }
    if (host_end < end && *host_end != ':')
        return EINVAL;
    parts->port = host_end < end ? port_of(host_end + 1, (size_t)(end - host_end - 1)) : 80;
    if (parts->port < 0)
        return EINVAL;
    return (parts->brackets ? is_ipv6 : is_name)(parts->host, parts->host_size) ? 0 : EINVAL;
}

static int parts_of(struct parts *parts, const char *text)
{
    size_t scheme = scheme_size(text), size;
    const char *authority;

    if (!is_plain(text) || scheme == 0)
        return EINVAL;
    if (scheme != 4 || strncasecmp(text, "http", 4) != 0)
        return EPROTONOSUPPORT;
    if (strncmp(text + scheme, "://", 3) != 0)
        return EINVAL;
    authority = text + scheme + strlen("://");
    size = strcspn(authority, "/?#");
    parts->target = authority + size;
    parts->target_size = (int)strcspn(parts->target, "#");
    return parts_of_authority(parts, authority, size);
}

/* ---- Dots ------------------------------------------------------------------------------------ */

/* True if the segment that begins at PATH is DOTS. */
static bool is_segment(const char *path, const char *dots)
{
    size_t size = strlen(dots);

    return strncmp(path, dots, size) == 0 && strchr("/?", path[size]) != NULL;
}

/* The end of the last segment written is taken back, with the '/' before it. */
static char *back_one_segment(char *begin, char *out)
{
    while (out > begin && *--out != '/')
        continue;
    return out;
}

/*
 * Resolves "." and ".." in the path of TARGET, which begins with '/', in place. What comes out is never
 * longer, and begins with '/'.
 */
static void remove_dots(char *target)
{
    char *out = target;
    const char *in = target;

    while (*in == '/') { /* each round: one '/' and the segment behind it */
        if (is_segment(in + 1, ".") || is_segment(in + 1, "..")) {
            if (in[2] == '.')
                out = back_one_segment(target, out);
            in += in[2] == '.' ? 3 : 2;
            if (*in != '/')
                *out++ = '/';
            continue;
        }
        do
            *out++ = *in++;
        while (*in != '\0' && *in != '/' && *in != '?');
    }
    memmove(out, in, strlen(in) + 1);
}

/* ---- Putting together ------------------------------------------------------------------------ */

static void lower(char *text)
{
    for (; *text != '\0'; text++)
        *text = (char)tolower((unsigned char)*text);
}

/* Copies the parts behind each other: the text, the authority, the host, the port. */
static int url_build(struct url *url, const struct parts *parts)
{
    char port[8] = "";
    size_t host = (size_t)parts->host_size, target = (size_t)parts->target_size;
    size_t authority = host + sizeof "[]:65535";

    url->text = malloc(sizeof "http:///" + authority + target + authority + host + 1 + sizeof port);
    if (url->text == NULL)
        return ENOMEM;
    if (parts->port != 80)
        snprintf(port, sizeof port, ":%ld", parts->port);
    url->authority = url->text + sizeof "http:///" + authority + target;
    url->host = url->authority + authority;
    url->port = url->host + host + 1;
    memcpy(url->host, parts->host, host);
    url->host[host] = '\0';
    lower(url->host);
    sprintf(url->port, "%ld", parts->port);
    sprintf(url->authority, parts->brackets ? "[%s]%s" : "%s%s", url->host, port);
    url->target = url->text + sprintf(url->text, "http://%s", url->authority);
    sprintf(url->target, "%s%.*s", *parts->target == '/' ? "" : "/", parts->target_size,
            parts->target);
    remove_dots(url->target);
    return 0;
}

int url_parse(struct url *url, const char *text)
{
    struct parts parts;
    int error = parts_of(&parts, text);

    *url = (struct url){0};
    return error != 0 ? error : url_build(url, &parts);
}

/* ---- References ------------------------------------------------------------------------------ */

/* How many characters of the target of BASE stand before REFERENCE, which is no absolute path. */
static int kept_of(const struct url *base, const char *reference)
{
    const char *end = base->target + strcspn(base->target, "?");

    if (*reference == '\0' || *reference == '#')
        return (int)strlen(base->target);
    if (*reference == '?')
        return (int)(end - base->target);
    while (end[-1] != '/')
        end--;
    return (int)(end - base->target);
}

int url_join(struct url *url, const struct url *base, const char *reference)
{
    size_t size = sizeof "http:" + strlen(base->text) + strlen(reference);
    char *text;
    int error;

    *url = (struct url){0};
    if (!is_plain(reference))
        return EINVAL;
    if (scheme_size(reference) > 0)
        return url_parse(url, reference);
    text = malloc(size);
    if (text == NULL)
        return ENOMEM;
    if (strncmp(reference, "//", 2) == 0)
        snprintf(text, size, "http:%s", reference);
    else
        snprintf(text, size, "http://%s%.*s%s", base->authority,
                 *reference == '/' ? 0 : kept_of(base, reference), base->target, reference);
    error = url_parse(url, text);
    free(text);
    return error;
}
