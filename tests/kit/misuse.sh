#!/bin/sh
# Mistakes that the build must catch: the flags that turn them into errors are on in every chapter's
# build and in the library's, and they fire: a local with an initialiser that a jump passes over (in a
# generator the jump is the step). A yield where it can't be is an error, too, in the learner's own line.
# Misuse at run time (scheduling twice, no callback, a closed loop; a yield in a switch of its own, a bare
# return) is tested in tests/03-select and tests/04-generators.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make gcc clang

copy=$(project copy) || exit 2
cd "$copy" || exit 2

flag_of() {
    case $1 in
    "$gcc") echo jump-misses-init ;;
    "$clang") echo '((conditional|sometimes)-)?uninitialized' ;;
    esac
}

# fires WHAT COMPILER COMMAND...: the command has to fail with the error of COMPILER's flag
fires() {
    what=$1
    flag=$(flag_of "$2")
    shift 2
    if within "$limit" "$@" >"$out" 2>&1; then
        fail "$what: a jump over an initialiser compiles; is -Werror=$flag gone?"
    elif grep -Eq "error: .*\[-Werror[=,](-W)?$flag\]" "$out"; then
        ok "$what: a jump over an initialiser is an error ($flag)"
    else
        fail "$what: a jump over an initialiser should be the error $flag, but the build says"
        show "$out"
    fi
}

# A state machine that resumes behind the initialiser: the mistake of chapter 4, in plain C.
mistake='static int resumed(int state)
{
    switch (state) {
    case 0:;
        int kept = 7;

        if (state > 1)
            return kept;
        /* fall through */
    case 1:
        return kept;
    }
    return 0;
}

int misuse(int state);
int misuse(int state)
{
    return resumed(state);
}'

# One module a chapter, for all of a chapter are built by one rule.
for directory in chapters/[0-9]*/; do
    chapter=$(basename "$directory")
    module=$(find "$root/solutions/$chapter" -name '*.c' | sort | head -n 1)
    module=chapters/$chapter/${module##*/}
    printf '%s\n' "$mistake" >>"$module"
    for compiler in $compilers; do
        fires "make check, $module, $compiler" "$compiler" make -s -C "chapters/$chapter" check CC="$compiler"
    done
    put_back "$chapter"
done

# refused WHAT PATTERN BODY: a generator with this body does not compile, with any compiler; the error
# matches PATTERN, and a line of the learner's own that says "mistake" is shown.
refused() {
    for compiler in $compilers; do
        file=chapters/04-generators/stairs.c
        printf '\nvoid body(struct generator *self);\nvoid body(struct generator *self)\n{%s\n}\n' "$3" >>"$file"
        what="$1, $compiler"
        line=$(grep -n 'mistake' "$file" | cut -d : -f 1 | paste -s -d '|' -)
        try "$what" 1 make -s -C chapters/04-generators check CC="$compiler"
        says "is an error" "error: .*($2)"
        says "names the line" "^$file:($line):[0-9]*: (error|note): "
        says "names the file" "^$file does not compile"
        put_back 04-generators
    done
}

refused 'yield outside a generator' "inside_generator" '
    yield(1); /* mistake */
    (void)self;'
refused 'two yields on a line' 'duplicate case value' '
    generator (self) {
        yield(1); yield(2); /* mistake */
    }'
refused 'a generator in a generator' 'frame_again|frame_self' '
    generator (self) {
        yield(1);
        generator (self) { /* mistake */
            yield(2);
        }
    }'
uninitialised='jump-misses-init|uninitialized'
refused 'a local with an initialiser, used behind a yield' "$uninitialised" '
    generator (self) {
        int kept = 7;
        yield(kept); /* mistake */
        yield(kept + 1); /* mistake */
    }'
refused 'a loop with a variable of its own' "$uninitialised" '
    generator (self) {
        for (int i = 0; i < 3; i++) yield(i); /* mistake */
    }'

# A macro of the learner's that warns, wherever it is used: the return is missing, so one falls into the case.
for compiler in $compilers; do
    what="a macro that warns, $compiler"
    sed 's/^\(#define YIELD_VALUE(out) \)TODO.*/\1frame_self->at = __LINE__; case __LINE__: (void)(out)/' \
        chapters/04-generators/yield.h >"$scratch/yield.h"
    cp "$scratch/yield.h" chapters/04-generators/
    try "$what" 1 make -s -C chapters/04-generators check CC="$compiler"
    if [ "$(grep -c ': warning: .*implicit-fallthrough' "$out")" -eq 1 ]; then
        ok "$what: it is said once"
    else
        fail "$what: it should be said once"
        show "$out"
    fi
    put_back 04-generators
done

demo=chapters/01-callbacks/countdown.c
cp "$demo" "$scratch/demo.c"
printf '%s\n' "$mistake" >>"$demo"
for compiler in $compilers; do
    fires "make demo, $compiler" "$compiler" make -s -C chapters/01-callbacks demo CC="$compiler"
    fires "make demos, $compiler" "$compiler" make -s demos CC="$compiler"
done
cp "$scratch/demo.c" "$demo"
printf '%s\n' "$mistake" >>solutions/01-callbacks/callbacks.c
for compiler in $compilers; do
    fires "make lib, $compiler" "$compiler" make -s lib CC="$compiler"
done
cp "$root/solutions/01-callbacks/callbacks.c" solutions/01-callbacks/

# Without the mistake all of this builds, so it was the mistake that failed.
for compiler in $compilers; do
    try "make lib demos without the mistake, $compiler" 0 make -s lib demos CC="$compiler"
done
cd "$root" || exit 2
finish
