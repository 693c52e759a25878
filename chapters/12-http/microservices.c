/*
 * Chapter 12: two services. One knows the prices of one shop each time it is asked; some shops are slow. The
 * other asks it for all shops at once, and answers with what came in time.
 *
 *     microservices [PORT]                   8080 without one; 0 lets the system pick
 *     curl http://127.0.0.1:8080/offers
 */
#include "client.h"
#include "gather.h"
#include "own_server.h"
#include "serving.h"

/* So long a shop may take, in seconds. Who asks us does not want to wait for the slowest one. */
#define PATIENCE 0.3

/* ---- The service behind: GET /price/{shop} ---------------------------------------------------- */

/* Each shop takes so long. */
static const struct shop {
    const char *name;
    double seconds;
    int price;
} shops[] = {{"north", 0.05, 120}, {"east", 0.2, 95}, {"south", 5, 80}, {"west", 0.1, 110}};

#define SHOPS (sizeof shops / sizeof *shops)

struct price {
    struct coro coro;
    struct web_request *request;
    const struct shop *shop;
};

static void price(struct coro *self)
{
    struct price *my = (struct price *)self;

    async (self) {
        for (my->shop = shops; my->shop < shops + SHOPS; my->shop++)
            if (strcmp(my->shop->name, web_request_match(my->request, "shop")) == 0)
                break;
        if (my->shop == shops + SHOPS)
            async_return(web_response_text(404, "there is no such shop\n"));
        await(asyncio_sleep(my->shop->seconds));
        async_return(web_response_printf(200, "%d", my->shop->price));
    }
}

static struct coro *handle_price(struct web_request *request)
{
    return coro(price, .request = request);
}

/* ---- The service in front: GET /offers -------------------------------------------------------- */

/* What its handlers share. */
struct front {
    struct client_session session;
    int shops_port;
};

//! [ask]
/* Asks for the price of one shop. It may take so long, and no longer. */
struct ask {
    struct coro coro;
    struct front *front;
    const char *shop;
    char url[64];
    struct client_response *response;
    char *text;
};

static void ask(struct coro *self)
{
    struct ask *my = (struct ask *)self;

    async (self) {
        snprintf(my->url, sizeof my->url, "http://127.0.0.1:%d/price/%s", my->front->shops_port,
                 my->shop);
        await(my->response, client_session_get(&my->front->session, my->url, .timeout = PATIENCE));
        await(my->text, client_response_text(my->response));
        if (!client_response_ok(my->response))
            async_raise(EIO);
        async_return(atoi(my->text));
        finally
        {
            client_response_release(my->response);
        }
    }
}
//! [ask]

//! [offers]
struct offers {
    struct coro coro;
    struct web_request *request;
    struct awaitable asks[SHOPS];
    int prices[SHOPS];
    int errors[SHOPS];
};

/* The prices that came, in JSON; and who did not answer. */
static struct web_response *offers_answer(const struct offers *my)
{
    char text[512];
    size_t size = 0;

    for (size_t i = 0; i < SHOPS; i++)
        size += (size_t)snprintf(text + size, sizeof text - size,
                                 my->errors[i] == 0 ? "%s\"%s\": %d" : "%s\"%s\": null",
                                 i > 0 ? ", " : "{", shops[i].name, my->prices[i]);
    snprintf(text + size, sizeof text - size, "}\n");
    return web_response_json(200, text);
}

static void offers(struct coro *self)
{
    struct offers *my = (struct offers *)self;

    async (self) {
        for (size_t i = 0; i < SHOPS; i++)
            my->asks[i] =
                awaitable_of(coro(ask, .front = my->request->app->data, .shop = shops[i].name));
        await(asyncio_gather_array(results_of(my->prices), my->errors, my->asks, SHOPS));
        async_return(offers_answer(my));
    }
}
//! [offers]

static struct coro *handle_offers(struct web_request *request)
{
    return coro(offers, .request = request);
}

/* ---- Both ------------------------------------------------------------------------------------ */

//! [main]
struct microservices {
    struct coro coro;
    const char *port;
    struct own_server shops;
    struct front front;
    struct web_application app;
    int error;
};

/* The service in front is ready to be served. */
static int front_begin(struct microservices *my)
{
    const struct web_route route = web_get("/offers", handle_offers);

    client_session_init(&my->front.session);
    web_application_init(&my->app);
    my->app.data = &my->front;
    return web_application_add_routes(&my->app, &route, 1);
}

static void microservices(struct coro *self)
{
    struct microservices *my = (struct microservices *)self;

    async (self) {
        my->error = front_begin(my);
        if (my->error != 0)
            async_raise(my->error);
        await(own_server_begin(&my->shops, web_get("/price/{shop}", handle_price), NULL));
        my->front.shops_port = my->shops.app.port;
        await(web_serve(&my->app, "127.0.0.1", my->port));
        finally
        {
            web_application_destroy(&my->app);
            await(client_session_close(&my->front.session));
            await(own_server_end(&my->shops));
        }
    }
}

int main(int argc, char **argv)
{
    const char *port = serving_port(argc, argv, "8080");
    int error;

    if (port == NULL)
        return 2;
    serving_keep_standard_streams();
    error = asyncio_run(coro(microservices, .port = port));
    if (error != 0)
        fprintf(stderr, "microservices: %s\n", strerror(error));
    return error != 0;
}
//! [main]
