/*
 * Chapter 12: the decoder of chunks.
 *
 *     5\r\nhello\r\n  7;what=ever\r\n, world\r\n  0\r\n  \r\n
 *
 * Data is never copied: a piece is a part of what was fed. Only a line that gives a size is, for it may
 * have been cut.
 */
#include "chunks.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>

/* A line is complete. There must be a '\r' before its '\n'. */
static int chunk_line_ends(struct chunk_decoder *my)
{
    my->has_line = true;
    if (my->line_size == 0 || my->line[my->line_size - 1] != '\r')
        return BAD_MESSAGE;
    my->line_size--;
    return 0;
}

/*
 * Moves bytes into the line; when it is whole, CHECK says what is wrong with it. Returns EINPROGRESS if
 * more bytes must come, 0 if it is right, or an error.
 */
static int chunk_line(struct chunk_decoder *my, int (*check)(struct chunk_decoder *my))
{
    int error;

    if (my->has_line)
        my->line_size = 0;
    my->has_line = false;
    while (my->left > 0) {
        const char c = *my->data++;

        my->left--;
        if (c == '\n') {
            error = chunk_line_ends(my);
            return error != 0 ? error : check(my);
        }
        if (my->line_size == sizeof my->line)
            return EMSGSIZE;
        my->line[my->line_size++] = c;
    }
    return EINPROGRESS;
}

/* The value of a hexadecimal digit; 16: it is none. */
static unsigned hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (unsigned)(c - 'a') + 10;
    return c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10 : 16;
}

/* A line with a size: digits, and perhaps a ';' with extensions, which nobody uses. Sets my->chunk. */
static int chunk_size(struct chunk_decoder *my)
{
    size_t i = 0;

    my->chunk = 0;
    for (; i < my->line_size && hex_digit(my->line[i]) < 16; i++) {
        if (my->chunk >> 58 != 0)
            return BAD_MESSAGE;
        my->chunk = my->chunk * 16 + hex_digit(my->line[i]);
    }
    if (i == 0 || (i < my->line_size && my->line[i] != ';'))
        return BAD_MESSAGE;
    return value_is_clean(my->line, my->line_size) ? 0 : BAD_MESSAGE;
}

/* The line behind the data of a chunk, which is empty. */
static int chunk_end(struct chunk_decoder *my)
{
    return my->line_size == 0 ? 0 : BAD_MESSAGE;
}

/* A field behind the last chunk, or the empty line behind them all. */
static int chunk_trailer(struct chunk_decoder *my)
{
    const size_t name = token_size(my->line, my->line_size);

    if (my->line_size == 0)
        return 0;
    my->trailers += my->line_size;
    if (my->trailers > CHUNK_MAX_TRAILERS)
        return EMSGSIZE;
    if (name == 0 || name == my->line_size || my->line[name] != ':')
        return BAD_MESSAGE;
    return value_is_clean(my->line, my->line_size) ? 0 : BAD_MESSAGE;
}

/* Makes the next piece: as much of this chunk as there is, which may be nothing. */
static struct bytes *chunk_take(struct chunk_decoder *my)
{
    size_t size = my->left < my->chunk ? my->left : (size_t)my->chunk;

    if (size > 0)
        my->piece = (struct bytes){.data = (char *)my->data, .size = size};
    my->data += size;
    my->left -= size;
    my->chunk -= size;
    return &my->piece;
}

static void chunks(struct generator *self)
{
    struct chunk_decoder *my = (struct chunk_decoder *)self;

    generator (self) {
        /*
         * Exercise 12.4: chunks, up to one of size 0; then fields, up to an empty line. A chunk is a line
         * with its size; so many bytes of data, which my->chunk counts down; and, unless that was 0,
         * an empty line. A line is chunk_line(my, chunk_size), or with chunk_end or chunk_trailer: as
         * long as that is EINPROGRESS, yield(0) asks for more; for another error, generator_raise(). Data is
         * yielded as it comes: yield(chunk_take(my)). What must survive a yield lies in `my`.
         */
#ifdef SOLUTION
        do {
            while ((my->error = chunk_line(my, chunk_size)) == EINPROGRESS)
                yield(0);
            if (my->error != 0)
                generator_raise(my->error);
            my->is_last = my->chunk == 0;
            while (my->chunk > 0)
                yield(chunk_take(my));
            while (!my->is_last && (my->error = chunk_line(my, chunk_end)) == EINPROGRESS)
                yield(0);
            if (my->error != 0)
                generator_raise(my->error);
        } while (!my->is_last);
        do {
            while ((my->error = chunk_line(my, chunk_trailer)) == EINPROGRESS)
                yield(0);
            if (my->error != 0)
                generator_raise(my->error);
        } while (my->line_size > 0);
#else
        TODO("12.4", my, chunk_line, chunk_size, chunk_end, chunk_trailer, chunk_take);
#endif
    }
}

void chunk_decoder_init(struct chunk_decoder *decoder)
{
    *decoder = (struct chunk_decoder){.generator.body = chunks};
}

int chunk_decoder_feed(struct chunk_decoder *decoder, const void *data, size_t size, size_t *used,
                       struct bytes *piece)
{
    int status;

    decoder->piece = (struct bytes){.data = ""};
    decoder->data = data;
    decoder->left = size;
    status = generator_next(&decoder->generator);
    if (status > 0)
        decoder->failed = status;
    if (status == GENERATOR_ENDED && decoder->failed != 0)
        status = decoder->failed;
    *used = size - decoder->left;
    *piece = decoder->piece;
    return status;
}
