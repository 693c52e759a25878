/*
 * Chapter 4: a tokenizer that is fed. Text comes from a network in pieces that end anywhere: in the
 * middle of a word, behind the first of two characters. A tokenizer that is called once for each piece
 * has to remember in which state it was left. This one is a generator: it just waits for the next
 * piece, wherever it is.
 *
 *     tokenizer [SIZE FILE]      the tokens of FILE, cut into pieces of SIZE bytes (1 to 4096); alone:
 *                                a built-in text, cut in many ways, which must make no difference
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generators.h"

#define TOKEN_MAX 63
#define PIECE_MAX 4096

//! [tokenizer]
/* Gives one token after another; NULL asks for the next piece of text, to be sent in. "" is the end. */
struct tokenizer {
    struct generator generator;
    const char *rest; /* what is left of the piece */
    size_t length;
    char token[TOKEN_MAX + 1];
};
//! [tokenizer]

/* Adds the next character to the token; a very long token is cut off. */
static void take(struct tokenizer *my)
{
    if (my->length < TOKEN_MAX) {
        my->token[my->length++] = *my->rest;
        my->token[my->length] = '\0';
    }
    my->rest++;
}

static void begin(struct tokenizer *my)
{
    my->length = 0;
    my->token[0] = '\0';
}

//! [feed]
/* Makes sure that there is a next character. At the end of the text it is '\0'. */
#define need_character()                                                                           \
    do {                                                                                           \
        if (*my->rest == '\0')                                                                     \
            yield(my->rest, NULL);                                                                 \
    } while (0)
//! [feed]

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* True for the second character of two that belong together: == <= >= != */
static bool is_pair(const struct tokenizer *my)
{
    return *my->rest == '=' && strchr("=<>!", my->token[0]) != NULL;
}

//! [body]
static void tokenizer(struct generator *self)
{
    struct tokenizer *my = (struct tokenizer *)self;

    generator (self) {
        for (my->rest = "";;) {
            begin(my);
            need_character();
            if (*my->rest == '\0')
                break;
            if (isspace((unsigned char)*my->rest)) {
                my->rest++;
                continue;
            }
            if (is_word(*my->rest)) {
                while (is_word(*my->rest)) {
                    take(my);
                    need_character();
                }
            } else {
                take(my);
                need_character();
                if (is_pair(my))
                    take(my);
            }
            yield(my->token);
        }
    }
}
//! [body]

/* ---- Who feeds it --------------------------------------------------------------------------- */

static const char sample[] = "while (tokens_left >= 10) {\n"
                             "    tokens_left = tokens_left-1;\n"
                             "    if(done!=1||x==2) y<=3;\n"
                             "}\n";

/* Where the text comes from, and in what pieces. */
struct source {
    FILE *file; /* NULL: the sample */
    size_t size, position;
    char piece[PIECE_MAX + 1];
};

static size_t read_sample(struct source *source)
{
    size_t left = sizeof sample - 1 - source->position;

    if (left > source->size)
        left = source->size;
    memcpy(source->piece, sample + source->position, left);
    source->position += left;
    return left;
}

/* The next piece; "" at the end. A zero byte would end a piece early, so it becomes a blank. */
static const char *next_piece(struct source *source)
{
    const size_t length = source->file == NULL
                              ? read_sample(source)
                              : fread(source->piece, 1, source->size, source->file);

    for (size_t i = 0; i < length; i++)
        if (source->piece[i] == '\0')
            source->piece[i] = ' ';
    source->piece[length] = '\0';
    return source->piece;
}

//! [drive]
/* Feeds a tokenizer from SOURCE, and calls SEEN for each token. */
static int tokenize(struct source *source, void (*seen)(const char *token))
{
    struct tokenizer tokens = {.generator.body = tokenizer};
    int count = 0;
    int status = generator_next(&tokens.generator);

    while (status == 0) {
        const char *token = tokens.generator.value.pointer;

        if (token == NULL) {
            status = generator_send(&tokens.generator, next_piece(source));
        } else {
            seen(token);
            count++;
            status = generator_next(&tokens.generator);
        }
    }
    return count;
}
//! [drive]

static void print(const char *token)
{
    printf("[%s]", token);
}

static unsigned long sum; /* of all tokens, so that two runs can be compared */

static void add_to_sum(const char *token)
{
    for (sum = sum * 31 + 7; *token != '\0'; token++)
        sum = sum * 31 + (unsigned char)*token;
}

/* The sample, whole and cut into pieces of each size: are the tokens the same? */
static int try_all_cuts(void)
{
    struct source source = {.size = sizeof sample};
    const int count = tokenize(&source, print);
    unsigned long whole;
    int differ = 0;

    source.position = 0;
    sum = 0;
    tokenize(&source, add_to_sum);
    whole = sum;
    for (size_t size = 1; size < sizeof sample; size++) {
        source = (struct source){.size = size};
        sum = 0;
        if (tokenize(&source, add_to_sum) != count || sum != whole)
            differ++;
    }
    printf("\n%d tokens; cut into pieces of 1 to %zu bytes, %s\n", count, sizeof sample - 1,
           differ == 0 ? "the same each time" : "NOT the same each time");
    return differ != 0;
}

static int try_file(size_t size, const char *name)
{
    struct source source = {.size = size, .file = fopen(name, "rb")};
    bool whole;

    if (source.file == NULL) {
        perror(name);
        return 1;
    }
    printf("\n%d tokens\n", tokenize(&source, print));
    whole = ferror(source.file) == 0;
    if (!whole)
        fprintf(stderr, "%s: could not be read to its end\n", name);
    fclose(source.file);
    return whole ? 0 : 1;
}

int main(int argc, char **argv)
{
    const long size = argc > 1 ? strtol(argv[1], NULL, 10) : 1;

    if (argc == 1)
        return try_all_cuts();
    if (argc == 3 && size >= 1 && size <= PIECE_MAX)
        return try_file((size_t)size, argv[2]);
    fprintf(stderr, "usage: tokenizer [SIZE FILE]   (pieces of 1 to %d bytes)\n", PIECE_MAX);
    return 2;
}
