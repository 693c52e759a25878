#!/bin/sh
# Everything in C compiles without a warning: handouts, filled handouts, solutions, demos, tests,
# harness, benchmarks, clients; with gcc and with clang, at -O0 and at -O2, for what gcc sees depends on how hard
# it looks; with the flags that the project itself uses and -Werror.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make gcc clang

# at COMPILER-LEVEL, such as gcc-O2
# shellcheck disable=SC2317 # in_parallel calls it
at() {
    compiler=${1%-O*}
    level=-O${1#*-O}
    copy_files "$scratch/$1" || return
    # Two of these run at a time, and each is one process more or less: no -j.
    if make -C "$scratch/$1" -f tests/kit/compile.mk -k VARIANT=plain CC="$compiler" CFLAGS="$level -Werror" everything >"$scratch/$1.log" 2>&1 </dev/null &&
        ! grep -q 'warning:' "$scratch/$1.log"; then
        number=$(sed -n 's/^compiled //p' "$scratch/$1.log")
        if [ "${number:-0}" -ge 20 ]; then
            ok "$compiler $level: $number files without a warning"
        else
            fail "$compiler $level: only ${number:-0} files were compiled"
        fi
    else
        fail "$compiler $level warns"
        grep -E -A 3 '(error|warning):|^make.*\*\*\*' "$scratch/$1.log" >"$scratch/$1.short"
        show "$scratch/$1.short" 20
    fi
    rm -rf "${scratch:?}/$1"
}

in_parallel at gcc-O0 gcc-O2 clang-O0 clang-O2

# The flags are on: code that each of them is there for does not pass.
copy_files "$scratch/copy"
flags() {
    # shellcheck disable=SC2016 # that is for make
    printf 'include tests/tools/build.mk\nprint:\n\t@echo $(FLAGS)\n' >"$scratch/print.mk"
    make -s -C "$scratch/copy" -f "$scratch/print.mk" CC="$1" print 2>/dev/null
}
for compiler in gcc clang; do
    all=$(flags "$compiler")
    for flag in -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wshadow -Wimplicit-fallthrough; do
        case " $all " in
        *" $flag "*) ok "$compiler is called with $flag" ;;
        *) fail "$compiler is not called with $flag, but with: $all" ;;
        esac
    done
done
finish
