/**
 * @file queue_items.h
 * @brief Chapter 10: where a queue keeps its items: a ring, a stack or a heap in one array. Given.
 */
#ifndef QUEUE_ITEMS_H
#define QUEUE_ITEMS_H

#include "queue.h"

/** @brief Makes room for one more. @return 0 or ENOMEM. */
int queue_items_reserve(struct queue *queue);

/** @brief Puts @p value in; there is room. */
void queue_items_put(struct queue *queue, union value value);

/** @brief Takes that out which is next; there is one. */
union value queue_items_get(struct queue *queue);

#endif
