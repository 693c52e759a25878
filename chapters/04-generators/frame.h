/**
 * @file frame.h
 * @brief Chapter 4: a function that can be left in the middle and entered again there. Given.
 *
 * A C function forgets where it was when it returns. A frame remembers: it holds the line to go on
 * at, and the body is one `switch` on that line, whose cases stand wherever the function may be
 * left (Duff's device: a case label may stand inside a loop). What the body's locals held is gone,
 * so what must survive lives in the struct around the frame.
 *
 * The same mechanism carries the generators of this chapter and the coroutines of chapter 5.
 */
#ifndef FRAME_H
#define FRAME_H

#include <errno.h>
#include <limits.h>
#include <stdbool.h>

/** @brief Where a frame stands, when it is not a line to go on at. */
enum frame_place {
    FRAME_START = 0,    /**< Nothing has run yet. */
    FRAME_FINALLY = -1, /**< The `finally` block is next. */
    FRAME_ENDED = -2,   /**< The body has ended; it never runs again. */
    FRAME_RUNNING = -3, /**< The body is running right now. */
};

/**
 * @brief The place in a body, and how the body is about to end. All zero: not started.
 *
 * Part of a generator or a coroutine, and owned with it.
 */
struct frame {
    int at;          /**< The line to go on at, or a #frame_place, or a FRAME_HANDLER(). */
    int handler;     /**< 0 as a rule. Chapter 8: the block inside the body that is left first. */
    short error;     /**< The errno value that leaves the body when it ends; 0: none. */
    bool in_finally; /**< The `finally` block has begun; it does not begin twice. */
    bool cleans_up;  /**< Chapter 5: `finally` runs even if the body never began. */
};

/** @brief The place at which the block that begins in @p line is left (chapter 8). Below all others. */
#define FRAME_HANDLER(line) (-(line)-100)

/**
 * @brief The statement after it is the body of @p its_frame: each call goes on where the last one left.
 *
 * A `for` that runs the `switch` again for `finally`: the body ends at the increment, by whatever
 * way it ends, `break` included. The hidden variables make a macro that stands outside its body an
 * error of the compiler; @p inside is the one that says which kind of body this is. The `goto` that is
 * never taken keeps compilers from calling the label unused.
 */
#define FRAME_BODY(its_frame, inside)                                                              \
    for (struct frame *frame_self = (its_frame), *inside = frame_self; frame_goes_on(inside);      \
         frame_body_left(frame_self, __func__))                                                    \
        if (0)                                                                                     \
            goto frame_again;                                                                      \
        else                                                                                       \
        frame_again:                                                                               \
            switch (frame_self->at)                                                                \
            case FRAME_START:                                                                      \
                if (frame_entered(frame_self))

/**
 * @brief `finally { ... }`, last in a body: runs once, however the body ends: at its end, by
 * `break`, by a return or a raise, or by an error that came in.
 *
 * Mirrors `try: ... finally:` around the whole body.
 */
/* [finally] */
#define finally                                                                                    \
    if (frame_ends(frame_self)) {                                                                  \
        goto frame_again;                                                                          \
    case FRAME_FINALLY:                                                                            \
        frame_in_finally(frame_self);                                                              \
    }
/* [finally] */

/** @brief True while there is something of the body to run. */
static inline bool frame_goes_on(const struct frame *frame)
{
    return frame->at != FRAME_ENDED;
}

/** @brief A case of the `switch` was found: the body is running. Always true. */
static inline bool frame_entered(struct frame *frame)
{
    frame->at = FRAME_RUNNING;
    return true;
}

/** @brief The `finally` block begins. */
static inline void frame_in_finally(struct frame *frame)
{
    frame->at = FRAME_RUNNING;
    frame->in_finally = true;
}

/**
 * @brief The body is to end: the end of the block around this place is next, or `finally`, or nothing
 * if that has begun. Always true.
 */
static inline bool frame_ends(struct frame *frame)
{
    if (frame->handler != 0)
        frame->at = frame->handler;
    else
        frame->at = frame->in_finally ? FRAME_ENDED : FRAME_FINALLY;
    return true;
}

/**
 * @brief @p error as a frame keeps it. What is no errno value, 0 or less or more than a short holds, is
 * EPROTO: a raise by mistake must not look like a good end.
 *
 * Mirrors the RuntimeError that Python makes of a StopIteration inside a generator.
 */
static inline short frame_error(int error)
{
    return (short)(error > 0 && error <= SHRT_MAX ? error : EPROTO);
}

/** @brief As frame_ends(), and @p error, as frame_error() has it, leaves the body. Always true. */
static inline bool frame_fails(struct frame *frame, int error)
{
    frame->error = frame_error(error);
    return frame_ends(frame);
}

/**
 * @brief Stops the program: a line to go on at was not found in @p function's `switch`, because it
 * stands in another `switch` inside it; or the body was left by a bare `return`.
 */
_Noreturn void frame_is_lost(const struct frame *frame, const char *function);

/** @brief Control has left the `switch`: at the body's end, by `break`, or because no case fits. */
static inline void frame_body_left(struct frame *frame, const char *function)
{
    if (frame->at == FRAME_RUNNING)
        frame_ends(frame);
    else if (frame->at == FRAME_FINALLY) /* there is no such case: this body has no `finally` */
        frame->at = FRAME_ENDED;
    else if (frame->at != FRAME_ENDED) /* that one: a return or a raise inside `finally` */
        frame_is_lost(frame, function);
}

#endif
