# Prints a page with the code in each fence ```c FILE TAG replaced by what FILE has between its two
# lines that hold [TAG], moved to the left margin. FILE is a path from the project's root.
#
#     awk -f docs/snippets.awk docs/01-callbacks.md

function indentation(line)
{
    match(line, /^ */)
    return RLENGTH
}

function print_snippet(file, tag,    line, inside, marks, count, lines, margin, i)
{
    margin = 999
    while ((getline line < file) > 0) {
        if (index(line, "[" tag "]")) {
            marks++
            inside = !inside
        } else if (inside) {
            lines[++count] = line
            if (line != "" && indentation(line) < margin)
                margin = indentation(line)
        }
    }
    close(file)
    if (marks != 2) {
        print FILENAME ":" FNR ": [" tag "] must stand twice in " file ", not " (marks + 0) " times" > "/dev/stderr"
        failed = 1
        return
    }
    for (i = 1; i <= count; i++)
        print substr(lines[i], margin + 1)
}

# A fence ends with a line of as many backticks as it began with, or more.
match($0, /^```+/) && !fence {
    fence = RLENGTH
    print
    if ($1 == "```c" && NF == 3) {
        replaced = 1
        print_snippet($2, $3)
    }
    next
}
match($0, /^```+/) && RLENGTH >= fence { fence = replaced = 0 }
!replaced { print }
END { exit failed }
