/**
 * @file coroutines.h
 * @brief Chapter 5: coroutines that await each other, as a stack of linked frames.
 *
 *     struct fetch { struct coro coro; const char *url; struct bytes *page; };
 *
 *     static void fetch(struct coro *self)
 *     {
 *         struct fetch *my = (struct fetch *)self;
 *
 *         async (self) {
 *             await(my->page, download(my->url));
 *             async_return(my->page);
 *         }
 *     }
 *
 *     await(page, coro(fetch, .url = "http://localhost/"));
 *
 * A generator resumes the chain from its outermost body (chapter 4). Coroutines know who awaits
 * them, so the innermost is resumed directly, and a resume costs the same at any depth.
 *
 * Mirrors `async def` and `await` (PEP 492).
 */
#ifndef COROUTINES_H
#define COROUTINES_H

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "frame.h"
#include "value.h"

struct future; /* chapter 6 */
struct task;   /* chapter 7 */

/** @brief What coro_resume() answers when the outermost coroutine has ended well. */
#define CORO_ENDED (-1)

/**
 * @brief The frame of one call of a coroutine.
 *
 * First member of a struct that has the coroutine's arguments and every local that must survive an
 * await. Made by coro(), owned by whoever awaits it or makes it a task, and freed when it ends.
 *
 * Mirrors a coroutine object.
 */
struct coro {
    void (*body)(struct coro *self); /**< Begins with `async (self) {`. */
    struct coro *caller;             /**< The frame that awaits this one; NULL: the outermost. */
    union value value;               /**< What it gives: what async_return() was given. */
    const char *name;                /**< The function's name, for tracebacks. */
    struct frame frame;              /**< Where the body goes on. */
    unsigned size;                   /**< Bytes of the whole struct, for the allocator. */
};

/**
 * @brief A coroutine that was called, with everything that it awaits in turn: what can be resumed.
 *
 * Owned by whoever drives it (a task, in chapter 7). While it is suspended, `innermost` is the frame
 * that waits.
 */
struct coro_stack {
    struct coro *innermost; /**< The frame to resume; NULL once the outermost has ended. */
    union value value;      /**< In: what the await gives. Out: what was yielded, or the result. */
    union {
        struct future
            *waits_for;    /**< Out: what it waits for (chapter 6); NULL: for coro_resume(). */
        const char *ended; /**< Once it has ended: the name of what was its outermost. */
    };
    int raised;      /**< In: the errno value to raise there; 0: none. Out: 0. */
    bool is_running; /**< Inside coro_resume(); `innermost` may be out of date then. */
};

/* ---- Making one ------------------------------------------------------------------------------ */

/**
 * @brief A call of the coroutine @p function: `coro(fetch, .url = a)`. Nothing runs yet.
 *
 * The arguments are fields of `struct function`, by name; fields that are not named are zero.
 *
 * Mirrors `fetch(url=a)` of an `async def`.
 *
 * @return a frame for await() or asyncio_create_task(), or NULL if there is no memory: awaiting NULL
 *         raises ENOMEM, so this need not be tested.
 */
#define coro(...) CORO_NEW(__VA_ARGS__, .coro.caller = NULL)

/** @brief What coro() is. The array's size is an error unless `coro` is the first member. */
#define CORO_NEW(function, ...)                                                                    \
    coro_copy(&(struct function){.coro.body = function, .coro.name = #function, __VA_ARGS__}.coro, \
              sizeof(struct function) *                                                            \
                  sizeof(char[offsetof(struct function, coro) == 0 ? 1 : -1]))

/**
 * @brief @p size bytes of memory, for a frame, or for what else is made and freed as often. NULL: there
 * is none.
 */
void *coro_memory(size_t size);

/** @brief Ends the use of @p memory, which is the @p size bytes of a coro_memory(). */
void coro_memory_release(void *memory, size_t size);

/**
 * @brief A copy of @p size bytes at @p initial, as coro() makes it. NULL: no memory.
 *
 * It stands here, and not in memory.c, so that the compiler knows the size, and need call nobody to
 * copy some fifty bytes.
 */
static inline struct coro *coro_copy(const struct coro *initial, size_t size)
{
    struct coro *self = coro_memory(size);

    if (self == NULL)
        return NULL;
    memcpy(self, initial, size);
    self->size = (unsigned)size;
    return self;
}

/**
 * @brief Frees a coroutine that never began. One that has, and has not ended, is left alone, for it
 * belongs to whoever runs it; for that, see coro_stack_close().
 *
 * A coroutine that owns what its arguments point to, such as another coroutine, is made with
 * `.coro.frame.cleans_up = true`: its `finally` (without an await in it) then runs even if it never
 * began, here or because it was cancelled before its first step.
 *
 * Mirrors `coroutine.close()` of one that was never awaited. NULL is fine.
 */
void coro_drop(struct coro *self);

/** @brief Gives the memory of the frames that this thread keeps for reuse back to the system. */
void coro_free_memory(void);

/* ---- The body -------------------------------------------------------------------------------- */

/** @brief Begins the body of a coroutine: `async (self) { ... }`. Mirrors `async def`. */
#define async(self) FRAME_BODY(&(self)->frame, inside_async)

/** @brief Ends the coroutine; @p result is what its await gives. `finally` runs. */
#define async_return(result)                                                                       \
    do {                                                                                           \
        coro_of(inside_async)->value = value_of(result);                                           \
        if (frame_ends(frame_self))                                                                \
            goto frame_again;                                                                      \
    } while (0)

/**
 * @brief Ends the coroutine with the errno value @p its_error. `finally` runs. What can't be an error,
 * 0 or less or above 32767, becomes EPROTO, here and wherever else an error comes to a body.
 *
 * Mirrors `raise`.
 */
#define async_raise(its_error)                                                                     \
    do {                                                                                           \
        if (coro_raises(inside_async, its_error, __FILE__, __LINE__))                              \
            goto frame_again;                                                                      \
    } while (0)

/** @brief The coroutine around a frame. */
static inline struct coro *coro_of(struct frame *frame)
{
    return (struct coro *)((char *)frame - offsetof(struct coro, frame));
}

/** @brief Begins an error: the traceback starts here. @return true. */
bool coro_raises(struct frame *frame, int error, const char *file, int line);

/** @brief If the await that just ended raised an error, the body ends with it. @return if so. */
bool coro_raised(struct frame *frame, const char *file, int line);

/** @brief What the await that just ended gave. */
union value coro_awaited(void);

/** @brief The error of the await that just ended, taken away: it does not end the body. */
int coro_caught(void);

/**
 * @brief Begins to await @p awaited inside the body of @p frame.
 *
 * @return true if the body must be left until coro_resume(); false if the result is there already.
 */
bool coro_await(struct frame *frame, struct coro *awaited);

/** @brief As coro_await(), for a future (chapter 6). */
bool future_await(struct frame *frame, struct future *awaited);

/** @brief As coro_await(), for a task (chapter 7). */
bool task_await(struct frame *frame, struct task *awaited);

/** @brief Gives @p value to whoever called coro_resume(), and waits for the next one. @return true. */
bool coro_suspend(struct frame *frame, union value value);

/**
 * @brief For the makers of awaitables: the body of @p frame must wait for @p future.
 *
 * @return true, as await_begins() does then.
 */
bool coro_waits_for(struct frame *frame, struct future *future);

/**
 * @brief For the makers of awaitables: the await gives @p value at once, or raises @p error (if it
 * is not 0).
 *
 * @return false, as await_begins() does then.
 */
bool coro_gives(union value value, int error);

/** @brief coro_await() or its siblings, by the type of @p awaited. Other types do not compile. */
#define await_begins(awaited)                                                                      \
    _Generic((awaited), struct coro *                                                              \
             : coro_await, struct future *                                                         \
             : future_await, struct task *                                                         \
             : task_await)(inside_async, awaited)

/** @brief What coro_resume() returns to: the stack that is running in this thread; or NULL. */
struct coro_stack *coro_running_stack(void);

#include <await.h>

/** @brief Picks the macro for two arguments or for one. */
#define ASYNC_PICK(a, b, macro, ...) macro

/**
 * @brief `await(x)` waits until @p x has ended; `await(lvalue, x)` also stores its result.
 *
 * @p x is a coroutine, a future or a task. An error of @p x ends this body too, through `finally`,
 * unless it is caught: see await_catch(). One await a line, and none in a `switch` of your own: both
 * are found, by the compiler and at run time. Locals keep nothing across it.
 *
 * Mirrors `await x`.
 */
#define await(...) ASYNC_PICK(__VA_ARGS__, AWAIT_2, AWAIT_1, 0)(__VA_ARGS__)

/** @brief What await() is with one argument. */
#define AWAIT_1(x)                                                                                 \
    do {                                                                                           \
        (void)inside_async;                                                                        \
        SUSPEND_IF(await_begins(x));                                                               \
        if (coro_raised(inside_async, __FILE__, __LINE__))                                         \
            goto frame_again;                                                                      \
    } while (0)

/** @brief What await() is with two arguments. */
#define AWAIT_2(lvalue, x)                                                                         \
    do {                                                                                           \
        (void)inside_async;                                                                        \
        SUSPEND_IF(await_begins(x));                                                               \
        if (coro_raised(inside_async, __FILE__, __LINE__))                                         \
            goto frame_again;                                                                      \
        value_into(lvalue, coro_awaited());                                                        \
    } while (0)

/**
 * @brief `await_catch(caught, x)` awaits and stores the error in @p caught, 0 if there was none.
 * `await_catch(caught, lvalue, x)` also stores the result, if there was none.
 *
 * Mirrors `try: lvalue = await x / except Exception as caught:`. It catches ECANCELED too: whoever
 * is asked to stop and does not must have a reason.
 */
#define await_catch(...) AWAIT_CATCH_PICK(__VA_ARGS__, AWAIT_CATCH_3, AWAIT_CATCH_2, 0)(__VA_ARGS__)

/** @brief Picks the macro for three arguments or for two. */
#define AWAIT_CATCH_PICK(a, b, c, macro, ...) macro

/** @brief What await_catch() is with two arguments. */
#define AWAIT_CATCH_2(caught, x)                                                                   \
    do {                                                                                           \
        (void)inside_async;                                                                        \
        SUSPEND_IF(await_begins(x));                                                               \
        (caught) = coro_caught();                                                                  \
    } while (0)

/** @brief What await_catch() is with three arguments. */
#define AWAIT_CATCH_3(caught, lvalue, x)                                                           \
    do {                                                                                           \
        (void)inside_async;                                                                        \
        SUSPEND_IF(await_begins(x));                                                               \
        if (((caught) = coro_caught()) == 0)                                                       \
            value_into(lvalue, coro_awaited());                                                    \
    } while (0)

/**
 * @brief `async_yield(lvalue, x)` gives @p x to whoever drives this stack, and stores in @p lvalue
 * what it sends back. There is no loop in it; tasks do not use it.
 *
 * Mirrors a bare `yield` under `@types.coroutine`.
 */
#define async_yield(lvalue, x)                                                                     \
    do {                                                                                           \
        (void)inside_async;                                                                        \
        SUSPEND_IF(coro_suspend(inside_async, value_of(x)));                                       \
        if (coro_raised(inside_async, __FILE__, __LINE__))                                         \
            goto frame_again;                                                                      \
        value_into(lvalue, coro_awaited());                                                        \
    } while (0)

/* ---- Driving one ------------------------------------------------------------------------------ */

/**
 * @brief Makes @p stack the call of @p outermost, which must not have begun. Takes it over. NULL is
 * fine: coro_resume() will say ENOMEM.
 */
void coro_stack_init(struct coro_stack *stack, struct coro *outermost);

/**
 * @brief Runs the innermost frame, and whoever awaits it when it ends, until one must wait again.
 *
 * Before: `stack->value` or `stack->raised` is what the await gives that it stands at. An error for
 * one that has not begun ends it without running any of it; a value for one is not looked at.
 *
 * To resume a stack that has ended stops the program with a line that names its coroutine: nobody
 * could tell what a further result would be. Whoever does not know asks for `innermost` first.
 *
 * Mirrors `coroutine.send()` and `coroutine.throw()`.
 *
 * @return 0: it waits; see `waits_for` and `value`. CORO_ENDED: it has ended, `value` is its result.
 *         Positive: the errno value that left the outermost. EBUSY: it is running right now; nothing
 *         has changed. ENOMEM: coro() had no memory, so there is nothing to run.
 */
int coro_resume(struct coro_stack *stack);

/**
 * @brief Ends a stack where it stands: raises ECANCELED inside, so that every `finally` runs,
 * innermost first, and frees the frames. One that has not begun or has ended runs nothing.
 *
 * Mirrors `coroutine.close()`.
 *
 * @return 0; EBUSY if it is running right now: nothing has changed; EPROTO if it waited again in place of ending: its
 *         frames are still there; or another error that left the outermost.
 */
int coro_stack_close(struct coro_stack *stack);

/**
 * @brief Writes where @p stack waits, one frame a line, the outermost first, to @p out. Of one that is
 * running it says only that, and of a very deep one only how many frames more there are.
 *
 * Mirrors `task.print_stack()`.
 */
void coro_print_stack(FILE *out, const struct coro_stack *stack);

/**
 * @brief Writes the way of the last error that went through a coroutine of this thread to @p out,
 * outermost frame first: function, file and line.
 *
 * Mirrors `traceback.print_exc()`.
 */
void coro_print_traceback(FILE *out);

#endif
