# Makes the table from lines `round program name value unit`; -v programs="ours raw ..." are its columns.
#
# Each number is the median of all rounds. A ratio is the median of the ratios of each round, whose
# two runs stood side by side in time; +- is half the width of where the middle half of them lies.

function sorted(list, n,    i, j, x)
{
    for (i = 2; i <= n; i++) {
        x = list[i]
        for (j = i - 1; j > 0 && list[j] > x; j--)
            list[j + 1] = list[j]
        list[j + 1] = x
    }
}

# The value that FRACTION of a sorted list lie below.
function quantile(list, n, fraction,    at, low)
{
    at = 1 + (n - 1) * fraction
    low = int(at)
    return low >= n ? list[n] : list[low] + (list[low + 1] - list[low]) * (at - low)
}

function number(value)
{
    return sprintf(value < 9.95 ? "%.1f" : "%.0f", value)
}

function ratio_text(value)
{
    return sprintf(value < 0.0995 ? "%.3f" : "%.2f", value)
}

# 1000000 as 1,000,000
function commas(count,    text)
{
    for (text = ""; count >= 1000; count = int(count / 1000))
        text = "," sprintf("%03d", count % 1000) text
    return count text
}

function title(name,    count, many)
{
    if (name in titles)
        return titles[name]
    count = many = name
    sub(/.*-/, "", count)
    sub(/-[^-]*$/, "", many)
    count = commas(count + 0)
    if (many == "timers-fire")
        return count " timers: add, fire"
    if (many == "timers-cancel")
        return count " timers: add, cancel"
    if (many == "timers-memory")
        return "memory each, of " count
    if (many == "resume")
        return "resume, " count " deep"
    if (many == "switch")
        return count (count == 1 ? " task takes turns" : " tasks take turns")
    if (many == "alive")
        return count " tasks, a turn each"
    if (many == "sleep")
        return count " tasks sleep"
    if (many == "asleep")
        return "memory each, of " count
    if (many == "trips")
        return "there and back, " count " at a time"
    if (many == "echo")
        return count (count == 1 ? " client: a message" : " clients: a message")
    if (many == "http")
        return count " clients: a request"
    return name
}

# The median of PROGRAM's values in row NAME, or "".
function median(name, program,    list, n, i)
{
    for (i = 1; i <= rounds; i++)
        if ((name, program, i) in values)
            list[++n] = values[name, program, i]
    if (n == 0)
        return ""
    sorted(list, n)
    return quantile(list, n, 0.5)
}

# Sets `middle`, and `low` and `high` around it, to ours as a multiple of PROGRAM. False: no pair.
function compare(name, program,    list, n, i)
{
    for (i = 1; i <= rounds; i++)
        if ((name, program, i) in values && (name, "ours", i) in values && values[name, program, i] > 0)
            list[++n] = values[name, "ours", i] / values[name, program, i]
    if (n == 0)
        return 0
    sorted(list, n)
    middle = quantile(list, n, 0.5)
    low = quantile(list, n, 0.25)
    high = quantile(list, n, 0.75)
    return 1
}

BEGIN {
    titles["batch"] = "callback, 1,000 at a time"
    titles["chain"] = "callback, one after another"
    titles["chain-poll"] = "same, a descriptor watched"
    titles["generator"] = "generator: the next value"
    titles["call"] = "awaited call"
    titles["spawn"] = "task: make, await, release"
    titles["gather"] = "gather, each of 1,000"
    titles["idle-echo"] = "memory of an idle client"
    titles["idle-http"] = "memory of an idle client"
}

{
    rounds = $1 > rounds ? $1 : rounds
    if (!($3 in unit))
        names[++rows] = $3
    unit[$3] = $5
    values[$3, $2, $1] = $4
}

END {
    columns = split(programs, program, " ")
    printf "%-32s", ""
    for (p = 1; p <= columns; p++)
        printf " %7s", program[p]
    printf "  | ours as a multiple of\n%-" 32 + 8 * columns "s  |  raw       ", ""
    for (p = 3; p <= columns; p++)
        printf " %7s", program[p]
    printf "\n"
    for (row = 1; row <= rows; row++) {
        name = names[row]
        printf "%-29s %-2s", title(name), unit[name] == "bytes" ? "B" : unit[name]
        for (p = 1; p <= columns; p++) {
            value = median(name, program[p])
            printf " %7s", value == "" ? "-" : number(value)
        }
        printf "  | "
        if (compare(name, "raw"))
            printf "%4s +-%.2f", ratio_text(middle), (high - low) / 2
        else
            printf "%-11s", "   -"
        for (p = 3; p <= columns; p++)
            printf " %7s", compare(name, program[p]) ? ratio_text(middle) : "-"
        printf "\n"
    }
}
