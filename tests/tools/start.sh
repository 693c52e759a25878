#!/bin/sh
# make start: installs what is missing, checks chapter 00, and says what to do next.

set -u
unset CDPATH
sh tests/tools/setup.sh check || exit 1

CHAPTER=00-hello EX='' WHO=mine sh tests/tools/check.sh
case $? in
0)
    cat <<'END'

Everything works, and chapter 00 is done.
next: cd chapters/01-callbacks && make check
      (docs/01-callbacks.md is the page that goes with it; make docs makes a book of all pages)
END
    ;;
1)
    cat <<'END'

The tools work. Your first exercise is one line:
  1. open chapters/00-hello/hello.c in your editor
  2. find the line that begins with // and take the two slashes away; save
  3. cd chapters/00-hello && make check
END
    ;;
*) exit 1 ;;
esac
