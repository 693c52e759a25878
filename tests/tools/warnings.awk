# A compiler's warnings. One that comes through a macro is shown where it comes first: whoever wrote the
# macro wants to read of it once, and not for each place where it is used. Of the macros in between,
# only the outermost is shown. One in a header is shown once, too, and not for each file that includes it.

{
    plain = $0
    gsub(/\033\[[0-9;]*[mK]/, "", plain)
}

# Where we are ("In function ...", "In file included from ...") belongs to what comes next.
plain ~ /: In function |: At top level:|^In file included |^ +from / {
    finish()
    place = (plain ~ /^ +from / ? place : "") $0 "\n"
    next
}
plain ~ /^[0-9]+ warnings? generated/ { next }
plain ~ /: warning: / {
    finish()
    key = first = plain
    sub(/.*: warning: /, "", key)
    # The tests alone have none: gcc does not name the macro each time.
    through_macro = plain ~ /^tests\//
}
plain ~ /: note: (in expansion of|expanded from) macro/ {
    # gcc goes from the inside out; clang has named the place of the macro's use already.
    macro = plain ~ /in expansion of/ ? $0 "\n" : ""
    inside = through_macro = 1
    next
}
plain ~ /: (warning|note): / {
    text = text macro
    macro = ""
    inside = 0
}
inside { macro = macro == "" ? "" : macro $0 "\n"; next }
{ text = text $0 "\n" }

END { finish() }

# The warning so far is complete.
function finish() {
    if (text != "" && !(first != "" && shown[first]++) && !(through_macro && seen[key]++)) {
        printf "%s%s%s", place, text, macro
        place = ""
    }
    text = macro = first = ""
    inside = through_macro = 0
}
