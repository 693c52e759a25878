/*
 * What the fuzzers share. Each takes its input whole, and cut in pieces at places that the input itself says;
 * what comes of it must be the same. tests/kit/fuzz.sh and `make fuzz` build and run them.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What libFuzzer calls. The first byte of the input says how the rest is cut. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What came of an input, in words. It grows as it must. */
struct told {
    char *text;
    size_t size, room;
};

/* Adds SIZE bytes. */
static inline void tell(struct told *told, const void *text, size_t size)
{
    if (told->size + size + 1 > told->room) {
        told->room = 2 * (told->size + size + 1);
        told->text = realloc(told->text, told->room);
        if (told->text == NULL)
            abort();
    }
    if (size > 0)
        memcpy(told->text + told->size, text, size);
    told->size += size;
    told->text[told->size] = '\0';
}

static inline void tell_text(struct told *told, const char *text)
{
    tell(told, text, strlen(text));
    tell(told, "|", 1);
}

static inline void tell_number(struct told *told, unsigned long long number)
{
    char text[32];

    snprintf(text, sizeof text, "%llu", number);
    tell_text(told, text);
}

/* Stops the fuzzer if two are not the same; frees both. */
static inline void must_be_same(struct told *whole, struct told *cut)
{
    if (whole->size != cut->size || memcmp(whole->text, cut->text, whole->size) != 0) {
        fprintf(stderr, "whole: %s\ncut:   %s\n", whole->text, cut->text);
        abort();
    }
    free(whole->text);
    free(cut->text);
}

/* How large the next piece is: 1 to 64 bytes by a small generator of numbers, or all for state 0. */
static inline size_t next_piece(uint32_t *state, size_t left)
{
    size_t size;

    if (*state == 0)
        return left;
    *state = *state * 1664525u + 1013904223u;
    *state += *state == 0;
    size = 1 + (*state >> 24) % (*state >> 30 == 0 ? 64 : 4);
    return size < left ? size : left;
}

/* A copy of exactly SIZE bytes, so that a look behind them is seen. */
static inline char *copy_of(const void *data, size_t size)
{
    char *copy = malloc(size > 0 ? size : 1);

    if (copy == NULL)
        abort();
    if (size > 0)
        memcpy(copy, data, size);
    return copy;
}

#endif
