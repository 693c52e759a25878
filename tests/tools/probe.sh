#!/bin/sh
# What this compiler, its linker and the installed Check can do, as variables for build.mk.
#
#   sh tests/tools/probe.sh COMPILER [OPTION...]

set -u
scratch=$(mktemp -d "${TMPDIR:-/tmp}/probe.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT

compiler=$1
shift
options=$* # of the compiler, as in CC="gcc -m32"

# works CODE [FLAG...]: a program with this code can be built with the flags, and ends well.
works()
{
    printf '%s\n' "$1" >"$scratch/probe.c"
    shift
    # shellcheck disable=SC2086 # the options are words
    "$compiler" $options "$scratch/probe.c" -o "$scratch/probe" "$@" >"$scratch/log" 2>&1 &&
        "$scratch/probe" >>"$scratch/log" 2>&1
}

# Check's flags: from pkg-config where it is, else from trying the usual ones.
find_check()
{
    code='#include <check.h>
        int main(void) { srunner_free(srunner_create(suite_create("probe"))); return 0; }'
    prefix=$(brew --prefix 2>/dev/null)

    cflags=$(pkg-config --cflags check 2>/dev/null)
    libs=$(pkg-config --libs check 2>/dev/null)
    # shellcheck disable=SC2086 # the flags are words
    [ -n "$libs" ] && works "$code" $cflags $libs && return
    cflags=${prefix:+-I$prefix/include}
    for libs in '-lcheck' '-lcheck -lm -pthread -lrt' '-lcheck -lsubunit -lm -pthread -lrt'; do
        libs="${prefix:+-L$prefix/lib }$libs"
        # shellcheck disable=SC2086
        works "$code" $cflags $libs && return
    done
    return 1
}

# shellcheck disable=SC2086 # the options are words
if "$compiler" $options --version 2>/dev/null | grep -q clang; then
    # The plainer the jump, the surer clang is, and calls it by other names.
    echo 'WARN_KIND = -Werror=uninitialized -Werror=conditional-uninitialized -Werror=sometimes-uninitialized'
    echo 'FIRST_ERROR = -ferror-limit=1'
else
    echo 'WARN_KIND = -Werror=jump-misses-init'
    echo 'FIRST_ERROR = -fmax-errors=1'
fi

main='int main(void) { return 0; }'
if works "$main" -fsanitize=address,undefined -fno-sanitize-recover=all; then
    echo 'SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all'
else
    echo "note: $compiler has no working sanitizers here, so some memory errors stay unseen" >&2
fi
if works '#include <stdlib.h>
        void *__real_malloc(size_t size);
        void *__wrap_malloc(size_t size) { return __real_malloc(size); }
        int main(void) { free(malloc(1)); return 0; }' -Wl,--wrap=malloc; then
    echo 'WRAP = yes'
fi
if find_check; then
    echo "CHECK_CFLAGS = $cflags"
    echo "CHECK_LIBS = $libs"
else
    echo "Check is not there, or $compiler cannot link with it: sh tests/tools/setup.sh check" >&2
    exit 1
fi
# A demo of chapter 12 shows JSON if cJSON is there.
if pkg-config --exists libcjson 2>/dev/null; then
    echo "CJSON_CFLAGS = -DHAVE_CJSON $(pkg-config --cflags libcjson)"
    echo "CJSON_LIBS = $(pkg-config --libs libcjson)"
fi
