/**
 * @file await.h
 * @brief Chapter 5: the macro under every await: leave the body here, or go on at once.
 *
 * Included by coroutines.h, which explains what it is for.
 */
#ifndef AWAIT_H
#define AWAIT_H
#include "todo.h"

/**
 * @brief Leaves the body if @p must_suspend is true, to go on here in its next call; else goes on now.
 *
 * Exercise 5.1: put the line into the frame's `at`; then, if @p must_suspend (evaluate it once, after
 * that) is true, return, with the case for that line behind the return. Both ways go on behind the
 * macro, with the frame entered. The case stands inside the `if`, so nothing falls through into it. The
 * frame is `frame_self`.
 */
#define SUSPEND_IF(must_suspend) TODO("5.1", frame_self, must_suspend)

#endif
