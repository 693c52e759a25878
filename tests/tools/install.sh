#!/bin/sh
# make install: libasyncio.a, its headers, the umbrella header asyncio.h, and libasyncio.pc, below
# DESTDIR (if given) and PREFIX.
#
#   sh tests/tools/install.sh VERSION LIBS

set -eu
unset CDPATH
umask 022
version=$1
libs=$2

PREFIX=${PREFIX:-/usr/local}
case $PREFIX in
/*) ;;
*) PREFIX=$PWD/$PREFIX ;;
esac
case ${DESTDIR:-/} in
/*) ;;
*) DESTDIR=$PWD/$DESTDIR ;;
esac
target=${DESTDIR:-}$PREFIX

if ! mkdir -p "$target/include/asyncio" "$target/lib/pkgconfig" 2>/dev/null || [ ! -w "$target/lib" ]; then
    echo "cannot write to $target: choose another place with PREFIX=, or become root" >&2
    exit 1
fi

# A header that a learner writes is found by its place in the kit; here it lies beside the others.
beside=
# shellcheck disable=SC2013 # the headers are words
for header in $(sed -n 's/^HEADERS *:*= *//p' chapters/[0-9]*/Makefile); do
    beside="$beside
s/^#include <${header%.h}[.]h>.*/#include \"$header\"/"
done
sh tests/tools/headers.sh | while IFS= read -r header; do
    sed -e "$beside" "$header" >"$target/include/asyncio/${header##*/}"
done
sh tests/tools/umbrella.sh >"$target/include/asyncio.h"
cp build/lib/libasyncio.a "$target/lib/"

# Blanks in the prefix are protected for the shell that pkg-config's answer is meant for.
cat >"$target/lib/pkgconfig/libasyncio.pc" <<END
prefix=$PREFIX
includedir=\${prefix}/include
libdir=\${prefix}/lib

Name: libasyncio
Description: Python's asyncio, in C
Version: $version
Cflags: -I"\${includedir}"
Libs: -L"\${libdir}" -lasyncio $libs
END
echo "installed in $target"
