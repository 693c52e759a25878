#!/bin/sh
# make, make help: every command. `help.sh chapter` is for inside a chapter.

set -u

if [ "${1:-}" = chapter ]; then
    cat <<'END'
In this chapter:

  make check         compile your files and test every exercise (just `make` does the same)
  make check EX=1.2  the same for one exercise
  make watch         again on every save
  make hint          the next hint for the first exercise that is not green; EX=1.2 for another
  make demo          run what you have built; DEMO=name and ARGS='...' if you like
  make memcheck      the tests under valgrind; EX=1.2 for one exercise
  make gdb EX=1.2    the tests of an exercise in the debugger
  make solution      the reference beside yours; EX=1.2 for one exercise; asks first
  make reset         a fresh handout; your attempt is kept; asks first
  make clean         remove what was built here

With any of them: BASE=mine or BASE=reference (whose earlier chapters), CC=clang, V=1 (show commands).
All commands of the kit: make -C ../.. help
END
    exit
fi

cat <<'END'
Build Your Own Asyncio, in C

For learners:
  make start           install what is missing, then chapter 00: begin here
  cd chapters/01-callbacks && make check
                       test your work there; make help lists what else there is in a chapter
  make progress        your chapters, exercises and points
  make docs            the book, in build/docs/html/index.html
  make compile_commands.json
                       for editors that use clangd

For whoever uses the library:
  make lib             build/lib/libasyncio.a
  make demos           every demo, in build/demos
  make install PREFIX=/usr/local
                       headers, library and libasyncio.pc; DESTDIR= for packages
  make bench           how fast it is

For instructors and maintainers:
  make check           the tests of all chapters on the reference solutions
  make check-kit       the checks on the kit itself
  make fuzz            fuzzers, 10 minutes each; FUZZ_TIME=60 for a minute
  make handout         the learners' files from solutions/; FORCE=1 writes over uncommitted work
  make format          clang-format
  make clean           remove everything that was built

With any of them: CC=clang, CFLAGS=..., V=1 (show commands).
END
