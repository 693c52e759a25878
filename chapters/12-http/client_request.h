/**
 * @file client_request.h
 * @brief Chapter 12: a request of a client, as it is kept until it has been answered, and how it is sent. Given.
 */
#ifndef CLIENT_REQUEST_H
#define CLIENT_REQUEST_H

#include "client.h"

/** @brief A request as it is sent, and perhaps sent again. Owned by one call of the client. */
struct outgoing {
    char method[HTTP_METHOD_SIZE]; /**< "GET". */
    struct url url;                /**< Where to. */
    struct headers headers;        /**< The fields, but those that are the client's own business. */
    const char *data;              /**< The body. Not owned. */
    size_t size;                   /**< Its size. */
    struct coro *(*source)(void *arg); /**< Makes the pieces of the body; NULL: `data` has it. */
    void *source_arg;                  /**< For that. */
    bool source_used;                  /**< The source has been asked: there is no second time. */
    struct task *sending;              /**< Sends a long body; held. NULL: nobody does. */
};

/**
 * @brief Copies what must be kept of @p request, with the fields of @p session.
 *
 * @return 0; EINVAL, EPROTONOSUPPORT, ENOMEM as client_session_request(). In any case
 *         outgoing_destroy() ends it.
 */
int outgoing_init(struct outgoing *outgoing, const struct client_session *session,
                  const struct client_request *request);

/** @brief Forgets the task that sends the body: it is the response's alone now. */
void outgoing_drop_sending(struct outgoing *outgoing);

/** @brief Gives its memory back. All zero is fine. */
void outgoing_destroy(struct outgoing *outgoing);

/** @brief There is no body any more: fields that tell of one go, too. */
void outgoing_drop_body(struct outgoing *outgoing);

/** @brief True if sending it twice does no more than sending it once, as RFC 9110 says of its method. */
bool outgoing_is_idempotent(const struct outgoing *outgoing);

/**
 * @brief Writes @p outgoing to @p stream: its head, and its body if that is short. For a longer one @p
 * *sending becomes a task, which the caller must release, else NULL. @p closes: no other request follows.
 *
 * The task ends with an error of the source, after it has aborted the connection.
 *
 * @return 0 or ENOMEM. An error of the connection shows when the answer is read.
 */
int outgoing_send(struct outgoing *outgoing, struct stream *stream, bool closes,
                  struct task **sending);

#endif
