/*
 * The rows of generators, coroutines and tasks.
 */
#include "task_rows.h"

#include <stdlib.h>

struct turns turns;
struct many many;
double *delays;

/* 0 + 1 + ... + (COUNT - 1) */
static long sum_to(long count)
{
    return count * (count - 1) / 2;
}

static void report_each(const char *name, double seconds, long count)
{
    report(name, seconds / (double)count * 1e9, "ns");
}

static void row_generator(long count)
{
    double start = cpu_seconds();

    require(bench_generator(count) == sum_to(count), "the generator gave something else");
    report_each("generator", cpu_seconds() - start, count);
}

static void row_resume(const char *name, int depth, long count)
{
    double start = cpu_seconds();

    require(bench_resume(depth, count) == sum_to(count), "the coroutine got something else");
    report_each(name, cpu_seconds() - start, count);
}

static void row_resume_1(long count)
{
    row_resume("resume-1", 1, count);
}

static void row_resume_10(long count)
{
    row_resume("resume-10", 10, count);
}

static void row_resume_100(long count)
{
    row_resume("resume-100", 100, count);
}

static void row_call(long count)
{
    double start = cpu_seconds();

    require(bench_call(count) == sum_to(count), "the coroutines returned something else");
    report_each("call", cpu_seconds() - start, count);
}

static void row_switch(const char *name, long tasks, long count)
{
    double start;

    turns = (struct turns){.tasks = tasks};
    count -= count % tasks;
    start = cpu_seconds();
    bench_switch(tasks, count);
    report_each(name, cpu_seconds() - start, count);
    require(turns.taken == count && turns.errors == 0, "the tasks did not take turns");
}

static void row_switch_1(long count)
{
    row_switch("switch-1", 1, count);
}

static void row_switch_100(long count)
{
    row_switch("switch-100", 100, count);
}

static void row_switch_10000(long count)
{
    row_switch("switch-10000", 10000, count);
}

static void row_spawn(long count)
{
    double start = cpu_seconds();

    require(bench_spawn(count) == sum_to(count), "the tasks returned something else");
    report_each("spawn", cpu_seconds() - start, count);
}

static void row_many(const char *name, enum wait wait, long count)
{
    double start, before;

    delays = malloc((size_t)count * sizeof *delays);
    require(delays != NULL, "out of memory");
    for (long i = 0; i < count; i++)
        delays[i] = wait == WAIT_FOREVER ? 3600 : (1 + random_unit()) / 2000;
    many = (struct many){.count = count};
    many_prepare(count);
    before = memory_used();
    start = cpu_seconds();
    require(bench_many(wait) == sum_to(count), "the tasks returned something else");
    if (wait != WAIT_FOREVER)
        report_of(name, count, (cpu_seconds() - start) / (double)count * 1e9, "ns");
    else if (before > 0 && count >= MEMORY_COUNT)
        report_of(name, count, (many.memory - before) / (double)count, "bytes");
    require(many.begun == count && many.ended == count, "not every task waited once");
    require(many.errors == 0, "a wait was over before all tasks had begun");
}

static void row_alive(long count)
{
    row_many("alive", WAIT_TURN, count);
}

static void row_sleep(long count)
{
    row_many("sleep", WAIT_SLEEP, count);
}

static void row_asleep(long count)
{
    row_many("asleep", WAIT_FOREVER, count);
}

static void row_gather(long count)
{
    long rounds = count / GATHER_SIZE;
    double start = cpu_seconds();

    require(bench_gather(rounds) == rounds * sum_to(GATHER_SIZE), "gather gave something else");
    report_each("gather", cpu_seconds() - start, rounds * GATHER_SIZE);
}

const struct row rows[] = {
    {"generator", row_generator},
    {"resume-1", row_resume_1},
    {"resume-10", row_resume_10},
    {"resume-100", row_resume_100},
    {"call", row_call},
    {"switch-1", row_switch_1},
    {"switch-100", row_switch_100},
    {"switch-10000", row_switch_10000},
    {"spawn", row_spawn},
    {"alive", row_alive},
    {"sleep", row_sleep},
    {"asleep", row_asleep},
    {"gather", row_gather},
    {NULL, NULL},
};
