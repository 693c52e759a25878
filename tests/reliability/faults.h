/*
 * System calls that fail on request. The linker puts the functions of faults.c in the place of the system's,
 * for this program's own calls (--wrap).
 */
#ifndef FAULTS_H
#define FAULTS_H

#include <stdbool.h>

/* What is to come of a failure. */
enum outcome {
    GOES_ON, /* nobody notices */
    FAILS,   /* somebody is told */
    EITHER,  /* one of the two: it may be the first thread that can't be made, or the fifth */
};

/* One way in which a function can fail. */
struct fault {
    const char *function;
    const char *name; /* of the error */
    int error;        /* SHORT: it takes, or gives, one byte */
    enum outcome outcome;
};

#define SHORT (-1)

/* All of them, ended by one without a function. */
extern const struct fault faults[];

/* Notes which functions are called, so that nothing is tried in vain. */
void fault_note(bool on);
bool fault_was_noted(const struct fault *fault);

/* Call number N, from 0 on, to which FAULT can come, fails with it. NULL: none does. */
void fault_arm(const struct fault *fault, int n);

/* No call fails any more. True if one did. */
bool fault_disarm(void);

#endif
