#!/bin/sh
# Finds out what is missing and installs it, with the package manager of this system.
#
#   sh tests/tools/setup.sh [--print MANAGER] WHAT...
#
# WHAT is a tool of the table below, or one of the groups: `check` (a C compiler and Check: all that the
# course needs), `docs` (for the book), `maintainer` (for everything but Go and node). With nothing missing it costs
# some milliseconds and no network. --print installs nothing: it prints what would be run on a
# machine with that package manager and nothing else.

set -u
unset CDPATH
CC=${CC:-cc}
css=${AWESOME_CSS_DIR:-/usr/share/doxygen-awesome-css}

# The packages of each tool. + joins several; - stands for none.
table()
{
    cat <<'END'
tool         apt                 dnf                                   pacman         apk               brew
cc           gcc+libc6-dev       gcc+glibc-devel+libasan+libubsan      gcc            gcc+musl-dev      gcc
clang        clang               clang+compiler-rt                     clang          clang+musl-dev    llvm
libcheck     check               check-devel                           check          check-dev         check
pkg-config   pkg-config          pkgconf-pkg-config                    pkgconf        pkgconf           pkgconf
unifdef      unifdef             unifdef                               unifdef        unifdef           unifdef
valgrind     valgrind            valgrind                              valgrind       valgrind          -
gdb          gdb                 gdb                                   gdb            gdb               gdb
entr         entr                entr                                  entr           entr              entr
git          git                 git                                   git            git               git
doxygen      doxygen             doxygen                               doxygen        doxygen           doxygen
dot          graphviz            graphviz                              graphviz       graphviz          graphviz
awesome-css  doxygen-awesome-css -                                     -              -                 -
clang-format clang-format        clang-tools-extra                     clang          clang-extra-tools clang-format
shellcheck   shellcheck          ShellCheck                            shellcheck     shellcheck        shellcheck
python3      python3             python3                               python         python3           python3
nc           netcat-openbsd      netcat                                openbsd-netcat netcat-openbsd    netcat
strace       strace              strace                                strace         strace            -
libuv        libuv1-dev          libuv-devel                           libuv          libuv-dev         libuv
libev        libev-dev           libev-devel                           libev          libev-dev         libev
c++          build-essential     gcc-c++                               gcc            build-base        gcc
go           golang-go           golang                                go             go                go
node         nodejs              nodejs                                nodejs         nodejs            node
nginx        nginx-light         nginx                                 nginx          nginx             nginx
uvloop       python3-uvloop      python3-uvloop                        python-uvloop  py3-uvloop        -
aiohttp      python3-aiohttp     python3-aiohttp                       python-aiohttp py3-aiohttp       -
curl         curl                curl                                  curl           curl              curl
wrk          wrk                 wrk                                   wrk            wrk               wrk
cjson        libcjson-dev        cjson-devel                           cjson          cjson-dev         cjson
END
}

group()
{
    case $1 in
    check) echo cc libcheck ;;
    docs) echo doxygen dot awesome-css ;;
    maintainer) table | sed -n '2,$s/ .*//p' | grep -Evx 'go|node' ;; # large, and for one column of a table
    *) echo "$1" ;;
    esac
}

has_header()
{
    echo "#include <$1>" | $CC -E - >/dev/null 2>&1 && return
    elsewhere=$(brew --prefix 2>/dev/null) && echo "#include <$1>" | $CC "-I$elsewhere/include" -E - >/dev/null 2>&1
}

present()
{
    case $1 in
    cc) has_header stdio.h ;;
    libcheck) has_header check.h ;;
    libuv) has_header uv.h ;;
    libev) has_header ev.h ;;
    cjson) has_header cjson/cJSON.h ;;
    uvloop | aiohttp) python3 -c "import $1" 2>/dev/null || /usr/bin/python3 -c "import $1" 2>/dev/null ;;
    awesome-css) [ -f "$css/doxygen-awesome.css" ] ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

manager()
{
    for candidate in apt-get dnf pacman apk brew; do
        command -v "$candidate" >/dev/null 2>&1 && echo "${candidate%-get}" && return
    done
}

# The packages of the tools $2... with manager $1, on one line.
packages()
{
    with=$1
    shift
    for tool in "$@"; do
        table | awk -v tool="$tool" -v with="$with" '
            NR == 1 { for (i = 2; i <= NF; i++) if ($i == with) column = i }
            $1 == tool && $column != "-" { gsub(/\+/, "\n", $column); print $column }'
    done | awk '!seen[$0]++ { printf "%s%s", sep, $0; sep = " " }'
}

# The commands of each manager: to install, and to fetch its list of packages.
install_with()
{
    case $1 in
    apt) echo apt-get install -y --no-install-recommends ;;
    dnf) echo dnf install -y ;;
    pacman) echo pacman -S --needed --noconfirm ;;
    apk) echo apk add ;;
    brew) echo brew install ;;
    esac
}

refresh_with()
{
    case $1 in
    apt) echo apt-get update ;;
    pacman) echo pacman -Sy ;;
    apk) echo apk update ;;
    *) echo ;;
    esac
}

die()
{
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

# Prints the command, then runs it; whatever it asks is answered with its default.
run()
{
    printf '+ %s\n' "$*" >&2
    "$@" </dev/null >&2
}

# What to put before a command so that root runs it. Fails where that would have to ask for a password
# and there is no terminal to ask on.
as_root()
{
    if [ "$with" = brew ] || [ "$(id -u)" -eq 0 ]; then
        return 0
    elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        echo sudo
    elif command -v doas >/dev/null 2>&1 && [ -t 0 ]; then
        echo doas
    else
        return 1
    fi
}

# Installs the packages given. The package lists are fetched only if that does not work without.
install()
{
    # shellcheck disable=SC2046 # commands of several words
    run $root $(install_with "$with") "$@" && return
    refresh=$(refresh_with "$with")
    [ -n "$refresh" ] || return 1
    # shellcheck disable=SC2046,SC2086
    run $root $refresh && run $root $(install_with "$with") "$@"
}

# ---- What was asked for ---------------------------------------------------------------------------

if [ "${1:-}" = --print ]; then
    with=$2
    shift 2
    # shellcheck disable=SC2046 # tools are words
    set -- $(for tool in "$@"; do group "$tool"; done)
    [ -n "$(install_with "$with")" ] || die "no such package manager: $with"
    echo "$(install_with "$with") $(packages "$with" "$@")"
    exit
fi

# shellcheck disable=SC2046 # tools are words
set -- $(for tool in "$@"; do group "$tool"; done)
missing=
for tool in "$@"; do
    present "$tool" || missing="$missing $tool"
done
[ -n "$missing" ] || exit 0

compiler=${CC%% *}
case $missing in
*' cc'*)
    case $compiler in
    cc | gcc) ;;
    clang) missing="clang${missing#*cc}" ;;
    *) command -v "$compiler" >/dev/null 2>&1 || die "there is no compiler $compiler here: install it, or leave out CC=$compiler" ;;
    esac
    ;;
esac
missing=${missing# }

with=$(manager)
[ -n "$with" ] || die "missing: $missing. I know no package manager here (apt, dnf, pacman, apk, brew): install it yourself, then try again"
# shellcheck disable=SC2086 # tools are words
wanted=$(packages "$with" $missing)
[ -n "$wanted" ] || die "missing: $missing. $with has no package of it that I know: install it yourself, or go on without"
root=$(as_root) || die "missing: $missing. Installing needs root, and I cannot become root here. Run this as root: $(install_with "$with") $wanted"

printf 'setup: missing: %s\n' "$missing" >&2
export DEBIAN_FRONTEND=noninteractive # apt must not ask; sudo would drop it
[ "$with" != apt ] || [ -z "$root" ] || root="$root env DEBIAN_FRONTEND=noninteractive"
# shellcheck disable=SC2086 # packages are words
install $wanted || die "that did not work. Is there a network? Install this yourself, then try again: $(install_with "$with") $wanted"
for tool in $missing; do
    [ -z "$(packages "$with" "$tool")" ] || present "$tool" ||
        die "$tool is still missing, although $(install_with "$with") $wanted went well"
done
