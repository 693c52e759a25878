# Builds the fuzzers of tests/fuzz, with clang and its libFuzzer: the reference, with sanitizers.
#
#   make -f tests/kit/fuzz.mk CC=clang fuzzers
#
# leaves build/fuzz-clang/programs/fuzz/request_parser and so on.

VARIANT ?= fuzz
FLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all

include tests/kit/compile.mk

LIBRARY_OBJECTS := $(foreach c,$(LIBRARY),$(patsubst %,$(O)/reference/$(c)/%.o,$(filter-out $(PRACTICE_$(c)),$(MODULES_$(c)))))
FUZZERS := $(patsubst tests/%.c,$(O)/programs/%,$(wildcard tests/fuzz/*.c))

.PHONY: fuzzers
fuzzers: $(FUZZERS)

$(FUZZERS): $(O)/programs/%: $(O)/others/%.o $(LIBRARY_OBJECTS)
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK) -fsanitize=fuzzer $^ $(LIBS) -o $@

-include $(wildcard $(O)/others/fuzz/*.d)
