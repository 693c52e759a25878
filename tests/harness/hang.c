/*
 * A test that runs out of time says where it stands.
 *
 * Two clocks watch a test: one of processor time, for a loop without end, and one of real time, for a
 * wait without end. Their signal finds the program anywhere, even inside malloc(). So the report
 * is written through a stream that was opened before, into the record that the runner reads, and if
 * the report itself gets stuck, a second alarm ends the process with the record already written.
 */
#include "exercise.h"
#include "hang.h"
#include "hang_describe.h"
#include "harness.h"

#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#define HANG_CPU_SECONDS  2
#define HANG_REAL_SECONDS 10
#define OBJECTS_MAX       8
#define NAMES_MAX         32

static struct object {
    void (*describe)(FILE *out, const void *object);
    const void *object;
} objects[OBJECTS_MAX];

static struct name {
    int (*callback)(void *arg);
    const char *name;
} names[NAMES_MAX];

static int object_count, name_count;
static int belongs_to; /* the test that the two tables are about */
static FILE *report;   /* writes to the record's message */

static void tables_renew(void)
{
    if (belongs_to == test_number())
        return;
    belongs_to = test_number();
    object_count = name_count = 0;
}

void hang_shows(void (*describe)(FILE *out, const void *object), const void *object)
{
    tables_renew();
    for (int i = 0; i < object_count; i++)
        if (objects[i].object == object && objects[i].describe == describe)
            return;
    if (object_count < OBJECTS_MAX)
        objects[object_count++] = (struct object){describe, object};
}

void hang_names(int (*callback)(void *arg), const char *name)
{
    tables_renew();
    if (name_count < NAMES_MAX)
        names[name_count++] = (struct name){callback, name};
}

/* ---- Describing ----------------------------------------------------------------------------- */

void hang_show_call(FILE *out, int (*callback)(void *arg), const void *arg)
{
    if (callback == journal_write) {
        fprintf(out, "\"%.40s\"", arg != NULL ? (const char *)arg : "");
        return;
    }
    for (int i = 0; i < name_count; i++) {
        if (names[i].callback == callback) {
            fputs(names[i].name, out);
            return;
        }
    }
    fputs(callback != NULL ? "a callback" : "a handle without a callback", out);
}

bool hang_can_read(const void *object, size_t size)
{
    if ((uintptr_t)object < 4096 || (uintptr_t)object % sizeof(void *) != 0)
        return false;
    return memory_is_live(object, size);
}

static sigjmp_buf out_of_description;

static void wild_pointer(int signal)
{
    (void)signal;
    siglongjmp(out_of_description, 1);
}

/* Describes one object. A wild pointer in it costs the rest of its description. */
static void describe(const struct object *object)
{
    if (sigsetjmp(out_of_description, 1) == 0)
        object->describe(report, object->object);
    else
        fputs("(there a pointer leads out of all memory)\n", report);
    fflush(report);
}

static void describe_all(void)
{
    struct sigaction action = {.sa_handler = wild_pointer};

    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    for (int i = 0; i < object_count; i++)
        describe(&objects[i]);
}

/* From here on the process has one more second. */
static void last_alarm(void)
{
    sigset_t alarms;

    signal(SIGALRM, SIG_DFL);
    sigemptyset(&alarms);
    sigaddset(&alarms, SIGALRM);
    sigprocmask(SIG_UNBLOCK, &alarms, NULL);
    alarm(5);
}

static void report_open(void)
{
    struct record *record = record_current();

    if (report == NULL)
        report = fmemopen(record->message, sizeof record->message, "w");
}

void hang_report(const char *what)
{
    struct record *record = record_current();

    tables_renew();
    hang_disarm();
    record->ending = ENDING_HUNG;
    record_hung(record->exercise);
    report_open();
    if (report == NULL)
        test_end(ENDING_HUNG, NULL, 0, what);
    last_alarm();
    fprintf(report, "%s\n", what);
    fflush(report);
    describe_all();
    print_stack();
    alarm(0);
    test_end(ENDING_HUNG, NULL, 0, record->message);
}

/* ---- The two clocks ------------------------------------------------------------------------- */

/* The positive number in a variable of the environment; 1 if there is none. */
static double factor(const char *variable)
{
    const char *text = getenv(variable);
    const double number = text != NULL ? atof(text) : 1;

    return number > 0 ? number : 1;
}

double slow_build(void)
{
    return factor("CHECK_SLOW");
}

/* Check itself multiplies its own limits by the second, so ours follow it. */
static double slowness(void)
{
    return slow_build() * factor("CK_TIMEOUT_MULTIPLIER");
}

static void out_of_time(int signal)
{
    char what[128] = "output without end: the test printed many megabytes";

    if (signal == SIGALRM)
        snprintf(what, sizeof what, "a wait without end: nothing happened for %g s",
                 HANG_REAL_SECONDS * slowness());
    if (signal == SIGPROF)
        snprintf(what, sizeof what, "a loop without end: the test ran for %g s",
                 HANG_CPU_SECONDS * slowness());
    capture_unlimited();
    hang_report(what);
}

static void set_clocks(double cpu, double real)
{
    struct itimerval timer = {
        .it_value = {.tv_sec = (time_t)cpu,
                     .tv_usec = (suseconds_t)((cpu - (double)(time_t)cpu) * 1e6)}};

    setitimer(ITIMER_PROF, &timer, NULL);
    alarm((unsigned)(real + 0.5));
}

void hang_arm(void)
{
    struct sigaction action = {.sa_handler = out_of_time};

    report_open();
    sigaction(SIGPROF, &action, NULL);
    sigaction(SIGALRM, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
    set_clocks(HANG_CPU_SECONDS * slowness(), HANG_REAL_SECONDS * slowness());
}

void hang_disarm(void)
{
    set_clocks(0, 0);
}
