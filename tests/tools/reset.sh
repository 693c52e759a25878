#!/bin/sh
# make reset: a fresh handout of this chapter. Asks first; your attempt is kept beside it, as
# M.c.attempt-1, M.c.attempt-2, and so on.

# shellcheck source=tests/tools/lib.sh
. tests/tools/lib.sh

need_solutions "take a fresh chapters/$CHAPTER from the kit that you downloaded"

changed=
for module in $MODULES; do
    handout_text "$module" | cmp -s - "$(learners_file "$module")" || changed="$changed $module"
done
[ -n "$changed" ] || die 0 "$CHAPTER is as it was handed out: there is nothing to reset"
ask "Begin $CHAPTER anew? Your attempt will be kept beside it."

for module in $changed; do
    file=$(learners_file "$module")
    if [ -e "$file" ]; then
        number=1
        while [ -e "$file.attempt-$number" ]; do
            number=$((number + 1))
        done
        cp -p "$file" "$file.attempt-$number" || die 1 "$file cannot be kept, so it is left as it is"
        echo "$file.attempt-$number is your attempt"
    fi
    handout_text "$module" >"$file" || exit 1
    echo "$file is fresh"
done
rm -f "build/results/$CHAPTER".* "build/hints/$CHAPTER"-*
