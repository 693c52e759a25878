/*
 * A room where every line that one client types goes to all the others.
 *
 *     build/demos/chat_room [PORT]        PORT 0 picks a free one
 *     nc 127.0.0.1 8889                   in two or three other windows
 *
 * Nobody can hold up the others. What a client has not read yet waits in a buffer of its own, of
 * fixed size; when that is full the client has to go.
 */
#include "listener.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#define USUAL_PORT   8889
#define NAME_LIMIT   16    /* bytes in a name */
#define LINE_LIMIT   512   /* bytes in a line, with its end */
#define TEXT_LIMIT   640   /* bytes in a line as the others see it, with the name */
#define UNREAD_LIMIT 65536 /* bytes that may wait for a client that does not read */

/* The room: one loop, one listener, and everybody who is connected. */
struct room {
    struct loop loop;
    struct listener listener;
    struct client *first; /* the head of a list through client->next */
};

/* One client. It lives from room_welcome() until client_goodbye(). */
struct client {
    struct room *room;
    struct client *next, *prev;
    int fd;
    struct handle reader;      /* watched until the client leaves */
    struct handle writer;      /* watched while something waits in `output` */
    struct handle goodbye;     /* queued once, when the client leaves */
    const char *leaving;       /* why it leaves; NULL: it stays */
    char name[NAME_LIMIT + 1]; /* "" until it has told us */
    size_t input_size;         /* how much of `input` is in use */
    size_t output_size;        /* how much of `output` is in use */
    char input[LINE_LIMIT];    /* what has come of the line that is not complete yet */
    char output[UNREAD_LIMIT]; /* what the socket has not taken yet */
};

/* ---- Leaving -------------------------------------------------------------------------------- */

//! [leave]
/*
 * CLIENT will go, in the next iteration. Not at once: its caller may be walking through the list of
 * clients, or be about to look at CLIENT again. From here on it is neither read from nor written to.
 */
static void client_leave(struct client *client, const char *why)
{
    struct loop *loop = &client->room->loop;

    if (client->leaving != NULL)
        return;
    client->leaving = why;
    loop_remove_reader(loop, client->fd);
    loop_remove_writer(loop, client->fd);
    loop_call_soon(loop, &client->goodbye);
}
//! [leave]

/* ---- Sending -------------------------------------------------------------------------------- */

/* Sends what waits for the client, and watches for room exactly while something is left. */
static int client_writable(void *arg)
{
    struct client *client = arg;
    struct loop *loop = &client->room->loop;
    ssize_t sent = send(client->fd, client->output, client->output_size, MSG_NOSIGNAL);
    int error = sent < 0 ? errno : 0;

    if (sent > 0) {
        client->output_size -= (size_t)sent;
        memmove(client->output, client->output + sent, client->output_size);
    }
    if (error != 0 && !would_block(error))
        client_leave(client, "the connection is lost");
    else if (client->output_size == 0)
        loop_remove_writer(loop, client->fd);
    else if (loop_add_writer(loop, client->fd, &client->writer) != 0)
        client_leave(client, "no memory");
    return 0;
}

//! [send]
/* Gives TEXT to a client. If the client is slow it waits; if the client does not read at all it goes. */
static void client_send(struct client *client, const char *text, size_t size)
{
    const bool idle = client->output_size == 0;

    if (client->leaving != NULL)
        return;
    if (size > sizeof client->output - client->output_size) {
        client_leave(client, "it does not read");
        return;
    }
    memcpy(client->output + client->output_size, text, size);
    client->output_size += size;
    if (idle)
        client_writable(client); /* the socket takes it at once, nearly always */
}
//! [send]

/* How much vsnprintf() left in a text; it says how much there would have been. */
static size_t text_size(int size)
{
    if (size < 0)
        return 0;
    return size < TEXT_LIMIT ? (size_t)size : TEXT_LIMIT - 1;
}

/* Sends a formatted line to one client. */
static void tell(struct client *client, const char *format, ...)
{
    char text[TEXT_LIMIT];
    va_list arguments;
    int size;

    va_start(arguments, format);
    size = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    client_send(client, text, text_size(size));
}

/* Sends a formatted line to everybody who has a name, but not to EXCEPT. */
static void announce(struct room *room, const struct client *except, const char *format, ...)
{
    char text[TEXT_LIMIT];
    va_list arguments;
    int size;

    va_start(arguments, format);
    size = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    for (struct client *client = room->first; client != NULL; client = client->next)
        if (client != except && client->name[0] != '\0')
            client_send(client, text, text_size(size));
}

/* ---- What the clients say ------------------------------------------------------------------- */

/* The client called NAME, or NULL. */
static struct client *room_find(const struct room *room, const char *name)
{
    struct client *client = room->first;

    while (client != NULL && strcmp(client->name, name) != 0)
        client = client->next;
    return client;
}

/* A name is one word of ASCII letters and digits, so that nobody can look like a notice. */
static bool name_is_good(const char *name)
{
    const size_t length = strlen(name);

    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)name[i]))
            return false;
    return length > 0 && length <= NAME_LIMIT;
}

/* The first line of a client is its name. */
static void client_join(struct client *client, const char *name)
{
    struct room *room = client->room;

    if (!name_is_good(name)) {
        tell(client, "* a name has 1 to %d letters or digits; try again\n", NAME_LIMIT);
        return;
    }
    if (room_find(room, name) != NULL) {
        tell(client, "* %s is here already; try another name\n", name);
        return;
    }
    strcpy(client->name, name);
    tell(client, "* welcome, %s\n", name);
    announce(room, client, "* %s joined\n", name);
}

/* LINE is complete; its end has been cut off. */
static void client_line(struct client *client, char *line)
{
    const size_t length = strlen(line);

    if (length > 0 && line[length - 1] == '\r')
        line[length - 1] = '\0';
    for (char *at = line; *at != '\0'; at++)
        if (iscntrl((unsigned char)*at))
            *at = ' '; /* or a client could move the cursor on the others' screens */
    if (client->name[0] == '\0')
        client_join(client, line);
    else
        announce(client->room, client, "%s: %s\n", client->name, line);
}

/* ---- Receiving ------------------------------------------------------------------------------ */

/* Cuts the lines out of what has come, and keeps the rest, a line that has only begun. */
static void client_lines(struct client *client)
{
    char *line = client->input, *const end = client->input + client->input_size;

    while (client->leaving == NULL) {
        char *newline = memchr(line, '\n', (size_t)(end - line));

        if (newline == NULL)
            break;
        *newline = '\0';
        client_line(client, line);
        line = newline + 1;
    }
    client->input_size = (size_t)(end - line);
    memmove(client->input, line, client->input_size);
    if (client->input_size == sizeof client->input) {
        tell(client, "* a line has at most %d bytes; goodbye\n", LINE_LIMIT);
        client_leave(client, "its line was too long");
    }
}

static int client_readable(void *arg)
{
    struct client *client = arg;
    ssize_t size = recv(client->fd, client->input + client->input_size,
                        sizeof client->input - client->input_size, 0);

    if (size < 0 && would_block(errno))
        return 0;
    if (size <= 0) {
        client_leave(client, size == 0 ? "goodbye" : "the connection is lost");
        return 0;
    }
    client->input_size += (size_t)size;
    client_lines(client);
    return 0;
}

/* ---- Coming and going ----------------------------------------------------------------------- */

/* The end of a client: nobody holds a pointer to it now, for it is called from the loop itself. */
static int client_goodbye(void *arg)
{
    struct client *client = arg;

    if (client->prev != NULL)
        client->prev->next = client->next;
    else
        client->room->first = client->next;
    if (client->next != NULL)
        client->next->prev = client->prev;
    if (client->name[0] != '\0')
        announce(client->room, NULL, "* %s left: %s\n", client->name, client->leaving);
    close(client->fd);
    free(client);
    return 0;
}

/* A new connection. On an error the listener closes FD and goes on. */
static int room_welcome(struct listener *listener, int fd)
{
    struct room *room = container_of(listener, struct room, listener);
    struct client *client = calloc(1, sizeof *client);
    int error;

    if (client == NULL)
        return ENOMEM;
    client->room = room;
    client->fd = fd;
    handle_init(&client->reader, client_readable, client);
    handle_init(&client->writer, client_writable, client);
    handle_init(&client->goodbye, client_goodbye, client);
    error = loop_add_reader(&room->loop, fd, &client->reader);
    if (error != 0) {
        free(client);
        return error;
    }
    client->next = room->first;
    if (room->first != NULL)
        room->first->prev = client;
    room->first = client;
    tell(client, "* what is your name?\n");
    return 0;
}

/* Serves until Ctrl-C ends the program, or an error of the selector ends the run. */
static int room_serve(struct room *room, int port)
{
    int error = listener_open(&room->listener, &room->loop, port, room_welcome);

    if (error != 0)
        return error;
    listener_announce(&room->listener);
    error = loop_run_forever(&room->loop);
    listener_close(&room->listener);
    return error;
}

int main(int argc, char **argv)
{
    struct room room = {0};
    int port = port_argument(argc, argv, USUAL_PORT);
    int error = port < 0 ? EINVAL : loop_init(&room.loop, NULL);

    if (error == 0) {
        error = room_serve(&room, port);
        loop_close(&room.loop);
    }
    fprintf(stderr, "chat_room [PORT]: %s\n", strerror(error));
    return EXIT_FAILURE;
}
