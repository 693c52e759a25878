#!/bin/sh
# Makes build/, or says in one line why it cannot be used. A build as root leaves one that nobody else
# can write to.

mkdir -p build 2>/dev/null
for directory in build build/*/; do
    if [ ! -w "$directory" ] && { [ -d "$directory" ] || [ "$directory" = build ]; }; then
        echo "$directory cannot be written to: make it writable for you, or copy the project to a place of your own" >&2
        exit 2
    fi
done
