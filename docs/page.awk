# Makes a page of docs/ ready for Doxygen. The pages are plain Markdown, good to read on a code
# host; this filter adds what only Doxygen needs:
#
# - every heading gets a name that does not change, the one that code hosts give it, and links such
#   as [text](01-callbacks.md#one-batch) go there; a table of contents stands below the title (not on
#   the front page, whose sections would stand among the pages in the navigation);
# - links to headers and demos go to their pages in the book; links to other files lose the link;
# - folded answers survive Doxygen's paragraphs;
# - Graphviz pictures get the book's font and no background, so that dark mode can turn them over;
# - ```c FILE TAG fences become \snippet FILE TAG: the book shows what is compiled. That the code in
#   the fence, which a code host shows, is the same is checked by docs/snippets.awk.

function page_name(file)
{
    sub(/.*\//, "", file)
    sub(/\.md$/, "", file)
    return (file ~ /^[0-9]/ ? "chapter-" : "") file
}

# The name that code hosts give a heading: lower case, no punctuation, hyphens for blanks.
function slug(heading)
{
    heading = tolower(heading)
    gsub(/[^a-z0-9 _-]/, "", heading)
    gsub(/ /, "-", heading)
    return heading
}

function heading_name(text,    name)
{
    name = slug(text)
    return page "-" name (used[name]++ ? "-" (used[name] - 1) : "")
}

# The demos, which have pages of their own, are the examples of docs/reference.dox.
function read_demos(    line)
{
    while ((getline line < "docs/reference.dox") > 0)
        if (sub(/^@example /, "", line))
            demos[line] = 1
    close("docs/reference.dox")
}

# Where the target of a link is in the book; "" if it is not there.
function target(link,    page_part)
{
    if (link ~ /^#/)
        return "@ref " page "-" substr(link, 2)
    if (link ~ /^[a-z0-9-]+\.md(#.*)?$/) {
        page_part = link
        sub(/#.*/, "", page_part)
        return "@ref " page_name(page_part) (link ~ /#/ ? "-" substr(link, index(link, "#") + 1) : "")
    }
    if (link !~ /^\.\.\//)
        return link
    sub(/^\.\.\//, "", link)
    sub(/^chapters\//, "", link)
    return link in demos || link ~ /\.h$/ ? "@ref " link : ""
}

# The links of a line, but not those that stand in `code`.
function with_links(line,    done, text, to)
{
    while (match(line, /`[^`]*`|\[[^]]*\]\([^)]*\)/)) {
        text = substr(line, RSTART, RLENGTH)
        check(substr(line, 1, RSTART - 1))
        done = done substr(line, 1, RSTART - 1)
        line = substr(line, RSTART + RLENGTH)
        if (text ~ /^\[/) {
            to = text
            sub(/^.*\]\(/, "", to)
            sub(/\)$/, "", to)
            to = target(to)
            sub(/\]\([^)]*\)$/, "", text)
            text = to == "" ? substr(text, 2) : text "](" to ")"
        }
        done = done text
    }
    check(line)
    return done line
}

# Doxygen takes half a link for the begin of something else, and the page breaks off without a word.
function check(between)
{
    if (between ~ /\]\(/)
        print FILENAME ":" FNR ": error: a link must stand on one line" > "/dev/stderr"
}

BEGIN { read_demos() }
FNR == 1 { page = page_name(FILENAME) }

# Code and pictures. A fence ends with a line of as many backticks as it began with, or more.
match($0, /^ *(> *)?```+/) {
    ticks = $0
    sub(/^[ >]*/, "", ticks)
    sub(/[^`].*$/, "", ticks)
    if (!fence) {
        fence = length(ticks)
        drawing = /```dot/
        snippet = $1 == "```c" && NF == 3
        print snippet ? "\\snippet " $2 " " $3 : $0
        next
    }
    if (length(ticks) >= fence) {
        fence = 0
        print snippet ? "" : $0
        next
    }
}
fence && snippet { print ""; next }
fence && drawing && /graph.*{/ {
    sub(/{/, "{ bgcolor=\"transparent\"; graph [fontname=\"Helvetica\", fontsize=11]; node [fontname=\"Helvetica\", fontsize=11]; edge [fontname=\"Helvetica\", fontsize=10];")
}
fence { print; next }

# Headings. The blank line after the title makes room for the table of contents.
/^# / {
    print page == "index" ? $0 : $0 " {#" page "}"
    title = FNR
    next
}
/^$/ && title && FNR == title + 1 && page != "index" { print "[TOC]"; next }
/^##+ / {
    gsub(/`/, "") # Doxygen would show the tags that it makes of them
    text = $0
    sub(/^#+ +/, "", text)
    print page == "index" ? "<h1>" text "</h1>" : $0 " {#" heading_name(text) "}"
    next
}

/^<\/?details>$|^<summary>.*<\/summary>$/ { print "\\htmlonly[block]" $0 "\\endhtmlonly"; next }

{ print with_links($0) }
