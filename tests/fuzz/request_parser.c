/*
 * Fuzzes the parser of requests, and what the server does next with one: framing, target, query, routes.
 */
#include "framing.h"
#include "heads.h"
#include "router.h"
#include "target.h"

/* Looks at the target as the server does. */
static void tell_target(struct told *told, struct http_head *head)
{
    struct target target = {0};
    struct route_match match;
    int status = target_read(&target, head);

    tell_number(told, (unsigned)status);
    if (status == 0) {
        const char *value = target_query(&target, "a");

        tell_text(told, target.path);
        tell_text(told, target.query);
        tell_text(told, value != NULL ? value : "");
        tell_number(told, route_matches("/items/{name}/{b}", target.raw, &match));
        tell_number(told, route_matches("/a/b", target.raw, &match));
    }
    target_clear(&target);
}

static struct told read_request(const uint8_t *data, size_t size, uint32_t cuts)
{
    struct http_head head = {0};
    struct framing framing;
    struct told told = {0};

    if (parse(&told, HTTP_REQUEST, &head, data, size, cuts) == 0) {
        tell_number(&told, (unsigned)framing_of_request(&head, &framing));
        tell_number(&told, framing.length);
        tell_number(&told, http_keeps_alive(&head, &framing));
        tell_target(&told, &head);
    }
    http_head_clear(&head);
    return told;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct told whole, cut;

    if (size == 0)
        return 0;
    whole = read_request(data + 1, size - 1, 0);
    cut = read_request(data + 1, size - 1, data[0] + 1u);
    must_be_same(&whole, &cut);
    return 0;
}
