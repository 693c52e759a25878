/*
 * What the tests of the selector are played with. check_selector.c has the functions and exercises 3.1
 * and 3.2, check_selector_wait.c has 3.3.
 *
 * Descriptors have letters here, for their numbers differ from run to run. Each is one end of a pair
 * of sockets: there is always room to write, and something to read once its peer has sent it.
 */
#ifndef SELECTOR_TESTS_H
#define SELECTOR_TESTS_H

#include "exercise.h"
#include "selector.h"

#define BOTH (EVENT_READ | EVENT_WRITE)

extern struct selector selector;
extern int x, y, z; /* the numbers 40, 45 and 50 */

/* FD is closed when the test ends. Returns it. */
int keep(int fd);

/* From now on FD is called LETTER; PEER is its other end, or -1. */
void name(char letter, int fd, int peer);
int peer_of(int fd);

/* Opens the descriptor called LETTER; as NUMBER, or as any number if that is negative. */
int open_named(char letter, int number);

/* Sends a byte to FD, which is then readable. */
void feed(int fd);

/* Registers FD, which must go well. */
void add(int fd, int events);

/* What the selector has found, by letter: "x:read y:read+write". In the order in which the letters
   were given, for nobody promises another. */
const char *answer(void);

/* Looks without waiting, and says what is ready. */
const char *look(void);

/* The first argument of the last select(); what the test expects, where nobody can know. */
int limit_or(int expected);

TCase *selector_exercise(Suite *suite, const char *title, int points, const char *section);

/* check_selector_wait.c */
void add_select(Suite *suite);

#endif
