#!/bin/sh
# make demo: builds and runs a demo of this chapter; DEMO=chat_room chooses one, ARGS are its arguments.
# It stands on the learner's modules where the chapter's tests pass with them, else on the reference.

# shellcheck source=tests/tools/lib.sh
. tests/tools/lib.sh

demos=
for source in "chapters/$CHAPTER"/*.c; do
    name=$(basename "$source" .c)
    case " $MODULES " in
    *" $name "*) ;;
    *) demos="$demos $name" ;;
    esac
done
demos=${demos# }
[ -n "$demos" ] || die 1 "$CHAPTER has no demo"

chosen=${DEMO:-${demos%% *}}
case " $demos " in
*" $chosen "*) ;;
*) die 2 "$CHAPTER has no demo $chosen: it has $demos" ;;
esac

need check
need_handout
program=$(WHO=passing VARIANT=release built demo DEMO="$chosen") || exit 2

echo "$chosen · on: $(cat "$(dirname "$program")/on")" >&2
[ -n "${DEMO:-}" ] || [ "$demos" = "$chosen" ] || echo "(this chapter has: $demos; choose with DEMO=)" >&2
# shellcheck disable=SC2086 # ARGS are words
exec "$program" ${ARGS:-}
