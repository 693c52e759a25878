/*
 * Chapter 12: the parser of heads.
 *
 * The generator takes the message line by line. A line that lies whole in one piece is read where it
 * lies; one that was cut is put together first. So where it was cut makes no difference, and nothing
 * has to be remembered in the middle of a line.
 */
#include "http_parser.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* So many empty lines may stand before a request: some clients send one behind a body. */
#define BLANK_LINES 2

void http_head_clear(struct http_head *head)
{
    free(head->target);
    free(head->reason);
    headers_clear(&head->headers);
    *head = (struct http_head){0};
}

/* ---- Lines ----------------------------------------------------------------------------------- */

/* A request is refused: it is answered with STATUS. */
static bool parser_refuses(struct http_parser *my, int status)
{
    my->status = status;
    my->error = status == 400 ? BAD_MESSAGE : status == 500 ? ENOMEM : EPROTONOSUPPORT;
    if (status == 414 || status == 431)
        my->error = EMSGSIZE;
    return true;
}

/* A line is too long: of fields, or a first one. */
static bool parser_overruns(struct http_parser *my)
{
    return parser_refuses(my, my->head->minor >= 0 ? 431 : my->kind == HTTP_REQUEST ? 414 : 400);
}

/* A line is complete, its end included: '\n', and there must be a '\r' before that. */
static bool parser_has_line(struct http_parser *my, const char *line, size_t size)
{
    my->room -= size;
    if (size < 2 || line[size - 2] != '\r')
        return parser_refuses(my, 400);
    my->line = line;
    my->line_size = size - 2;
    return true;
}

/* Takes the next line out of the piece. False: its end is still to come. True also if it is refused. */
static bool parser_line(struct http_parser *my)
{
    const char *data = my->data, *end = my->left > 0 ? memchr(data, '\n', my->left) : NULL;
    size_t size = end != NULL ? (size_t)(end - data) + 1 : my->left;

    if (my->line != NULL && my->line == my->cut.memory)
        buffer_clear(&my->cut);
    my->line = NULL;
    if (my->cut.size + size > my->room)
        return parser_overruns(my);
    my->data += size;
    my->left -= size;
    if (end != NULL && my->cut.size == 0)
        return parser_has_line(my, data, size);
    if (buffer_append(&my->cut, data, size) != 0)
        return parser_refuses(my, 500);
    return end != NULL && parser_has_line(my, buffer_data(&my->cut), my->cut.size);
}

/* ---- The first line -------------------------------------------------------------------------- */

/* How many bytes at the beginning of TEXT may be part of a target: what can be seen, but for '#'. */
static size_t target_size(const char *text, size_t size)
{
    size_t i = 0;

    while (i < size && text[i] > ' ' && text[i] < 127 && text[i] != '#')
        i++;
    return i;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads "HTTP/1.1". Returns 0, or the status to refuse it with. */
static int read_version(struct http_head *head, const char *text, size_t size)
{
    if (size != 8 || memcmp(text, "HTTP/", 5) != 0 || !is_digit(text[5]) || text[6] != '.' ||
        !is_digit(text[7]))
        return 400;
    head->minor = text[7] > '0';
    return text[5] == '1' ? 0 : 505;
}

/* A copy of SIZE bytes, with a 0 behind them. */
static char *copy_text(const char *text, size_t size)
{
    char *copy = malloc(size + 1);

    if (copy == NULL)
        return NULL;
    copy[size] = '\0';
    return memcpy(copy, text, size);
}

/* Reads "GET /index.html HTTP/1.1". Returns 0, or the status to refuse it with. */
static int read_request_line(struct http_head *head, const char *line, size_t size)
{
    const size_t method = token_size(line, size);

    /*
     * Exercise 12.1: a method, one blank, a target, one blank, a version, and nothing else: else 400.
     * A method that does not fit into the head, with a 0 behind it, is one that nobody knows: 501.
     * token_size(), which has found METHOD, and target_size() say how many bytes belong to a part;
     * read_version() reads what must be left, and has a status of its own. The head gets the method, and
     * a copy_text() of the target; without memory for that, 500.
     */
#ifdef SOLUTION
    size_t target;

    if (method == 0 || method == size || line[method] != ' ')
        return 400;
    if (method >= sizeof head->method)
        return 501;
    memcpy(head->method, line, method);
    head->method[method] = '\0';
    line += method + 1;
    size -= method + 1;
    target = target_size(line, size);
    if (target == 0 || target == size || line[target] != ' ')
        return 400;
    head->target = copy_text(line, target);
    if (head->target == NULL)
        return 500;
    return read_version(head, line + target + 1, size - target - 1);
#else
    TODO("12.1", head, method, target_size, copy_text, read_version);
#endif
}

/* Reads "HTTP/1.1 200 OK". The words may be missing, and some servers leave out their blank, too. */
static int read_status_line(struct http_head *head, const char *line, size_t size)
{
    int status = size >= 12 ? read_version(head, line, 8) : 400;

    if (status != 0)
        return status;
    if (line[8] != ' ' || !is_digit(line[9]) || !is_digit(line[10]) || !is_digit(line[11]))
        return 400;
    head->status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + line[11] - '0';
    if (head->status < 100 || (size > 12 && line[12] != ' ') || !value_is_clean(line, size))
        return 400;
    head->reason = size > 13 ? copy_text(line + 13, size - 13) : copy_text("", 0);
    return head->reason != NULL ? 0 : 500;
}

/* Reads the first line, or whatever else it is. */
static void parser_first_line(struct http_parser *my)
{
    int status = my->kind == HTTP_REQUEST ? read_request_line(my->head, my->line, my->line_size)
                                          : read_status_line(my->head, my->line, my->line_size);

    if (status != 0)
        parser_refuses(my, status);
}

/* ---- Fields ---------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Reads "Host: localhost". Returns 0, or the status to refuse it with. */
static int read_field_line(struct headers *headers, const char *line, size_t size)
{
    const size_t name = token_size(line, size);
    const char *value = line + name, *end = line + size;

    /*
     * Exercise 12.2: a name, of at least one byte, and right behind it a colon: else 400. So neither
     * a blank before the colon nor a line that begins with one (it went on with the one before, long
     * ago) gets through. The value is what is left without the blanks around it. It may be empty, and
     * must be clean: else 400. More than HTTP_MAX_FIELD_COUNT fields: 431. headers_append() adds
     * what is right; without memory for it, 500.
     */
#ifdef SOLUTION
    if (name == 0 || value == end || *value++ != ':')
        return 400;
    while (value < end && is_blank(*value))
        value++;
    while (end > value && is_blank(end[-1]))
        end--;
    if (!value_is_clean(value, (size_t)(end - value)))
        return 400;
    if (headers->count == HTTP_MAX_FIELD_COUNT)
        return 431;
    return headers_append(headers, line, name, value, (size_t)(end - value)) == 0 ? 0 : 500;
#else
    TODO("12.2", headers, name, value, end, is_blank);
#endif
}

static void parser_field_line(struct http_parser *my)
{
    int status = read_field_line(&my->head->headers, my->line, my->line_size);

    if (status != 0)
        parser_refuses(my, status);
}

bool host_is_right(const char *text)
{
    for (; *text != '\0'; text++)
        if (!(*text >= 'a' && *text <= 'z') && !(*text >= '0' && *text <= ':') &&
            !(*text >= 'A' && *text <= 'Z') && strchr(".-[]_~%!$&'()*+,;=", *text) == NULL)
            return false;
    return true;
}

/* A request says once, and only once, whom it is for. HTTP/1.0 did not ask for that. */
static bool has_one_host(const struct http_head *head)
{
    struct header field = {0};

    if (!headers_next_of(&head->headers, "Host", &field))
        return head->minor == 0;
    return host_is_right(field.value) && !headers_next_of(&head->headers, "Host", &field);
}

/* ---- The generator --------------------------------------------------------------------------- */

static void parsing(struct generator *self)
{
    struct http_parser *my = (struct http_parser *)self;

    generator (self) {
        my->head->minor = -1; /* until the first line has been read */
        my->room = HTTP_MAX_LINE;
        do {
            while (!parser_line(my))
                yield(0); /* more, please */
        } while (my->error == 0 && my->line_size == 0 && my->kind == HTTP_REQUEST &&
                 HTTP_MAX_LINE - my->room <= 2 * BLANK_LINES);
        my->room = HTTP_MAX_FIELDS;
        if (my->error == 0)
            parser_first_line(my);
        while (my->error == 0) {
            while (!parser_line(my))
                yield(0);
            if (my->error != 0 || my->line_size == 0)
                break;
            parser_field_line(my);
        }
        if (my->error == 0 && my->kind == HTTP_REQUEST && !has_one_host(my->head))
            parser_refuses(my, 400);
        buffer_clear(&my->cut);
        if (my->error != 0)
            generator_raise(my->error);
    }
}

void http_parser_init(struct http_parser *parser, enum http_kind kind, struct http_head *head)
{
    *parser = (struct http_parser){.generator.body = parsing, .kind = kind, .head = head};
}

void http_parser_destroy(struct http_parser *parser)
{
    buffer_clear(&parser->cut);
}

int http_parser_feed(struct http_parser *parser, const void *data, size_t size, size_t *used)
{
    int status;

    parser->data = data;
    parser->left = size;
    parser->has_begun = parser->has_begun || size > 0;
    if (parser->error != 0)
        return parser->error;
    status = generator_next(&parser->generator);
    *used = size - parser->left;
    return status == 0 ? EINPROGRESS : status == GENERATOR_ENDED ? 0 : status;
}
