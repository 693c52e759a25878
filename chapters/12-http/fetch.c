/*
 * Chapter 12: asks a web API, and shows what it answers.
 *
 *     fetch URL       asks that
 *     fetch           asks a server in the same program
 *
 * If cJSON was there when this was built, an answer in JSON is taken apart; else its text is shown.
 */
#include <stdio.h>
#include <string.h>

#include "client.h"
#include "own_server.h"

#ifdef HAVE_CJSON
#include <cJSON.h>
#endif

/* ---- What is shown --------------------------------------------------------------------------- */

//! [json]
/* Shows the members of an object in JSON. False: it is none, or nobody here can read it. */
static bool show_json(const char *text)
{
#ifdef HAVE_CJSON
    cJSON *json = cJSON_Parse(text);
    bool is_object = cJSON_IsObject(json);

    for (cJSON *member = is_object ? json->child : NULL; member != NULL; member = member->next) {
        char *value = cJSON_PrintUnformatted(member);

        printf("  %s = %s\n", member->string, value != NULL ? value : "?");
        cJSON_free(value);
    }
    cJSON_Delete(json);
    return is_object;
#else
    (void)text;
    return false;
#endif
}
//! [json]

static void show(const struct client_response *response, const char *text)
{
    const char *type = client_response_header(response, "Content-Type");
    const char *json = "application/json";

    printf("%d %s, %s\n", response->status, response->reason, type != NULL ? type : "of no type");
    if (type == NULL || strncmp(type, json, strlen(json)) != 0 || !show_json(text))
        printf("%s\n", text);
}

/* ---- The client ------------------------------------------------------------------------------ */

//! [fetch]
struct fetch {
    struct coro coro;
    const char *url;
    struct client_session session;
    struct client_response *response;
    char *text;
};

static void fetch(struct coro *self)
{
    struct fetch *my = (struct fetch *)self;

    async (self) {
        client_session_init(&my->session);
        printf("GET %s\n", my->url);
        await(my->response, client_session_get(&my->session, my->url));
        await(my->text, client_response_text(my->response));
        show(my->response, my->text);
        finally
        {
            client_response_release(my->response);
            await(client_session_close(&my->session));
        }
    }
}
//! [fetch]

/* ---- A server to ask ------------------------------------------------------------------------- */

/* GET /weather/{city}: always the same. */
struct weather {
    struct coro coro;
    struct web_request *request;
};

static void weather(struct coro *self)
{
    struct weather *my = (struct weather *)self;

    async (self) {
        await(asyncio_sleep(0.1)); /* it has to ask somebody itself */
        async_return(strcmp(web_request_match(my->request, "city"), "oslo") == 0
                         ? web_response_json(200, "{\"city\": \"Oslo\", \"celsius\": -3.5, "
                                                  "\"wind\": [\"north\", 4], \"snow\": true}")
                         : web_response_text(404, "no such city\n"));
    }
}

static struct coro *handle_weather(struct web_request *request)
{
    return coro(weather, .request = request);
}

/* Serves, fetches, and stops serving. */
struct fetch_our_own {
    struct coro coro;
    struct own_server server;
    char url[64];
};

static void fetch_our_own(struct coro *self)
{
    struct fetch_our_own *my = (struct fetch_our_own *)self;

    async (self) {
        await(own_server_begin(&my->server, web_get("/weather/{city}", handle_weather), NULL));
        snprintf(my->url, sizeof my->url, "http://127.0.0.1:%d/weather/oslo", my->server.app.port);
        await(coro(fetch, .url = my->url));
        finally
        {
            await(own_server_end(&my->server));
        }
    }
}

int main(int argc, char **argv)
{
    int error = asyncio_run(argc > 1 ? coro(fetch, .url = argv[1]) : coro(fetch_our_own));

    if (error != 0)
        fprintf(stderr, "fetch: %s\n", strerror(error));
    return error != 0;
}
