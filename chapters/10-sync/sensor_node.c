/*
 * Chapter 10: a small device with three sensors. Each is polled by a coroutine of its own; a filter
 * takes the samples from a queue and smooths them; a report is printed every second.
 *
 * The device has 16 KiB for all that is allocated. All of it is asked for at the start; after that a
 * call of malloc() would fail, and is counted.
 *
 *     sensor_node [REPORTS]      1 to 1000; 3, if nothing is said
 */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "queue.h"

/* ---- All the memory there is ----------------------------------------------------------------- */

#define MEMORY_SIZE 16384

//! [memory]
static struct {
    _Alignas(max_align_t) unsigned char bytes[MEMORY_SIZE];
    size_t used;
    unsigned calls; /* of malloc() and its siblings, at the start */
    unsigned late;  /* the same, when the start was over */
    bool is_sealed; /* it is */
} memory;

/* What stands before each block: its size. */
struct header {
    _Alignas(max_align_t) size_t size;
};

/* A block behind all others, or NULL. */
static void *memory_take(size_t size)
{
    const size_t step = sizeof(struct header);
    struct header *header = (struct header *)(memory.bytes + memory.used);
    const size_t steps = size / step + (size % step != 0) + 1;

    *(memory.is_sealed ? &memory.late : &memory.calls) += 1;
    if (memory.is_sealed || steps > (MEMORY_SIZE - memory.used) / step) {
        errno = ENOMEM;
        return NULL;
    }
    memory.used += steps * step;
    header->size = size;
    return header + 1;
}
//! [memory]

/*
 * The C library's own functions, replaced: so nothing in this process gets memory from elsewhere. A
 * block that is given back is lost, but nothing here is before the end.
 */
void *malloc(size_t size)
{
    return memory_take(size);
}

void *calloc(size_t count, size_t size)
{
    void *block = size == 0 || count <= SIZE_MAX / size ? memory_take(count * size) : NULL;

    return block != NULL ? memset(block, 0, count * size) : NULL;
}

void *realloc(void *block, size_t size)
{
    const size_t old = block != NULL ? ((struct header *)block)[-1].size : 0;
    void *moved = memory_take(size);

    return moved != NULL && old > 0 ? memcpy(moved, block, old < size ? old : size) : moved;
}

void free(void *block)
{
    (void)block;
}

/* ---- The sensors ----------------------------------------------------------------------------- */

#define SENSORS 3
#define RECENT  3

/* A sensor, and what is known of it. All numbers are tenths. */
struct sensor {
    const char *name;
    const char *unit;
    double period; /* seconds from one sample to the next */
    int least;     /* the range of what it measures */
    int range;
    int recent[RECENT]; /* the last samples */
    int count;          /* how many there were */
};

static struct sensor sensors[SENSORS] = {
    {.name = "temperature", .unit = "C", .period = 0.1, .least = 195, .range = 40},
    {.name = "humidity", .unit = "%", .period = 0.2, .least = 380, .range = 60},
    {.name = "light", .unit = "lx", .period = 0.3, .least = 2900, .range = 500},
};

/* What the hardware says; here it is made up. Every seventh time it is wrong. */
static int sensor_read(const struct sensor *sensor, int n)
{
    return n % 7 == 6 ? 9999 : sensor->least + n * 37 % sensor->range;
}

static int compare(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* The median of the last samples: a single one that is wrong does no harm. */
static int sensor_value(const struct sensor *sensor)
{
    int sorted[RECENT];

    memcpy(sorted, sensor->recent, sizeof sorted);
    qsort(sorted, RECENT, sizeof *sorted, compare);
    return sorted[RECENT / 2];
}

static void print_report(int second)
{
    printf("%d s:", second);
    for (int i = 0; i < SENSORS; i++) {
        const int value = sensor_value(&sensors[i]);

        printf("%s %s %d.%d %s (%d)", i > 0 ? "," : "", sensors[i].name, value / 10, value % 10,
               sensors[i].unit, sensors[i].count);
    }
    printf("\n");
}

/* ---- The coroutines -------------------------------------------------------------------------- */

//! [poll]
/* Polls one sensor for ever. A sample is one integer: the number of the sensor, and what it says. */
struct poll_sensor {
    struct coro coro;
    struct queue *samples;
    int number;
    int n;
};

static void poll_sensor(struct coro *self)
{
    struct poll_sensor *my = (struct poll_sensor *)self;

    async (self) {
        for (;; my->n++) {
            await(asyncio_sleep(sensors[my->number].period));
            await(queue_put(my->samples,
                            my->number * 65536 + sensor_read(&sensors[my->number], my->n)));
        }
    }
}
//! [poll]

//! [filter]
/* Takes the samples as they come, for ever. */
struct filter {
    struct coro coro;
    struct queue *samples;
    int sample;
};

static void filter(struct coro *self)
{
    struct filter *my = (struct filter *)self;
    struct sensor *sensor;

    async (self) {
        for (;;) {
            await(my->sample, queue_get(my->samples));
            sensor = &sensors[my->sample / 65536];
            sensor->recent[sensor->count++ % RECENT] = my->sample % 65536;
        }
    }
}
//! [filter]

//! [reserve]
/*
 * Asks for what the others will need later, all at once, and gives it back: a frame that has ended
 * is kept for the next one of its size. Each of the three that poll sleeps or puts, the filter
 * gets, and main sleeps.
 */
static int reserve(struct loop *loop, struct queue *samples)
{
    struct coro *frames[2 * SENSORS + 2];
    int error = timer_heap_reserve(&loop->timers, SENSORS + 1), count = 0;

    for (int i = 0; i < SENSORS + 1; i++)
        frames[count++] = asyncio_sleep(1);
    for (int i = 0; i < SENSORS; i++)
        frames[count++] = queue_put(samples, 0);
    frames[count++] = queue_get(samples);
    while (count > 0) {
        if (frames[--count] == NULL)
            error = ENOMEM;
        coro_drop(frames[count]);
    }
    return error;
}
//! [reserve]

//! [program]
/* Starts all of it, and reports. */
struct program {
    struct coro coro;
    int reports;
    int i;
    struct queue samples;
    struct task *tasks[SENSORS + 1];
    int error;
};

static int program_start(struct program *my)
{
    int error = queue_init(&my->samples, 2 * SENSORS);

    if (error != 0)
        return error;
    for (int i = 0; i <= SENSORS; i++) {
        my->tasks[i] = asyncio_create_task(
            i < SENSORS ? coro(poll_sensor, .samples = &my->samples, .number = i)
                        : coro(filter, .samples = &my->samples));
        if (my->tasks[i] == NULL)
            return ENOMEM;
    }
    return reserve(asyncio_get_running_loop(), &my->samples);
}

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        my->error = program_start(my);
        if (my->error != 0)
            async_raise(my->error);
        memory.is_sealed = true;    /* the start is over */
        await(asyncio_sleep(0.05)); /* so that no report falls on a sample */
        for (my->i = 1; my->i <= my->reports; my->i++) {
            await(asyncio_sleep(1));
            print_report(my->i);
        }
        finally {
            memory.is_sealed = false;
            for (my->i = 0; my->i <= SENSORS && my->tasks[my->i] != NULL; my->i++) {
                task_cancel(my->tasks[my->i]);
                await_catch(my->error, my->tasks[my->i]);
                task_release(my->tasks[my->i]);
            }
            queue_destroy(&my->samples); /* now that nobody stands in its lines */
        }
    }
}
//! [program]

static void print_footprint(void)
{
    printf("the heap: %zu of %d bytes, in %u calls of malloc at the start, %u later\n", memory.used,
           MEMORY_SIZE, memory.calls, memory.late);
    printf("a sensor: %zu bytes of frame, %zu of task; the loop: %zu\n", sizeof(struct poll_sensor),
           sizeof(struct task), sizeof(struct loop));
}

/* Reads a number from 1 to 1,000; 0 if TEXT is anything else. */
static int number(const char *text)
{
    char *rest;
    const long value = strtol(text, &rest, 10);

    return *rest == '\0' && value >= 1 && value <= 1000 ? (int)value : 0;
}

int main(int argc, char **argv)
{
    static char line[128]; /* or stdout would ask for a buffer of its own */
    const int reports = argc > 1 ? number(argv[1]) : 3;
    int error;

    if (argc > 2 || reports == 0) {
        fprintf(stderr, "usage: sensor_node [REPORTS]   (1 to 1000)\n");
        return 2;
    }
    setvbuf(stdout, line, _IOLBF, sizeof line);
    error = asyncio_run(coro(program, .reports = reports));
    if (error != 0)
        fprintf(stderr, "sensor_node: %s\n", strerror(error));
    else
        print_footprint();
    return error != 0 || memory.late > 0;
}
