# Prints one function of a C file, with the comment above it: the one that holds the text `holds`, or
# the one that is called `name`. With only=name it prints what the function is called.

!body && /^$/ { chunk = called = ""; next }
{ chunk = chunk $0 "\n" }
holds != "" && index($0, holds) { found = 1 }
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
