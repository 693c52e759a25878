# The commands of a chapter. Each chapter's Makefile includes this file and says which modules it has.
#
# A command is a script of tests/tools, run in the root of the project, so that compilers and tests
# name files as seen from there and no path needs the directory that the project lies in. What is
# built from what is in tests/tools/build.mk.

.DEFAULT_GOAL := check
MAKEFLAGS += --no-print-directory

# Commands run one after the other, for they build in the same places; with -j each is built in parallel.
.NOTPARALLEL:

# The scripts see the chapter, and what was typed after the command: make check EX=1.2.
export CHAPTER := $(lastword $(notdir $(CURDIR)))
export CC EX WHO BASE DEMO ARGS YES

# How a script is run: as a make of its own (+), for -j to reach it. With -n it is only shown.
SCRIPT = $(if $(findstring n,$(filter-out -%,$(firstword $(MAKEFLAGS)))),,+)cd ../.. && MAKE='$(MAKE)' sh

COMMANDS := check watch hint demo memcheck gdb solution reset

.PHONY: $(COMMANDS) clean help
$(COMMANDS):
	@$(SCRIPT) tests/tools/$@.sh

clean:
	@cd ../.. && rm -rf build/*/*/$(CHAPTER) build/results/$(CHAPTER).* build/choice-*/$(CHAPTER).mk

help:
	@cd ../.. && sh tests/tools/help.sh chapter

# A word that is no command, or one that is at the top.
AT_THE_TOP := start progress docs lib demos install bench check-kit fuzz handout format compile_commands.json
.DEFAULT:
	@echo "there is no command \"$@\" in a chapter: $(if $(filter $@,$(AT_THE_TOP)),it is at the top: make -C ../.. $@,make help lists them)" >&2
	@exit 2
