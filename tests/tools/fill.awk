# Fills the exercises that are still open, so that each exercise can be tested alone.
#
#   awk -v learner=SHOWN -v reference=SHOWN -v mode=live -f fill.awk REFERENCE LEARNER
#       Keeps every TODO("k.j", ...); but lets it stop a test only while k.j itself is tested;
#       for all other tests the reference's lines follow it.
#   awk ... -v mode=only -v only="2.3 2.5" -f fill.awk REFERENCE HANDOUT
#       Puts the reference's lines in the place of these TODOs, and leaves the others alone.
#   awk ... -v mode=live -v exercise=2.5 -v answer=FILE -f fill.awk REFERENCE HANDOUT
#       Puts the lines of FILE in the place of TODO("2.5"); the others as in mode live.
#
# REFERENCE is a file of solutions/, LEARNER its counterpart in chapters/; `reference` and `learner`
# are the names under which compilers and sanitizers are to speak of them.
#
# What is put in stands in braces of its own, for the learner may have begun with variables of the
# same names. Then nobody wants to hear that the one shadows the other.

BEGIN {
    split(only, list, " ")
    for (i in list)
        wanted[list[i]] = 1
    if (answer != "") {
        while ((getline line < answer) > 0)
            text[exercise] = text[exercise] line "\n"
        place[exercise] = "#line 1 \"" answer "\""
        wanted[exercise] = 1
    }
    if (mode == "live")
        print "int todo_is_under_test(const char *exercise);"
    print "#line 1 \"" learner "\""
}

{ file = FILENAME == ARGV[1] ? 1 : 2 }

# ---- The reference: remember the lines of each exercise.

file == 1 && /^#ifdef SOLUTION/ { part = "solution"; lines = ""; first = FNR + 1; next }
file == 1 && /^#ifndef SOLUTION/ { part = "handout"; next }
file == 1 && /^#else/ { part = "handout"; next }
file == 1 && /^#endif/ { part = ""; next }
file == 1 && part == "solution" { lines = lines $0 "\n" }
file == 1 && part == "handout" && match($0, /TODO\("[^"]*"/) {
    key = substr($0, RSTART + 6, RLENGTH - 7)
    if (!(key in text)) {
        text[key] = lines
        place[key] = "#line " first " \"" reference "\""
    }
}

# ---- The learner's file: find each TODO that is code, not comment.

file == 2 && !comment && todo == "" && match($0, /^#define .*TODO\("[^"]*"/) {
    match($0, /TODO\("[^"]*"/)
    key = substr($0, RSTART + 6, RLENGTH - 7)
    if (key in text && (mode == "live" || key in wanted)) {
        print macro(key, substr($0, RSTART))
        next
    }
}

file == 2 {
    # The lines of a macro that the learner has written belong to no function: a TODO there stays, and
    # stands in this line, not where the macro is used.
    in_macro = (continues || $0 ~ /^[ \t]*#[ \t]*define/)
    line = $0
    if (in_macro && !comment && mode == "live")
        sub(/TODO[ \t]*\([ \t]*"/, "todo(\"" learner "\", " FNR ", \"", line)
    print filled(line)
    continues = in_macro && $0 ~ /\\$/
}

# A macro that is still open, in live mode: if it is under test, its TODO, as if it stood in this line
# and not where the macro is used; else what the reference's macro of the same name does.
function macro(key, todo,    body) {
    body = text[key]
    if (!(key in wanted)) {
        sub(/TODO\(/, "todo(\"" learner "\", " FNR ", ", todo)
        gsub(/&/, "\\\\&", todo)
        sub(/\)/, ") if (todo_is_under_test(\"" key "\")) " todo ";", body)
    }
    return place[key] "\n" body "#line " (FNR + 1) " \"" learner "\""
}

# The line with what has to follow it. A statement may go over several lines, and so may a comment:
# `todo` (the exercise of the open statement), `depth` and `comment` live from line to line.
function filled(line,    i, c, two, out) {
    out = ""
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        two = substr(line, i, 2)
        if (comment) {
            if (two == "*/") {
                comment = 0
                out = out two
                i++
                continue
            }
        } else if (two == "/*") {
            comment = 1
            out = out two
            i++
            continue
        } else if (two == "//") {
            out = out substr(line, i)
            break
        } else if (c == "\"" || c == "'") {
            two = literal(substr(line, i), c)
            out = out two
            i += length(two) - 1
            continue
        } else if (todo == "" && c == "T" && starts_todo(line, i)) {
            begin = length(out)
            out = out (todo in wanted ? "{ " : "{ if (todo_is_under_test(\"" todo "\")) ")
            depth = 0
        } else if (todo != "" && c == "(") {
            depth++
        } else if (todo != "" && c == ")") {
            depth--
        } else if (todo != "" && c == ";" && depth == 0) {
            return statement_end(out, substr(line, i + 1))
        }
        out = out c
    }
    if (todo in wanted) {
        out = substr(out, 1, begin)
        begin = 0
    }
    return out
}

# True if the TODO of an exercise that has to be filled begins at LINE[I]; sets `todo`.
function starts_todo(line, i,    rest) {
    rest = substr(line, i)
    if (rest !~ /^TODO[ \t]*\([ \t]*"/ || in_macro || line ~ /^[ \t]*#/)
        return 0
    if (i > 1 && substr(line, i - 1, 1) ~ /[A-Za-z0-9_]/)
        return 0
    match(rest, /"[^"]*"/)
    rest = substr(rest, RSTART + 1, RLENGTH - 2)
    if (!(rest in text) || (mode == "only" && !(rest in wanted)))
        return 0
    todo = rest
    return 1
}

# The string or character constant at the start of REST, with its quotes.
function literal(rest, quote,    i) {
    for (i = 2; i <= length(rest); i++) {
        if (substr(rest, i, 1) == "\\")
            i++
        else if (substr(rest, i, 1) == quote)
            return substr(rest, 1, i)
    }
    return rest
}

# The statement ends here: OUT comes before it or is it, TAIL follows it on its line.
function statement_end(out, tail,    key) {
    key = todo
    todo = ""
    out = (key in wanted ? substr(out, 1, begin) "{" : out ";") "\n"
    out = out "#pragma GCC diagnostic push\n#pragma GCC diagnostic ignored \"-Wshadow\"\n"
    out = out place[key] "\n" text[key] "}\n#pragma GCC diagnostic pop\n"
    if (tail ~ /^[ \t]*$/)
        return out "#line " (FNR + 1) " \"" learner "\""
    return out "#line " FNR " \"" learner "\"\n" filled(tail)
}
