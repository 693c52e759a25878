#!/bin/sh
# The library does what Python's asyncio does: each program in tests/differential/ is there twice, in Python
# and in C, and prints the same, byte for byte, in virtual time. Python's output is stored beside them, in
# NAME.expected, so this check needs no Python; where there is a python3 (3.11 or newer), the stored output
# is compared with what that prints now.
#
#   sh tests/kit/differential.sh [NAME...]            all pairs, or those named
#   sh tests/kit/differential.sh --bless [NAME...]    stores what Python prints
#   PYTHON=python3.13 sh tests/kit/differential.sh    which Python to ask
#
# The demos named below are pairs, too: the Python program is the one that the book shows beside them. Those
# that wait for threads run in real time: no clock is turned on for a thread, nor for another process.
#
# Pythons differ in a few lines. Those begin with the version since which they are so, "[3.13] ": the
# library follows the newest, and the line is left out where an older Python is asked.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make gcc clang

in_real_time='offload read_file processes sort_lines'
demos="hello_world create_task foo_bar errors first_of_three many_sleeps limit log_pipeline offload read_file sort_lines"

bless=
[ "${1:-}" != --bless ] || { bless=yes && shift; }
if [ $# -eq 0 ]; then
    # Whatever there is of a pair, so that a half is missed.
    # shellcheck disable=SC2046 # names of programs are plain words
    set -- $({
        find tests/differential -name '*.py' -o -name '*.c' -o -name '*.expected' | sed 's|.*/||; s|[.].*||'
        echo "$demos" | tr ' ' '\n'
    } | sort -u | grep -vx -e common -e virtual_time)
fi

# The Python to ask: its version is "3.13"; empty if there is none that is new enough.
python=${PYTHON:-python3}
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2] if sys.version_info >= (3, 11) else "")' 2>/dev/null)

# for_version VERSION: leaves out the lines that are so only in a newer Python.
for_version() {
    awk -v version="${1#3.}" '!(match($0, /^\[3\.[0-9]+\] /) && substr($0, 4, RLENGTH - 5) + 0 > version + 0)'
}

# twin NAME: makes $scratch/twins/NAME.py. Of a demo it is a whole program in Python in the page of its chapter:
# in the section that shows lines of the demo the last one before those, or else the first one behind.
mkdir "$scratch/twins" || exit 2
cp tests/differential/common.py LICENSE "$scratch/twins" # a program may read a file
twin() {
    case " $demos " in
    *" $1 "*) ;;
    *) cp "tests/differential/$1.py" "$scratch/twins" 2>/dev/null && return ;;
    esac
    source=$(echo chapters/*/"$1.c")
    page=docs/$(basename "$(dirname "$source")").md
    awk -v fence="\`\`\`c $source" '
        /^## / { if (shown) exit; program = "" }
        index($0, fence) == 1 { shown = 1; if (program != "") exit }
        /^```/ {
            if (inside && text ~ /asyncio[.]run/) { program = text; if (shown) exit }
            inside = /^```python$/
            text = ""
            next
        }
        inside { text = text $0 "\n" }
        END { if (shown) printf "%s", program }' "$page" >"$scratch/twins/$1.py" 2>/dev/null
    [ -s "$scratch/twins/$1.py" ]
}

# python_prints NAME: runs the Python program; what it prints is in $scratch/NAME.python.
python_prints() {
    case " $in_real_time " in
    *" $1 "*) run=run_in_real_time ;;
    *) run=run_in_virtual_time ;;
    esac
    (cd "$scratch/twins" && within 60 "$python" -c 'import common, sys; getattr(common, sys.argv[1])(sys.argv[2])' "$run" "$1.py") \
        >"$scratch/$1.python" 2>&1
}

# as_expected NAME OUTPUT COMMAND...: runs COMMAND, whose output should be what is stored for NAME; $status is how
# it ended. In real time a busy machine may be late, so there it has three tries.
as_expected() {
    expected=tests/differential/$1.expected
    output=$2
    case " $in_real_time " in
    *" $1 "*) tries=3 ;;
    *) tries=1 ;;
    esac
    shift 2
    while [ "$tries" -gt 0 ]; do
        "$@" >"$output" 2>"$output.stderr"
        status=$?
        cmp -s "$expected" "$output" && break
        tries=$((tries - 1))
    done
}

# first_difference FILE SAYS FILE SAYS: where two outputs part, and what each of them says there.
first_difference() {
    awk -v says="$2" -v too="$4" '
        FNR == NR { wanted[NR] = $0; last = NR; next }
        /^== / && $0 == wanted[FNR] { scene = substr($0, 4) }
        $0 != wanted[FNR] { differs(wanted[FNR], $0); found = 1; exit }
        { line = FNR }
        END { if (!found && line < last) differs(wanted[line + 1], "") }
        function differs(this, that) {
            if (scene != "")
                printf "in the scene %s\n", scene
            printf "%s: \"%s\"\n%s: \"%s\"\n", says, this, too, that
        }' "$1" "$3"
}

if [ -n "$bless" ]; then
    newest=$(sed -n 's/.*since("3[.]\([0-9]*\)".*/\1/p' tests/differential/*.py | sort -n | tail -n 1)
    if [ -z "$version" ] || [ "${version#3.}" -lt "${newest:-11}" ]; then
        fail "to store what Python prints takes Python 3.${newest:-11} or newer, but $python is ${version:-not there, or older than 3.11}; say PYTHON=..."
        finish
    fi
    for name in "$@"; do
        if ! twin "$name"; then
            fail "there is no program in Python for $name"
        elif python_prints "$name"; then
            cp "$scratch/$name.python" "tests/differential/$name.expected"
            ok "stored what Python $version prints for $name"
        else
            fail "$name.py does not run with Python $version"
            show "$scratch/$name.python"
        fi
    done
    finish
fi

# With sanitizers; and as a program is built, by the other compiler, with frames that are used again.
copy_files "$scratch/copy" || exit 2
programs=$scratch/copy/build/check-gcc/programs/differential
others=$scratch/copy/build/release-clang/programs/differential
for with in "VARIANT=check CC=gcc" "VARIANT=release CC=clang"; do
    # shellcheck disable=SC2086 # two words
    if ! within 300 make -s -k -C "$scratch/copy" -f tests/kit/programs.mk $with DEMO_TWINS="$demos" REAL_TIME="$in_real_time" differential >"$out" 2>&1; then
        fail "the programs in C do not build, $with"
        show "$out" 20
    fi
done

for name in "$@"; do
    expected=tests/differential/$name.expected
    missing=
    twin "$name" || missing="program in Python"
    [ -x "$programs/$name" ] || missing="${missing:+$missing, }program in C"
    [ -s "$expected" ] || missing="${missing:+$missing, }stored output"
    if [ -n "$missing" ]; then
        fail "$name: there is no $missing; what Python prints is stored by: sh tests/kit/differential.sh --bless $name"
        continue
    fi
    as_expected "$name" "$scratch/$name.ours" within 60 "$programs/$name"
    if [ "$status" -ne 0 ] || [ -s "$scratch/$name.ours.stderr" ]; then
        fail "$name.c ends with status $status, in the scene or behind it: $(sed -n 's/^== //p' "$scratch/$name.ours" | tail -n 1)"
        show "$scratch/$name.ours.stderr" 20
    elif cmp -s "$expected" "$scratch/$name.ours"; then
        ok "$name: $(wc -l <"$expected") lines, $(grep -c '^== ' "$expected") scenes, as in Python"
    else
        fail "$name: the library does not do what Python does"
        first_difference "$expected" 'Python says' "$scratch/$name.ours" 'we say' >"$out"
        show "$out"
        continue
    fi
    as_expected "$name" "$scratch/$name.ours" within 60 "$others/$name"
    if ! cmp -s "$expected" "$scratch/$name.ours"; then
        fail "$name: optimised by clang, the library does not do what Python does"
        first_difference "$expected" 'Python says' "$scratch/$name.ours" 'we say' >"$out"
        show "$out"
    fi
done

# The rules that a scene names are those of the maintainers' page.
for rule in $(sed -n 's/^@scene("\(.*\)")$/\1/p' tests/differential/*.py | tr ' ' '\n' | sort -u); do
    grep -q "^| $rule |" docs/maintainers.md || fail "a scene names the rule $rule, which is not in docs/maintainers.md"
done

# Is what is stored still what Python says?
if [ -z "$version" ]; then
    echo "note: no python3 (3.11 or newer) is here, so the stored output was not compared with a live one"
    finish
fi
for name in "$@"; do
    if [ ! -s "tests/differential/$name.expected" ] || [ ! -s "$scratch/twins/$name.py" ]; then
        continue # that was said above
    fi
    if ! python_prints "$name"; then
        fail "$name.py does not run with Python $version"
        show "$scratch/$name.python"
        continue
    fi
    case " $in_real_time " in
    *" $name "*) cmp -s "tests/differential/$name.expected" "$scratch/$name.python" || python_prints "$name" ;;
    esac
    for_version "$version" <"tests/differential/$name.expected" >"$scratch/$name.stored"
    for_version "$version" <"$scratch/$name.python" >"$scratch/$name.live"
    if cmp -s "$scratch/$name.stored" "$scratch/$name.live"; then
        ok "$name: Python $version prints what is stored"
    else
        fail "$name: Python $version does not print what is stored; if it is right, store it anew (--bless), or say since() of the line"
        first_difference "$scratch/$name.stored" 'stored' "$scratch/$name.live" "Python $version" >"$out"
        show "$out"
    fi
done
finish
