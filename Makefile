# Every command of the kit. `make` alone prints them.
#
# What is built from what is in tests/tools/build.mk; the commands of a chapter are in
# chapters/chapter.mk; most commands are a script of tests/tools.

VERSION = 0.1

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Commands run one after the other, for they build in the same places; with -j each is built in parallel.
.NOTPARALLEL:

# What may be typed after a command, for the scripts.
export CC BASE FORCE PREFIX DESTDIR YES

BUILD = $(MAKE) -f tests/tools/build.mk

# How a script that builds is run: as a make of its own (+), for -j to reach it. With -n it is only shown.
SCRIPT = $(if $(findstring n,$(filter-out -%,$(firstword $(MAKEFLAGS)))),,+)MAKE='$(MAKE)' sh
SETUP = sh tests/tools/setup.sh

.PHONY: help start check progress docs lib demos install bench check-kit fuzz handout format \
	compile_commands.json clean

help:
	@sh tests/tools/help.sh

# ---- Learners -------------------------------------------------------------------------------------

start:
	@$(SCRIPT) tests/tools/start.sh

progress:
	@$(SCRIPT) tests/tools/progress.sh

# The look of the book is a package that not every system has; without it the book is plain.
docs:
	@$(SETUP) doxygen dot
	@$(SETUP) awesome-css || :
	@sh docs/build.sh

compile_commands.json:
	@$(SETUP) cc
	+@$(BUILD) $@
	@echo "$@ is for the files as they are now; make it again when files are added"

# ---- Whoever uses the library ---------------------------------------------------------------------

lib demos:
	@$(SETUP) check
	@sh tests/tools/build-dir.sh
	+@$(BUILD) VARIANT=release $@ && echo "$@: in build/$(if $(filter lib,$@),lib/libasyncio.a,demos)"

install: lib
	@sh tests/tools/install.sh '$(VERSION)' '-lm -pthread'

bench:
	@$(SETUP) check
	@$(SCRIPT) tests/bench/run.sh

# ---- Instructors and maintainers ------------------------------------------------------------------

check:
	@$(SCRIPT) tests/tools/check-all.sh

check-kit:
	@$(SETUP) maintainer
	@sh tests/kit/run.sh

# For how many seconds each fuzzer runs.
FUZZ_TIME ?= 600

fuzz:
	@$(SETUP) maintainer
	@FUZZ_TIME='$(FUZZ_TIME)' sh tests/kit/fuzz.sh

handout:
	@sh tests/tools/handout.sh

# Mutants are pieces of functions, and stay as a student would have written them. clang-format takes
# `finally {` for the beginning of a function, and has to be told otherwise.
format:
	@$(SETUP) clang-format
	@find chapters solutions tests -name mutants -prune -o -name '*.[ch]' -exec clang-format -i {} +
	@find chapters solutions tests -name mutants -prune -o -name '*.[ch]' -exec grep -lx ' *finally' {} + | while IFS= read -r file; do \
		awk '/^ *finally$$/ { held = $$0; next } held != "" { sub(/^ */, held " "); held = "" } 1' "$$file" >"$$file.new" && \
		cat "$$file.new" >"$$file" && rm "$$file.new" || exit; done

clean:
	rm -rf build

# A word that is no command.
.DEFAULT:
	@echo "there is no command \"$@\": make help lists them" >&2
	@exit 2
