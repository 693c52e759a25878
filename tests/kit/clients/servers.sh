#!/bin/sh
# Our own client against servers that others have written: servers.sh DIRECTORY_OF_THE_DEMOS SCRATCH
# Prints lines as run.sh does.
set -u
demos=$1
work=$2
here=$(dirname "$0")
server=
trap '[ -z "$server" ] || kill "$server"' EXIT
trap 'exit 1' INT TERM HUP

# ours NAME PATTERN DEMO ARGUMENT...: what the demo prints has a line that matches.
ours() {
    name=$1 pattern=$2 demo=$3
    shift 3
    "$demos/$demo" "$@" >"$work/shown" 2>&1
    if grep -Eq "$pattern" "$work/shown"; then
        echo "ok $name"
    else
        echo "FAILED $name: $(tail -n 1 "$work/shown")"
    fi
}

# begin COMMAND...: starts a server, and waits until the first line of what it prints is there.
begin() {
    : >"$work/port"
    "$@" >"$work/port" 2>"$work/said" &
    server=$!
    tries=0
    while [ ! -s "$work/port" ] && [ $tries -lt 30 ]; do
        sleep 1
        tries=$((tries + 1))
    done
    base=http://127.0.0.1:$(head -n 1 "$work/port")
}

end() {
    kill "$server"
    wait "$server" 2>/dev/null
    server=
}

# What all of them can do.
ask() {
    ours "client: $1, a page" '^200 OK, text/html' fetch "$base/page/7"
    ours "client: $1, a page that is not there" '^404 Not Found' fetch "$base/page/1000"
    ours "client: $1, a body in chunks" '^line 99$' fetch "$base/chunked"
    ours "client: $1, a redirect" '^<h1>Page 1</h1>' fetch "$base/redirect"
    ours "client: $1, 40 pages crawled" '^40 pages, .* 0 dead' crawler "$base/page/1" 5
}

with_http_server() {
    if ! python3 -c 'import http.server' 2>/dev/null; then
        echo "passed over our client with Python's http.server: there is no python3"
        return
    fi
    begin python3 "$here/http_server.py" http.server
    ask "Python's http.server"
    ours "client: Python's http.server, at most five connections for 40 pages" '^([6-9]|10) connections$' \
        fetch "$base/connections"
    ours "client: Python's http.server, a body that ends with its connection" '^to the end$' \
        fetch "$base/old"
    ours "client: Python's http.server, a body that is cut short" '^fetch: ' fetch "$base/cut"
    end
}

# A system may have several Pythons, and aiohttp for one of them.
with_aiohttp() {
    for python in python3 /usr/bin/python3; do
        if $python -c 'import aiohttp' 2>/dev/null; then
            begin $python "$here/http_server.py" aiohttp
            ask "aiohttp"
            end
            return
        fi
    done
    echo "passed over our client with aiohttp's server: it is not installed"
}

# A free port for nginx, which cannot tell the one that it was given.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

nginx_begin() {
    mkdir -p "$work/nginx/page"
    for page in 1 2 3 4 5 6 7; do
        echo "<h1>Page $page</h1> <a href=\"$((page * 2))\">on</a> <a href=\"$((page * 2 + 1))\">on</a>" \
            >"$work/nginx/page/$page"
    done
    awk 'BEGIN { for (n = 1; n < 100; n++) print "line " n }' >"$work/nginx/chunked"
    cat >"$work/nginx/conf" <<EOF
daemon off;
master_process off;
pid $work/nginx/pid;
error_log $work/nginx/errors;
events {}
http {
    access_log off;
    default_type text/html;
    client_body_temp_path $work/nginx/body;
    proxy_temp_path $work/nginx/proxy;
    fastcgi_temp_path $work/nginx/fastcgi;
    uwsgi_temp_path $work/nginx/uwsgi;
    scgi_temp_path $work/nginx/scgi;
    server {
        listen 127.0.0.1:$1;
        root $work/nginx;
        location /redirect { return 302 /page/1; }
        location /chunked { ssi on; ssi_types *; }
    }
}
EOF
    nginx -c "$work/nginx/conf" >"$work/said" 2>&1 &
    server=$!
    base=http://127.0.0.1:$1
    tries=0
    until "$demos/fetch" "$base/page/1" >/dev/null 2>&1 || [ $tries -ge 20 ]; do
        sleep 1
        tries=$((tries + 1))
    done
}

with_nginx() {
    if ! command -v nginx >/dev/null || ! port=$(free_port); then
        echo "passed over our client with nginx: it is not installed"
        return
    fi
    nginx_begin "$port"
    ours "client: nginx, a page" '^200 OK, text/html' fetch "$base/page/7"
    ours "client: nginx, a page that is not there" '^404 Not Found' fetch "$base/page/1000"
    ours "client: nginx, a body in chunks" '^line 99$' fetch "$base/chunked"
    ours "client: nginx, a redirect" '^<h1>Page 1</h1>' fetch "$base/redirect"
    ours "client: nginx, 15 pages crawled" '^15 pages, .* 8 dead' crawler "$base/page/1" 3
    end
}

with_http_server
with_aiohttp
with_nginx
