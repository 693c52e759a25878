/*
 * What the scenarios are made of. Each file of them has a `struct scene` of its own, the struct of all its
 * coroutines.
 */
#ifndef SCENE_H
#define SCENE_H

#include "scenarios.h"

/* Sleeps, and then ends well or fails. Its cleanup waits, too, for `cleanup` turns. */
struct nap {
    struct coro coro;
    double seconds;
    int error, cleanup;
    int i;
};

void nap(struct coro *self);

#define NAP(...) coro(nap, .seconds = __VA_ARGS__)

/* SCENARIO(name) { async (self) { ... } } defines a coroutine with `my`, and make_name(), which calls it. */
#define SCENARIO(its_name)                                                                         \
    static void its_name##_body(struct coro *self, struct scene *my);                              \
    static void its_name(struct coro *self)                                                        \
    {                                                                                              \
        its_name##_body(self, (struct scene *)self);                                               \
    }                                                                                              \
    static struct coro *make_##its_name(void)                                                      \
    {                                                                                              \
        return coro_copy(&(struct scene){.coro.body = its_name, .coro.name = #its_name}.coro,      \
                         sizeof(struct scene));                                                    \
    }                                                                                              \
    static void its_name##_body(struct coro *self, struct scene *my)

/* A row of a table of scenarios. */
#define ROW(its_name, its_error)                                                                   \
    {                                                                                              \
        .name = #its_name, .make = make_##its_name, .error = its_error                             \
    }

/* As ROW, where threads, other processes or the kernel have a share in what happens. */
#define OUTSIDE(its_name, its_error)                                                               \
    {                                                                                              \
        .name = #its_name, .make = make_##its_name, .error = its_error, .outside = true            \
    }

#endif
