/*
 * Chapter 8: shield. Given.
 *
 * Two futures, one behind the other. The end of the inner passes to the outer; a request to cancel
 * the outer does not pass to the inner.
 */
#include "gather.h"

#include <errno.h>

/* Makes the outer future end as the inner has. */
static void shield_pass_on(struct shield *shield)
{
    struct future *inner = awaitable_future(shield->inner);
    union value value = {0};
    int error = future_result(inner, &value);

    if (error == ECANCELED && !future_cancelled(inner))
        future_fail(&shield->future, error); /* a gather can fail with it and not be cancelled */
    else
        future_end(&shield->future, value, error);
}

/* The inner is done. If nobody waits for the outer any more, its error counts as looked at. */
static int shield_inner_done(void *arg)
{
    struct shield *shield = arg;

    if (future_done(&shield->future))
        future_mute(awaitable_future(shield->inner));
    else
        shield_pass_on(shield);
    return 0;
}

/* The outer is done, perhaps because it was cancelled: nothing is to be passed on any more. */
static int shield_outer_done(void *arg)
{
    struct shield *shield = arg;

    if (!future_done(awaitable_future(shield->inner)))
        handle_cancel(&shield->inner_done);
    return 0;
}

/* Begins a shield that has its inner side. */
static int shield_begin(struct shield *shield)
{
    struct future *inner = awaitable_future(shield->inner);
    struct loop *loop = inner != NULL ? inner->loop : asyncio_get_running_loop();
    int error = loop != NULL ? awaitable_start(&shield->inner, loop) : EINVAL;

    if (error != 0)
        return error;
    inner = awaitable_future(shield->inner);
    future_init(&shield->future, loop);
    if (future_done(inner)) {
        shield_pass_on(shield);
        return 0;
    }
    handle_init(&shield->inner_done, shield_inner_done, shield);
    handle_init(&shield->outer_done, shield_outer_done, shield);
    future_add_done_callback(inner, &shield->inner_done);
    future_add_done_callback(&shield->future, &shield->outer_done);
    return 0;
}

int shield_start(struct shield *shield, struct awaitable inner)
{
    int error;

    *shield = (struct shield){.inner = inner};
    error = shield_begin(shield);
    if (error != 0)
        awaitable_release(&shield->inner);
    return error;
}

void shield_release(struct shield *shield)
{
    handle_cancel(&shield->inner_done);
    handle_cancel(&shield->outer_done);
    if (shield->future.loop != NULL)
        future_release(&shield->future);
    shield->future.loop = NULL;
    awaitable_release(&shield->inner);
}

/* One call of asyncio_shield(). */
struct shielding {
    struct coro coro;
    struct shield shield;
    union value value;
    int error;
};

static void shielding(struct coro *self)
{
    struct shielding *my = (struct shielding *)self;

    async (self) {
        my->error = shield_begin(&my->shield);
        if (my->error != 0)
            async_raise(my->error);
        await(my->value, &my->shield.future);
        async_return(my->value);
        finally {
            shield_release(&my->shield);
        }
    }
}

struct coro *asyncio_shield_awaitable(struct awaitable inner)
{
    struct coro *made = coro(shielding, .coro.frame.cleans_up = true, .shield.inner = inner);

    if (made == NULL)
        awaitable_release(&inner);
    return made;
}
