/**
 * @file todo.h
 * @brief The mark of an exercise that nobody has done yet. Given.
 */
#ifndef TODO_H
#define TODO_H

/**
 * @brief Stands in a function until you write its body: `TODO("1.1", queue, handle);`.
 *
 * The first argument names the exercise. The others are the parameters of the function, so that no
 * compiler complains that they are unused. Reached in a test, it ends that test as "not started";
 * reached in a program, it stops the program and says which exercise is missing.
 */
#define TODO(...) todo(__FILE__, __LINE__, __VA_ARGS__)

/** @brief What TODO() calls. Never returns. The arguments after @p exercise are not looked at. */
_Noreturn void todo(const char *file, int line, const char *exercise, ...);

#endif
