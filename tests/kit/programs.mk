# Builds programs of the kit's own checks on the library: the reference, with sanitizers by default.
#
#   make -f tests/kit/programs.mk CC=clang differential reliability
#
# leaves build/check-clang/programs/differential/gather and so on.

include tests/kit/compile.mk

LIBRARY_OBJECTS := $(foreach c,$(LIBRARY),$(patsubst %,$(O)/reference/$(c)/%.o,$(filter-out $(PRACTICE_$(c)),$(MODULES_$(c)))))

DIFFERENTIAL := $(patsubst tests/differential/%.c,$(O)/programs/differential/%,\
	$(filter-out %/virtual_time.c,$(wildcard tests/differential/*.c)))
RELIABILITY  := $(patsubst %,$(O)/programs/reliability/%,cancel memory calls)

# Demos that have a twin in Python, by their names; and which programs, of these and others, run in real time.
DEMO_TWINS    ?=
REAL_TIME     ?=
TWINS         := $(foreach c,$(CHAPTERS),$(foreach d,$(filter $(DEMO_TWINS),$(DEMOS_$(c))),$(c)/$(d)))
TWIN_PROGRAMS := $(foreach t,$(TWINS),$(O)/programs/differential/$(notdir $(t)))

THREADS      := $(O)/programs/threads/stress

.PHONY: differential reliability threads
differential: $(DIFFERENTIAL) $(TWIN_PROGRAMS)
reliability: $(RELIABILITY)
threads: $(THREADS)

$(DIFFERENTIAL): $(O)/programs/%: $(O)/others/%.o $(LIBRARY_OBJECTS)
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK) $^ $(LIBS) -o $@

$(foreach t,$(TWINS),$(eval $(O)/programs/differential/$(notdir $(t)): $(O)/demo/$(t).o))
$(TWIN_PROGRAMS): $(LIBRARY_OBJECTS)
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK) $^ $(LIBS) -o $@
$(filter-out $(REAL_TIME:%=$(O)/programs/differential/%),$(DIFFERENTIAL) $(TWIN_PROGRAMS)): $(O)/others/differential/virtual_time.o

# What they need beside the library: time that does not pass, and a heap that can be made to fail.
HEAP_WRAPS = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free,--wrap=getline
SCENARIOS  = $(patsubst tests/%.c,$(O)/others/%.o,$(wildcard tests/reliability/scenarios*.c)) \
	$(O)/others/reliability/heap.o $(O)/others/reliability/waiting.o

# And for calls.c, what the library asks of the system: tests/reliability/faults.c.
CALL_WRAPS = -Wl,--wrap=read,--wrap=write,--wrap=recv,--wrap=send,--wrap=accept,--wrap=connect \
	-Wl,--wrap=socket,--wrap=socketpair,--wrap=pipe,--wrap=fcntl,--wrap=bind,--wrap=listen \
	-Wl,--wrap=getsockopt,--wrap=setsockopt,--wrap=select,--wrap=fork,--wrap=posix_spawnp,--wrap=waitpid \
	-Wl,--wrap=pthread_create,--wrap=pthread_mutex_init,--wrap=pthread_cond_init \
	-Wl,--wrap=open,--wrap=fdopen,--wrap=fwrite,--wrap=fclose,--wrap=getaddrinfo

$(O)/programs/reliability/calls: $(O)/others/reliability/faults.o
$(O)/programs/reliability/calls: private HEAP_WRAPS += $(CALL_WRAPS)
$(RELIABILITY): $(O)/programs/%: $(O)/others/%.o $(SCENARIOS) $(LIBRARY_OBJECTS)
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK) $(HEAP_WRAPS) $^ $(LIBS) -o $@

# What they need: the chapters up to the one with threads.
THREADED_OBJECTS := $(foreach c,$(filter-out 00-%,$(call up_to,09-executor)),$(patsubst %,$(O)/reference/$(c)/%.o,$(filter-out $(PRACTICE_$(c)),$(MODULES_$(c)))))

$(THREADS): $(O)/programs/%: $(O)/others/%.o $(THREADED_OBJECTS)
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK) $^ $(LIBS) -o $@

# The server that hostile.sh tries.
HOSTILE := $(O)/programs/kit/hostile/server

.PHONY: hostile
hostile: $(HOSTILE)

$(HOSTILE): $(O)/programs/%: $(O)/others/%.o $(LIBRARY_OBJECTS)
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK) $^ $(LIBS) -o $@

# The page of C of coroutines.sh. PAGE_FLAGS are for it alone; with PREPROCESSED=yes it is compiled in
# two steps.
PAGE := $(O)/programs/kit/page

.PHONY: page
page: $(PAGE)

$(O)/others/kit/page.i: tests/kit/page.c $(O)/flags | $(HEADER_FILES)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(FLAGS) $(PAGE_FLAGS) $(call includes,$(lastword $(CHAPTERS)),reference) -E $< -o $@

$(O)/others/kit/page.o: $(if $(PREPROCESSED),$(O)/others/kit/page.i,tests/kit/page.c) $(O)/flags | $(HEADER_FILES)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(FLAGS) $(PAGE_FLAGS) $(if $(PREPROCESSED),,$(call includes,$(lastword $(CHAPTERS)),reference)) -c $< -o $@

$(PAGE): $(O)/others/kit/page.o $(LIBRARY_OBJECTS)
	$(Q)mkdir -p $(@D)
	$(Q)$(LINK) $^ $(LIBS) -o $@

-include $(wildcard $(O)/others/differential/*.d $(O)/others/reliability/*.d $(O)/others/threads/*.d $(O)/others/kit/hostile/*.d)
