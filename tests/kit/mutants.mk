# Builds and runs the mutants of one chapter; mutants.sh calls it in a copy of the project. Each costs
# one compilation of one module and one link: the tests, the harness and the other modules are shared.
# Where the exercise is a macro, all that includes its header is compiled again: modules and tests.
#
#   make -f tests/kit/mutants.mk CHAPTER=03-select -j2 -k all
#
# OTHERS=yes runs the tests of the other exercises too. What comes of a mutant, in build/mutants/NN-name:
# K.results and K.explain, what CHECK_RESULTS and CHECK_EXPLAIN hold; K.log, what compiler, linker and
# test program said.

WHO  := reference
BASE := reference
include tests/tools/build.mk

M       := build/mutants/$(CHAPTER)
MUTANTS := $(patsubst tests/mutants/$(CHAPTER)/%.c,%,$(wildcard tests/mutants/$(CHAPTER)/*.c))

# All exercises, and those but the one that mutant $(1) answers. An exercise's file is where its TODO is.
FILES     := $(MODULES:%=chapters/$(CHAPTER)/%.c) $(HEADERS_$(CHAPTER):%=chapters/$(CHAPTER)/%)
EXERCISES := $(shell sed -n 's/^\(.define .*\)\{0,1\} *TODO."\([0-9.]*\)".*/\2/p' $(FILES))
exercise   = $(firstword $(subst -, ,$(1)))
others     = $(filter-out $(call exercise,$(1)),$(EXERCISES))
source     = $(notdir $(shell grep -El '^(.define .*)? *TODO."$(call exercise,$(1))"' $(FILES)))
module     = $(basename $(call source,$(1)))

.PHONY: all
all: $(MUTANTS:%=$(M)/%.results)

SHARED := $(OWN_OBJECTS) $(TESTS) $(HARNESS:%=$(O)/harness/%) $(BASE_OBJECTS)

FLAGS_OF_ALL = -w -DSOLUTION $(CHECK_CFLAGS) $(call includes,$(CHAPTER),reference) -Itests/harness

# A mutant may compile with warnings: so may a student's answer.
$(M)/%.results: tests/mutants/$(CHAPTER)/%.c $(SHARED)
	$(Q)rm -rf $(M)/$*.objects && mkdir -p $(M)/$*.objects
	$(Q)awk -v learner=chapters/$(CHAPTER)/$(call source,$*) -v reference=solutions/$(CHAPTER)/$(call source,$*) \
		-v mode=only -v only='$(call others,$*)' -v exercise=$(call exercise,$*) -v answer=$< -f tests/tools/fill.awk \
		solutions/$(CHAPTER)/$(call source,$*) chapters/$(CHAPTER)/$(call source,$*) >$(M)/$*.objects/$(call source,$*)
	$(Q)for each in $(if $(filter %.h,$(call source,$*)),$(MODULES:%=solutions/$(CHAPTER)/%.c) $(wildcard tests/$(CHAPTER)/*.c),\
			$(M)/$*.objects/$(call source,$*)); do \
		$(COMPILE) -I$(M)/$*.objects $(FLAGS_OF_ALL) -c $$each -o $(M)/$*.objects/$$(basename $$each .c).o || exit; \
	done >$(M)/$*.log 2>&1
	$(Q)$(LINK) $(if $(WRAP),$(HARNESS_WRAPS)) $(M)/$*.objects/*.o $(filter-out \
		$(if $(filter %.h,$(call source,$*)),$(OWN_OBJECTS) $(filter-out %/runner.o,$(TESTS)),$(O)/reference/$(CHAPTER)/$(call module,$*).o),\
		$(filter %.o,$^)) $(CHECK_LIBS) $(LIBS) -o $(M)/$*.program >>$(M)/$*.log 2>&1
	$(Q)CHECK_EXPLAIN=$(M)/$*.explain CHECK_RESULTS=$@.new timeout 120 $(M)/$*.program $(if $(OTHERS),,$(call exercise,$*)) >>$(M)/$*.log 2>&1 </dev/null; \
		rm -rf $(M)/$*.program $(M)/$*.objects; mv $@.new $@
