/**
 * @file barrier.h
 * @brief Chapter 10: nobody goes on before all have come.
 *
 * Mirrors `asyncio.Barrier` (asyncio/locks.py).
 */
#ifndef BARRIER_H
#define BARRIER_H

#include "condition.h"

/** @brief What a barrier is doing. */
enum barrier_state {
    BARRIER_FILLING,   /**< Those who come wait. */
    BARRIER_DRAINING,  /**< All have come, and leave; who comes now waits for the next round. */
    BARRIER_RESETTING, /**< Those who waited leave with an error. */
    BARRIER_BROKEN,    /**< Whoever waits or comes gets an error. */
};

/** @brief A barrier. It must not move, and must outlive all who wait at it. */
struct barrier {
    struct waiters waiting; /**< Those of this round. */
    struct waiters next;    /**< Those who came while a round was leaving. */
    size_t parties;         /**< How many make a round. */
    size_t count;           /**< How many are inside: they wait, or are about to leave. */
    unsigned char state;    /**< One of #barrier_state. */
};

/**
 * @brief Makes @p barrier one for rounds of @p parties. Mirrors `asyncio.Barrier(parties)`.
 *
 * @return 0, or EINVAL if @p parties is 0.
 */
int barrier_init(struct barrier *barrier, size_t parties);

/**
 * @brief A coroutine that waits until as many have come as make a round. Its result is the number of
 * the caller, from 0, in the order in which they came. The last to come does not wait.
 *
 * It raises ENOTRECOVERABLE (BrokenBarrierError) if the barrier is broken or reset meanwhile.
 *
 * Mirrors `barrier.wait()`.
 */
struct coro *barrier_wait(struct barrier *barrier);

/**
 * @brief Lets all of this round who have not left yet leave with an error; the barrier can be used at
 * once. Who waits for the next round waits on.
 *
 * Mirrors `barrier.reset()`.
 */
void barrier_reset(struct barrier *barrier);

/**
 * @brief As barrier_reset(), but who waits for the next round gets the error too, and who comes later,
 * until a reset.
 *
 * Mirrors `barrier.abort()`.
 */
void barrier_abort(struct barrier *barrier);

/** @brief How many wait in this round. Mirrors `barrier.n_waiting`. */
size_t barrier_n_waiting(const struct barrier *barrier);

/** @brief True after barrier_abort(), until a reset. Mirrors `barrier.broken`. */
bool barrier_broken(const struct barrier *barrier);

#endif
