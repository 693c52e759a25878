/*
 * Chapter 9: files.
 *
 * Each call hands the file itself over as the argument of a job. While the job has it, it is busy, and
 * the loop's thread does not touch it.
 */
#include "aiofiles.h"
#include "todo.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct aiofile {
    FILE *stream;
    bool busy;          /* a job has it */
    size_t wanted;      /* how much to read or to write */
    char *buffer;       /* what was read, or is to be written. Allocated */
    size_t capacity;    /* its size */
    struct bytes bytes; /* what a read gives */
};

/* ---- Jobs: these run in a thread ------------------------------------------------------------- */

/* Makes room for SIZE bytes and a 0 behind them. */
static int file_reserve(struct aiofile *file, size_t size)
{
    char *buffer;

    if (size < file->capacity)
        return 0;
    buffer = size + 1 > size ? realloc(file->buffer, size + 1) : NULL;
    if (buffer == NULL)
        return ENOMEM;
    file->buffer = buffer;
    file->capacity = size + 1;
    return 0;
}

/* What a read of SIZE bytes comes to. */
static int file_give(struct aiofile *file, size_t size, union value *result)
{
    int error = size == 0 && ferror(file->stream) ? errno : 0;

    clearerr(file->stream);
    file->buffer[size] = '\0';
    file->bytes = (struct bytes){.data = file->buffer, .size = size};
    *result = value_of(&file->bytes);
    return error;
}

static int job_read(void *arg, union value *result)
{
    struct aiofile *file = arg;
    int error = file_reserve(file, file->wanted);

    /*
     * Exercise 9.8: if there is room, fread() as much as is wanted into the buffer, and answer with
     * file_give().
     */
    TODO("9.8", file, &error, file_give);
}

static int job_readline(void *arg, union value *result)
{
    struct aiofile *file = arg;
    ssize_t size = getline(&file->buffer, &file->capacity, file->stream);

    if (size < 0 && file_reserve(file, 0) != 0)
        return ENOMEM;
    return file_give(file, size > 0 ? (size_t)size : 0, result);
}

static int job_write(void *arg, union value *result)
{
    struct aiofile *file = arg;
    size_t size = fwrite(file->buffer, 1, file->wanted, file->stream);

    *result = value_of(size);
    return size < file->wanted ? errno : 0;
}

static int job_close(void *arg, union value *result)
{
    struct aiofile *file = arg;
    int status = fclose(file->stream);

    *result = value_of(0);
    return status != 0 ? errno : 0;
}

/* ---- Handing a file over --------------------------------------------------------------------- */

/* The job is over, and its result was taken or dropped. */
static void file_is_back(void *arg, bool delivered)
{
    struct aiofile *file = arg;

    (void)delivered;
    file->busy = false;
}

static void file_is_closed(void *arg, bool delivered)
{
    struct aiofile *file = arg;

    (void)delivered;
    free(file->buffer);
    free(file);
}

/* A coroutine that only raises an error. */
struct failing {
    struct coro coro;
    int error;
};

static void failing(struct coro *self)
{
    struct failing *my = (struct failing *)self;

    async (self) {
        async_raise(my->error);
    }
}

/* Hands FILE over to JOB; RELEASE is called when it is back. */
static struct coro *file_run(struct aiofile *file, int (*job)(void *arg, union value *result),
                             void (*release)(void *arg, bool delivered))
{
    if (file->busy)
        return coro(failing, .error = EBUSY);
    file->busy = true;
    return loop_run_owning(asyncio_get_running_loop(), NULL, job, file, release);
}

struct coro *aiofiles_read(struct aiofile *file, size_t size)
{
    if (!file->busy)
        file->wanted = size;
    return file_run(file, job_read, file_is_back);
}

struct coro *aiofiles_readline(struct aiofile *file)
{
    return file_run(file, job_readline, file_is_back);
}

struct coro *aiofiles_write(struct aiofile *file, const void *data, size_t size)
{
    int error = file->busy ? EBUSY : file_reserve(file, size);

    if (error != 0)
        return coro(failing, .error = error);
    memcpy(file->buffer, data, size);
    file->wanted = size;
    return file_run(file, job_write, file_is_back);
}

struct coro *aiofiles_close(struct aiofile *file)
{
    return file_run(file, job_close, file_is_closed);
}

/* ---- Opening --------------------------------------------------------------------------------- */

/* What is handed to the job of an open. */
struct opening {
    struct aiofile *file;
    char *path;
    char mode[8];
};

static int job_open(void *arg, union value *result)
{
    struct opening *opening = arg;

    opening->file->stream = fopen(opening->path, opening->mode);
    *result = value_of(opening->file);
    return opening->file->stream != NULL ? 0 : errno;
}

/* The open is over. A file that nobody got is closed again. */
static void opening_ends(void *arg, bool delivered)
{
    struct opening *opening = arg;

    if (!delivered) {
        if (opening->file != NULL && opening->file->stream != NULL)
            fclose(opening->file->stream);
        free(opening->file);
    }
    free(opening->path);
    free(opening);
}

static struct opening *opening_new(const char *path, const char *mode)
{
    struct opening *opening = calloc(1, sizeof *opening);

    if (opening == NULL)
        return NULL;
    opening->file = calloc(1, sizeof *opening->file);
    opening->path = malloc(strlen(path) + 1);
    if (opening->file == NULL || opening->path == NULL) {
        opening_ends(opening, false);
        return NULL;
    }
    strcpy(opening->path, path);
    strncpy(opening->mode, mode, sizeof opening->mode - 1);
    return opening;
}

struct coro *aiofiles_open(const char *path, const char *mode)
{
    struct opening *opening = opening_new(path, mode);

    if (opening == NULL)
        return NULL;
    return loop_run_owning(asyncio_get_running_loop(), NULL, job_open, opening, opening_ends);
}
