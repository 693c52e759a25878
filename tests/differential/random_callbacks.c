/*
 * Callbacks at random, the same in both languages: they queue others, start timers, cancel any of
 * them, fail, and stop the loop.
 */
#include "common.h"

#define PROGRAMS 80
#define RUNS     8
#define MOST     150

/* One call, soon or later. Python allocates these. */
struct call {
    struct timer timer;
    struct loop *loop;
    int number;
};

static int timers, count;
static struct call calls[10 * MOST];

/* So many tenths of a second, and a bit: the order of equal deadlines is not promised. */
static double delay(int tenths)
{
    timers++;
    return 0.1 * tenths + 0.0013717 * timers + 0.0000113 * timers * timers;
}

static void act(struct loop *loop);

static int callback(void *arg)
{
    struct call *call = arg;

    printf("call %d\n", call->number);
    for (int i = draw(3); i > 0; i--)
        act(call->loop);
    return draw(9) == 0 ? EIO : 0;
}

static struct timer *new_call(struct loop *loop)
{
    struct call *call = &calls[count];

    *call = (struct call){.loop = loop, .number = count};
    timer_init(&call->timer, callback, call);
    count++;
    return &call->timer;
}

static void act(struct loop *loop)
{
    int what = draw(8);

    if (what <= 2) {
        loop_call_soon(loop, &new_call(loop)->handle);
    } else if (what <= 4) {
        double seconds = delay(draw(5) - 1);

        loop_call_later(loop, new_call(loop), seconds);
    } else if (what <= 6 && count > 0) {
        timer_cancel(&calls[draw(count)].timer);
    } else {
        printf("stop\n");
        loop_stop(loop);
    }
}

static int stops(void *loop)
{
    loop_stop(loop);
    return 0;
}

static void run_once(struct loop *loop, int run)
{
    struct timer end;

    timer_init(&end, stops, loop);
    loop_call_later(loop, &end, delay(3));
    loop_run_forever(loop);
    timer_cancel(&end);
    printf("run %d ends\n", run);
}

static void run_callbacks(int seed)
{
    struct loop loop;

    printf("program %d\n", seed);
    random_state = (unsigned)seed;
    timers = count = 0;
    loop_init(&loop, NULL);
    loop_set_exception_handler(&loop, report);
    for (int i = 0; i < 6; i++)
        act(&loop);
    for (int run = 0; run < RUNS; run++)
        if (count <= MOST)
            run_once(&loop, run);
    loop_close(&loop);
}

LOOP_SCENE(at_random, "L1 L2 L3 L4 L5 L6 L8 T2 T4 T5 T6 T7")
{
    for (int seed = 0; seed < PROGRAMS; seed++)
        run_callbacks(seed);
}

int main(void)
{
    RUN_LOOP(at_random);
    return 0;
}
