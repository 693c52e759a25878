/**
 * @file hello.h
 * @brief Chapter 0: one function, to find out whether the tools work.
 *
 * A contract like those to come: the header says what is promised, the tests hold you to it, and
 * hello.c is yours. This chapter is not part of the library.
 */
#ifndef HELLO_H
#define HELLO_H

/**
 * @brief A greeting: one line of text that begins with "Hello".
 *
 * There is no newline in it; whoever prints it decides where the line ends. The text stays as it is
 * for as long as the program runs, so nobody has to copy it, and nobody may free it.
 *
 * @return the text, never NULL.
 */
const char *hello(void);

#endif
