/* Generators: step by step, sent to, thrown into, closed, delegating. */
#include "common.h"

#include "generators.h"

/* The struct of every generator here. */
struct g {
    struct generator generator;
    int first, last, i, sent, e, r;
    struct generator *inner;
};

/* What comes of a step. */
static void print_step(const char *action, int status, const struct generator *g)
{
    if (status == 0)
        printf("%s: %lld\n", action, g->value.integer);
    else if (status == GENERATOR_ENDED)
        printf("%s: ended %lld\n", action, g->value.integer);
    else
        printf("%s: %s\n", action, name(status));
}

static void step(struct generator *g)
{
    int status = generator_next(g);

    print_step("next", status, g);
}

static void step_send(struct generator *g, int what)
{
    int status = generator_send(g, what);

    print_step("send", status, g);
}

static void step_throw(struct generator *g, int error)
{
    int status = generator_throw(g, error);

    print_step("throw", status, g);
}

static void print_close(struct generator *g)
{
    int error = generator_close(g);

    printf("close: %s\n", name(error));
}

static void counter(struct generator *self)
{
    struct g *my = (struct g *)self;

    generator (self) {
        printf("begins\n");
        for (my->i = my->first; my->i <= my->last; my->i++)
            yield(my->i);
        printf("ends\n");
        generator_return(10 * my->last);
    }
}

LOOP_SCENE(counts, "G1 G2 G3 G5")
{
    struct g g = {.generator.body = counter, .first = 1, .last = 2};

    printf("made\n");
    for (int i = 0; i < 5; i++)
        step(&g.generator);
}

static void echo(struct generator *self)
{
    struct g *my = (struct g *)self;

    generator (self) {
        for (;;) {
            yield(my->sent, my->sent);
            printf("is sent %d\n", my->sent);
        }
        finally {
            printf("finally\n");
        }
    }
}

LOOP_SCENE(is_sent, "G4")
{
    struct g g = {.generator.body = echo};

    printf("send: %s\n", name(generator_send(&g.generator, 5)));
    step(&g.generator);
    step_send(&g.generator, 5);
    step_send(&g.generator, 6);
    step(&g.generator);
    print_close(&g.generator);
}

LOOP_SCENE(closed, "G9")
{
    struct g never = {.generator.body = echo}, g = never;

    print_close(&never.generator);
    step(&never.generator);
    step(&g.generator);
    print_close(&g.generator);
    print_close(&g.generator);
    step(&g.generator);
}

static void patient(struct generator *self)
{
    struct g *my = (struct g *)self;

    generator (self) {
        for (;;) {
            yield_catch(my->e, 1);
            if (my->e == ECANCELED)
                generator_raise(my->e);
            if (my->e != 0)
                printf("catches %s\n", name(my->e));
        }
    }
}

LOOP_SCENE(is_thrown_into, "G8")
{
    struct g g = {.generator.body = patient};
    struct g fresh = {.generator.body = counter, .first = 1, .last = 9};

    step(&g.generator);
    step_throw(&g.generator, EIO);
    step_throw(&g.generator, EPIPE);
    step_throw(&fresh.generator, EIO);
    step(&fresh.generator);
}

static void stubborn(struct generator *self)
{
    struct g *my = (struct g *)self;

    generator (self) {
        yield_catch(my->e, 1);
        if (my->e == ECANCELED)
            printf("will not\n");
        yield(2);
    }
}

LOOP_SCENE(yields_while_it_is_closed, "G10")
{
    struct g g = {.generator.body = stubborn};

    step(&g.generator);
    print_close(&g.generator);
}

static void outer(struct generator *self)
{
    struct g *my = (struct g *)self;

    generator (self) {
        yield_from(my->r, my->inner);
        printf("inner gave %d\n", my->r);
        yield(7);
        finally {
            printf("outer finally\n");
        }
    }
}

LOOP_SCENE(delegates, "G6")
{
    struct g inner = {.generator.body = counter, .first = 1, .last = 2};
    struct g g = {.generator.body = outer, .inner = &inner.generator};

    for (int i = 0; i < 4; i++)
        step(&g.generator);
}

LOOP_SCENE(passes_on_what_is_sent, "G6 G9")
{
    struct g inner = {.generator.body = echo};
    struct g g = {.generator.body = outer, .inner = &inner.generator};

    step(&g.generator);
    step_send(&g.generator, 5);
    print_close(&g.generator);
}

static void fails(struct generator *self)
{
    generator (self) {
        yield(1);
        generator_raise(EIO);
    }
}

LOOP_SCENE(inner_fails, "G7")
{
    struct g inner = {.generator.body = fails};
    struct g g = {.generator.body = outer, .inner = &inner.generator};

    for (int i = 0; i < 3; i++)
        step(&g.generator);
}

LOOP_SCENE(passes_on_what_is_thrown, "G8")
{
    struct g inner = {.generator.body = patient};
    struct g g = {.generator.body = outer, .inner = &inner.generator};

    step(&g.generator);
    step_throw(&g.generator, EIO);
    print_close(&g.generator);
}

static void steps_itself(struct generator *self)
{
    generator (self) {
        printf("itself: %s\n", name(generator_next(self)));
        yield(1);
    }
}

LOOP_SCENE(stepped_from_inside, "G11")
{
    struct g g = {.generator.body = steps_itself};

    step(&g.generator);
}

int main(void)
{
    RUN_LOOP(counts);
    RUN_LOOP(is_sent);
    RUN_LOOP(closed);
    RUN_LOOP(is_thrown_into);
    RUN_LOOP(yields_while_it_is_closed);
    RUN_LOOP(delegates);
    RUN_LOOP(passes_on_what_is_sent);
    RUN_LOOP(inner_fails);
    RUN_LOOP(passes_on_what_is_thrown);
    RUN_LOOP(stepped_from_inside);
    return 0;
}
