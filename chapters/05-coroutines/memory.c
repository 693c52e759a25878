/*
 * Chapter 5: where frames come from.
 *
 * A coroutine that is called in a loop asks for a frame of one size again and again, so each thread
 * keeps the frames that ended, in a list a size, and malloc is called no more once the lists are
 * warm. That costs as much memory as there ever were frames at one time; coro_free_memory() gives it
 * back. Under AddressSanitizer each frame is malloc's own, so that it sees a use after the end.
 */
#include "coroutines.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * Sizes are rounded up to 24, 40, 56, ... bytes, of which up to 504 are kept: most mallocs hand out 16
 * bytes at a time and take eight of them for themselves, so nothing is lost by that.
 */
#define SIZE_STEP  16
#define SIZE_COUNT 31

#if defined(__SANITIZE_ADDRESS__)
#define KEEP_FRAMES 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define KEEP_FRAMES 0
#endif
#endif
#ifndef KEEP_FRAMES
#define KEEP_FRAMES 1
#endif

/* A frame that nobody uses; it lies in the frame's own memory. */
struct unused {
    struct unused *next;
};

static _Thread_local struct unused *kept[SIZE_COUNT];

/* How large the frames of the list CLASS are. */
static size_t class_size(size_t class)
{
    return class * SIZE_STEP + SIZE_STEP + SIZE_STEP / 2;
}

/* The list for frames of SIZE bytes; SIZE_COUNT or more if they are not kept. */
static size_t size_class(size_t size)
{
    return KEEP_FRAMES ? (size - SIZE_STEP / 2 + SIZE_STEP - 1) / SIZE_STEP - 1 : SIZE_COUNT;
}

void *coro_memory(size_t size)
{
    size_t class = size_class(size);
    struct unused *first;

    if (class >= SIZE_COUNT)
        return malloc(size);
    first = kept[class];
    if (first == NULL)
        return malloc(class_size(class));
    kept[class] = first->next;
    return first;
}

void coro_memory_release(void *memory, size_t size)
{
    size_t class = size_class(size);
    struct unused *unused = memory;

    if (class >= SIZE_COUNT) {
        free(memory);
        return;
    }
    unused->next = kept[class];
    kept[class] = unused;
}

/* Its memory can't be freed, for something would go on in it; and nothing will make it go on. */
static _Noreturn void drop_failed(const struct coro *self)
{
    fprintf(stderr, "%s: dropped before it began, and its finally does not come to its end\n",
            self->name);
    abort();
}

void coro_drop(struct coro *self)
{
    if (self == NULL || (self->frame.at != FRAME_START && self->frame.at != FRAME_ENDED))
        return;
    if (self->frame.at == FRAME_START && self->frame.cleans_up) {
        self->frame.at = FRAME_FINALLY;
        self->body(self);
        if (self->frame.at != FRAME_ENDED)
            drop_failed(self);
    }
    coro_memory_release(self, self->size);
}

void coro_free_memory(void)
{
    for (size_t class = 0; class < SIZE_COUNT; class ++)
        while (kept[class] != NULL) {
            struct unused *first = kept[class];

            kept[class] = first->next;
            free(first);
        }
}
