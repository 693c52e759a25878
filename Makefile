# Every command of the kit. `make` alone prints them.
#
# What is built from what is in tests/tools/build.mk; the commands of a chapter are in chapters/chapter.mk.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export CC FORCE PREFIX DESTDIR

BUILD = $(MAKE) -f tests/tools/build.mk

.PHONY: help handout lib demos clean

help:
	@sh tests/tools/help.sh

handout:
	@sh tests/tools/handout.sh

lib demos:
	@sh tests/tools/setup.sh cc
	@$(BUILD) VARIANT=release $@

clean:
	rm -rf build
