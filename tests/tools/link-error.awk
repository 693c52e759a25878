# Puts a linker's complaints (GNU's, LLVM's, Apple's) into one line for each function or variable. What
# it does not understand it prints as it came.

function name(text) {
    gsub(/[`'"]/, "", text)
    sub(/[,;].*$/, "", text)
    return text
}

# Where: the last file and line that stand before the complaint.
function place(text) {
    while ((at = index(text, here)) > 0)
        text = substr(text, 1, at - 1) substr(text, at + length(here))
    return match(text, /(tests|chapters|solutions)\/[^: ]*\.c:[0-9]+/) ? " (" substr(text, RSTART, RLENGTH) ")" : ""
}

{ all = all $0 "\n" }

/undefined (reference to|symbol:)/ {
    symbol = $0
    sub(/.*undefined (reference to|symbol:) */, "", symbol)
    symbol = name(symbol)
    if (!(symbol in seen))
        print symbol " is not there, but is used" place($0) ": was it renamed, or deleted by mistake?"
    seen[symbol] = understood = 1
}
/^  "_.*", referenced from:/ {
    symbol = name($1)
    print substr(symbol, 2) " is not there, but is used: was it renamed, or deleted by mistake?"
    understood = 1
}
/multiple definition of|duplicate symbol/ {
    symbol = $0
    sub(/.*(multiple definition of|duplicate symbol:?) */, "", symbol)
    symbol = name(symbol)
    if (!(symbol in seen))
        print symbol " is there twice" place($0) ": is it in two files, or should it be static?"
    seen[symbol] = understood = 1
}

END { if (!understood) printf "%s", all }
