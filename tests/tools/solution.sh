#!/bin/sh
# make solution: the reference beside yours; EX=1.2 for the function of one exercise. Asks first.

# shellcheck source=tests/tools/lib.sh
. tests/tools/lib.sh

check_exercise
need_solutions "there is nothing to show"
ask "Show the reference${EX:+ for $EX}? (make hint gives one hint at a time.)"

scratch=$(mktemp -d "${TMPDIR:-/tmp}/solution.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT

# Not every diff can.
side_by_side()
{
    diff -y -t -W "$width" "$1" "$2" >"$scratch/sides" 2>/dev/null
    [ $? -eq 1 ]
}

# beside YOURS REFERENCE: side by side on a wide terminal, else line by line.
beside()
{
    width=
    [ -t 1 ] && width=$( (stty size </dev/tty) 2>/dev/null | cut -d ' ' -f 2)
    if cmp -s "$1" "$2"; then
        cat "$2"
        echo "(yours is the same, to the letter)"
    elif [ "${width:-0}" -ge 150 ] && side_by_side "$1" "$2"; then
        echo "left: yours   right: the reference"
        cat "$scratch/sides"
    else
        echo "-yours   +the reference"
        diff -U 1000 "$1" "$2" | sed 1,3d
    fi
}

for module in $MODULES; do
    yours=$(learners_file "$module")
    reference=$(reference_file "$module")
    if [ -z "$EX" ]; then
        cp "$yours" "$scratch/yours.c"
        reference_text "$module" >"$scratch/reference.c"
    else
        name=$(awk -v holds="TODO(\"$EX\"" -v only=name -f tests/tools/function.awk "$reference")
        [ -n "$name" ] || continue
        awk -v name="$name" -f tests/tools/function.awk "$yours" >"$scratch/yours.c"
        awk -v name="$name" -f tests/tools/function.awk "$reference" |
            awk -v keep=1 -f tests/tools/unifdef.awk >"$scratch/reference.c"
    fi
    echo "$yours and $reference"
    echo
    beside "$scratch/yours.c" "$scratch/reference.c"
    echo
done
