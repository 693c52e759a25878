/*
 * What the tests print goes to one temporary file, and comes back only where it helps.
 *
 * The file has no name, so nothing is left behind, however the program ends. Tests run one after the
 * other; where each begins is in its record.
 */
#include "harness.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* More than this of one test's output is not looked at: half from its beginning, half from its end. */
#define LOOKED_AT (256 * 1024)

/* A test that prints more than this is stopped (SIGXFSZ): it would fill the disk. */
#define PRINTED_MAX (16L * 1024 * 1024)

static int output = -1;

void capture_open(void)
{
    FILE *file = tmpfile();

    if (file != NULL)
        output = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
    if (output < 0 || fcntl(output, F_SETFL, O_APPEND) != 0) {
        perror("cannot make a temporary file for the tests' output");
        exit(2);
    }
    fclose(file);
}

static void limit_output(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_FSIZE, &limit) != 0)
        return;
    limit.rlim_cur = (rlim_t)(capture_size() + PRINTED_MAX);
    if (limit.rlim_max == RLIM_INFINITY || limit.rlim_cur < limit.rlim_max)
        setrlimit(RLIMIT_FSIZE, &limit);
}

void capture_unlimited(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_FSIZE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_FSIZE, &limit);
}

/* Standard input is empty in a test: code that reads it must not wait for a person. */
void capture_begin(void)
{
    int nothing = open("/dev/null", O_RDONLY);

    if (nothing > 0) {
        dup2(nothing, 0);
        close(nothing);
    }
    dup2(output, 1);
    dup2(output, 2);
    limit_output();
}

long capture_size(void)
{
    struct stat status;

    return fstat(output, &status) == 0 ? (long)status.st_size : 0;
}

/* Reads SIZE bytes at OFFSET to TEXT, or as many as there are. Returns how many. */
static size_t read_at(char *text, size_t size, long offset)
{
    size_t done = 0;

    while (done < size) {
        ssize_t got = pread(output, text + done, size - done, (off_t)offset + (off_t)done);

        if (got <= 0)
            break;
        done += (size_t)got;
    }
    return done;
}

bool capture_holds(const char *text, long begin)
{
    char end[4096];
    const long room = (long)sizeof end - 1, size = capture_size();
    const size_t length = read_at(end, (size_t)room, size - begin > room ? size - room : begin);

    end[length] = '\0';
    return strstr(end, text) != NULL;
}

/* A byte of value 0 would end the text early. */
static void replace_zeros(char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] == '\0')
            text[i] = '?';
}

char *capture_text(long begin, long end)
{
    const long size = (end < 0 ? capture_size() : end) - begin;
    const long half = LOOKED_AT / 2;
    char *text = malloc(LOOKED_AT + 1);
    size_t length;

    if (text == NULL)
        abort();
    if (size <= LOOKED_AT) {
        length = size > 0 ? read_at(text, (size_t)size, begin) : 0;
    } else {
        length = read_at(text, (size_t)half, begin);
        length += read_at(text + length, (size_t)half, begin + size - half);
    }
    replace_zeros(text, length);
    text[length] = '\0';
    return text;
}
