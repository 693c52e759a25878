# What is built from what. It runs in the root of the project, so every path here is relative to it,
# and a checkout whose own path has spaces works:
#
#   make -f tests/tools/build.mk CHAPTER=03-select program
#
# Learners never call it; chapters/chapter.mk and the Makefile at the top do. What it is told:
#
#   CHAPTER  the chapter, by the name of its directory
#   WHO      whose modules of CHAPTER itself: mine (the learner's), reference, or (for demos) passing:
#            the learner's where the chapter's tests pass with them, else the reference
#   BASE     whose modules of the earlier chapters are linked: mine, reference, or (empty) the
#            learner's where that chapter's tests pass with them, else the reference
#   VARIANT  check (sanitizers), plain (for gdb and valgrind), release (for demos and the library)
#   CC CFLAGS CPPFLAGS LDFLAGS LDLIBS   as always; what is given here is added to our own flags
#
# A module comes in three kinds, each with its own directory of objects:
#
#   mine       chapters/NN/M.c, as it is
#   filled     the same, with the exercises that are not started yet filled in (see fill.awk)
#   reference  solutions/NN/M.c
#
# Where an exercise is a macro, the learner's file is a header (HEADERS in the chapter's Makefile). It
# comes in the same three kinds, and what includes it is built once for each choice of them (KEY).

WHO     ?= mine
BASE    ?=
VARIANT ?= check

MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.SECONDARY:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := program

# V=1 shows every command.
Q := $(if $(V),,@)

# ---- The chapters ---------------------------------------------------------------------------------

CHAPTERS := $(sort $(patsubst chapters/%/Makefile,%,$(wildcard chapters/*/Makefile)))
CHAPTER  ?= $(lastword $(CHAPTERS))

# The chapters up to $(1), and those before it that its programs are linked with. Chapter 00 is only
# for finding one's feet: nothing is built on it.
up_to   = $(foreach c,$(CHAPTERS),$(if $(filter $(c),$(firstword $(sort $(c) $(1)))),$(c)))
earlier = $(filter-out $(1) 00-%,$(call up_to,$(1)))

$(foreach c,$(CHAPTERS),\
	$(eval MODULES_$(c) := $(shell sed -n 's/^MODULES *:*= *//p' chapters/$(c)/Makefile))\
	$(eval HEADERS_$(c) := $(shell sed -n 's/^HEADERS *:*= *//p' chapters/$(c)/Makefile))\
	$(eval PRACTICE_$(c) := $(shell sed -n 's/^PRACTICE *:*= *//p' chapters/$(c)/Makefile))\
	$(eval DEMOS_$(c) := $(filter-out $(MODULES_$(c)),$(sort $(patsubst chapters/$(c)/%.c,%,$(wildcard chapters/$(c)/*.c))))))

MODULES := $(MODULES_$(CHAPTER))
EARLIER := $(call earlier,$(CHAPTER))
LIBRARY := $(filter-out 00-%,$(CHAPTERS))

# ---- The compiler ---------------------------------------------------------------------------------

# Each compiler and variant has a directory of its own, so switching never mixes objects. What the
# compiler can do is found out once, by probe.sh.
empty    :=
COMPILER := $(subst /,-,$(subst $(empty) ,-,$(CC)))
O        := build/$(VARIANT)-$(COMPILER)
PROBE    := build/probe-$(COMPILER).mk

include $(PROBE)
$(PROBE): tests/tools/probe.sh
	$(Q)mkdir -p $(@D)
	$(Q)sh tests/tools/probe.sh $(CC) >$@

include tests/harness/harness.mk tests/harness/wraps.mk

FLAGS_check   = -O1 -g -fno-omit-frame-pointer $(SANITIZE)
FLAGS_plain   = -O0 -g
FLAGS_release = -O2 -g

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wimplicit-fallthrough $(WARN_KIND)
FLAGS    = -std=c11 -D_POSIX_C_SOURCE=200809L $(WARNINGS) $(FLAGS_$(VARIANT)) $(CPPFLAGS) $(CFLAGS)
COMPILE  = $(CC) $(FLAGS) -MMD -MP $(COLOUR)
LINK     = sh tests/tools/link.sh $(CC) $(FLAGS_$(VARIANT)) $(CFLAGS) $(LDFLAGS)
LIBS     = $(LDLIBS) -lm -pthread

# Makes the target a file that holds the text KEEP and gets newer only when the text changes. The text
# goes through the environment, for it may have quotes in it.
WRITE_IF_CHANGED = mkdir -p $(@D); printf '%s\n' "$$KEEP" | cmp -s - $@ || printf '%s\n' "$$KEEP" >$@

# Other flags: everything that was built with them is built again.
$(O)/flags: export KEEP = $(CC) $(FLAGS) $(LDFLAGS) $(LIBS) $(CHECK_CFLAGS) $(CHECK_LIBS)
$(O)/flags: FORCE
	@$(WRITE_IF_CHANGED)

.PHONY: FORCE
FORCE:

# ---- What a chapter is built on -------------------------------------------------------------------

# Whose modules of the earlier chapters: one included file for each says BASE_NN-name = mine or
# reference. They are made before anything else, and made again when something has changed that the
# answer hangs on. The answer is the chapter's own: sanitizers on, exercises filled, all tests.
CHOICES   := build/choice-$(COMPILER)
UNDECIDED_mine    := $(EARLIER)
UNDECIDED_passing := $(EARLIER) $(CHAPTER)

$(foreach c,$(EARLIER) $(CHAPTER),$(eval BASE_$(c) := $(or $(BASE),reference)))
ifeq ($(BASE),)
include $(patsubst %,$(CHOICES)/%.mk,$(UNDECIDED_$(WHO)))
endif

define chapter_choice
$(CHOICES)/$(1).mk: tests/tools/choose.sh tests/tools/check.sh tests/tools/fill.awk $(PROBE) \
		$(wildcard chapters/$(1)/*.[ch] solutions/$(1)/*.[ch] tests/$(1)/*.[ch] tests/harness/*.[ch] build/results/$(1).tsv) \
		$(patsubst %,$(CHOICES)/%.mk,$(call earlier,$(1)))
	$(Q)mkdir -p $$(@D)
	$(Q)MAKE='$$(MAKE)' CC='$(CC)' CHAPTER=$(1) sh tests/tools/choose.sh >$$@
endef
$(foreach c,$(CHAPTERS),$(eval $(call chapter_choice,$(c))))

# "01 yours · 02 reference"
said_mine      := yours
said_reference := reference
said = $(firstword $(subst -, ,$(1)))~$(said_$(BASE_$(1)))
sentence  = $(subst ~, ,$(subst $(empty) , · ,$(strip $(foreach c,$(1),$(call said,$(c))))))
BASE_TEXT := $(call sentence,$(EARLIER))

BASE_OBJECTS = $(foreach c,$(EARLIER),$(MODULES_$(c):%=$(O)/$(BASE_$(c):mine=mine$(KEY))/$(c)/%.o))

# ---- The headers that a learner writes ------------------------------------------------------------

# The chapters up to this one that have some, and which kind of them is included. KEY keeps apart what
# was built with one choice and what with another.
HEADED := $(foreach c,$(call up_to,$(CHAPTER)),$(if $(HEADERS_$(c)),$(c)))
$(foreach c,$(HEADED),$(eval HEADER_$(c) := $(BASE_$(c))))
$(if $(filter mine reference,$(WHO)),$(if $(HEADERS_$(CHAPTER)),$(eval HEADER_$(CHAPTER) := $(WHO))))
KEY := $(subst $(empty) ,,$(foreach c,$(HEADED),-$(HEADER_$(c))))

# Where a file of kind $(2) finds the headers of chapter $(1). The reference never sees a learner's;
# tests, and what they test, see this chapter's filled ones.
header_dir = $(if $(filter reference,$(2) $(HEADER_$(1))),build/headers,$(if \
	$(filter $(CHAPTER)-filled,$(1)-$(2)),$(O)/filled,chapters))/$(1)

# A kit without answers has no reference to make one from.
HEADER_FILES := $(foreach c,$(CHAPTERS),$(patsubst solutions/%,build/headers/%,$(wildcard $(HEADERS_$(c):%=solutions/$(c)/%)))) \
	$(if $(filter mine,$(HEADER_$(CHAPTER))),$(HEADERS_$(CHAPTER):%=$(O)/filled/$(CHAPTER)/%))

# What a file of kind $(2) of chapter $(1) may include: the headers of this chapter and those before it.
includes = $(foreach c,$(call up_to,$(1)),$(if $(HEADERS_$(c)),-I$(call header_dir,$(c),$(2)))) \
	$(addprefix -I,chapters $(addprefix chapters/,$(call up_to,$(1))))

# ---- Objects --------------------------------------------------------------------------------------

# What a learner has written goes through learner-cc.sh: of many errors it shows the first, and it keeps
# the warnings beside the object. So do tests that use a learner's macros.
LEARNER_CC = sh tests/tools/learner-cc.sh $(COMPILE) $(FIRST_ERROR)

# The modules of chapter $(1) that have tests of their own. One without exercises may have none.
tested = $(foreach m,$(MODULES_$(1)),$(if $(wildcard tests/$(1)/check_$(m).c),$(m)))

define chapter_objects
$(O)/mine$(KEY)/$(1)/%.o: chapters/$(1)/%.c $(O)/flags | $(HEADER_FILES)
	$(Q)mkdir -p $$(@D)
	$(Q)$$(LEARNER_CC) $(call includes,$(1),mine) -c $$< -o $$@

$(O)/filled/$(1)/%.c: chapters/$(1)/%.c $(wildcard solutions/$(1)/*.c) tests/tools/fill.awk
	$(Q)mkdir -p $$(@D)
	$(Q)awk -v learner=$$< -v reference=solutions/$(1)/$$*.c -v mode=live \
		-f tests/tools/fill.awk $$(firstword $$(wildcard solutions/$(1)/$$*.c) /dev/null) $$< >$$@

$(O)/filled/$(1)/%.h: chapters/$(1)/%.h $(wildcard solutions/$(1)/*.h) tests/tools/fill.awk
	$(Q)mkdir -p $$(@D)
	$(Q)awk -v learner=$$< -v reference=solutions/$(1)/$$*.h -v mode=live \
		-f tests/tools/fill.awk $$(firstword $$(wildcard solutions/$(1)/$$*.h) /dev/null) $$< >$$@

build/headers/$(1)/%.h: solutions/$(1)/%.h tests/tools/unifdef.awk
	$(Q)mkdir -p $$(@D)
	$(Q)awk -v keep=1 -f tests/tools/unifdef.awk $$< >$$@

$(O)/filled$(KEY)/$(1)/%.o: $(O)/filled/$(1)/%.c $(O)/flags | $(HEADER_FILES)
	$(Q)mkdir -p $$(@D)
	$(Q)$$(LEARNER_CC) $(call includes,$(1),filled) -c $$< -o $$@

$(O)/reference/$(1)/%.o: solutions/$(1)/%.c $(O)/flags | $(HEADER_FILES)
	$(Q)mkdir -p $$(@D)
	$(Q)$$(COMPILE) -DSOLUTION $(call includes,$(1),reference) -c $$< -o $$@

$(O)/demo/$(1)/%.o: chapters/$(1)/%.c $(O)/flags | $(HEADER_FILES)
	$(Q)mkdir -p $$(@D)
	$(Q)$$(COMPILE) $(call includes,$(1),reference) -c $$< -o $$@

$(O)/tests$(KEY)/$(1)/%.o: tests/$(1)/%.c $(O)/flags | $(HEADER_FILES)
	$(Q)mkdir -p $$(@D)
	$(Q)$(if $(HEADERS_$(1)),$$(LEARNER_CC),$$(COMPILE)) $$(CHECK_CFLAGS) $(call includes,$(1),filled) -Itests/harness \
		-c $$< -o $$@

$(O)/tests$(KEY)/$(1)/runner.o: tests/harness/runner.c chapters/$(1)/Makefile $(wildcard tests/$(1)/check_*.c) $(O)/flags
	$(Q)mkdir -p $$(@D)
	$(Q)$$(COMPILE) $$(CHECK_CFLAGS) -DSUITES='$(foreach m,$(call tested,$(1)),X($(m)))' -DCHAPTER=$(1) \
		$(call includes,$(1),filled) -Itests/harness -c $$< -o $$@
endef
$(foreach c,$(CHAPTERS),$(eval $(call chapter_objects,$(c))))

# The harness knows all chapters: it can describe a loop. Which of its objects a chapter gets is said
# in harness.mk.
$(O)/harness/%.o: tests/harness/%.c $(O)/flags tests/harness/wraps.mk | $(HEADER_FILES)
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(CHECK_CFLAGS) $(if $(WRAP),-DFAULT_WRAP) $(call includes,$(lastword $(CHAPTERS)),reference) \
		-Itests/harness -c $< -o $@

HARNESS := $(filter-out runner.o,$(HARNESS_OBJECTS)) \
	$(foreach c,$(call up_to,$(CHAPTER)),$(HARNESS_OBJECTS_FROM_$(firstword $(subst -, ,$(c)))))

-include $(foreach c,$(CHAPTERS),$(foreach k,mine$(KEY) filled$(KEY) tests$(KEY) reference demo,$(wildcard $(O)/$(k)/$(c)/*.d)))
-include $(wildcard $(O)/harness/*.d)

# ---- The chapter's test program -------------------------------------------------------------------

PROGRAM     := $(O)/program/$(CHAPTER)/$(WHO)
OWN_mine    := filled$(KEY)
OWN_reference := reference
OWN_OBJECTS := $(MODULES:%=$(O)/$(OWN_$(WHO))/$(CHAPTER)/%.o)
TESTS       := $(patsubst tests/%.c,$(O)/tests$(KEY)/%.o,$(wildcard tests/$(CHAPTER)/*.c)) \
	$(O)/tests$(KEY)/$(CHAPTER)/runner.o

# What the report says about the base; and with another base the program is linked again.
$(PROGRAM).base: export KEEP = $(BASE_TEXT)
$(PROGRAM).base: FORCE
	@$(WRITE_IF_CHANGED)

$(PROGRAM): $(OWN_OBJECTS) $(TESTS) $(HARNESS:%=$(O)/harness/%) $(BASE_OBJECTS) $(PROGRAM).base
	$(Q)$(LINK) $(if $(WRAP),$(HARNESS_WRAPS)) $(filter %.o,$^) $(CHECK_LIBS) $(LIBS) -o $@

# The warnings about the learner's files are shown each time, not only when they were compiled. The
# last line that this prints is the path of the program.
.PHONY: program
program: $(PROGRAM)
	@sh tests/tools/warnings.sh "$(COLOUR)" $(patsubst %.o,%.log,$(OWN_OBJECTS) $(if $(HEADERS_$(CHAPTER)),$(TESTS))) >&2
	@echo $(PROGRAM)

# ---- The chapter's demos --------------------------------------------------------------------------

# make demo: on the learner's modules where they pass, with TODO() for programs if need be.
DEMO_DIR   := $(O)/demos/$(CHAPTER)
DEMO_OWN   := $(MODULES:%=$(O)/$(BASE_$(CHAPTER):mine=mine$(KEY))/$(CHAPTER)/%.o)
$(DEMO_DIR)/on: export KEEP = $(call sentence,$(EARLIER) $(CHAPTER))
$(DEMO_DIR)/on: FORCE
	@$(WRITE_IF_CHANGED)

$(DEMOS_$(CHAPTER):%=$(DEMO_DIR)/%): $(DEMO_DIR)/%: $(O)/mine$(KEY)/$(CHAPTER)/%.o $(DEMO_OWN) $(BASE_OBJECTS) \
		$(HARNESS_PROGRAM_OBJECTS:%=$(O)/harness/%) $(DEMO_DIR)/on
	$(Q)$(LINK) $(filter %.o,$^) $(LIBS) -o $@

# The last line that this prints is the path of the program.
.PHONY: demo
demo: $(DEMO_DIR)/$(DEMO)
	@echo $<

# One demo reads JSON, if cJSON is there (probe.sh). Private: what it is linked from does not.
$(O)/mine$(KEY)/12-http/fetch.o $(O)/demo/12-http/fetch.o: private FLAGS += $(CJSON_CFLAGS)
$(DEMO_DIR)/fetch build/demos/fetch: private LIBS += $(CJSON_LIBS)

# ---- The product: the library and all demos, on the reference -------------------------------------

# These have one place for all compilers, so they remember which one made them.
build/lib/made-by build/demos/made-by: export KEEP = $(LINK) $(FLAGS) $(LIBS)
build/lib/made-by build/demos/made-by: FORCE
	@$(WRITE_IF_CHANGED)

# What is for practice only (PRACTICE in a chapter's Makefile) is no part of the library.
build/lib/libasyncio.a: $(foreach c,$(LIBRARY),$(patsubst %,$(O)/reference/$(c)/%.o,\
		$(filter-out $(PRACTICE_$(c)),$(MODULES_$(c))))) build/lib/made-by
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $(filter %.o,$^)

define chapter_demos
$(DEMOS_$(1):%=build/demos/%): build/demos/%: $(O)/demo/$(1)/%.o \
		$(foreach c,$(call earlier,$(1)) $(1),$(MODULES_$(c):%=$(O)/reference/$(c)/%.o)) build/demos/made-by
	$(Q)$$(LINK) $$(filter %.o,$$^) $$(LIBS) -o $$@
endef
$(foreach c,$(CHAPTERS),$(if $(DEMOS_$(c)),$(eval $(call chapter_demos,$(c)))))

.PHONY: lib demos
lib: build/lib/libasyncio.a
demos: $(foreach c,$(CHAPTERS),$(DEMOS_$(c):%=build/demos/%))

# ---- For editors ----------------------------------------------------------------------------------

.PHONY: compile_commands.json
compile_commands.json:
	$(Q)sh tests/tools/compile_commands.sh $(CC) $(FLAGS) $(CHECK_CFLAGS) >$@.new
	$(Q)mv $@.new $@
