/*
 * Chapter 12: reads all pages of a site, several at once, and says which links are dead.
 *
 *     crawler URL [PAGES_AT_ONCE]     follows the links on that host and port
 *     crawler                         crawls a site in the same program
 *
 * Each page is a task of a group, which ends when there are no more pages. A semaphore is the limit on how
 * many are fetched at the same time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "own_server.h"
#include "task_group.h"
#include "with.h"

/* There may be a page for every day of the calendar: somewhere it must end. */
#define PAGES_MAX 1000

/* ---- The pages ------------------------------------------------------------------------------- */

/* A page that was found. */
struct page {
    struct url url;
    struct page *next;
    int status; /* of the answer; 0: there was none, but this */
    int error;
    size_t size;
};

/* One crawl. */
struct crawl {
    struct client_session session;
    struct semaphore limit;
    struct task_group group;
    struct page *pages; /* all that were found, the newest first */
    struct page *first; /* where it began */
    size_t count, elsewhere;
    size_t running, most; /* how many are fetched; the most at once */
};

/* The page at URL, which is moved into it. NULL: it was found before, or there is no memory. */
static struct page *crawl_find(struct crawl *crawl, struct url *url)
{
    struct page *page = crawl->pages;

    while (page != NULL && strcmp(page->url.text, url->text) != 0)
        page = page->next;
    page = page == NULL && crawl->count < PAGES_MAX ? calloc(1, sizeof *page) : NULL;
    if (page == NULL) {
        url_destroy(url);
        return NULL;
    }
    page->url = *url;
    page->next = crawl->pages;
    crawl->pages = page;
    crawl->count++;
    return page;
}

static void crawl_free(struct crawl *crawl)
{
    while (crawl->pages != NULL) {
        struct page *page = crawl->pages;

        crawl->pages = page->next;
        url_destroy(&page->url);
        free(page);
    }
}

/* ---- Links ----------------------------------------------------------------------------------- */

static void crawl_begin_page(struct crawl *crawl, struct url *url);

/* A link on a page that came from BASE. */
static void crawl_link(struct crawl *crawl, const struct url *base, const char *reference)
{
    struct url url;

    if (url_join(&url, base, reference) != 0)
        return; /* a mail address, perhaps */
    if (url_same_origin(&url, &crawl->first->url)) {
        crawl_begin_page(crawl, &url);
        return;
    }
    crawl->elsewhere++;
    url_destroy(&url);
}

/* All links in TEXT, which is changed by that. Good enough for a crawler, and no parser of HTML. */
static void crawl_links(struct crawl *crawl, const struct url *base, char *text)
{
    static const char mark[] = "href=\"";
    char *link, *end;

    while ((link = strstr(text, mark)) != NULL) {
        link += strlen(mark);
        end = strchr(link, '"');
        if (end == NULL)
            return;
        *end = '\0';
        text = end + 1;
        crawl_link(crawl, base, link);
    }
}

/* ---- One page -------------------------------------------------------------------------------- */

//! [visit]
/* Fetches a page, and begins those that it links to. */
struct visit {
    struct coro coro;
    struct crawl *crawl;
    struct page *page;
    struct with with;
    struct client_response *response;
    char *text;
};

static void visit(struct coro *self)
{
    struct visit *my = (struct visit *)self;

    async (self) {
        async_with (&my->with, &my->crawl->limit) {
            if (++my->crawl->running > my->crawl->most)
                my->crawl->most = my->crawl->running;
            await_catch(my->page->error, my->response,
                        client_session_get(&my->crawl->session, my->page->url.text, .timeout = 10));
            if (my->page->error == 0)
                await_catch(my->page->error, my->text, client_response_text(my->response));
            my->crawl->running--;
        }
        if (my->page->error == ECANCELED)
            async_raise(ECANCELED);
        if (my->page->error != 0)
            async_return(0);
        my->page->status = my->response->status;
        my->page->size = strlen(my->text);
        if (client_response_ok(my->response))
            crawl_links(my->crawl, &my->response->url, my->text);
        finally
        {
            client_response_release(my->response);
        }
    }
}

static void crawl_begin_page(struct crawl *crawl, struct url *url)
{
    struct page *page = crawl_find(crawl, url);

    if (page != NULL)
        task_group_create_task(&crawl->group, coro(visit, .crawl = crawl, .page = page), NULL);
}
//! [visit]

/* ---- All of them ----------------------------------------------------------------------------- */

static int compare_pages(const void *a, const void *b)
{
    const struct page *const *left = a, *const *right = b;

    return strcmp((*left)->url.target, (*right)->url.target);
}

static void crawl_report(const struct crawl *crawl, double seconds)
{
    const struct page **sorted = calloc(crawl->count + 1, sizeof *sorted);
    size_t count = 0, bytes = 0, dead = 0;

    if (sorted == NULL)
        return;
    for (struct page *page = crawl->pages; page != NULL; page = page->next)
        sorted[count++] = page;
    qsort(sorted, count, sizeof *sorted, compare_pages);
    for (size_t i = 0; i < count; i++) {
        bytes += sorted[i]->size;
        if (sorted[i]->error == 0 && sorted[i]->status < 400)
            continue;
        dead++;
        if (sorted[i]->error != 0)
            printf("  dead: %s (%s)\n", sorted[i]->url.target, strerror(sorted[i]->error));
        else
            printf("  dead: %s (%d)\n", sorted[i]->url.target, sorted[i]->status);
    }
    printf("%zu pages, %zu bytes, %zu dead, %zu links elsewhere\n", count, bytes, dead,
           crawl->elsewhere);
    printf("%.1f seconds, up to %zu at once\n", seconds, crawl->most);
    free(sorted);
}

//! [crawler]
struct crawler {
    struct coro coro;
    const char *url;
    size_t at_once;
    struct crawl crawl;
    struct url first;
    double began;
    int error;
};

static void crawler(struct coro *self)
{
    struct crawler *my = (struct crawler *)self;

    async (self) {
        client_session_init(&my->crawl.session);
        semaphore_init(&my->crawl.limit, my->at_once);
        my->began = loop_time(asyncio_get_running_loop());
        my->error = url_parse(&my->first, my->url);
        if (my->error != 0)
            async_raise(my->error);
        my->crawl.first = crawl_find(&my->crawl, &my->first);
        if (my->crawl.first == NULL)
            async_raise(ENOMEM);
        asyncio_task_group (&my->crawl.group) {
            task_group_create_task(&my->crawl.group,
                                   coro(visit, .crawl = &my->crawl, .page = my->crawl.first), NULL);
        }
        crawl_report(&my->crawl, loop_time(asyncio_get_running_loop()) - my->began);
        finally
        {
            crawl_free(&my->crawl);
            await(client_session_close(&my->crawl.session));
        }
    }
}
//! [crawler]

/* ---- A site to crawl ------------------------------------------------------------------------- */

#define SITE_PAGES 60

/* GET /page/{number}: links to the one before, to two further on, and away. One leads to page 0. */
struct site_page {
    struct coro coro;
    struct web_request *request;
    int number;
};

static void site_page(struct coro *self)
{
    struct site_page *my = (struct site_page *)self;

    async (self) {
        my->number = atoi(web_request_match(my->request, "number"));
        await(asyncio_sleep(0.05));
        if (my->number < 1 || my->number > SITE_PAGES)
            async_return(web_response_text(404, "there is no such page\n"));
        async_return(web_response_printf(
            200,
            "<h1>Page %d</h1> <a href=\"%d\">back</a> <a href=\"/page/%d#top\">on</a> "
            "<a href=\"./%d\">on</a> <a href=\"http://127.0.0.2/\">away</a>\n",
            my->number, my->number > 1 ? my->number - 1 : 1, my->number * 2 % (SITE_PAGES + 1),
            (my->number * 2 + 1) % (SITE_PAGES + 1)));
    }
}

static struct coro *handle_site_page(struct web_request *request)
{
    return coro(site_page, .request = request);
}

/* Serves, crawls, and stops serving. */
struct crawl_our_own {
    struct coro coro;
    struct own_server server;
    char url[64];
};

static void crawl_our_own(struct coro *self)
{
    struct crawl_our_own *my = (struct crawl_our_own *)self;

    async (self) {
        await(own_server_begin(&my->server, web_get("/page/{number}", handle_site_page), NULL));
        snprintf(my->url, sizeof my->url, "http://127.0.0.1:%d/page/1", my->server.app.port);
        await(coro(crawler, .url = my->url, .at_once = 10));
        finally
        {
            await(own_server_end(&my->server));
        }
    }
}

int main(int argc, char **argv)
{
    long at_once = argc > 2 ? strtol(argv[2], NULL, 10) : 10;
    int error;

    if (at_once < 1 || at_once > 100) {
        fprintf(stderr, "crawler: \"%s\" is no number from 1 to 100\n", argv[2]);
        return 2;
    }
    error = asyncio_run(argc > 1 ? coro(crawler, .url = argv[1], .at_once = (size_t)at_once)
                                 : coro(crawl_our_own));
    if (error != 0)
        fprintf(stderr, "crawler: %s\n", strerror(error));
    return error != 0;
}
