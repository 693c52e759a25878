/**
 * @file open_streams.h
 * @brief Chapter 11: the streams of a loop. Given.
 *
 * Nobody waits for them when a loop is closed, but nothing of theirs may be left behind.
 */
#ifndef OPEN_STREAMS_H
#define OPEN_STREAMS_H

#include "stream.h"

/** @brief What a loop keeps: the list of its streams, and who waits for some of them to end. */
struct open_streams {
    struct loop_service service; /**< Closes what is left with the loop. */
    struct stream *first;        /**< The newest. */
    struct waiters waiting;      /**< Woken when a server's stream has ended. */
};

/** @brief The streams of @p loop; NULL if there never was one. */
struct open_streams *loop_find_streams(const struct loop *loop);

/** @brief The same, but made if need be. NULL: no memory, or the loop is closed. */
struct open_streams *loop_get_streams(struct loop *loop);

/** @brief @p stream belongs to the loop from now on. */
void open_streams_add(struct open_streams *streams, struct stream *stream);

/** @brief @p stream is to be freed, or its loop is closed. Twice is fine. */
void open_streams_remove(struct stream *stream);

/** @brief Wakes everybody in @p line. */
void wake_all(struct waiters *line);

/** @brief Wakes those who wait for a server's streams, to look again. */
void open_streams_wake(const struct loop *loop);

#endif
