/*
 * Chapter 4: have two trees the same leaves, in the same order, whatever their shape? Two walks go
 * side by side, a leaf at a time, and end at the first difference. A recursive function can't do that:
 * it can't be left in the middle. A generator that delegates to its own kind can.
 *
 *     same_fringe [TREE TREE]    a tree is a letter or digit (a leaf), or two trees in parentheses
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generators.h"

#define DEPTH_MAX 1000

//! [tree]
/* A leaf, or two branches. */
struct tree {
    char leaf; /* '\0': two branches */
    struct tree *left, *right;
};
//! [tree]

//! [leaves]
/* Gives the leaves of TREE, from left to right. */
struct leaves {
    struct generator generator;
    const struct tree *tree;
    struct leaves *branch; /* the walk through one branch, or NULL */
};

static struct leaves *leaves_of(const struct tree *tree);

static void leaves(struct generator *self)
{
    struct leaves *my = (struct leaves *)self;

    generator (self) {
        if (my->tree->leaf != '\0') {
            yield(my->tree->leaf);
            generator_return(0);
        }
        my->branch = leaves_of(my->tree->left);
        if (my->branch == NULL)
            generator_raise(ENOMEM);
        yield_from(&my->branch->generator);
        free(my->branch);
        my->branch = leaves_of(my->tree->right);
        if (my->branch == NULL)
            generator_raise(ENOMEM);
        yield_from(&my->branch->generator);
        finally {
            free(my->branch);
        }
    }
}
//! [leaves]

static struct leaves *leaves_of(const struct tree *tree)
{
    struct leaves *walk = calloc(1, sizeof *walk);

    if (walk != NULL) {
        walk->generator.body = leaves;
        walk->tree = tree;
    }
    return walk;
}

//! [compare]
/* Prints what was compared, and how it ended. Answers true if the leaves are the same. */
static bool same_fringe(const struct tree *one, const struct tree *other)
{
    struct leaves a = {.generator.body = leaves, .tree = one};
    struct leaves b = {.generator.body = leaves, .tree = other};
    int of_a, of_b;
    bool same;

    do {
        of_a = generator_next(&a.generator);
        of_b = generator_next(&b.generator);
        same = of_a == of_b && a.generator.value.integer == b.generator.value.integer;
        if (of_a == 0 && of_b == 0)
            printf("%c%c ", (char)a.generator.value.integer, (char)b.generator.value.integer);
    } while (same && of_a == 0);
    generator_close(&a.generator); /* the walks end here, and free what they have */
    generator_close(&b.generator);
    if (of_a > 0 || of_b > 0)
        fprintf(stderr, "same_fringe: %s\n", strerror(of_a > 0 ? of_a : of_b));
    return same && of_a == GENERATOR_ENDED;
}
//! [compare]

/* ---- Reading trees -------------------------------------------------------------------------- */

static void tree_free(struct tree *tree)
{
    if (tree == NULL)
        return;
    tree_free(tree->left);
    tree_free(tree->right);
    free(tree);
}

/* Reads one tree and moves *TEXT behind it; NULL if there is none, or no memory. */
static struct tree *tree_read(const char **text, int depth)
{
    struct tree *tree = calloc(1, sizeof *tree);

    if (tree == NULL || depth > DEPTH_MAX) {
        free(tree);
        return NULL;
    }
    if (isalnum((unsigned char)**text)) {
        tree->leaf = *(*text)++;
        return tree;
    }
    if (*(*text)++ == '(' && (tree->left = tree_read(text, depth + 1)) != NULL &&
        (tree->right = tree_read(text, depth + 1)) != NULL && *(*text)++ == ')')
        return tree;
    tree_free(tree);
    return NULL;
}

static struct tree *tree_of(const char *text)
{
    const char *end = text;
    struct tree *tree = tree_read(&end, 0);

    if (tree != NULL && *end != '\0') {
        tree_free(tree);
        tree = NULL;
    }
    return tree;
}

/* 0: the same. 1: not the same. 2: one of them is no tree. */
static int compare(const char *one, const char *other)
{
    struct tree *a = tree_of(one), *b = tree_of(other);
    int status = 2;

    if (a == NULL || b == NULL) {
        fprintf(stderr, "not a tree: %s\n", a == NULL ? one : other);
    } else {
        printf("%s and %s: ", one, other);
        status = !same_fringe(a, b);
        printf("%s\n", status == 0 ? "the same leaves" : "not the same");
    }
    tree_free(a);
    tree_free(b);
    return status;
}

int main(int argc, char **argv)
{
    if (argc == 3)
        return compare(argv[1], argv[2]);
    if (argc != 1) {
        fprintf(stderr, "usage: same_fringe [TREE TREE]   such as ((ab)c) (a(bc))\n");
        return 2;
    }
    compare("((ab)(cd))", "(a(b(cd)))");
    compare("((ab)(cd))", "(a(x(cd)))");
    compare("((ab)c)", "((ab)(cd))");
    return 0;
}
