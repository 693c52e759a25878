/**
 * @file chunks.h
 * @brief Chapter 12: a body in chunks, each behind its size, taken apart as it comes.
 *
 * A generator of chapter 4: it yields where a piece of the body was found, and where more bytes must
 * come.
 *
 * Mirrors aiohttp's `HttpPayloadParser`.
 */
#ifndef CHUNKS_H
#define CHUNKS_H

#include "bytes.h"
#include "http_parser.h"

/** @brief So many bytes a line between the data may have: a chunk's size with its extensions, or a field. */
#define CHUNK_MAX_LINE 256

/** @brief So many bytes the fields behind the last chunk may have together. They are dropped. */
#define CHUNK_MAX_TRAILERS 4096

/** @brief Takes one body apart. Owned by whoever declares it; it has no memory of its own. */
struct chunk_decoder {
    struct generator generator; /**< First member: it is a generator. */
    const char *data;           /**< What is left of the bytes that it was fed. */
    size_t left;                /**< How many these are. */
    unsigned long long chunk;   /**< So many bytes of this chunk are still to come. */
    bool is_last;               /**< That was the chunk of size 0. */
    bool has_line;              /**< The line is whole; the next byte begins another one. */
    int error;                  /**< What became of the line. */
    int failed;                 /**< Why the body is refused; 0: it is not. */
    size_t trailers;            /**< So many bytes the fields behind the last chunk have had. */
    size_t line_size;           /**< So many bytes of this line have come. */
    char line[CHUNK_MAX_LINE];  /**< The line, without its '\n'. */
    struct bytes piece;         /**< The piece of the body that was found last. */
};

/** @brief Makes @p decoder ready for a body. */
void chunk_decoder_init(struct chunk_decoder *decoder);

/**
 * @brief Takes in bytes, up to the end of the next piece of the body that is in them. @p *used is how
 * many were taken; @p *piece is a part of @p data, and empty if there is none in it.
 *
 * @return 0: there is more to come; GENERATOR_ENDED: this was the end of the body; #BAD_MESSAGE:
 *         malformed; EMSGSIZE: a line is too long.
 */
int chunk_decoder_feed(struct chunk_decoder *decoder, const void *data, size_t size, size_t *used,
                       struct bytes *piece);

#endif
