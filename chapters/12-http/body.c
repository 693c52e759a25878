/*
 * Chapter 12: a body, read from a stream.
 */
#include "body.h"

#include <errno.h>
#include <stdlib.h>

/* So much is asked of the stream at once. */
#define PIECE ((size_t)65536)

void body_init(struct body *body, struct stream_reader *reader, struct framing framing)
{
    *body = (struct body){.reader = reader, .framing = framing, .left = framing.length};
    body->ended =
        framing.kind == FRAMING_NONE || (framing.kind == FRAMING_LENGTH && framing.length == 0);
}

void body_destroy(struct body *body)
{
    free(body->decoder);
    buffer_clear(&body->all);
    *body = (struct body){.ended = true};
}

bool body_at_end(const struct body *body)
{
    return body->ended;
}

/* ---- One piece ------------------------------------------------------------------------------- */

/* One call of body_read(). */
struct body_reading {
    struct coro coro;
    struct body *body;
    struct bytes *came;
};

/* How much of the stream may be looked at. */
static size_t body_wanted(const struct body *body)
{
    if (body->framing.kind == FRAMING_LENGTH && body->left < PIECE)
        return (size_t)body->left;
    return PIECE;
}

/*
 * Some of the chunks. Up to the piece that is found they are taken; from there on they are left in the
 * stream, for the piece is read by itself.
 */
static int body_takes_chunks(struct body *body, const struct bytes *came)
{
    struct bytes piece;
    size_t used = 0;
    int status = chunk_decoder_feed(body->decoder, came->data, came->size, &used, &piece);

    stream_reader_unread(body->reader, came->size - used + piece.size);
    body->found = piece.size;
    body->ended = status == GENERATOR_ENDED;
    return status > 0 ? status : 0;
}

/* What the stream gave. Returns 0 or an error; there may still be nothing of the body in it. */
static int body_takes(struct body *body, const struct bytes *came)
{
    if (came->size == 0 && body->framing.kind != FRAMING_UNTIL_CLOSE)
        return INCOMPLETE_READ;
    if (body->framing.kind == FRAMING_CHUNKED)
        return body_takes_chunks(body, came);
    body->found = came->size;
    if (body->framing.kind == FRAMING_LENGTH)
        body->left -= came->size;
    body->ended = body->framing.kind == FRAMING_LENGTH ? body->left == 0 : came->size == 0;
    return 0;
}

/* What must be there before the first byte. */
static int body_begins(struct body *body)
{
    body->found = 0;
    if (body->framing.kind != FRAMING_CHUNKED || body->decoder != NULL || body->ended)
        return body->error;
    body->decoder = malloc(sizeof *body->decoder);
    if (body->decoder == NULL)
        return ENOMEM;
    chunk_decoder_init(body->decoder);
    return body->error;
}

static void body_reading(struct coro *self)
{
    struct body_reading *my = (struct body_reading *)self;

    async (self) {
        my->body->error = body_begins(my->body);
        while (my->body->error == 0 && my->body->found == 0 && !my->body->ended) {
            await(my->came, stream_reader_read(my->body->reader, body_wanted(my->body)));
            my->body->error = body_takes(my->body, my->came);
        }
        if (my->body->error == 0 && my->body->found > 0 && my->body->decoder != NULL)
            await_catch(my->body->error, my->came,
                        stream_reader_read(my->body->reader, my->body->found));
        if (my->body->error != 0)
            async_raise(my->body->error);
        if (my->body->found > 0)
            async_return(my->came);
        my->body->piece = (struct bytes){.data = ""};
        async_return(&my->body->piece);
    }
}

struct coro *body_read(struct body *body)
{
    return coro(body_reading, .body = body);
}

/* ---- All of it ------------------------------------------------------------------------------- */

/* One call of body_read_all(). */
struct body_collecting {
    struct coro coro;
    struct body *body;
    size_t limit;
    struct bytes *piece;
};

/* Puts a piece behind the others. */
static int body_collects(struct body_collecting *my)
{
    if (my->piece->size > my->limit - my->body->all.size)
        return EFBIG;
    return buffer_append(&my->body->all, my->piece->data, my->piece->size);
}

/* What there is, with a 0 behind it. */
static int body_is_collected(struct body *body)
{
    int error = buffer_append(&body->all, "", 1);

    if (error != 0)
        return error;
    body->all.size--;
    body->piece = (struct bytes){.data = buffer_data(&body->all), .size = body->all.size};
    return 0;
}

/* What is too long is refused as soon as that is known, and once for all. */
static int body_begins_all(const struct body_collecting *my)
{
    if (my->body->framing.kind == FRAMING_LENGTH && my->body->framing.length > my->limit)
        return EFBIG;
    return my->body->error;
}

static void body_collecting(struct coro *self)
{
    struct body_collecting *my = (struct body_collecting *)self;

    async (self) {
        my->body->error = body_begins_all(my);
        while (my->body->error == 0 && !my->body->ended) {
            await(my->piece, body_read(my->body));
            my->body->error = body_collects(my);
        }
        if (my->body->error == 0)
            my->body->error = body_is_collected(my->body);
        if (my->body->error != 0)
            async_raise(my->body->error);
        async_return(&my->body->piece);
    }
}

struct coro *body_read_all(struct body *body, size_t limit)
{
    return coro(body_collecting, .body = body, .limit = limit);
}
