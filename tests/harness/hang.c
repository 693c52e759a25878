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
#include <time.h>
#include <unistd.h>

#define HANG_CPU_SECONDS  2
#define HANG_REAL_SECONDS 10
#define HANG_RULE_SECONDS 5
#define LOOP_WITHOUT_END  "every loop comes to an end: this test was stopped while it ran"
#define WAIT_WITHOUT_END  "every wait comes to an end: this test was stopped while it waited"
#define EXTRA_ALARMS      3
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

static const char *rule; /* what a wait without end breaks; NULL: the test has not said */
static bool armed;       /* the clocks run */
static double cpu_used;  /* by this process, at the last alarm */
static int alarms;       /* how many found the test at work */

static void tables_renew(void)
{
    if (belongs_to == test_number())
        return;
    belongs_to = test_number();
    object_count = name_count = 0;
    rule = NULL;
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

/* From here on the process has only so much time left. */
static void last_alarm(void)
{
    sigset_t only_alarm;

    signal(SIGALRM, SIG_DFL);
    sigemptyset(&only_alarm);
    sigaddset(&only_alarm, SIGALRM);
    sigprocmask(SIG_UNBLOCK, &only_alarm, NULL);
    alarm(30);
}

/* With CK_FORK=no one process runs all tests, each with a record of its own to write to. */
static void report_open(void)
{
    static int opened_in;
    struct record *record = record_current();

    if (report != NULL && opened_in == test_number())
        return;
    if (report != NULL)
        fclose(report);
    report = fmemopen(record->message, sizeof record->message, "w");
    opened_in = test_number();
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

static void set_timer(double cpu)
{
    const struct timeval seconds = {.tv_sec = (time_t)cpu,
                                    .tv_usec = (suseconds_t)((cpu - (double)(time_t)cpu) * 1e6)};
    const struct itimerval timer = {.it_value = seconds};

    setitimer(ITIMER_PROF, &timer, NULL);
}

static void set_alarm(void)
{
    alarm((unsigned)((rule != NULL ? HANG_RULE_SECONDS : HANG_REAL_SECONDS) * slowness() + 0.5));
}

static double cpu_time(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/*
 * True if the test has worked since the last alarm. On a crowded machine a test that works gets little
 * done in ten seconds; it must not be taken for one that waits, nor be stopped too early.
 */
static bool is_at_work(void)
{
    const double before = cpu_used;

    cpu_used = cpu_time();
    return cpu_used - before > 0.02 * slowness();
}

/*
 * True if a report of undefined behaviour has begun. To find names and lines the sanitizer may start
 * a program and wait for it.
 */
static bool is_reporting(void)
{
    return capture_holds(": runtime error: ", record_current()->output);
}

static void real_time_is_over(int signal)
{
    const bool at_work = is_at_work();

    (void)signal;
    if ((at_work || is_reporting()) && alarms++ < EXTRA_ALARMS)
        set_alarm();
    else if (at_work)
        hang_report(LOOP_WITHOUT_END);
    else
        hang_report(rule != NULL ? rule : WAIT_WITHOUT_END);
}

static void cpu_time_is_over(int signal)
{
    (void)signal;
    if (!is_reporting())
        hang_report(LOOP_WITHOUT_END);
}

static void too_much_is_printed(int signal)
{
    (void)signal;
    capture_unlimited();
    hang_report("the code prints only so much: this test was stopped while it printed");
}

/* Meanwhile the other signals wait. */
static void set_handler(int signal, void (*handler)(int signal))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};

    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGALRM);
    sigaddset(&action.sa_mask, SIGPROF);
    sigaction(signal, &action, NULL);
}

void hang_arm(void)
{
    report_open();
    cpu_used = cpu_time();
    alarms = 0;
    set_handler(SIGALRM, real_time_is_over);
    set_handler(SIGPROF, cpu_time_is_over);
    set_handler(SIGXFSZ, too_much_is_printed);
    set_timer(HANG_CPU_SECONDS * slowness());
    armed = true;
    set_alarm();
}

void hang_means(const char *broken)
{
    tables_renew();
    rule = broken;
    if (!armed)
        return;
    cpu_used = cpu_time();
    set_alarm();
}

void hang_disarm(void)
{
    armed = false;
    set_timer(0);
    alarm(0);
}
