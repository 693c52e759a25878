# The programs of tests/harness/selftest.sh, built in the root of the project with the rules and flags
# that all test programs are built with. One is linked with code that does everything wrong, one with
# the tools that tests use.

WHO  = reference
BASE = reference
CHAPTER = 03-select

include tests/tools/build.mk

SELF    := tests/harness/selftest
OUT     := $(O)/selftest
OBJECTS := $(patsubst %,$(O)/harness/%,$(HARNESS)) \
	$(foreach c,$(LIBRARY),$(MODULES_$(c):%=$(O)/reference/$(c)/%.o))
SELF_INCLUDES := $(call includes,$(CHAPTER)) -Itests/harness

.DEFAULT_GOAL := selftest
.PHONY: selftest
selftest: $(OUT)/broken $(OUT)/tools

$(OUT)/runner-%.o: tests/harness/runner.c $(O)/flags
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(CHECK_CFLAGS) -DSUITES='X($*)' -DCHAPTER=$(CHAPTER_OF_$*) $(SELF_INCLUDES) -c $< -o $@
CHAPTER_OF_broken = 99-broken
CHAPTER_OF_tools  = 98-tools

$(OUT)/%.o: $(SELF)/chapters/99-broken/%.c $(O)/flags
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(SELF_INCLUDES) -c $< -o $@

$(OUT)/check_%.o: $(SELF)/tests/99-broken/check_%.c $(O)/flags
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(CHECK_CFLAGS) -I$(SELF)/chapters/99-broken $(SELF_INCLUDES) -c $< -o $@

$(OUT)/check_%.o: $(SELF)/tests/98-tools/check_%.c $(O)/flags
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(CHECK_CFLAGS) $(SELF_INCLUDES) -c $< -o $@

$(OUT)/broken: $(OUT)/broken.o
$(OUT)/broken $(OUT)/tools: $(OUT)/%: $(OUT)/check_%.o $(OUT)/runner-%.o $(OBJECTS)
	$(Q)$(LINK) $(if $(WRAP),$(HARNESS_WRAPS)) $^ $(CHECK_LIBS) $(LIBS) -o $@

-include $(wildcard $(OUT)/*.d)
