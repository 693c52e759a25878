# Builds and runs the mutants of one chapter; mutants.sh calls it in a copy of the project. Each costs
# one compilation of one module and one link: the tests, the harness and the other modules are shared.
#
#   make -f tests/kit/mutants.mk CHAPTER=03-select -j2 -k all
#
# OTHERS=yes runs the tests of the other exercises too. What comes of the mutant build/mutants/NN-name/K: K.results and K.explain, what CHECK_RESULTS and
# CHECK_EXPLAIN hold; K.log, what compiler, linker and test program said.

WHO  := reference
BASE := reference
include tests/tools/build.mk

M       := build/mutants/$(CHAPTER)
MUTANTS := $(patsubst tests/mutants/$(CHAPTER)/%.c,%,$(wildcard tests/mutants/$(CHAPTER)/*.c))

# All exercises, and those but the one that mutant $(1) answers. An exercise's module is where its TODO is.
EXERCISES := $(shell sed -n 's/^ *TODO."\([0-9.]*\)".*/\1/p' $(MODULES:%=chapters/$(CHAPTER)/%.c))
exercise   = $(firstword $(subst -, ,$(1)))
others     = $(filter-out $(call exercise,$(1)),$(EXERCISES))
module     = $(shell grep -l '^ *TODO."$(call exercise,$(1))"' $(MODULES:%=chapters/$(CHAPTER)/%.c) | sed 's|.*/||; s|[.]c$$||')

.PHONY: all
all: $(MUTANTS:%=$(M)/%.results)

SHARED := $(OWN_OBJECTS) $(TESTS) $(HARNESS:%=$(O)/harness/%) $(BASE_OBJECTS)

# A mutant may compile with warnings: so may a student's answer.
$(M)/%.results: tests/mutants/$(CHAPTER)/%.c $(SHARED)
	$(Q)mkdir -p $(M)
	$(Q)awk -v learner=chapters/$(CHAPTER)/$(call module,$*).c -v reference=solutions/$(CHAPTER)/$(call module,$*).c \
		-v mode=only -v only='$(call others,$*)' -v exercise=$(call exercise,$*) -v answer=$< -f tests/tools/fill.awk \
		solutions/$(CHAPTER)/$(call module,$*).c chapters/$(CHAPTER)/$(call module,$*).c >$(M)/$*.c
	$(Q)$(COMPILE) -w $(call includes,$(CHAPTER)) -c $(M)/$*.c -o $(M)/$*.o >$(M)/$*.log 2>&1
	$(Q)$(LINK) $(if $(WRAP),$(HARNESS_WRAPS)) $(M)/$*.o \
		$(filter-out $(O)/reference/$(CHAPTER)/$(call module,$*).o,$(filter %.o,$^)) $(CHECK_LIBS) $(LIBS) \
		-o $(M)/$*.program >>$(M)/$*.log 2>&1
	$(Q)CHECK_EXPLAIN=$(M)/$*.explain CHECK_RESULTS=$@.new timeout 120 $(M)/$*.program $(if $(OTHERS),,$(call exercise,$*)) >>$(M)/$*.log 2>&1 </dev/null; \
		rm -f $(M)/$*.program $(M)/$*.o; mv $@.new $@
