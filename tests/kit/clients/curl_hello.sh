#!/bin/sh
# What curl does to hello_server: curl_hello.sh TEST. The server's port is in $PORT.
set -u
server=http://127.0.0.1:$PORT
ask() {
    curl --silent --show-error --max-time 20 --noproxy '*' "$@"
}

case $1 in
get) ask "$server/" | grep -q "^Hello, 127[.]0[.]0[.]1:[0-9]*!$" ;;
page) ask -i "$server/any/page?at=all" | tr -d '\r' | grep -q '^HTTP/1.1 200 OK$' ;;
asked) ask -o /dev/null -w '%{http_code} %{content_type}\n' "$server/" | grep -q '^200 text/plain$' ;;
post) ask -d 'some=thing' "$server/" | grep -q '^Hello, ' ;;
many)
    # A new connection for each, since the server closes every one.
    # shellcheck disable=SC2046 # twenty times the same word
    [ "$(ask $(yes "$server/" | head -n 20) | grep -c '^Hello, ')" -eq 20 ]
    ;;
*) exit 2 ;;
esac
