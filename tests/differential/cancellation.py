"""Cancelling a task: it is a request, and what comes of it depends on where the task stands."""
from common import *


def new_future():
    return asyncio.get_running_loop().create_future()


async def waits_for(awaitable, its_name="waiter"):
    try:
        result = await awaitable
        say("%s gets %d" % (its_name, result or 0))
        return result
    except asyncio.CancelledError:
        say("%s is cancelled" % its_name)
        raise


@scene("K5 K8")
async def before_its_first_step():
    count_iterations()
    t = create_task(job("never", turns=1))
    say("cancel %s, cancelled %s, done %s" % (t.cancel(), t.cancelled(), t.done()))
    say(name((await caught(t))[0]))
    say("cancelled %s" % t.cancelled())


@scene("K6")
async def while_it_waits():
    count_iterations()
    f = new_future()
    t = create_task(waits_for(f))
    await turns(2)
    say("cancel %s: future cancelled %s, task done %s" % (t.cancel(), f.cancelled(), t.done()))
    say(name((await caught(t))[0]))


@scene("K7")
async def down_a_chain_of_tasks():
    count_iterations()
    f = new_future()
    a = create_task(waits_for(f, "a"))
    b = create_task(waits_for(a, "b"))
    c = create_task(waits_for(b, "c"))
    await turns(2)
    c.cancel()
    say("future cancelled %s" % f.cancelled())
    say(name((await caught(c))[0]))
    say("%s %s %s" % (a.cancelled(), b.cancelled(), c.cancelled()))


@scene("K7 K12")
async def swallowed_at_the_end_of_a_chain():
    count_iterations()
    a = create_task(job("a", turns=9, value=3, on_cancel=SWALLOW))
    b = create_task(waits_for(a, "b"))
    await turns(2)
    b.cancel()
    say("%d" % await b)
    say("%s %s" % (a.cancelled(), b.cancelled()))


@scene("K9")
async def when_the_result_is_there_already():
    count_iterations()
    f = new_future()
    t = create_task(waits_for(f))
    await turns(2)
    f.set_result(4)
    t.cancel()
    say(name((await caught(t))[0]))


@scene("K9")
async def while_its_step_is_queued():
    count_iterations()
    t = create_task(job("a", turns=9))
    await turns(2)
    t.cancel()
    say(name((await caught(t))[0]))


async def cancels_itself(awaitable):
    asyncio.current_task().cancel()
    say("goes on")
    await awaitable
    say("never")


@scene("K10")
async def itself_at_its_next_wait():
    count_iterations()
    f = new_future()
    for awaitable in (f, asyncio.sleep(0), asyncio.sleep(9)):
        t = create_task(cancels_itself(awaitable))
        say("%s, cancelled %s" % (name((await caught(t))[0]), t.cancelled()))
    say("future cancelled %s" % f.cancelled())


async def cancels_itself_last(error):
    asyncio.current_task().cancel()
    if error:
        raise failure(error)


@scene("K11")
async def itself_in_its_last_step():
    for error in (None, EIO):
        t = create_task(cancels_itself_last(error))
        print("%s, cancelled %s" % (name((await caught(t))[0]), t.cancelled()))


@scene("K12")
async def swallowed():
    count_iterations()
    t = create_task(job("a", turns=9, value=7, on_cancel=SWALLOW))
    await turns(2)
    t.cancel()
    say("%d, cancelled %s" % (await t, t.cancelled()))
    t = create_task(job("b", turns=9, on_cancel=EIO))
    await turns(2)
    t.cancel()
    say("%s, cancelled %s" % (name((await caught(t))[0]), t.cancelled()))


@scene("K13")
async def in_its_cleanup():
    count_iterations()
    t = create_task(job("a", turns=9, cleanup=9))
    await turns(2)
    t.cancel()
    await turns(3)
    t.cancel()
    say("%s, cancelled %s" % (name((await caught(t))[0]), t.cancelled()))


@scene("K14 K16")
async def twice_before_it_runs():
    count_iterations()
    t = create_task(job("a", turns=9, value=1, on_cancel=SWALLOW, cleanup=2))
    await turns(2)
    say("%s %s, count %d" % (t.cancel(), t.cancel(), t.cancelling()))
    say("%d" % await t)
    say("too late: %s, count %d" % (t.cancel(), t.cancelling()))


@scene("K15")
async def only_what_it_waits_for():
    count_iterations()
    f = new_future()
    t = create_task(waits_for(f))
    await turns(2)
    f.cancel()
    say("%s, cancelled %s" % (name((await caught(t))[0]), t.cancelled()))


@scene("K16 K17")
async def counted():
    t = create_task(job("a", turns=9, on_cancel=SWALLOW))
    await turns(2)
    t.cancel()
    await t
    print("%d, then %d, then %d" % (t.cancelling(), t.uncancel(), t.uncancel()))


@scene("K17")
async def taken_back_before_it_is_delivered():
    t = create_task(asyncio.sleep(0, 5))
    await turns(1)
    t.cancel()
    t.uncancel()
    await asyncio.wait([t])
    since("3.13", "%s %d" % result_of(t))


run_scenes()
