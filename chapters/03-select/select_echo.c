/*
 * Sends back every byte that a client sends: many clients, one thread, callbacks on your loop.
 *
 *     build/demos/select_echo [PORT]      PORT 0 picks a free one
 *     nc 127.0.0.1 8888                   in another window: type lines
 *
 * A client costs one struct, whatever it does. One that does not read what comes back is not read
 * from either, so it can fill its own buffer and nothing else: that is back-pressure.
 */
#include "listener.h"

#include <string.h>

#define USUAL_PORT 8888

//! [client]
/* One client. The loop borrows its two handles, so it must live until both are removed. */
struct client {
    struct loop *loop;
    int fd;
    struct handle reader; /* watched while the buffer is empty */
    struct handle writer; /* watched while it is not */
    size_t sent, size;    /* buffer[sent..size) was read and has not gone back yet */
    char buffer[4096];
};
//! [client]

/* A descriptor is taken from the loop before it is closed: its number may be given out at once. */
static void client_close(struct client *client)
{
    loop_remove_reader(client->loop, client->fd);
    loop_remove_writer(client->loop, client->fd);
    close(client->fd);
    free(client);
}

//! [turn]
/*
 * A client is read from or written to, never both. To read on while the socket takes nothing would
 * store without limit what the client does not fetch. To watch for room with nothing to send would
 * wake the loop for nothing in every iteration.
 */
static int client_turn(struct client *client, bool to_reading)
{
    struct loop *loop = client->loop;
    int error = to_reading ? loop_add_reader(loop, client->fd, &client->reader)
                           : loop_add_writer(loop, client->fd, &client->writer);

    if (error != 0)
        client_close(client);
    else if (to_reading)
        loop_remove_writer(loop, client->fd);
    else
        loop_remove_reader(loop, client->fd);
    return error;
}
//! [turn]

/* Sends what the buffer holds, as much as the socket takes. Nearly always that is all of it. */
static int client_writable(void *arg)
{
    struct client *client = arg;

    while (client->sent < client->size) {
        /* MSG_NOSIGNAL: a client that has gone is an error here, not a SIGPIPE that ends us. */
        ssize_t sent = send(client->fd, client->buffer + client->sent, client->size - client->sent,
                            MSG_NOSIGNAL);

        if (sent < 0 && would_block(errno))
            return client_turn(client, false);
        if (sent < 0) {
            client_close(client);
            return 0;
        }
        client->sent += (size_t)sent;
    }
    return client_turn(client, true);
}

//! [readable]
/* Reads once, and sends at once. If more has come, the loop calls again: the others have a turn. */
static int client_readable(void *arg)
{
    struct client *client = arg;
    ssize_t size = recv(client->fd, client->buffer, sizeof client->buffer, 0);

    if (size < 0 && would_block(errno))
        return 0; /* a false alarm: the kernel may change its mind between select() and recv() */
    if (size <= 0) {
        client_close(client); /* it has sent all, and we have sent all back; or it vanished */
        return 0;
    }
    client->sent = 0;
    client->size = (size_t)size;
    return client_writable(client);
}
//! [readable]

/* A new connection. On an error the listener closes FD and goes on: FD may be too large for select. */
static int client_welcome(struct listener *listener, int fd)
{
    struct client *client = malloc(sizeof *client);
    int error;

    if (client == NULL)
        return ENOMEM;
    client->loop = listener->loop;
    client->fd = fd;
    handle_init(&client->reader, client_readable, client);
    handle_init(&client->writer, client_writable, client);
    error = loop_add_reader(client->loop, fd, &client->reader);
    if (error != 0)
        free(client);
    return error;
}

/* Serves until Ctrl-C ends the program, or an error of the selector ends the run. */
static int serve(struct loop *loop, int port)
{
    struct listener listener;
    int error = listener_open(&listener, loop, port, client_welcome);

    if (error != 0)
        return error;
    listener_announce(&listener);
    error = loop_run_forever(loop);
    listener_close(&listener);
    return error;
}

int main(int argc, char **argv)
{
    struct loop loop;
    int port = port_argument(argc, argv, USUAL_PORT);
    int error = port < 0 ? EINVAL : loop_init(&loop, NULL);

    if (error == 0) {
        error = serve(&loop, port);
        loop_close(&loop);
    }
    fprintf(stderr, "select_echo [PORT]: %s\n", strerror(error));
    return EXIT_FAILURE;
}
