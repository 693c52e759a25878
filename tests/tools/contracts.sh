#!/bin/sh
# The contract headers are given: the tests and every later chapter rely on them. Says in one line
# what to do if one was changed.

set -u
while read -r sum size header; do
    [ -f "$header" ] && [ "$(cksum <"$header")" = "$sum $size" ] && continue
    if git ls-files --error-unmatch "$header" >/dev/null 2>&1; then
        repair="git checkout -- $header (or, if you change the kit itself: make handout)"
    else
        repair="copy it anew from the kit that you downloaded"
    fi
    [ -f "$header" ] && what="was changed" || what="is gone"
    printf '%s %s, but it is given, and the tests rely on it. Get it back: %s\n' "$header" "$what" "$repair" >&2
    exit 1
done <tests/contracts.cksum
