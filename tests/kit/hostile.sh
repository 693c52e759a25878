#!/bin/sh
# The web server of chapter 12 bears clients that mean it no good: 500 of them at once, slow ones, endless ones,
# deaf ones, liars, and those who leave in the middle, while a good one is served. Each gets a 4xx or a close.
# The server has sanitizers; its memory stays bounded; stopped at the end, it has leaked nothing.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make python3

out=$scratch/out
copy_files "$scratch/copy" || exit 2
cd "$scratch/copy" || exit 2
if ! within 500 make -s -f tests/kit/programs.mk CC=gcc hostile >"$out" 2>&1; then
    fail "the server does not build"
    show "$out" 20
    finish
fi

# A quarantine of freed memory would look like memory that is in use.
ASAN_OPTIONS=quarantine_size_mb=4 build/check-gcc/programs/kit/hostile/server >"$scratch/server" 2>&1 &
server=$!
port=
tries=0
while [ -z "$port" ] && [ "$tries" -lt 200 ]; do
    port=$(sed -n 's/^Serving on 127.0.0.1://p' "$scratch/server")
    tries=$((tries + 1))
    sleep 0.05
done

clients=500
[ -z "$quick" ] || clients=100
if within 200 python3 tests/kit/hostile/clients.py "$port" "$clients" >"$out" 2>&1; then
    ok "$clients hostile clients get what they deserve; $(grep '^good' "$out")"
else
    fail "hostile clients (status $?)"
    grep -v ', [0-9]* times$' "$out" >"$out.short"
    show "$out.short" 20
fi
if [ -r "/proc/$server/status" ]; then
    most=$(awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$server/status")
    # 500 times: what a head may have, what a socket is read in, what is kept for a deaf client. And ASan's own.
    if [ "$most" -le 250 ]; then
        ok "the server never had more than $most MB"
    else
        fail "the server had $most MB, for $clients clients"
    fi
fi

python3 -c 'import sys, urllib.request as u; print(u.urlopen("http://127.0.0.1:%s/stop" % sys.argv[1], b"").read())' \
    "$port" >"$out" 2>&1 || fail "the server does not answer any more"
(sleep 30; kill "$server" 2>/dev/null) &
watchdog=$!
wait "$server"
status=$?
kill "$watchdog" 2>/dev/null
if [ "$status" -eq 0 ]; then
    ok "stopped, it has leaked nothing and broken nothing"
else
    fail "the server ends with status $status"
    show "$scratch/server" 30
fi
cd "$root" || exit 2
finish
