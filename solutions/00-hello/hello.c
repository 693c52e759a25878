/*
 * Chapter 0: hello.
 *
 * It has everything that the later chapters have: a contract (hello.h), an exercise, tests.
 */
#include "hello.h"
#ifndef SOLUTION
#include "todo.h"
#endif

const char *hello(void)
{
    /* Exercise 0.1: take the two slashes of the next line away, save, and run make check again. */
    // return "Hello, event loop!";
#ifdef SOLUTION
    return "Hello, event loop!";
#else
    TODO("0.1");
#endif
}
