#!/bin/sh
# nginx as a server for load.c: one process, one short text from memory, nothing logged.
#
#   sh tests/bench/nginx.sh DIRECTORY    where its files may go

set -eu
unset CDPATH
mkdir -p "$1"
cd "$1"
# It can't choose a port by itself. One that is taken ends it, and load.c says so.
port=$((20000 + $$ % 10000))
cat >nginx.conf <<END
daemon off;
master_process off;
worker_processes 1;
pid $PWD/nginx.pid;
error_log stderr crit;
events {
    worker_connections 2048;
}
http {
    access_log off;
    keepalive_requests 1000000000;
    client_body_temp_path $PWD/body;
    proxy_temp_path $PWD/proxy;
    fastcgi_temp_path $PWD/fastcgi;
    uwsgi_temp_path $PWD/uwsgi;
    scgi_temp_path $PWD/scgi;
    server {
        listen 127.0.0.1:$port;
        location / {
            default_type text/plain;
            return 200 "Hello, world\n";
        }
    }
}
END
echo "Serving on 127.0.0.1:$port"
exec nginx -p "$PWD" -c "$PWD/nginx.conf"
