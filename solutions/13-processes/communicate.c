/*
 * Chapter 13: a whole conversation with another program: all that it is to read, and all that it writes.
 */
#include "subprocess.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>

#include "gather.h"

/* Writes all that the process is to read, and closes the pipe. */
struct feeding {
    struct coro coro;
    struct process *process; /* held */
    const void *data;
    size_t size;
    int error;
};

static void feeding(struct coro *self)
{
    struct feeding *my = (struct feeding *)self;

    async (self) {
        if (my->process->in != NULL) {
            my->error = stream_writer_write(my->process->in, my->data, my->size);
            if (my->error == 0)
                await_catch(my->error, stream_writer_drain(my->process->in));
            stream_writer_close(my->process->in);
            if (my->error != 0 && my->error != EPIPE && my->error != ECONNRESET)
                async_raise(my->error);
        }
        finally
        {
            process_release(my->process);
        }
    }
}

/* A coroutine that writes DATA to the process and closes the pipe; one that it doesn't want is no error. */
static struct coro *process_feed(struct process *process, const void *data, size_t size)
{
    struct coro *made =
        coro(feeding, .coro.frame.cleans_up = true, .process = process, .data = data, .size = size);

    if (made != NULL)
        process->owners++;
    return made;
}

/* Reads all that comes from the process. */
struct collecting {
    struct coro coro;
    struct process *process; /* held */
    struct stream_reader *reader;
    struct bytes *into;
    struct bytes *bytes;
};

static void collecting(struct coro *self)
{
    struct collecting *my = (struct collecting *)self;

    async (self) {
        if (my->reader != NULL) {
            await(my->bytes, stream_reader_read(my->reader, STREAM_TO_END));
            *my->into = *my->bytes;
        }
        finally
        {
            process_release(my->process);
        }
    }
}

/* A coroutine that reads all of READER, which may be NULL, and stores where that is in *INTO. */
static struct coro *process_collect(struct process *process, struct stream_reader *reader,
                                    struct bytes *into)
{
    struct coro *made = coro(collecting, .coro.frame.cleans_up = true, .process = process,
                             .reader = reader, .into = into);

    if (made != NULL)
        process->owners++;
    return made;
}

struct communicating {
    struct coro coro;
    struct process *process; /* held */
    const void *data;
    size_t size;
};

static void communicating(struct coro *self)
{
    struct communicating *my = (struct communicating *)self;
    struct process *process = my->process;

    async (self) {
        /*
         * Exercise 13.5: at the same time, process_feed() it, process_collect() its `out`, and its `err`, into
         * its `output`. Then wait for its end. The result is the address of `output`.
         */
#ifdef SOLUTION
        await(asyncio_gather(NULL, process_feed(process, my->data, my->size),
                             process_collect(process, process->out, &process->output.out),
                             process_collect(process, process->err, &process->output.err)));
        await(process_wait(process));
        async_return(&process->output);
#else
        TODO("13.5", my, process_feed, process_collect);
#endif
        finally
        {
            process_release(process);
        }
    }
}

struct coro *process_communicate(struct process *process, const void *data, size_t size)
{
    struct coro *made = coro(communicating, .coro.frame.cleans_up = true, .process = process,
                             .data = data, .size = size);

    if (made != NULL)
        process->owners++;
    return made;
}
