# The calls that tests/harness/fault.c can make fail. With a linker that knows --wrap, compile fault.c
# with -DFAULT_WRAP and link the test program with HARNESS_WRAPS.
HARNESS_WRAPS = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc \
	-Wl,--wrap=select,--wrap=poll,--wrap=clock_gettime \
	-Wl,--wrap=read,--wrap=write,--wrap=recv,--wrap=send \
	-Wl,--wrap=accept,--wrap=socket,--wrap=pipe,--wrap=pthread_create,--wrap=pthread_cond_wait \
	-Wl,--wrap=tcase_fn_start,--wrap=_mark_point
