/*
 * A stream reader at random, the same in both languages: one task feeds it and cancels the other, which
 * reads in every way there is.
 */
#include "common.h"

#include "stream_reader.h"

#define PROGRAMS 400
#define READS    8
#define FEEDS    14
#define LIMIT    6

static struct stream_reader reader;

/* ---- Reading ---- */

static const char *word(int error)
{
    if (error == INCOMPLETE_READ)
        return "incomplete";
    return error == LIMIT_OVERRUN ? "too long" : name(error);
}

static const char *shown(const char *data, size_t size)
{
    static char text[256];

    for (size_t i = 0; i < size; i++)
        text[i] = (char)(data[i] == '\n' ? '$' : data[i]);
    text[size] = '\0';
    return text;
}

/* One read of a script. */
struct op {
    int op, n;
};

static struct op script[READS];

/* What is to be awaited. */
static struct coro *operation(const struct op *step)
{
    static const char *const separators[] = {"\n", "ab", "aab", "abab"};

    switch (step->op) {
    case 0:
        return stream_reader_read(&reader, (size_t)step->n);
    case 1:
        return stream_reader_readexactly(&reader, (size_t)step->n);
    case 2:
        return stream_reader_readline(&reader);
    default:
        return stream_reader_readuntil(&reader, separators[step->n % 4]);
    }
}

static void say_read(const struct op *step, int error, const struct bytes *bytes)
{
    static const struct bytes none = {.data = ""};

    if (error == INCOMPLETE_READ)
        bytes = stream_reader_partial(&reader);
    else if (error != 0)
        bytes = &none;
    say("read %d %d: %s '%s'%s", step->op, step->n, word(error), shown(bytes->data, bytes->size),
        stream_reader_at_eof(&reader) ? ", at eof" : "");
}

/* It keeps what a read gave. */
struct reads {
    struct coro coro;
    struct bytes *bytes;
    int k, e;
};

static void reads(struct coro *self)
{
    struct reads *my = (struct reads *)self;

    async (self) {
        for (my->k = 0; my->k < READS; my->k++) {
            await_catch(my->e, my->bytes, operation(&script[my->k]));
            say_read(&script[my->k], my->e, my->bytes);
        }
    }
}

/* ---- Feeding ---- */

/*
 * Gives it some bytes, or the end of them, or cancels who reads; or an error, if who reads has seen all
 * that came before. True: it was the end.
 */
static bool feed(bool ended, bool quiet, struct task *reading)
{
    const int how = draw(16);
    char text[8];
    int size = draw(6);

    for (int i = 0; i < size; i++)
        text[i] = "aaab\nb\n"[draw(7)];
    if (ended)
        return true;
    if (how == 0) {
        stream_reader_feed_eof(&reader);
        return true;
    }
    if (how == 1 && quiet) {
        stream_reader_set_exception(&reader, EPIPE);
        return true;
    }
    if (how < 4) {
        say("cancel: %s", yes(task_cancel(reading)));
    } else {
        stream_reader_feed_data(&reader, text, (size_t)size);
        say("feed '%s'", shown(text, (size_t)size));
    }
    return false;
}

static void draw_script(void)
{
    for (int k = 0; k < READS; k++) {
        script[k].op = draw(4);
        script[k].n = draw(8);
    }
}

COROUTINE(program)
{
    async (self) {
        count_iterations();
        stream_reader_init(&reader, LIMIT, NULL);
        draw_script();
        my->t = create_task(coro(reads));
        for (my->k = 0; my->k < FEEDS; my->k++) {
            my->n = draw(3);
            TURNS(my->n);
            my->flag = feed(my->flag, my->n == 2, my->t);
        }
        if (!my->flag)
            stream_reader_feed_eof(&reader);
        await_catch(my->e, my->t);
        finally
        {
            stream_reader_destroy(&reader);
        }
    }
}

int main(void)
{
    RUN_PROGRAMS(program, PROGRAMS, PROGRAMS);
    return 0;
}
