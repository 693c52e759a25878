#!/bin/sh
# What curl does to web_hello, and, in the last test, to microservices: curl_web.sh TEST. The server's port is in $PORT.
set -u
server=http://127.0.0.1:$PORT
work=$(mktemp -d) || exit 1
trap 'rm -r "$work"' EXIT
ask() {
    curl --silent --show-error --max-time 20 --noproxy '*' --http1.1 "$@"
}

# is EXPECTED: that, and a newline or not, is what comes in.
is() {
    got=$(cat)
    [ "$got" = "$1" ] && return
    echo "expected \"$1\", got \"$got\""
    exit 1
}

# Some 700 KB of lines, no two alike.
blob() {
    awk 'BEGIN { for (i = 0; i < 100000; i++) print i }' >"$work/blob"
}

case $1 in
get) ask "$server/" | is 'Hello, world!' ;;
name) ask "$server/hello/a%20b?c=d" | is 'Hello, a b!' ;;
kept) ask -w '%{num_connects} ' "$server/" "$server/hello/x" "$server/" | tr -d '\n' | is 'Hello, world!1 Hello, x!0 Hello, world!0 ' ;;
old) ask --http1.0 -w '%{http_code}' "$server/" | tr '\n' ' ' | is 'Hello, world! 200' ;;
head) ask -I "$server/" | tr -d '\r' | grep -i '^content-length' | is 'Content-Length: 14' ;;
upload)
    blob
    ask --data-binary "@$work/blob" "$server/echo" | cmp - "$work/blob"
    ;;
chunks)
    blob
    ask -H 'Transfer-Encoding: chunked' --data-binary "@$work/blob" "$server/echo" | cmp - "$work/blob"
    ;;
data) ask -d 'a=b' -d 'c=d' "$server/echo" | is 'a=b&c=d' ;;
unknown) ask -o /dev/null -w '%{http_code}' "$server/nothing" | is 404 ;;
method) ask -X DELETE -D - -o /dev/null "$server/" | tr -d '\r' | sed -n '1p; /^Allow/p' | tr '\n' '|' | is 'HTTP/1.1 405 Method Not Allowed|Allow: GET, HEAD|' ;;
stream) ask -N "$server/count" | tr '\n' ' ' | is '1 2 3 4 5 6 7 8 9 10 ' ;;
many)
    # All over one connection, of which there is at most one.
    # shellcheck disable=SC2046 # five hundred times the same word
    ask -w '%{num_connects}\n' $(yes "$server/" | head -n 500) | sort | uniq -c | tr -s ' ' | tr '\n' '|' |
        is ' 499 0| 1 1| 500 Hello, world!|'
    ;;
offers)
    # On a machine that is very busy another one than the slowest may come too late.
    for _ in 1 2 3 4 5; do
        ask "$server/offers" >"$work/offers"
        grep -q '"south": null' "$work/offers" || break
        grep -qFx '{"north": 120, "east": 95, "south": null, "west": 110}' "$work/offers" && exit
    done
    cat "$work/offers"
    exit 1
    ;;
*) exit 2 ;;
esac
