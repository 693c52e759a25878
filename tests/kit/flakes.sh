#!/bin/sh
# No test is right by luck: the reference passes its tests again and again, with more runs at a time than
# there are cores, and the exercises also one by one in random order. 10 times as a learner runs them,
# each test in a process of its own, and 100 times in one process, which is a hundred times faster. A
# chapter with real threads and processes in its tests, which take seconds, is run a quarter as often.
#
#   KIT_QUICK=1    a fifth of that
#   KIT_REPEAT=N   N times, and 10 N times

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"
need make awk timeout

often=${KIT_REPEAT:-10}
[ -z "$quick" ] || often=2
crowd=$((jobs * 3)) # so that nobody has a core of its own

copy=$(project copy) || exit 2
cd "$copy" || exit 2
for directory in solutions/[0-9]*/; do
    chapter=$(basename "$directory")
    make -s -f tests/tools/build.mk CHAPTER="$chapter" WHO=reference BASE=reference program >"$scratch/made" 2>"$scratch/out" </dev/null
    program=$(tail -n 1 "$scratch/made")
    if [ ! -x "$program" ]; then
        fail "$chapter: its test program cannot be built"
        show "$scratch/out"
        continue
    fi
    begin=$(date +%s)
    CHECK_RESULTS=$scratch/exercises "$program" >/dev/null 2>&1 </dev/null
    times=$often
    [ $(($(date +%s) - begin)) -lt 4 ] || times=$(((often + 3) / 4))

    # A line for each run: how it forks, and an exercise or all of them.
    awk -F '\t' -v times="$times" '
        { exercise[NR] = $1 }
        END {
            srand()
            for (round = 0; round < 10 * times; round++) {
                print "no all"
                if (round % 10) continue
                print "yes all"
                if (round % 100) continue # once in a hundred, each exercise alone
                for (i = NR; i > 1; i--) { j = int(rand() * i) + 1; t = exercise[i]; exercise[i] = exercise[j]; exercise[j] = t }
                for (i = 1; i <= NR; i++) print "yes", exercise[i]
            }
        }' "$scratch/exercises" >"$scratch/runs"
    rm -rf "$scratch/bad"
    mkdir "$scratch/bad"
    begin=$(date +%s)
    # shellcheck disable=SC2016 # for the inner shell
    PROGRAM=$program BAD=$scratch/bad xargs -n 2 -P "$crowd" sh -c '
        what=$2
        [ "$what" = all ] && what=
        CK_FORK=$1 timeout 120 "$PROGRAM" $what >"$BAD/$$" 2>&1 </dev/null && rm "$BAD/$$"' run <"$scratch/runs"
    bad=$(find "$scratch/bad" -type f | wc -l)
    runs=$(wc -l <"$scratch/runs")
    if [ "$runs" -lt $((11 * times)) ]; then
        fail "$chapter was to run $((11 * times)) times, and ran $runs times"
    elif [ "$bad" -eq 0 ]; then
        ok "$chapter: $runs runs, $crowd at a time, all green, $(($(date +%s) - begin)) s"
    else
        fail "$chapter: $bad of $runs runs failed; such a test is a flake, or a real race. One of them:"
        find "$scratch/bad" -type f | head -n 1 | while IFS= read -r one; do
            grep -v '^  ✓' "$one" >"$scratch/one"
            show "$scratch/one" 30
        done
    fi
done
finish
