/*
 * What the C programs in this directory share; common.py is the same in Python.
 *
 * A program is a list of scenes. Each runs on a loop of its own, in virtual time (virtual_time.c): a
 * wait takes no time, and is exact. All coroutines of all scenes share one struct for their arguments
 * and locals, so that a scene is about as long as the Python beside it.
 */
#ifndef COMMON_H
#define COMMON_H

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "gather.h"
#include "task_group.h"
#include "timeout.h"
#include "wait.h"
#include "with.h"

/* ---- Printing ---- */

static int ticks;          /* the number of the iteration, if they are counted */
static double scene_began; /* in virtual time */
static struct handle ticks_handle;

/* A callback that queues itself in every iteration, and so counts them. */
static inline int tick(void *arg)
{
    ticks++;
    return loop_call_soon(arg, &ticks_handle);
}

/* From here on say() begins with the number of the iteration. The loop never waits then. */
static inline void count_iterations(void)
{
    struct loop *loop = asyncio_get_running_loop();

    handle_init(&ticks_handle, tick, loop);
    loop_call_soon(loop, &ticks_handle);
}

#if defined(__GNUC__)
#define LIKE_PRINTF(text, rest) __attribute__((format(printf, text, rest)))
#define NEED_NOT_BE_USED        __attribute__((unused))
#else
#define LIKE_PRINTF(text, rest)
#define NEED_NOT_BE_USED
#endif

/* Prints a line behind the number of the iteration. */
LIKE_PRINTF(1, 2) static inline void say(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    printf("%3d ", ticks);
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
}

/* Prints a line behind the seconds since the scene began. */
LIKE_PRINTF(1, 2) static inline void at_time(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    printf("%.3f s: ", clock_monotonic() - scene_began);
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
}

/* Prints a line in which Pythons differ: the library does what this VERSION, and those after it, do. */
LIKE_PRINTF(2, 3) static inline void since(const char *version, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    printf("[%s] ", version);
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
}

static inline const char *yes(bool answer)
{
    return answer ? "True" : "False";
}

/* ---- Errors ---- */

/* One word for an error. What Python refuses with various exceptions is "refused". */
static inline const char *name(int error)
{
    switch (error) {
    case 0:
        return "ok";
    case ECANCELED:
        return "cancelled";
    case ETIMEDOUT:
        return "timeout";
    case EXCEPTION_GROUP:
        return "group";
    case EIO:
        return "EIO";
    case ENOENT:
        return "ENOENT";
    case EPIPE:
        return "EPIPE";
    default:
        return "refused";
    }
}

static inline int report(struct loop *loop, const struct exception_context *context)
{
    (void)loop;
    printf("reported: %s\n", name(context->error));
    return 0;
}

/* Prints what would be logged. When a future is freed is not promised, so without the iteration. */
static inline void report_errors(void)
{
    loop_set_exception_handler(asyncio_get_running_loop(), report);
}

/* ---- Coroutines ---- */

/* The arguments and locals of every coroutine here but job(). Each uses what it needs of it. */
struct scene {
    struct coro coro;
    const char *name;
    int r, s, e, i, k, n;
    int results[4], errors[4];
    double delay, when;
    bool flag;
    size_t done;
    struct task *a, *b, *c, *t;
    struct task *tasks[4], *sorted[4];
    struct coro *one, *two, *three;
    struct future f, g;
    struct future *future, *futures[2];
    struct awaitable what;
    struct gather gather;
    struct shield shield, another;
    struct as_completed it;
    struct timeout timeout, nested;
    struct timeout *block;
    struct task_group group, inner;
    struct task_group *owner;
    struct with with;
    struct handle handle, second;
};

/* Defines a coroutine whose struct is struct scene: COROUTINE(f) { async (self) { ... my->i ... } } */
#define COROUTINE(function)                                                                        \
    static void function##_body(struct coro *self, struct scene *my);                              \
    static void function(struct coro *self)                                                        \
    {                                                                                              \
        function##_body(self, (struct scene *)self);                                               \
    }                                                                                              \
    static void function##_body(struct coro *self, NEED_NOT_BE_USED struct scene *my)

/* Calls it: CALL(f, .i = 3). */
#define CALL(...) CALL_WITH(__VA_ARGS__, .coro.caller = NULL)
#define CALL_WITH(function, ...)                                                                   \
    coro_copy(&(struct scene){.coro.body = function, .coro.name = #function, __VA_ARGS__}.coro,    \
              sizeof(struct scene))

/* Lets some turns pass. */
#define TURNS(count)                                                                               \
    for (my->i = 0; my->i < (count); my->i++)                                                      \
    await(asyncio_sleep(0))

/* The tasks that are released when the scene is over, as Python frees what nobody holds. */
static struct task *created[64];
static int created_count;

static inline struct task *create_task(struct coro *made)
{
    return created[created_count++] = asyncio_create_task(made);
}

static inline void release_created(void)
{
    while (created_count > 0)
        task_release(created[--created_count]);
}

#define SWALLOW (-1)

/*
 * Takes some turns, then ends with value or error. Cancelled, it takes some turns to clean up; then
 * it passes that on, or raises another error (on_cancel), or goes on to its end (SWALLOW).
 */
struct job {
    struct coro coro;
    const char *name;
    int turns, value, error;
    int on_cancel, cleanup;
    int i, e;
};

static inline void job(struct coro *self)
{
    struct job *my = (struct job *)self;

    async (self) {
        say("%s starts", my->name);
        for (my->i = 0; my->i < my->turns && my->e == 0; my->i++)
            await_catch(my->e, asyncio_sleep(0));
        if (my->e == ECANCELED) {
            say("%s is cancelled", my->name);
            TURNS(my->cleanup);
            if (my->on_cancel != SWALLOW)
                async_raise(my->on_cancel != 0 ? my->on_cancel : ECANCELED);
            my->error = 0;
        }
        if (my->error != 0)
            async_raise(my->error);
        async_return(my->value);
        finally {
            say("%s ends", my->name);
        }
    }
}

/* JOB("a", .turns = 3, .value = 1) */
#define JOB(...) coro(job, .name = __VA_ARGS__)

static inline void canceller(struct coro *self)
{
    struct scene *my = (struct scene *)self;

    async (self) {
        TURNS(my->n);
        say("cancel: %s", yes(task_cancel(my->t)));
    }
}

/* Cancels a task after some turns. */
static inline void cancel_after(struct task *task, int turns)
{
    create_task(CALL(canceller, .t = task, .n = turns));
}

/* ---- Scenes ---- */

/* A scene is a coroutine without arguments; or a function that is given a loop. */
#define SCENE(function, rules)                                                                     \
    static const char function##_rules[] = rules;                                                  \
    COROUTINE(function)
#define LOOP_SCENE(function, rules)                                                                \
    static const char function##_rules[] = rules;                                                  \
    static void function(NEED_NOT_BE_USED struct loop *loop)

/* What runs a scene: awaits it, and then releases the tasks that it has created. */
struct scene_runner {
    struct coro coro;
    struct coro *scene;
};

static inline void scene_runner(struct coro *self)
{
    struct scene_runner *my = (struct scene_runner *)self;

    async (self) {
        await(my->scene);
        finally {
            release_created();
        }
    }
}

static inline void scene_begins(const char *its_name, const char *rules)
{
    printf("== %s (%s)\n", its_name, rules);
    fflush(stdout); /* if it dies, that shows where */
    ticks = 0;
    scene_began = clock_monotonic();
}

static inline void run_coroutine(struct coro *scene)
{
    printf("run: %s\n", name(asyncio_run(coro(scene_runner, .scene = scene))));
    coro_free_memory();
}

static inline void run_with_loop(void (*scene)(struct loop *loop))
{
    struct loop loop;

    loop_init(&loop, NULL);
    scene(&loop);
    release_created();
    loop_close(&loop);
    coro_free_memory();
}

#define RUN(function)                                                                              \
    do {                                                                                           \
        scene_begins(#function, function##_rules);                                                 \
        run_coroutine(CALL(function));                                                             \
    } while (0)
#define RUN_LOOP(function)                                                                         \
    do {                                                                                           \
        scene_begins(#function, function##_rules);                                                 \
        run_with_loop(function);                                                                   \
    } while (0)

/* ---- Programs at random ---- */

static unsigned random_state;
static int number; /* of the program that runs; it is also where draw() begins */
static int newer;  /* from this number on programs do what Pythons disagree on */

/* A number below N, at random; from the same generator as in Python. */
static inline int draw(int n)
{
    random_state = (random_state * 1103515245u + 12345u) & 0x7fffffffu;
    return (int)(random_state >> 16) % n;
}

/* Prints a line as say() does; of a newer program as since() does. */
LIKE_PRINTF(1, 2) static inline void print_line(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    printf("%s%3d ", number >= newer ? "[3.13] " : "", ticks);
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
}

static inline void program_begins(void)
{
    random_state = (unsigned)number;
    ticks = 0;
    printf("== program %d\n", number);
    fflush(stdout); /* if it dies, that shows where */
}

static inline void run_program(struct coro *program)
{
    if (asyncio_run(coro(scene_runner, .scene = program)) != 0)
        printf("it failed\n");
    coro_free_memory();
}

/* Runs the coroutine FUNCTION, which draws what it does, COUNT times; from ITS_NEWER on as a newer one. */
#define RUN_PROGRAMS(function, count, its_newer)                                                   \
    do {                                                                                           \
        newer = (its_newer);                                                                       \
        for (number = 0; number < (count); number++) {                                             \
            program_begins();                                                                      \
            run_program(CALL(function));                                                           \
        }                                                                                          \
    } while (0)

#endif
