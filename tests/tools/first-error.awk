# The first error in a compiler's output, with its source lines and notes; warnings, and all that
# follows from it, are left out.

{
    plain = $0
    gsub(/\033\[[0-9;]*[mK]/, "", plain)
}

# Where we are ("In function ...", "In file included from ...") belongs to what comes next.
plain ~ /: In function |: At top level:|^In file included |^ +from / {
    place = (plain ~ /^ +from / ? place : "") $0 "\n"
    showing = 0
    next
}
plain ~ /: (fatal )?error: / && !found {
    showing = found = 1
    file = plain
    brace = plain ~ /invalid storage class for function|function definition is not allowed here|expected declaration or statement at end of input/
    sub(/:[0-9].*/, "", file)
    if (file ~ /^solutions\//)
        print "What was given around an exercise is gone or has changed, and the reference for it no longer fits:"
    else
        print file " does not compile. The first error:"
    printf "%s", place
    print
    next
}
plain ~ /(error|warning): / || plain ~ /^compilation terminated|^[0-9]+ (error|warning)s? / { showing = 0 }
plain ~ /: note: / && !found { showing = 0 }
showing

END {
    if (brace)
        print "Most often a } is missing further up."
    if (!found) while ((getline line < FILENAME) > 0) print line
}
