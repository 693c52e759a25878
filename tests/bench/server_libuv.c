/*
 * libuv: an echo server. It tries to write at once, as libuv's own documentation advises.
 */
#include "bench.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

/* All connections read into the same memory: what came is written before the next read. */
static char memory[65536];

static void give_memory(uv_handle_t *handle, size_t wanted, uv_buf_t *buffer)
{
    (void)handle;
    (void)wanted;
    *buffer = uv_buf_init(memory, sizeof memory);
}

static void closed(uv_handle_t *handle)
{
    free(handle);
}

static void readable(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
    uv_buf_t back = uv_buf_init(buffer->base, size > 0 ? (unsigned)size : 0);

    if (size < 0)
        uv_close((uv_handle_t *)stream, closed);
    else if (size > 0)
        require(uv_try_write(stream, &back, 1) == size, "a message was cut");
}

static void acceptable(uv_stream_t *listener, int status)
{
    uv_tcp_t *client = malloc(sizeof *client);

    require(status == 0 && client != NULL, "no connection");
    uv_tcp_init(listener->loop, client);
    require(uv_accept(listener, (uv_stream_t *)client) == 0, "uv_accept failed");
    uv_read_start((uv_stream_t *)client, give_memory, readable);
}

int main(void)
{
    struct sockaddr_in address;
    int size = sizeof address;
    uv_tcp_t listener;

    uv_tcp_init(uv_default_loop(), &listener);
    uv_ip4_addr("127.0.0.1", 0, &address);
    require(uv_tcp_bind(&listener, (struct sockaddr *)&address, 0) == 0 &&
                uv_listen((uv_stream_t *)&listener, 1024, acceptable) == 0 &&
                uv_tcp_getsockname(&listener, (struct sockaddr *)&address, &size) == 0,
            "no port to listen on");
    printf("Serving on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
