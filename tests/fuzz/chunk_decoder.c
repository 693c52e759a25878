/*
 * Fuzzes the decoder of chunks.
 */
#include "chunks.h"
#include "fuzz.h"

static struct told decode(const uint8_t *data, size_t size, uint32_t cuts)
{
    struct chunk_decoder decoder;
    struct told told = {0};
    size_t at = 0;
    int status = 0;

    chunk_decoder_init(&decoder);
    while (status == 0 && at < size) {
        size_t piece = next_piece(&cuts, size - at), used = 0;
        char *copy = copy_of(data + at, piece);
        struct bytes bytes;

        status = chunk_decoder_feed(&decoder, copy, piece, &used, &bytes);
        if (used > piece || bytes.size > used || (status == 0 && used == 0))
            abort();
        tell(&told, bytes.data, bytes.size);
        free(copy);
        at += used;
    }
    tell(&told, "|", 1);
    tell_number(&told, (unsigned)status);
    if (status == GENERATOR_ENDED)
        tell_number(&told, at);
    return told;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct told whole, cut;

    if (size == 0)
        return 0;
    whole = decode(data + 1, size - 1, 0);
    cut = decode(data + 1, size - 1, data[0] + 1u);
    must_be_same(&whole, &cut);
    return 0;
}
