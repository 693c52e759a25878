"""What book.sh asks about the pages, one question a call; the answer is lines of what is wrong.

    book.py markdown FILE...     links and anchors in Markdown that lead nowhere
    book.py html DIRECTORY       links and anchors in the built site that lead nowhere
    book.py snippets FILE...     ```c FILE TAG fences whose file or tag is missing
    book.py code FILE...         C in a page that stands in no file that is compiled
    book.py words FILE...        "COUNT FILE": the words of prose in a page
    book.py headings FILE        the headings of a page
    book.py commands FILE...     "FILE COMMAND": each make command that a page shows
    book.py names FILE WORD...   names of tests in the tables of a page that are none of WORD...
    book.py boxes FILE...        tests named in the boxes of special problems that do not exist

Each prints last, on standard error, how many things it looked at: none is suspicious.
"""

import html.parser
import os
import re
import subprocess
import sys
import urllib.parse

FENCE = re.compile(r"^ {0,3}(```+|~~~+)\s*(.*)$")
# Doxygen's way to begin and end what is not prose.
DOXYGEN_BLOCK = re.compile(r"^\s*[\\@](dot|msc|startuml|code|verbatim|htmlonly)\b")
DOXYGEN_END = re.compile(r"^\s*[\\@](enddot|endmsc|enduml|endcode|endverbatim|endhtmlonly)\b")


def blocks(path):
    """Yields (kind, line number, text): "prose" a line at a time, or a whole block of code."""
    fence = None
    body, begin, kind = [], 0, ""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            opening = FENCE.match(line)
            if fence is None and (opening or DOXYGEN_BLOCK.match(line)):
                fence = opening.group(1) if opening else "\\"
                kind = opening.group(2).strip() if opening else DOXYGEN_BLOCK.match(line).group(1)
                body, begin = [], number
            elif fence is not None and (
                DOXYGEN_END.match(line) if fence == "\\" else line.strip().startswith(fence) and not line.strip(" `~")
            ):
                yield ("code " + kind, begin, "\n".join(body))
                fence = None
            elif fence is not None:
                body.append(line)
            else:
                yield ("prose", number, line)
    if fence is not None:
        yield ("open", begin, "")


def prose(path):
    for kind, number, text in blocks(path):
        if kind == "prose":
            yield number, re.sub(r"`[^`]*`", "``", text), text


def slug(heading):
    """The anchor that GitHub and most others make of a heading."""
    heading = re.sub(r"[`*_]", lambda m: m.group() if m.group() == "_" else "", heading)
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def heading_list(path):
    """Yields (heading, explicit anchor or None)."""
    for _, _, line in prose(path):
        match = re.match(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$", line)
        if match:
            explicit = re.search(r"\s*\{#([\w-]+)\}\s*$", match.group(1))
            yield (re.sub(r"\s*\{#[\w-]+\}\s*$", "", match.group(1)), explicit and explicit.group(1))
        page = re.match(r"^\s*[\\@](?:page|section|subsection|anchor)\s+([\w-]+)\s*(.*)$", line)
        if page:
            yield (page.group(2), page.group(1))


def anchors(path):
    names = set()
    for heading, explicit in heading_list(path):
        names.add(slug(heading))
        if explicit:
            names.add(explicit)
    with open(path, encoding="utf-8") as file:
        names.update(re.findall(r"<a\s+(?:id|name)=\"([^\"]+)\"", file.read()))
    return names


def check_target(source, target, anchors_of):
    """None if TARGET, as written in SOURCE, leads somewhere; else why not."""
    if re.match(r"[a-z][a-z0-9+.-]*:", target, re.I):
        if target.startswith(("http:", "https:")) and not urllib.parse.urlsplit(target).hostname:
            return "no host"
        return None
    path, _, anchor = target.partition("#")
    path = urllib.parse.unquote(path.partition("?")[0])
    file = os.path.normpath(os.path.join(os.path.dirname(source), path)) if path else source
    if not os.path.exists(file):
        return "no such file"
    if anchor and os.path.isfile(file) and urllib.parse.unquote(anchor) not in anchors_of(file):
        return "no such anchor"
    return None


def markdown(paths):
    looked, cache = 0, {}

    def anchors_of(file):
        if not file.endswith(".md"):
            return {re.sub("^#", "", file)}
        return cache.setdefault(file, None) or cache.update({file: anchors(file)}) or cache[file]

    for path in paths:
        if not os.path.isfile(path):
            print(f"{path}: no such file")
            continue
        for number, line, _ in prose(path):
            targets = re.findall(r"\]\(<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\)", line)
            targets += re.findall(r"^ {0,3}\[[^\]^]+\]:\s*<?(\S+?)>?(?:\s|$)", line)
            targets += re.findall(r"(?:href|src)=\"([^\"]+)\"", line)
            for target in targets:
                if target.startswith("@ref"):
                    continue
                looked += 1
                why = check_target(path, target, anchors_of)
                if why:
                    print(f"{path}:{number}: {target}: {why}")
    return looked


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.names, self.targets, self.leaks = set(), [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if value is None:
                continue
            if name == "id" or (name == "name" and tag == "a"):
                self.names.add(value)
            elif (name == "href" and tag in ("a", "link", "area")) or (name == "src" and tag in ("img", "script", "iframe")):
                self.targets.append(value)
            elif name == "data" and tag == "object":
                self.targets.append(value)

    def handle_data(self, data):
        self.leaks |= 'class="markdown' in data  # a backtick that Doxygen paired with another one


def site(directories):
    looked, pages = 0, {}
    for directory in directories:
        for base, _, files in os.walk(directory):
            for name in files:
                if name.endswith((".html", ".svg", ".map")):
                    path = os.path.normpath(os.path.join(base, name))
                    with open(path, encoding="utf-8", errors="replace") as file:
                        pages[path] = Page(file.read())
    for path, page in sorted(pages.items()):
        if page.leaks:
            print(f"{path}: the tags of a table stand in the text: look at the quotes in `code` there")
        for target in page.targets:
            if target in ("#", "") or target.startswith(("javascript:", "data:")):
                continue
            looked += 1
            why = check_target(path, target, lambda file: pages[file].names if file in pages else {})
            if why:
                print(f"{path}: {target}: {why}")
    return looked


def project_sources():
    listing = subprocess.run(
        ["find", "chapters", "solutions", "tests", "docs", "-name", "*.[ch]", "-type", "f"],
        capture_output=True, text=True, check=True,
    )
    return listing.stdout.split("\n")[:-1]


def snippets(paths):
    """A fence that begins with ```c FILE TAG; docs/snippets.awk compares what is in it."""
    looked, sources = 0, project_sources()
    for path in paths:
        for kind, number, text in blocks(path):
            fence = kind.split()
            if len(fence) != 4 or fence[:2] != ["code", "c"]:
                continue
            looked += 1
            file, tag = fence[2:]
            if file not in sources:
                print(f"{path}:{number}: {file} is no C file of the project")
                continue
            with open(file, encoding="utf-8") as source:
                marks = source.read().count(f"[{tag}]")
            if marks != 2:
                print(f"{path}:{number}: [{tag}] stands {marks} times in {file}, not twice")
            if not text.strip():
                print(f"{path}:{number}: nothing in it; run docs/build.sh --refresh")
    return looked


def squeeze(text):
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def code(paths):
    looked, compiled = 0, []
    for source in project_sources():
        with open(source, encoding="utf-8") as file:
            compiled.append("\n" + "\n".join(squeeze(file.read())) + "\n")
    for path in paths:
        for kind, number, text in blocks(path):
            if kind == "open":
                print(f"{path}:{number}: a block of code that nothing closes")
            if not kind.startswith("code "):
                continue
            looked += 1
            language = kind[5:].strip("{}. ").split(" ")[0].lower()
            # In a tutorial code without a name counts too; other pages may sketch.
            tutorial = re.search(r"(^|/)docs/[0-9]", path)
            looks_like_c = tutorial and language in ("", "code") and re.search(r";\s*$", text, re.M) and re.search(r"[{(]", text)
            if language not in ("c", "cpp", "h", ".c") and not looks_like_c:
                continue
            wanted = "\n" + "\n".join(squeeze(text)) + "\n"
            if not any(wanted in source for source in compiled):
                print(f"{path}:{number}: these lines of C stand in no .c or .h file")
    return looked


def words(paths):
    looked = 0
    for path in paths:
        count = 0
        for _, _, line in prose(path):
            line = re.sub(r"<!--.*?-->|</?[a-zA-Z][^>]*>|\{#[\w-]+\}|\]\([^)]*\)", " ", line)
            if re.match(r"^\s*[\\@](snippet|include|image|tableofcontents|page|subpage)", line):
                continue
            count += len(re.findall(r"\w[\w'’.-]*", line))
        print(count, path)
        looked += 1
    return looked


def headings(paths):
    found = [heading for path in paths for heading, _ in heading_list(path)]
    print("\n".join(found))
    return len(found)


def commands(paths):
    """Commands in blocks of shell, after an optional prompt; `cd x && make y` counts for make y."""
    looked = 0
    for path in paths:
        for kind, _, text in blocks(path):
            if not kind.startswith("code") or kind[5:].strip("{}. ") not in ("", "sh", "shell", "bash", "console", "shell-session"):
                continue
            for line in text.split("\n"):
                for part in re.split(r"&&|;|\|", re.sub(r"\s#.*$|\s{3,}.*$", "", re.sub(r"^\s*\$ ", "", line))):
                    if re.match(r"^\s*([A-Z_]+=\S+ )*make\b", part):
                        looked += 1
                        print(path, part.strip())
    return looked


def names(paths_and_words):
    path, known = paths_and_words[0], set(paths_and_words[1:])
    looked = 0
    for number, _, line in prose(path):
        if not line.lstrip().startswith("|"):
            continue
        for name in re.findall(r"`([a-z0-9_]+)`", line):
            looked += 1
            if name not in known:
                print(f"{path}:{number}: no test is called {name}")
    return looked


def sources_of_tests():
    listing = subprocess.run(["find", "tests", "-name", "check_*.c", "-o", "-path", "tests/kit/clients*", "-type", "f"],
                             capture_output=True, text=True, check=True)
    text = ""
    for source in listing.stdout.split():
        with open(source, encoding="utf-8", errors="replace") as file:
            text += file.read()
    return text


def boxes(paths):
    """A box says at its end which tests show it: by name, or a client test by its sentence, in quotes."""
    looked, tests = 0, sources_of_tests()
    known = set(re.findall(r"START_TEST\(\s*(\w+)", tests))
    for path in paths:
        text, begin = "", 0
        for number, _, line in list(prose(path)) + [(0, "", "")]:
            if line.startswith(">"):
                begin = begin or number
                text += line.lstrip("> ") + " "
                continue
            if "special problem" in text:
                told = " ".join(re.findall(r"[Tt]he (?:client )?tests? (?:is|are) (.*?)[.;:](?: |$)", text))
                named = re.findall(r"`([a-z_0-9]+)`", told)
                client = re.findall(r'"([^"]+)"', told)
                looked += len(named) + len(client)
                for name in named:
                    if name not in known:
                        print(f"{path}:{begin}: no test is called {name}")
                for sentence in client:
                    if sentence not in tests:
                        print(f"{path}:{begin}: no client test says \"{sentence}\"")
            text, begin = "", 0
    return looked


QUESTIONS = {
    "markdown": markdown, "html": site, "snippets": snippets, "code": code, "words": words,
    "headings": headings, "commands": commands, "names": names, "boxes": boxes,
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in QUESTIONS:
        sys.exit(__doc__)
    print(QUESTIONS[sys.argv[1]](sys.argv[2:]), file=sys.stderr)
