/*
 * Chapter 12: an HTTP client.
 *
 * A request is sent over one connection at a time, until there is an answer that is no redirect. The
 * time for all of it is one timeout block; what is left of that time is the body's.
 */
#include "client.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "client_request.h"

/* So many bytes of a redirect's body are read, so that its connection can be used again. */
#define REDIRECT_BODY ((size_t)65536)

/* It may take so many seconds. To connect anew takes less. */
#define REDIRECT_PATIENCE 1.0

/* ---- One request, one answer ----------------------------------------------------------------- */

/* Sends OUTGOING as it is, and gives the response, up to its head. */
struct exchanging {
    struct coro coro;
    const struct client_session *session;
    struct tcp_connector *connector;
    struct outgoing *outgoing;
    double deadline;
    struct client_response *response; /* ours until it is given */
    struct client_connection *connection;
    bool again; /* the second time */
    int error;
};

/* An empty response. */
static int exchanging_begin(struct exchanging *my)
{
    my->response = calloc(1, sizeof *my->response);
    if (my->response == NULL)
        return ENOMEM;
    my->response->deadline = my->deadline;
    my->response->limit = my->session->body_limit;
    return 0;
}

/* There is a connection: the request goes out. */
static int exchanging_send(struct exchanging *my)
{
    my->response->connection = my->connection;
    return outgoing_send(my->outgoing, my->connection->stream, my->connector->force_close,
                         &my->response->sending);
}

/* It failed. True if that may be because the server had closed the connection while nobody used it. */
static bool exchanging_tries_again(struct exchanging *my)
{
    bool may = !my->again && my->connection->reused && !my->response->has_begun &&
               outgoing_is_idempotent(my->outgoing) && !my->outgoing->source_used;

    if (!may || (my->error != ECONNRESET && my->error != EPIPE))
        return false;
    client_response_release(my->response);
    my->response = NULL;
    my->again = true;
    return true;
}

/* There is an answer. */
static struct client_response *exchanging_gives(struct exchanging *my)
{
    struct client_response *response = my->response;

    my->response = NULL;
    return response;
}

static void exchanging(struct coro *self)
{
    struct exchanging *my = (struct exchanging *)self;

    async (self) {
        do {
            my->error = exchanging_begin(my);
            if (my->error != 0)
                async_raise(my->error);
            await(my->connection, tcp_connector_connect(my->connector, &my->outgoing->url,
                                                        my->again, my->session->connect_timeout));
            my->error = exchanging_send(my);
            if (my->error != 0)
                async_raise(my->error);
            await_catch(my->error, client_response_start(my->response, my->outgoing->method));
        } while (my->error != 0 && exchanging_tries_again(my));
        if (my->error != 0)
            async_raise(my->error);
        async_return(exchanging_gives(my));
        finally
        {
            client_response_release(my->response);
        }
    }
}

/* ---- Redirects ------------------------------------------------------------------------------- */

/* Where RESPONSE sends whoever asked; NULL: nowhere. */
static const char *redirect_location(const struct client_response *response)
{
    int status = response->status;

    if ((status >= 301 && status <= 303) || status == 307 || status == 308)
        return client_response_header(response, "Location");
    return NULL;
}

/* What OUTGOING becomes when the answer to it, with STATUS, sends it to URL, which is moved into it. */
static int outgoing_redirect(struct outgoing *outgoing, int status, struct url *url)
{
    /*
     * Exercise 12.8: after a 303 every method but HEAD becomes GET; after a 301 or 302 only POST does,
     * as all browsers have it. Such a GET has no body any more: outgoing_drop_body(). In all other cases
     * the body is sent again, which cannot be done if `outgoing->source_used`: ESPIPE. And if the origin
     * is another one, the fields Authorization and Cookie are none of its business: headers_remove().
     */
#ifdef SOLUTION
    const bool is_post = strcmp(outgoing->method, "POST") == 0;
    const bool is_head = strcmp(outgoing->method, "HEAD") == 0;

    if ((status == 303 && !is_head) || ((status == 301 || status == 302) && is_post)) {
        strcpy(outgoing->method, "GET");
        outgoing_drop_body(outgoing);
    } else if (outgoing->source_used) {
        return ESPIPE;
    }
    if (!url_same_origin(&outgoing->url, url)) {
        headers_remove(&outgoing->headers, "Authorization");
        headers_remove(&outgoing->headers, "Cookie");
    }
#else
    TODO("12.8", status, url_same_origin);
#endif
    url_destroy(&outgoing->url);
    outgoing->url = *url;
    *url = (struct url){0};
    return 0;
}

/* ---- Its body -------------------------------------------------------------------------------- */

/*
 * Reads what is left of a redirect's body, and drops it, so that its connection can be used again. That is
 * all it is good for: so an error is none, and nobody waits long.
 */
struct draining {
    struct coro coro;
    struct client_response *response;
    struct bytes *piece;
    size_t read;
    int error;
};

/* True if there is something left of it, and the connection is worth reading that. */
static bool draining_must_read(const struct draining *my)
{
    const struct client_response *response = my->response;

    if (my->error != 0 || !response->keeps_alive || body_at_end(&response->body))
        return false;
    return my->read < REDIRECT_BODY && response->body.framing.length <= REDIRECT_BODY;
}

static void draining(struct coro *self)
{
    struct draining *my = (struct draining *)self;

    async (self) {
        my->response->deadline = loop_time(asyncio_get_running_loop()) + REDIRECT_PATIENCE;
        while (draining_must_read(my)) {
            await_catch(my->error, my->piece, client_response_readany(my->response));
            my->read += my->error == 0 ? my->piece->size : 0;
        }
        if (my->error == ECANCELED)
            async_raise(ECANCELED);
    }
}

/* ---- A request ------------------------------------------------------------------------------- */

/* One call of client_session_send(). */
struct requesting {
    struct coro coro;
    struct client_session *session;
    struct outgoing outgoing;
    double seconds;
    bool stay;
    int redirects;
    struct timeout timeout;
    struct client_response *response; /* ours until it is given */
    int error;
};

/* Goes where the response sends us. */
static int requesting_follow(struct requesting *my)
{
    struct url url = {0};
    int error = my->redirects < my->session->max_redirects ? 0 : ELOOP;

    if (error == 0)
        error = url_join(&url, &my->outgoing.url, redirect_location(my->response));
    if (error == 0)
        error = outgoing_redirect(&my->outgoing, my->response->status, &url);
    url_destroy(&url);
    client_response_release(my->response);
    my->response = NULL;
    my->redirects++;
    return error;
}

/* This is the answer. */
static struct client_response *requesting_gives(struct requesting *my)
{
    struct client_response *response = my->response;

    response->url = my->outgoing.url;
    response->redirects = my->redirects;
    my->outgoing.url = (struct url){0};
    outgoing_drop_sending(&my->outgoing);
    my->response = NULL;
    return response;
}

/*
 * True if there is no answer, and the source of the body, which was cancelled, is still to see that: whoever
 * asked may be about to free what it uses.
 */
static bool requesting_leaves_source(const struct requesting *my)
{
    const struct task *sending = my->outgoing.sending;

    return sending != NULL && !task_done(sending) && asyncio_current_task() != NULL;
}

static void requesting(struct coro *self)
{
    struct requesting *my = (struct requesting *)self;

    async (self) {
        if (my->error != 0)
            async_raise(my->error);
        asyncio_timeout (&my->timeout, my->seconds) {
            for (;;) {
                await(my->response,
                      coro(exchanging, .session = my->session, .connector = &my->session->connector,
                           .outgoing = &my->outgoing, .deadline = timeout_when(&my->timeout)));
                if (my->stay || redirect_location(my->response) == NULL)
                    break;
                await(coro(draining, .response = my->response));
                my->error = requesting_follow(my);
                if (my->error != 0)
                    async_raise(my->error);
            }
        }
        async_return(requesting_gives(my));
        finally
        {
            client_response_release(my->response);
            if (requesting_leaves_source(my))
                await_catch(my->error, my->outgoing.sending);
            outgoing_destroy(&my->outgoing);
        }
    }
}

struct coro *client_session_send(struct client_session *session,
                                 const struct client_request *request)
{
    double seconds = request->timeout > 0 ? request->timeout : session->timeout;
    struct coro *made = coro(requesting, .coro.frame.cleans_up = true, .session = session,
                             .seconds = seconds, .stay = request->stay);
    struct requesting *my = (struct requesting *)made;

    if (made != NULL)
        my->error = outgoing_init(&my->outgoing, session, request);
    return made;
}

/* ---- The session ----------------------------------------------------------------------------- */

void client_session_init(struct client_session *session)
{
    *session = (struct client_session){.timeout = CLIENT_TIMEOUT,
                                       .connect_timeout = CLIENT_CONNECT_TIMEOUT,
                                       .max_redirects = CLIENT_REDIRECTS,
                                       .body_limit = CLIENT_BODY_LIMIT};
    tcp_connector_init(&session->connector);
}

struct coro *client_session_close(struct client_session *session)
{
    headers_clear(&session->headers);
    return tcp_connector_close(&session->connector);
}
