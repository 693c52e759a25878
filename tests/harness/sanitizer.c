/*
 * What the compiler's sanitizers are asked for, where the program is built with them.
 */
#include "harness.h"
#include "shorten.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif

#ifdef WITH_ASAN

#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>

/* The runtime calls these, by these names. Variables of the environment override the options. */
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);
void __asan_on_error(void);

/*
 * Leaks are looked for at the end of each test, not at the end of the program, which may be the
 * learner's doing. A huge malloc() returns NULL as it does elsewhere.
 */
const char *__asan_default_options(void)
{
    return "leak_check_at_exit=0:allocator_may_return_null=1:detect_stack_use_after_return=1:"
           "handle_abort=1:abort_on_error=0:allow_addr2line=1:color=never";
}

const char *__ubsan_default_options(void)
{
    return "print_stacktrace=1:color=never";
}

/*
 * A report begins. To find names and lines it may start a program of its own and wait for it: that
 * is no hang.
 */
void __asan_on_error(void)
{
    hang_disarm();
}

static bool unavailable;

/*
 * The leak checker stops all threads with ptrace(), which a debugger and some containers forbid; it
 * then ends the program. So a child tries it first.
 */
void leaks_probe(void)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        int nothing = open("/dev/null", O_WRONLY);

        dup2(nothing, 1);
        dup2(nothing, 2);
        __lsan_do_recoverable_leak_check();
        _exit(0);
    }
    if (child > 0 && waitpid(child, &status, 0) == child)
        unavailable = status != 0;
}

bool leaks_unavailable(void)
{
    return unavailable;
}

/*
 * The leak checker takes whatever looks like a pointer for one, also in the remains of functions that
 * have returned. They lie below this frame; the array is too large for ASan to put it elsewhere.
 */
static void scrub_stack(void)
{
    volatile char below[128 * 1024];

    for (size_t i = 0; i < sizeof below; i++)
        below[i] = 0;
}

/* Memory of the C library or of Check is none of a learner's business. */
bool leaks_found(void)
{
    const long begin = capture_size();
    bool ours;
    char *report;

    if (unavailable)
        return false;
    scrub_stack();
    if (__lsan_do_recoverable_leak_check() == 0)
        return false;
    report = capture_text(begin, -1);
    ours = leak_is_ours(report);
    free(report);
    return ours;
}

bool memory_is_live(const void *memory, size_t size)
{
    return __asan_region_is_poisoned((void *)memory, size) == NULL;
}

void print_stack(void)
{
    fputs("\n", stderr); /* the program may have left a line unfinished */
    __sanitizer_print_stack_trace();
}

#else

void leaks_probe(void)
{
}

bool leaks_unavailable(void)
{
    return false;
}

bool leaks_found(void)
{
    return false;
}

bool memory_is_live(const void *memory, size_t size)
{
    (void)memory;
    (void)size;
    return true;
}

void print_stack(void)
{
}

#endif
