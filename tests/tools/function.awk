# Prints one function or macro of a C file, with the comment above it: the one that holds the text
# `holds`, or the one that is called `name`. With only=name it prints what it is called.

!body && /^$/ { end_of_macro(); chunk = called = ""; next }
{ chunk = chunk $0 "\n" }
holds != "" && index($0, holds) { found = 1 }
!body && called == "" && /^#define [A-Za-z_0-9]*\(/ {
    called = $2
    sub(/\(.*/, "", called)
    macro = 1
}
!body && called == "" && /^[A-Za-z_].*\(/ {
    called = $0
    sub(/\(.*/, "", called)
    sub(/^.*[ *]/, "", called)
}
/^[{]/ { body = 1 }
/^[}]/ {
    if (found || (name != "" && called == name)) {
        printf "%s", (only == "name" ? called "\n" : chunk)
        exit
    }
    body = 0
    chunk = called = ""
}

END { end_of_macro() }

# A macro ends where an empty line follows it.
function end_of_macro() {
    if (macro && !printed && (found || (name != "" && called == name))) {
        printf "%s", only == "name" ? called "\n" : chunk
        printed = 1
        exit
    }
    macro = 0
}
