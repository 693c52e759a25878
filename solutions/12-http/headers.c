/*
 * Chapter 12: header fields.
 *
 * One piece of memory holds all of them, so a message costs one allocation, or two. What came is checked
 * here, and nowhere else: whatever stands in a struct headers may be sent as it is.
 */
#include "headers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Enough for the fields of most messages. */
#define FIRST_CAPACITY 512

/* ---- Text ------------------------------------------------------------------------------------ */

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool text_same(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

bool text_is(const char *a, size_t size, const char *b)
{
    for (size_t i = 0; i < size; i++)
        if (b[i] == '\0' || lower(a[i]) != lower(b[i]))
            return false;
    return b[size] == '\0';
}

/* May C be part of a token: a name, a method? */
static bool is_token(char c)
{
    if (lower(c) >= 'a' && lower(c) <= 'z')
        return true;
    return c == '-' || (c >= '0' && c <= '9') || (c != '\0' && strchr("!#$%&'*+.^_`|~", c) != NULL);
}

size_t token_size(const char *text, size_t size)
{
    size_t i = 0;

    while (i < size && is_token(text[i]))
        i++;
    return i;
}

bool value_is_clean(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const unsigned char c = (unsigned char)text[i];

        if ((c < ' ' && c != '\t') || c == 127)
            return false;
    }
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

const char *list_next(const char **rest, size_t *size)
{
    const char *begin = *rest, *end;

    while (is_blank(*begin) || *begin == ',')
        begin++;
    for (end = begin; *end != '\0' && *end != ',';)
        end++;
    *rest = end;
    while (end > begin && is_blank(end[-1]))
        end--;
    *size = (size_t)(end - begin);
    return end > begin ? begin : NULL;
}

/* The bit for a name, by its first letter. Names that have it in common share it. */
static unsigned long letter_of(const char *name)
{
    return 1UL << (*name & 31);
}

/* ---- Fields ---------------------------------------------------------------------------------- */

/* Makes room for MORE bytes. */
static int headers_reserve(struct headers *headers, size_t more)
{
    size_t capacity = headers->capacity > 0 ? headers->capacity : FIRST_CAPACITY;
    char *text;

    if (headers->size + more <= headers->capacity)
        return 0;
    while (capacity < headers->size + more)
        capacity *= 2;
    text = realloc(headers->text, capacity);
    if (text == NULL)
        return ENOMEM;
    headers->text = text;
    headers->capacity = capacity;
    return 0;
}

/* Puts a string there. */
static void headers_put(struct headers *headers, const char *text, size_t size)
{
    memcpy(headers->text + headers->size, text, size);
    headers->text[headers->size + size] = '\0';
    headers->size += size + 1;
}

/* True if both may stand in a message, and come out of it as they went in. */
static bool field_is_clean(const char *name, size_t name_size, const char *value, size_t value_size)
{
    if (name_size == 0 || token_size(name, name_size) != name_size)
        return false;
    if (value_size > 0 && (is_blank(value[0]) || is_blank(value[value_size - 1])))
        return false;
    return value_is_clean(value, value_size);
}

int headers_append(struct headers *headers, const char *name, size_t name_size, const char *value,
                   size_t value_size)
{
    int error = headers_reserve(headers, name_size + value_size + 2);

    if (error != 0)
        return error;
    headers_put(headers, name, name_size);
    headers_put(headers, value, value_size);
    headers->letters |= letter_of(name);
    headers->count++;
    return 0;
}

int headers_add(struct headers *headers, const char *name, const char *value)
{
    const size_t name_size = strlen(name), value_size = strlen(value);

    if (!field_is_clean(name, name_size, value, value_size))
        return EINVAL;
    return headers_append(headers, name, name_size, value, value_size);
}

bool headers_next(const struct headers *headers, struct header *field)
{
    const char *next =
        field->value != NULL ? field->value + strlen(field->value) + 1 : headers->text;

    *field = (struct header){0};
    if (headers->text == NULL || next == headers->text + headers->size)
        return false;
    field->name = next;
    field->value = next + strlen(next) + 1;
    return true;
}

bool headers_next_of(const struct headers *headers, const char *name, struct header *field)
{
    if ((headers->letters & letter_of(name)) == 0) {
        *field = (struct header){0};
        return false;
    }
    while (headers_next(headers, field))
        if (text_same(field->name, name))
            return true;
    return false;
}

const char *headers_get(const struct headers *headers, const char *name)
{
    struct header field = {0};

    headers_next_of(headers, name, &field);
    return field.value;
}

bool headers_has_token(const struct headers *headers, const char *name, const char *token)
{
    struct header field = {0};

    while (headers_next_of(headers, name, &field)) {
        const char *rest = field.value, *member;
        size_t size;

        while ((member = list_next(&rest, &size)) != NULL)
            if (text_is(member, size, token))
                return true;
    }
    return false;
}

/* Takes one field out. What is behind it moves up. */
static void headers_take_out(struct headers *headers, const struct header *field)
{
    size_t begin = (size_t)(field->name - headers->text);
    size_t size = strlen(field->name) + strlen(field->value) + 2;

    headers->size -= size;
    headers->count--;
    memmove(headers->text + begin, headers->text + begin + size, headers->size - begin);
}

size_t headers_remove(struct headers *headers, const char *name)
{
    struct header field = {0};
    size_t removed = 0;

    while (headers_next_of(headers, name, &field)) {
        headers_take_out(headers, &field);
        field = (struct header){0};
        removed++;
    }
    return removed;
}

int headers_set(struct headers *headers, const char *name, const char *value)
{
    size_t name_size = strlen(name), value_size = strlen(value);
    int error;

    /* First what can fail, so that after an error nothing has changed. */
    if (!field_is_clean(name, name_size, value, value_size))
        return EINVAL;
    error = headers_reserve(headers, name_size + value_size + 2);
    if (error != 0)
        return error;
    headers_remove(headers, name);
    return headers_append(headers, name, name_size, value, value_size);
}

void headers_clear(struct headers *headers)
{
    free(headers->text);
    *headers = (struct headers){0};
}
