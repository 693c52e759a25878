/*
 * Chapter 2: a metronome, made by hand from a timer heap, a ready queue, a clock and a call that
 * sleeps. Its main loop is three lines; chapter 3 puts the same three lines into a struct loop.
 *
 *     metronome [BEATS_PER_MINUTE [BEATS]]      1 to 6000, and 1 to 1000
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "callbacks.h"
#include "clock.h"
#include "timers.h"

#define BEATS_PER_BAR 4

//! [metronome]
struct metronome {
    struct timer_heap timers;
    struct ready_queue ready;
    struct timer beat; /* the next tick */
    struct timer end;  /* takes the next tick back */
    double start;      /* when the first tick was due */
    double period;     /* seconds from tick to tick */
    int beats;         /* ticks so far */
    int wakes;         /* how often the program woke up */
};
//! [metronome]

//! [beat]
/*
 * Says one tick and asks for the next. The next deadline is counted from this one, and not from the
 * time now, which is always a little later: so the delays do not add up.
 */
static int beat(void *arg)
{
    struct metronome *my = arg;
    const double when = timer_when(&my->beat);
    const char *sound = my->beats % BEATS_PER_BAR == 0 ? "TICK" : "tick";

    printf("%7.3f s  %s\n", when - my->start, sound);
    fflush(stdout);
    my->beats++;
    return timer_heap_add(&my->timers, &my->beat, when + my->period);
}
//! [beat]

/* Half a period after the last beat: nothing is left to wait for. */
static int end(void *arg)
{
    struct metronome *my = arg;

    timer_cancel(&my->beat);
    return 0;
}

//! [wait]
/* Sleeps for SECONDS: poll() without descriptors does nothing else, in whole milliseconds. */
static void sleep_for(struct metronome *my, double seconds)
{
    poll(NULL, 0, (int)clock_ticks(seconds, 1000));
    my->wakes++;
}
//! [wait]

//! [loop]
static void metronome_run(struct metronome *my)
{
    while (my->timers.count > 0) {
        sleep_for(my, timer_heap_timeout(&my->timers, clock_monotonic()));
        timer_heap_expire(&my->timers, clock_monotonic(), &my->ready);
        ready_run(&my->ready);
    }
}
//! [loop]

/* An error that a callback returned: here it can only be a lack of memory. */
static void failed(struct ready_queue *queue, int error, const struct handle *handle)
{
    (void)queue, (void)handle;
    fprintf(stderr, "metronome: %s\n", strerror(error));
}

/* Starts the clockwork: two timers, and from then on each beat asks for the next. */
static int metronome_init(struct metronome *my, double period, int beats)
{
    int error;

    *my = (struct metronome){.period = period, .start = clock_monotonic()};
    timer_heap_init(&my->timers);
    ready_init(&my->ready);
    my->ready.on_error = failed;
    timer_init(&my->beat, beat, my);
    timer_init(&my->end, end, my);
    error = timer_heap_add(&my->timers, &my->beat, my->start);
    if (error != 0)
        return error;
    return timer_heap_add(&my->timers, &my->end, my->start + period * (beats - 0.5));
}

/* Reads a number from 1 to LIMIT; 0 if TEXT is anything else. */
static int number(const char *text, int limit)
{
    char *rest;
    const long value = strtol(text, &rest, 10);

    return *rest == '\0' && value >= 1 && value <= limit ? (int)value : 0;
}

int main(int argc, char **argv)
{
    const int tempo = argc > 1 ? number(argv[1], 6000) : 120;
    const int beats = argc > 2 ? number(argv[2], 1000) : 8;
    struct metronome my;
    int error;

    if (argc > 3 || tempo == 0 || beats == 0) {
        fprintf(stderr, "usage: metronome [BEATS_PER_MINUTE [BEATS]]   (1 to 6000, 1 to 1000)\n");
        return 2;
    }
    error = metronome_init(&my, 60.0 / tempo, beats);
    if (error == 0)
        metronome_run(&my);
    else
        failed(&my.ready, error, NULL);
    printf("%d beats, woke up %d times\n", my.beats, my.wakes);
    timer_heap_destroy(&my.timers);
    return error != 0;
}
