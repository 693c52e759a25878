# Prints hint `wanted` of one exercise from a hints.md, and exits with 1 if there is no such hint.
# With count=1 it prints how many there are.
#
#   awk -v exercise=1.2 -v wanted=2 -f hints.awk hints.md
#
# A section begins with a heading that names the exercise ("## 1.2 ready_run"); in it each item of the
# numbered list is one hint, or each part under a deeper heading.

/^#+ / {
    depth = length($1)
    if (!inside || depth <= section) {
        inside = 0
        for (i = 2; i <= NF && i <= 4; i++)
            if ($i == exercise || $i == exercise ":" || $i == exercise ".") {
                inside = 1
                section = depth
            }
        next
    }
    n++
    next
}
inside && /^[0-9]+[.)] / {
    n++
    sub(/^[0-9]+[.)] +/, "   ")
}
inside && n { hint[n] = hint[n] $0 "\n" }

END {
    if (count)
        print n + 0
    if (!(wanted in hint))
        exit !count
    text = hint[wanted]
    sub(/^\n+/, "", text)
    sub(/\n+$/, "", text)
    print text
}
