/**
 * @file headers.h
 * @brief Chapter 12: the header fields of a message. Given.
 *
 * Names and values are strings, one behind the other in one piece of memory, in the order in which they
 * came. A message has ten or twenty of them: to look for a name is to walk along.
 *
 * Mirrors the `CIMultiDict` of aiohttp.
 */
#ifndef HEADERS_H
#define HEADERS_H

#include <stdbool.h>
#include <stddef.h>

/** @brief Header fields. All zero: none. Owned by whoever declares it, who must headers_clear() it. */
struct headers {
    char *text;      /**< Allocated: name, 0, value, 0, name, 0, ...; NULL: nothing. */
    size_t size;     /**< How many bytes of it are in use. */
    size_t capacity; /**< How many there are. */
    size_t count;    /**< How many fields. */
    unsigned long
        letters; /**< Which first letters there are: most that is looked for is not there. */
};

/** @brief One field, for headers_next(). All zero: before the first one. */
struct header {
    const char *name;  /**< As it was written. */
    const char *value; /**< Without the blanks around it. */
};

/**
 * @brief Adds a field behind the others, which may have the same name. Both are copied. Pointers that
 * headers_get() gave are not valid any more.
 *
 * @return 0; EINVAL if @p name is no name, or @p value has what ends a line or hides in one (CR, LF, 0
 *         and other controls), or blanks at an end; ENOMEM. After an error nothing has changed.
 */
int headers_add(struct headers *headers, const char *name, const char *value);

/**
 * @brief For a parser, which has looked already: adds a field without a look at what is in it.
 *
 * @return 0 or ENOMEM.
 */
int headers_append(struct headers *headers, const char *name, size_t name_size, const char *value,
                   size_t value_size);

/** @brief As headers_add(), in place of all fields of that name. @return as headers_add(). */
int headers_set(struct headers *headers, const char *name, const char *value);

/** @brief Takes all fields of that name out. @return how many there were. */
size_t headers_remove(struct headers *headers, const char *name);

/**
 * @brief The value of the first field of that name, in capitals or not; NULL if there is none. Valid
 * until the headers change.
 */
const char *headers_get(const struct headers *headers, const char *name);

/**
 * @brief Goes to the field behind @p *field; to the first one, if that is all zero. False: there is no
 * more, and @p *field is all zero.
 */
bool headers_next(const struct headers *headers, struct header *field);

/** @brief As headers_next(), for fields of that name only. */
bool headers_next_of(const struct headers *headers, const char *name, struct header *field);

/**
 * @brief True if one of the fields of that name has @p token in its list: "close" is in "TE, Close".
 * Letters may be capitals or not.
 */
bool headers_has_token(const struct headers *headers, const char *name, const char *token);

/** @brief Drops all fields, and gives the memory back. */
void headers_clear(struct headers *headers);

/** @brief True if both are the same, but for capitals. Only the 26 letters of ASCII have any. */
bool text_same(const char *a, const char *b);

/** @brief As text_same(); @p a has @p size bytes and no 0 at its end. */
bool text_is(const char *a, size_t size, const char *b);

/**
 * @brief The next member of a list with commas that begins at @p *rest, without the blanks around it;
 * its length is in @p *size. Moves @p *rest behind it. Empty members are passed over. NULL: no more.
 */
const char *list_next(const char **rest, size_t *size);

/** @brief How many of the first bytes of @p text may be part of a name (a token of RFC 9110). */
size_t token_size(const char *text, size_t size);

/** @brief True if all @p size bytes at @p text may stand in a field's value. */
bool value_is_clean(const char *text, size_t size);

#endif
