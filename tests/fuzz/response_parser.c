/*
 * Fuzzes the parser of responses, and the framing of what it finds.
 */
#include "framing.h"
#include "heads.h"

static struct told read_response(const uint8_t *data, size_t size, uint32_t cuts)
{
    struct http_head head = {0};
    struct framing framing;
    struct told told = {0};

    if (parse(&told, HTTP_RESPONSE, &head, data, size, cuts) == 0) {
        tell_number(&told, (unsigned)framing_of_response(&head, "GET", &framing));
        tell_number(&told, framing.kind);
        tell_number(&told, framing.length);
        tell_number(&told, http_keeps_alive(&head, &framing));
    }
    http_head_clear(&head);
    return told;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct told whole, cut;

    if (size == 0)
        return 0;
    whole = read_response(data + 1, size - 1, 0);
    cut = read_response(data + 1, size - 1, data[0] + 1u);
    must_be_same(&whole, &cut);
    return 0;
}
