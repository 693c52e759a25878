# Compiles everything in C that the project has, and links nothing; warnings.sh calls it.
#
#   make -f tests/kit/compile.mk VARIANT=plain CC=clang CFLAGS='-O3 -Werror' -k -j2 everything

include tests/tools/build.mk

# A library that the benchmarks compare with may not be installed; `make bench` passes it over, too.
lacks  = $(shell printf '\043include <%s>\n' $(1) | $(CC) $(CPPFLAGS) -E -x c - >/dev/null 2>&1 || echo yes)
BENCH  := $(filter-out $(if $(call lacks,uv.h),%libuv.c) $(if $(call lacks,ev.h),%libev.c)\
	$(if $(call lacks,sys/epoll.h),%/server_raw.c),\
	$(wildcard tests/bench/*.c))
OTHERS := $(wildcard tests/kit/clients/*.c tests/kit/hostile/*.c tests/differential/*.c tests/reliability/*.c tests/threads/*.c tests/fuzz/*.c)

OBJECTS := $(foreach c,$(CHAPTERS),\
	$(foreach m,$(MODULES_$(c)),$(O)/mine$(KEY)/$(c)/$(m).o $(O)/filled$(KEY)/$(c)/$(m).o $(O)/reference/$(c)/$(m).o)\
	$(patsubst tests/%.c,$(O)/tests$(KEY)/%.o,$(wildcard tests/$(c)/*.c))\
	$(DEMOS_$(c):%=$(O)/mine$(KEY)/$(c)/%.o) $(O)/tests$(KEY)/$(c)/runner.o)\
	$(patsubst tests/harness/%.c,$(O)/harness/%.o,$(filter-out %/runner.c,$(wildcard tests/harness/*.c)))\
	$(BENCH:tests/%.c=$(O)/others/%.o) $(OTHERS:tests/%.c=$(O)/others/%.o)

.PHONY: everything
everything: $(OBJECTS)
	@echo compiled $(words $(OBJECTS))

$(O)/others/%.o: tests/%.c $(O)/flags | $(HEADER_FILES)
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(call includes,$(lastword $(CHAPTERS)),reference) -c $< -o $@
