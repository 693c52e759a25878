/*
 * Everything that a learner's code does wrong, sooner or later. The harness must put each into words.
 */
#include "broken.h"
#include "callbacks.h"
#include "todo.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int add_wrongly(int a, int b)
{
    printf("adding %d and %d\n", a, b);
    fprintf(stderr, "to standard error\n");
    return a - b;
}

int follow_null(void)
{
    const struct handle *volatile nothing = NULL;

    printf("before the crash\n");
    return nothing->cancelled;
}

void end_with_exit(void)
{
    exit(0);
}

void end_at_once(void)
{
    _exit(0);
}

/* The new handle is linked in without its way back: the ring never comes to its end. */
void run_for_ever(struct ready_queue *queue)
{
    struct handle *handle = queue->ready.next;

    handle->next = handle;
    while (handle != &queue->ready)
        handle = handle->next;
}

void wait_for_ever(void)
{
    for (;;)
        pause();
}

void forget_memory(void)
{
    void *volatile forgotten = malloc(24);

    forgotten = NULL;
    (void)forgotten;
}

static int *make_number(void)
{
    int *number = malloc(sizeof *number);

    if (number != NULL)
        *number = 1;
    return number;
}

int read_freed(void)
{
    int *volatile number = make_number();

    free(number);
    return *number;
}

int overflow(int number)
{
    return number + 1;
}

void print_for_ever(void)
{
    static const char text[1024 * 1024];

    for (;;)
        fwrite(text, 1, sizeof text, stdout);
}

void free_twice(void)
{
    int *volatile number = make_number();

    free(number);
    free(number);
}

int unstarted(int number)
{
    /* Exercise 9.14: return NUMBER. */
    number += 1;
    TODO("9.14", number);
}

int calls_unstarted(void)
{
    return unstarted(1);
}

void stop_with_abort(void)
{
    printf("an unfinished line");
    abort();
}

int dive(int depth)
{
    volatile int here[1000] = {depth};

    return depth < 0 ? 0 : dive(depth + 1) + here[depth % 1000];
}
