#!/bin/sh
# What a person does with nc: nc_client.sh TEXT EXPECTED. The server's port is in $PORT.
# Some versions of nc end with their input and others do not, so the input stays open until the
# answer is there, and nc is ended then.
set -u
text=$1 expected=$2
work=$(mktemp -d) || exit 1
mkfifo "$work/typed" || exit 1
nc 127.0.0.1 "$PORT" <"$work/typed" >"$work/shown" 2>&1 &
nc=$!
exec 3>"$work/typed"
printf '%s\n' "$text" >&3
tries=0
until grep -q "$expected" "$work/shown" || [ $tries -ge 20 ]; do
    sleep 1
    tries=$((tries + 1))
done
kill $nc 2>/dev/null
grep -q "$expected" "$work/shown"
status=$?
[ $status = 0 ] || cat "$work/shown"
rm -r "$work"
exit $status
