/*
 * Chapter 5: two coroutines hand a ball to each other. There is no event loop and no thread: main() is
 * the table, which gives the ball to one side and takes it from there to the other.
 *
 *     ping_pong [PING [PONG]]      after how many strokes each of them misses, 1 to 1000
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coroutines.h"

//! [hit]
/* Sends the ball to the other side, and waits until it comes back. Its result is the ball. */
struct hit {
    struct coro coro;
    int ball;
};

static void hit(struct coro *self)
{
    struct hit *my = (struct hit *)self;

    async (self) {
        async_yield(my->ball, my->ball + 1);
        async_return(my->ball);
    }
}
//! [hit]

//! [player]
/* Plays until it misses. Its result is the number of its strokes. */
struct player {
    struct coro coro;
    const char *name;
    int indent; /* how far to the right it stands */
    int misses; /* after so many strokes */
    int strokes;
    int ball;
};

static void player(struct coro *self)
{
    struct player *my = (struct player *)self;

    async (self) {
        async_yield(my->ball, 0); /* ready: waits for the first ball */
        while (my->strokes < my->misses) {
            printf("%3d  %*s%s\n", my->ball, my->indent, "", my->name);
            my->strokes++;
            await(my->ball, coro(hit, .ball = my->ball));
        }
        printf("%3d  %*s%s misses\n", my->ball, my->indent, "", my->name);
        async_return(my->strokes);
        finally {
            printf("%s goes home after %d strokes\n", my->name, my->strokes);
        }
    }
}
//! [player]

//! [table]
/* Hands the ball from side to side until one of them has ended; then the other one is closed. */
static int play(struct coro_stack sides[2])
{
    union value ball = value_of(1);
    int status, side = 0;

    for (;; side = !side) {
        sides[side].value = ball;
        status = coro_resume(&sides[side]);
        if (status != 0)
            break;
        ball = sides[side].value;
    }
    coro_stack_close(&sides[!side]);
    return status == CORO_ENDED ? 0 : status;
}
//! [table]

/* Reads a number from 1 to 1000; 0 if TEXT is anything else. */
static int number(const char *text)
{
    char *rest;
    const long value = strtol(text, &rest, 10);

    return *rest == '\0' && value >= 1 && value <= 1000 ? (int)value : 0;
}

int main(int argc, char **argv)
{
    const int ping = argc > 1 ? number(argv[1]) : 4;
    const int pong = argc > 2 ? number(argv[2]) : 3;
    struct coro_stack sides[2];
    int error;

    if (argc > 3 || ping == 0 || pong == 0) {
        fprintf(
            stderr,
            "usage: ping_pong [PING [PONG]]   (each misses after so many strokes, 1 to 1000)\n");
        return 2;
    }
    coro_stack_init(&sides[0], coro(player, .name = "ping", .misses = ping));
    coro_stack_init(&sides[1], coro(player, .name = "pong", .indent = 8, .misses = pong));
    error = coro_resume(&sides[0]);
    if (error == 0)
        error = coro_resume(&sides[1]);
    if (error == 0)
        error = play(sides);
    if (error != 0)
        fprintf(stderr, "ping_pong: %s\n", strerror(error));
    coro_free_memory();
    return error != 0;
}
