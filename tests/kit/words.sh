#!/bin/sh
# No file of the project says what nobody outside should read: a path of somebody's machine, the
# address of a private server, or a mark that something is unfinished. The word TODO belongs to
# exercises.

# shellcheck source=tests/kit/lib.sh
. "$(dirname "$0")/lib.sh"

project_files >"$scratch/files"

# Fails with every line that matches the extended regular expression $2 in files that match $3.
nowhere() {
    what=$1
    if grep -E "$3" "$scratch/files" | tr '\n' '\0' | xargs -0 grep -nIE -- "$2" /dev/null >"$scratch/hits"; then
        fail "$what; write it in another way"
        show "$scratch/hits"
    else
        ok "$(grep -cE "$3" "$scratch/files") files: $4"
    fi
}

# The brackets keep these patterns from matching themselves.
nowhere 'a path of one machine' \
    '(^|[^[:alnum:]_.$}-])/([w]ork|[f]arm|[h]ome/[[:alnum:]]+|[U]sers|[r]oot)/|[.][l]ibrary' . \
    'no path of one machine'
nowhere 'the address of a private server or mirror' \
    '(https?|git|ssh)://[^/ )>"]*([m]irror|[p]roxy|[n]exus|[a]rtifactory|[.]internal|[.]intranet|[.]lan|[.]corp)' . \
    'no private server'
nowhere 'a mark of unfinished work' \
    '(^|[^[:alnum:]_])([F]IXME|[X]XX|[H]ACK)([^[:alnum:]_]|$)' . \
    'no mark of unfinished work'
nowhere 'a TODO that is no exercise' \
    '(//|/\*|^[[:space:]]*\*|#|<!--)[[:space:]]*[T]ODO([^(]|$)' '[.](c|h|sh|mk|md|awk|py|yml|json|dox|css|html)$|Makefile$' \
    'TODO only marks exercises'
nowhere 'a tab or a blank at the end of a line' \
    '[[:space:]]+$' '[.](c|h|sh|awk|py|mk)$|Makefile$' \
    'no blanks at the end of a line'
finish
