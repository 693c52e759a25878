/*
 * Chapter 11: the streams of a loop. One that is closed stays in the list, for its handler may go on.
 */
#include "open_streams.h"

#include <stdlib.h>
#include <unistd.h>

void wake_all(struct waiters *line)
{
    struct waiter *waiter;

    while ((waiter = waiters_next(line)) != NULL)
        waiter_wake(waiter);
}

void open_streams_add(struct open_streams *streams, struct stream *stream)
{
    stream->next = streams->first;
    stream->link = &streams->first;
    if (stream->next != NULL)
        stream->next->link = &stream->next;
    streams->first = stream;
}

void open_streams_remove(struct stream *stream)
{
    if (stream->link == NULL)
        return;
    *stream->link = stream->next;
    if (stream->next != NULL)
        stream->next->link = stream->link;
    stream->link = NULL;
}

/* ---- The end of the loop --------------------------------------------------------------------- */

/*
 * The loop never runs again, so nothing more is sent, and nobody is told. A task that still serves the
 * stream ends with ECANCELED where it stands: see task_release().
 */
static void stream_cut(struct stream *stream)
{
    struct task *task = stream->task;

    open_streams_remove(stream);
    handle_cancel(&stream->readable);
    if (stream->writer.unsent != NULL)
        handle_cancel(&stream->writer.unsent->writable);
    handle_cancel(&stream->ended);
    if (!stream->gone)
        close(stream->fd);
    stream->fd = -1;
    stream->closing = stream->lost = stream->gone = true;
    stream->reader.eof = true;
    stream->task = NULL;
    if (task == NULL)
        return;
    task_release(task);
    stream_release(stream);
}

static void open_streams_close(struct loop_service *service, struct loop *loop)
{
    struct open_streams *streams = (struct open_streams *)service;
    struct stream *stream;

    (void)loop;
    while ((stream = streams->first) != NULL) {
        stream_hold(stream);
        stream_cut(stream);
        stream_release(stream);
    }
    free(streams);
}

/* ---- Beginning ------------------------------------------------------------------------------- */

struct open_streams *loop_find_streams(const struct loop *loop)
{
    struct loop_service *service = loop->services;

    while (service != NULL && service->close != open_streams_close)
        service = service->next;
    return (struct open_streams *)service;
}

struct open_streams *loop_get_streams(struct loop *loop)
{
    struct open_streams *streams = loop_find_streams(loop);

    if (streams != NULL || loop_is_closed(loop))
        return streams;
    streams = calloc(1, sizeof *streams);
    if (streams == NULL)
        return NULL;
    streams->service.close = open_streams_close;
    loop_attach(loop, &streams->service);
    return streams;
}

void open_streams_wake(const struct loop *loop)
{
    struct open_streams *streams = loop_find_streams(loop);

    if (streams != NULL)
        wake_all(&streams->waiting);
}
