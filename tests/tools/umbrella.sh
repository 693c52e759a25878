#!/bin/sh
# Prints asyncio.h, the header that includes all of the library's. Each comes with the first sentence of
# its own comment.

set -u

cat <<'END'
/**
 * @file asyncio.h
 * @brief All of libasyncio: Python's asyncio, in C.
 *
 * The names are Python's, with underscores for dots: loop.call_soon is loop_call_soon(). Link with
 * what `pkg-config --libs libasyncio` prints. Each header below can be included on its own, too.
 */
#ifndef ASYNCIO_H
#define ASYNCIO_H

END
sh tests/tools/headers.sh | while IFS= read -r header; do
    brief=$(sed -n 's/^ \* @brief //p' "$header" | head -n 1)
    printf '/* %s */\n#include "asyncio/%s"\n\n' "$brief" "${header##*/}"
done
echo '#endif'
