/*
 * Chapter 11: names to addresses. getaddrinfo() asks files and servers, and blocks.
 */
#include "address.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* One question. The texts lie behind it. */
struct question {
    struct addrinfo hints;
    struct addrinfo *found;
    const char *host; /* NULL: every address of this machine */
    const char *port;
    char texts[];
};

/* What getaddrinfo() answers, as an errno value. */
static int error_of(int status)
{
    if (status == EAI_SYSTEM)
        return errno;
    return status == 0 ? 0 : status == EAI_MEMORY ? ENOMEM : EHOSTUNREACH;
}

static int job_getaddrinfo(void *arg, union value *result)
{
    struct question *question = arg;
    int error =
        error_of(getaddrinfo(question->host, question->port, &question->hints, &question->found));

    *result = value_of(question->found);
    return error;
}

static void question_ends(void *arg, bool delivered)
{
    struct question *question = arg;

    if (!delivered && question->found != NULL)
        freeaddrinfo(question->found);
    free(question);
}

static struct question *question_new(const char *host, const char *port, bool passive)
{
    size_t host_size = host != NULL ? strlen(host) + 1 : 0;
    struct question *question = malloc(sizeof *question + host_size + strlen(port) + 1);

    if (question == NULL)
        return NULL;
    *question = (struct question){.hints = {.ai_socktype = SOCK_STREAM}};
    question->hints.ai_flags = passive ? AI_PASSIVE : 0;
    question->port = strcpy(question->texts + host_size, port);
    if (host != NULL)
        question->host = memcpy(question->texts, host, host_size);
    return question;
}

/* A number needs no thread. */
struct answering {
    struct coro coro;
    struct question *question;
    bool delivered;
};

static void answering(struct coro *self)
{
    struct answering *my = (struct answering *)self;

    async (self) {
        my->delivered = true;
        async_return(my->question->found);
        finally
        {
            question_ends(my->question, my->delivered);
        }
    }
}

struct coro *loop_getaddrinfo(const char *host, const char *port, bool passive)
{
    struct question *question = question_new(host, port, passive);
    union value ignored;
    struct coro *made;

    if (question == NULL)
        return NULL;
    question->hints.ai_flags |= AI_NUMERICHOST | AI_NUMERICSERV;
    if (job_getaddrinfo(question, &ignored) == 0) {
        made = coro(answering, .coro.frame.cleans_up = true, .question = question);
        if (made == NULL)
            question_ends(question, false);
        return made;
    }
    question->hints.ai_flags &= ~(AI_NUMERICHOST | AI_NUMERICSERV);
    return loop_run_owning(asyncio_get_running_loop(), NULL, job_getaddrinfo, question,
                           question_ends);
}
