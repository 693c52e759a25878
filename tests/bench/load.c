/*
 * Load for a server: starts it, connects, asks and waits for the answers, and says what that cost.
 *
 *     load ROW COUNT SERVER ARGUMENT...
 *
 * SERVER prints `Serving on 127.0.0.1:PORT` as its first line. ROW is
 *
 *     echo-N    N connections, each with one message of 64 bytes on its way; COUNT messages in all
 *     http-N    N connections, each with one request for / on its way; COUNT requests in all
 *     idle-echo, idle-http    COUNT connections that have had one answer, and now wait
 *
 * What is measured is the server's processor time, and memory, with all its threads, as the system counts
 * them: not how fast this program is.
 */
#include "bench.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_CONNECTIONS 1000
#define MESSAGE_SIZE     64

static const char http_request[] = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

/* ---- The server ----------------------------------------------------------------------------- */

static struct {
    pid_t pid;
    unsigned short port;
} server;

static void server_stop(void)
{
    if (server.pid > 0)
        kill(server.pid, SIGKILL);
    server.pid = 0;
}

/* The port in the first line that the server prints. */
static unsigned short read_port(int fd)
{
    char line[256];
    size_t size = 0;
    ssize_t more;
    char *colon;

    do {
        more = read(fd, line + size, sizeof line - 1 - size);
        size += more > 0 ? (size_t)more : 0;
        line[size] = '\0';
    } while (more > 0 && strchr(line, '\n') == NULL);
    colon = strrchr(line, ':');
    require(colon != NULL, "the server did not say where it serves");
    return (unsigned short)strtol(colon + 1, NULL, 10);
}

static void server_start(char **command)
{
    int ends[2];

    require(pipe(ends) == 0, "no pipe");
    server.pid = fork();
    require(server.pid >= 0, "no process");
    if (server.pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execvp(command[0], command);
        _exit(127);
    }
    close(ends[1]);
    atexit(server_stop);
    server.port = read_port(ends[0]); /* the other end stays open: it may print more */
}

/* The processor time of the server and of the processes that it made, in seconds. */
static double server_seconds(void)
{
    clockid_t clock;
    struct timespec used;

    require(clock_getcpuclockid(server.pid, &clock) == 0 && clock_gettime(clock, &used) == 0,
            "the server has no clock");
    return (double)used.tv_sec + (double)used.tv_nsec * 1e-9;
}

/* The memory of the server that is its own, in bytes; 0 where nobody can say. */
static double server_memory(void)
{
    char name[64], line[256];
    double memory = 0;
    FILE *file;

    snprintf(name, sizeof name, "/proc/%ld/status", (long)server.pid);
    file = fopen(name, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "RssAnon:", 8) == 0)
            memory = strtod(line + 8, NULL) * 1024;
    if (file != NULL)
        fclose(file);
    return memory;
}

/* ---- Connections ---------------------------------------------------------------------------- */

static struct {
    bool http;
    int count;
    struct pollfd polled[MOST_CONNECTIONS];
    size_t received[MOST_CONNECTIONS]; /* of the answer that is on its way */
    size_t answer_size;                /* all answers are equal; 0: not known yet */
    long to_send, answered;
} load;

static bool connect_to(int fd)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(server.port)};

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
}

/* Some servers say where they serve a moment before they do. */
static int connect_one(void)
{
    const struct timespec a_moment = {.tv_nsec = 10000000};

    for (int tries = 0; tries < 500; tries++) {
        int fd = socket(AF_INET, SOCK_STREAM, 0);

        require(fd >= 0, "no socket");
        if (connect_to(fd))
            return fd;
        close(fd);
        nanosleep(&a_moment, NULL);
    }
    require(false, "the server takes no connection");
    return -1;
}

static void send_one(int i)
{
    static const char message[MESSAGE_SIZE] = "0123456789";
    const char *data = load.http ? http_request : message;
    size_t size = load.http ? sizeof http_request - 1 : sizeof message;

    if (load.to_send == 0)
        return;
    load.to_send--;
    require(send(load.polled[i].fd, data, size, 0) == (ssize_t)size, "a message was cut");
}

/* How large the answer is that begins with the SIZE bytes at DATA. */
static size_t size_of_answer(const char *data, size_t size)
{
    char head[2048];
    const char *end, *length;

    if (!load.http)
        return MESSAGE_SIZE;
    require(size < sizeof head, "the first answer is too large");
    memcpy(head, data, size);
    head[size] = '\0';
    end = strstr(head, "\r\n\r\n");
    length = strstr(head, "ontent-Length:");
    require(strncmp(head, "HTTP/1.1 200", 12) == 0, "the answer is not 200");
    require(end != NULL && length != NULL, "the first answer came in pieces, or has no length");
    while ((*length < '0' || *length > '9') && *length != '\0')
        length++;
    return (size_t)(end + 4 - head) + (size_t)strtol(length, NULL, 10);
}

static void receive(int i)
{
    char data[65536];
    ssize_t size = recv(load.polled[i].fd, data, sizeof data, 0);

    require(size > 0, "the server closed a connection");
    if (load.answer_size == 0)
        load.answer_size = size_of_answer(data, (size_t)size);
    load.received[i] += (size_t)size;
    if (load.received[i] < load.answer_size)
        return;
    require(load.received[i] == load.answer_size, "an answer is too long");
    load.received[i] = 0;
    load.answered++;
    send_one(i);
}

/* COUNT requests and their answers, over all connections. */
static void run_load(long count)
{
    load.to_send = count;
    load.answered = 0;
    for (int i = 0; i < load.count; i++)
        send_one(i);
    while (load.answered < count) {
        require(poll(load.polled, (nfds_t)load.count, 10000) > 0, "the server does not answer");
        for (int i = 0; i < load.count; i++)
            if (load.polled[i].revents != 0)
                receive(i);
    }
}

static void connect_all(int count)
{
    load.count = count;
    require(count > 0 && count <= MOST_CONNECTIONS, "that many connections are not possible");
    for (int i = 0; i < count; i++)
        load.polled[i] = (struct pollfd){.fd = connect_one(), .events = POLLIN};
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static void row_busy(const char *name, int connections, long count)
{
    double before;

    connect_all(connections);
    run_load(connections + count / 20); /* everybody has been there, and memory is in use */
    before = server_seconds();
    run_load(count);
    report_of(name, connections, (server_seconds() - before) / (double)count * 1e6, "us");
}

/* COUNT clients come, ask and stay, one after the other: a crowd would need memory for more than to wait. */
static void come_and_stay(int count)
{
    for (int i = 0; i < count; i++) {
        connect_all(1);
        run_load(1);
    }
}

/* The first hundred make room for what a server needs once. */
static void row_idle(const char *name, int count)
{
    double before;

    come_and_stay(100);
    before = server_memory();
    come_and_stay(count);
    if (before > 0)
        report(name, (server_memory() - before) / count, "bytes");
}

int main(int argc, char **argv)
{
    const char *row = argc > 3 ? argv[1] : "";
    const char *dash = strchr(row, '-');
    long count = argc > 3 ? strtol(argv[2], NULL, 10) : 0;

    if (dash == NULL || count <= 0) {
        fprintf(stderr, "usage: %s echo-N|http-N|idle-echo|idle-http COUNT SERVER...\n", argv[0]);
        return 2;
    }
    load.http = strstr(row, "http") != NULL;
    server_start(argv + 3);
    if (strncmp(row, "idle", 4) == 0)
        row_idle(row, (int)count);
    else
        row_busy(load.http ? "http" : "echo", (int)strtol(dash + 1, NULL, 10), count);
    return 0;
}
