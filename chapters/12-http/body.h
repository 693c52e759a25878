/**
 * @file body.h
 * @brief Chapter 12: the body of a message, read from a stream: of a request, or of a response. Given.
 *
 * What stands behind the body in the stream is left there.
 *
 * Mirrors the `StreamReader` of aiohttp (`request.content`, `response.content`).
 */
#ifndef BODY_H
#define BODY_H

#include "chunks.h"
#include "framing.h"
#include "stream_reader.h"

/** @brief No limit for body_read_all(). */
#define BODY_NO_LIMIT ((size_t)-1)

/** @brief A body that comes in. Owned by whoever declares it, until body_destroy(). */
struct body {
    struct stream_reader *reader;  /**< Where it comes from. */
    struct framing framing;        /**< Where it ends. */
    unsigned long long left;       /**< FRAMING_LENGTH: so many bytes are still to come. */
    struct chunk_decoder *decoder; /**< FRAMING_CHUNKED: allocated with the first read. */
    size_t found;                  /**< So many bytes the last read found. */
    struct bytes piece;            /**< What a read gave that does not lie in the stream. */
    struct buffer all;             /**< What body_read_all() has collected. */
    int error;                     /**< A read failed with that; all others will. */
    bool ended;                    /**< All was read. */
};

/** @brief Makes @p body the one that comes from @p reader, with that @p framing. */
void body_init(struct body *body, struct stream_reader *reader, struct framing framing);

/** @brief Gives its memory back. All zero is fine. */
void body_destroy(struct body *body);

/** @brief True once the end of it was read. One without bytes has ended from the beginning. */
bool body_at_end(const struct body *body);

/**
 * @brief A coroutine that reads what is there of the body, and waits only if there is nothing. Its result
 * is a `struct bytes *`, empty at the end; valid until the next read of the stream.
 *
 * It raises #INCOMPLETE_READ if the stream ends before the body; #BAD_MESSAGE or EMSGSIZE for bad
 * chunks; the error of the connection; ENOMEM.
 *
 * Mirrors `content.readany()`.
 */
struct coro *body_read(struct body *body);

/**
 * @brief A coroutine that reads the body to its end. Its result is a `struct bytes *` with all of it,
 * owned by @p body; read again, it gives the same. A 0 stands behind the last byte.
 *
 * It raises what body_read() does, and EFBIG if it has more than @p limit bytes.
 *
 * Mirrors `content.read()`.
 */
struct coro *body_read_all(struct body *body, size_t limit);

#endif
