#!/bin/sh
# Tests the demos that serve with real clients, and those that are clients with real servers: run.sh DIRECTORY_OF_THE_DEMOS
# Prints "ok NAME", "FAILED NAME: why" or "passed over NAME: why" for each test, and a count.
set -u
if [ $# != 1 ] || [ ! -d "$1" ]; then
    echo "run.sh DIRECTORY_OF_THE_DEMOS" >&2
    exit 2
fi
demos=$1
here=$(dirname "$0")
work=$(mktemp -d) || exit 1
trap 'rm -r "$work"' EXIT
trap 'exit 1' INT TERM HUP

${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wshadow -g \
    -o "$work/clients" "$here"/*.c || exit 1

# try NAME DEMO COMMAND...: the command, run beside the demo, says nothing and returns 0.
try() {
    name=$1 demo=$2
    shift 2
    if "$work/clients" "$demos" serve "$demo" "$@" >"$work/said" 2>&1; then
        echo "ok $name"
    else
        echo "FAILED $name: $(tail -n 1 "$work/said")"
    fi
}

with_nc() {
    if ! command -v nc >/dev/null; then
        echo "passed over clients with nc: it is not installed"
        return
    fi
    try "echo: nc gets its line back" select_echo sh "$here/nc_client.sh" "hello from nc" "^hello from nc$"
    try "chat: nc gets into the room" chat_room sh "$here/nc_client.sh" "nc" "^\* welcome, nc$"
    try "streams: nc gets its line back" echo_server sh "$here/nc_client.sh" "hello from nc" "^hello from nc$"
    try "hello: nc gets its address" hello_server sh "$here/nc_client.sh" "hello" "^Hello, 127.0.0.1:"
}

# The server answers curl as HTTP servers do, whatever it is asked.
with_curl() {
    if ! command -v curl >/dev/null; then
        echo "passed over clients with curl: it is not installed"
        return
    fi
    for test in get page asked post many; do
        try "hello: curl, $test" hello_server sh "$here/curl_hello.sh" "$test"
    done
    for test in get name kept old head upload chunks data unknown method stream many; do
        try "web: curl, $test" web_hello sh "$here/curl_web.sh" "$test"
    done
    try "microservices: curl gets what came in time" microservices sh "$here/curl_web.sh" offers
}

with_python() {
    if ! python3 -c 'import asyncio; asyncio.run' 2>/dev/null; then
        echo "passed over clients with asyncio: no python3 is installed that has asyncio.run"
        return
    fi
    # shellcheck disable=SC2016 # $PORT and the others are for the inner shell
    try "echo: 50 clients of Python's asyncio" select_echo \
        sh -c 'exec python3 "$0" echo "$PORT"' "$here/asyncio_clients.py"
    # shellcheck disable=SC2016
    try "chat: two clients of Python's asyncio" chat_room \
        sh -c 'exec python3 "$0" chat "$PORT"' "$here/asyncio_clients.py"
    # shellcheck disable=SC2016
    try "streams: 50 clients of Python's asyncio" echo_server \
        sh -c 'exec python3 "$0" echo "$PORT"' "$here/asyncio_clients.py"
    # shellcheck disable=SC2016
    try "hello: 50 clients of Python's asyncio" hello_server \
        sh -c 'exec python3 "$0" hello "$PORT"' "$here/asyncio_clients.py"
    # shellcheck disable=SC2016
    try "web: 50 clients of Python's asyncio, 20 requests on each connection" web_hello \
        sh -c 'exec python3 "$0" web "$PORT"' "$here/asyncio_clients.py"
}

# A system may have several Pythons, and aiohttp for one of them.
with_aiohttp() {
    for python in python3 /usr/bin/python3; do
        if $python -c 'import aiohttp' 2>/dev/null; then
            # shellcheck disable=SC2016
            try "web: aiohttp's client" web_hello \
                sh -c 'exec "$0" "$1" "$PORT"' $python "$here/aiohttp_client.py"
            return
        fi
    done
    echo "passed over clients with aiohttp: it is not installed"
}

# Ten thousands of requests, and not one may go wrong.
with_wrk() {
    if ! command -v wrk >/dev/null; then
        echo "passed over clients with wrk: it is not installed"
        return
    fi
    # shellcheck disable=SC2016
    try "web: wrk, 64 connections for two seconds" web_hello sh -c '
        wrk -t 1 -c 64 -d 2 --timeout 30 "http://127.0.0.1:$PORT/" >"$0" 2>&1
        grep -q "[0-9] requests in" "$0" && ! grep -E "Non-2xx|Socket errors" "$0"' "$work/wrk"
}

# A page as a browser shows it.
with_browser() {
    browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
    if [ -z "$browser" ]; then
        echo "passed over a browser: none is installed"
        return
    fi
    # shellcheck disable=SC2016
    try "web: a browser shows the page" web_hello sh -c '
        "$1" --headless --no-sandbox --disable-gpu --no-proxy-server --user-data-dir="$0" --dump-dom \
            "http://127.0.0.1:$PORT/hello/browser" 2>/dev/null | grep -q "Hello, browser!"' "$work/profile" "$browser"
}

# After its first line a server that nobody calls makes one system call, and sleeps in it.
with_strace() {
    name="echo: an idle loop sleeps in one system call"
    if ! strace -o /dev/null true 2>/dev/null; then
        echo "passed over $name: strace is not installed, or not allowed"
        return
    fi
    strace -D -o "$work/calls" "$demos/select_echo" 0 >"$work/line" 2>"$work/said" &
    server=$!
    tries=0
    until grep -q Serving "$work/line" || [ $tries -ge 20 ]; do
        sleep 1
        tries=$((tries + 1))
    done
    sleep 1
    kill $server
    wait $server 2>/dev/null
    calls=$(sed '1,/Serving on/d; /^---/d; /^+++/d' "$work/calls" | wc -l)
    if [ "$calls" -eq 1 ]; then
        echo "ok $name"
    else
        echo "FAILED $name: expected 1 system call in a second, got $((calls))"
    fi
}

# says NAME TEXT COMMAND...: the command ends well, and TEXT is a line of what it says.
says() {
    name=$1 text=$2
    shift 2
    if "$@" >"$work/said" 2>&1 && grep -Fqx "$text" "$work/said"; then
        echo "ok $name"
    else
        echo "FAILED $name: expected \"$text\", got \"$(tail -n 1 "$work/said")\""
    fi
}

# The demos that are clients, of the server that each of them has, and of another demo.
with_our_own() {
    says "fetch: asks its own server" "200 OK, application/json; charset=utf-8" "$demos/fetch"
    says "crawler: reads its own site" "61 pages, 7665 bytes, 1 dead, 60 links elsewhere" "$demos/crawler"
    # shellcheck disable=SC2016
    try "fetch: asks web_hello" web_hello \
        sh -c '"$0" "http://127.0.0.1:$PORT/hello/fetch" | grep -qx "Hello, fetch!"' "$demos/fetch"
}

# The number of a closed standard output must not go to a socket: the first line would be sent there.
without_output() {
    name="echo: standard output is closed"
    "$demos/select_echo" 0 >&- 2>"$work/said" &
    server=$!
    sleep 1
    if kill $server 2>/dev/null; then
        echo "ok $name"
    else
        echo "FAILED $name: the server has ended"
    fi
    wait $server 2>/dev/null
}

{
    "$work/clients" "$demos"
    without_output
    sh "$here/servers.sh" "$demos" "$work"
    with_nc
    with_curl
    with_our_own
    with_python
    with_aiohttp
    with_wrk
    with_browser
    with_strace
} | tee "$work/report"
passed=$(grep -c '^ok ' "$work/report")
failed=$(grep -c '^FAILED ' "$work/report")
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
