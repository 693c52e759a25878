# The first error in a compiler's output, with its source lines and notes; warnings, and all that
# follows from it, are left out. Of the macros through which it came, only the outermost is shown: that
# is where somebody wrote something.

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
    file = file_of(plain)
    text = place $0 "\n"
    brace = plain ~ /invalid storage class for function|function definition is not allowed here|expected declaration or statement at end of input/
    next
}
plain ~ /(error|warning): / || plain ~ /^compilation terminated|^[0-9]+ (error|warning)s? / { showing = 0 }
plain ~ /: note: / && !found { showing = 0 }
showing && plain ~ /: note: (in expansion of|expanded from) macro/ {
    # gcc goes from the inside out; clang has named the place of the macro's use already.
    if (!whole && plain ~ /in expansion of/)
        file = file_of(plain)
    macro = plain ~ /in expansion of/ ? $0 "\n" : ""
    inside = through_macro = 1
    next
}
showing && plain ~ /: note: / {
    text = text macro
    macro = ""
    inside = 0
    if (plain !~ /in definition of macro/)
        whole = 1
}
showing && inside { macro = macro == "" ? "" : macro $0 "\n"; next }
showing { text = text $0 "\n" }

END {
    if (!found) {
        while ((getline line < FILENAME) > 0)
            print line
        exit
    }
    if (file ~ /^solutions\// && !through_macro)
        print "What was given around an exercise is gone or has changed, and the reference for it no longer fits:"
    else if (file ~ /^(solutions|tests)\//)
        print "A macro that you wrote does not compile where it is used. The first error:"
    else
        print file " does not compile. The first error:"
    printf "%s", text macro
    if (brace)
        print "Most often a } is missing further up."
}

function file_of(line) {
    sub(/:[0-9].*/, "", line)
    return line
}
