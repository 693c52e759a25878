#!/bin/sh
# A program in a fixed amount of memory: the demo sensor_node of chapter 10 calls malloc no more after
# its start, and says the same on a 32-bit Arm. That is built with a cross compiler and run under
# emulation; where one of the two is missing, this half is left out:
#
#   Debian: apt-get install gcc-arm-linux-gnueabihf libc6-dev-armhf-cross qemu-user

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make gcc awk

copy_files "$scratch/copy" || exit 2
cd "$scratch/copy" || exit 2

# checked FILE WHAT: what the program printed is right as far as memory goes.
checked() {
    footprint=$(sed -n 's/^the heap: //p' "$1")
    case $footprint in
    *", 0 later") ok "$2: $footprint" ;;
    *) fail "$2: nothing may be allocated after the start, but it says: ${footprint:-nothing of the heap}" && show "$1" ;;
    esac
}

# In virtual time, so that nothing hangs on how busy the machine is.
if ! within 300 make -s -f tests/kit/programs.mk VARIANT=release CC=gcc DEMO_TWINS=sensor_node differential >"$out" 2>&1; then
    fail 'the demo sensor_node does not build'
    show "$out" 20
    finish
fi
within 60 build/release-gcc/programs/differential/sensor_node 20 >"$scratch/here" 2>&1
checked "$scratch/here" 'twenty reports, here'

# The first of these commands that is there.
first_of() {
    for tool in "$@"; do
        command -v "$tool" && return
    done
}
cross=$(first_of arm-linux-gnueabihf-gcc arm-linux-gnueabi-gcc)
emulator=$(first_of qemu-arm qemu-arm-static)
if [ -z "$cross" ] || [ -z "$emulator" ]; then
    echo "note: no cross compiler for Arm or no emulator is here (gcc-arm-linux-gnueabihf, qemu-user), so sensor_node was not run on a 32-bit Arm"
    finish
fi

# The reference of all chapters up to the tenth, as a whole program in one file.
sources='chapters/10-sync/sensor_node.c tests/differential/virtual_time.c'
includes='-Ibuild/headers/05-coroutines -Ichapters'
for chapter in chapters/0[1-9]-* chapters/10-*; do
    includes="$includes -I$chapter"
    modules=$(sed -n 's/^MODULES *:*= *//p' "$chapter/Makefile")
    practice=$(sed -n 's/^PRACTICE *:*= *//p' "$chapter/Makefile")
    for module in $modules; do
        case " $practice " in
        *" $module "*) ;;
        *) sources="$sources solutions/${chapter#chapters/}/$module.c" ;;
        esac
    done
done
# shellcheck disable=SC2086 # lists of words
if ! within 300 "$cross" -std=c11 -D_POSIX_C_SOURCE=200809L -DSOLUTION -O2 -Wall -Wextra -Wpedantic -Wshadow \
    $includes $sources -static -pthread -lm -o "$scratch/arm" >"$out" 2>&1; then
    fail "$(basename "$cross") does not build sensor_node"
    show "$out" 20
    finish
fi
if [ -s "$out" ]; then
    fail "$(basename "$cross") warns"
    show "$out" 20
fi
within 120 "$emulator" "$scratch/arm" 20 >"$scratch/there" 2>&1
checked "$scratch/there" 'twenty reports, on a 32-bit Arm'
grep '^[0-9]* s:' "$scratch/here" >"$scratch/here.reports"
grep '^[0-9]* s:' "$scratch/there" >"$scratch/there.reports"
if [ "$(wc -l <"$scratch/here.reports")" -eq 20 ] && cmp -s "$scratch/here.reports" "$scratch/there.reports"; then
    ok 'it reports the same on a 32-bit Arm'
else
    fail 'its reports on a 32-bit Arm are not those that it gives here'
    diff "$scratch/here.reports" "$scratch/there.reports" >"$out"
    show "$out"
fi
finish
