"""gather: many at once, and what comes of errors and of cancelling."""
from common import *


@scene("GA1 GA2 GA6")
async def in_order():
    count_iterations()
    print(await asyncio.gather(job("a", turns=3, value=1), job("b", turns=1, value=2), job("c", value=3)))
    say("back")


@scene("GA3")
async def nothing():
    count_iterations()
    print(await asyncio.gather())
    say("back")


@scene("GA4")
async def duplicates():
    count_iterations()
    one, t = job("a", turns=1, value=1), create_task(job("t", turns=2, value=2))
    print(await asyncio.gather(one, t, one, t))
    say("back")


@scene("GA1")
async def done_already():
    f = asyncio.get_running_loop().create_future()
    f.set_result(5)
    print(await asyncio.gather(f))  # two iterations later; since Python 3.12 at once


@scene("GA5")
async def of_another_loop():
    other = VirtualLoop()
    try:
        await asyncio.gather(asyncio.get_running_loop().create_future(), other.create_future())
    except ValueError as error:
        print(name(error))
    other.close()


@scene("GA7")
async def first_error():
    count_iterations()
    report_errors()
    error, _ = await caught(asyncio.gather(job("a", turns=1, error=EIO), job("b", turns=3), job("c", turns=2, error=EPIPE)))
    say(name(error))
    await turns(5)
    say("back")


@scene("GA8")
async def return_exceptions():
    count_iterations()
    t = create_task(job("t", turns=9))
    cancel_after(t, 1)
    for result in await asyncio.gather(job("a", turns=2, value=7), job("b", turns=1, error=EIO), t, return_exceptions=True):
        print(result if isinstance(result, int) else name(result))
    say("back")


@scene("GA9")
async def child_cancelled():
    count_iterations()
    t = create_task(job("t", turns=9))
    g = asyncio.gather(job("a", turns=5), t)
    cancel_after(t, 1)
    error, _ = await caught(g)
    say("%s, but itself cancelled: %s" % (name(error), g.cancelled()))
    await turns(5)


async def waits(one, two):
    try:
        await asyncio.gather(one, two)
    except asyncio.CancelledError:
        say("cancelled")
        raise


async def waits_for_all(one, two):
    try:
        await asyncio.gather(one, two, return_exceptions=True)
    except asyncio.CancelledError:
        say("cancelled")
        raise


async def cancelled(waiting):
    count_iterations()
    t = create_task(waiting)
    await turns(2)
    say("cancel: %s" % t.cancel())
    error, _ = await caught(t)
    say("%s %s" % (name(error), t.cancelled()))
    await turns(4)


@scene("GA10 GA11")
async def cancelled_at_the_first_end():
    await cancelled(waits(job("a", turns=5), job("b", turns=6, cleanup=2)))


@scene("GA10 GA11")
async def cancelled_when_all_have_ended():
    await cancelled(waits_for_all(job("a", turns=5), job("b", turns=6, cleanup=2)))


@scene("GA11")
async def all_swallow_it():
    await cancelled(waits(job("a", turns=5, on_cancel=SWALLOW), job("b", turns=6, on_cancel=SWALLOW)))


@scene("GA11")
async def all_swallow_it_and_return():
    await cancelled(waits_for_all(job("a", turns=5, on_cancel=SWALLOW), job("b", turns=6, on_cancel=SWALLOW)))


@scene("GA10")
async def cancel_is_not_the_end():
    count_iterations()
    loop = asyncio.get_running_loop()
    g = asyncio.gather(loop.create_future(), loop.create_future())
    say("cancel %s, done %s" % (g.cancel(), g.done()))
    await turns(3)
    say("cancel %s, done %s, cancelled %s" % (g.cancel(), g.done(), g.cancelled()))
    say(result_of(g)[0])


@scene("GA12")
async def cancelled_too_late():
    count_iterations()
    f = asyncio.get_running_loop().create_future()
    g = asyncio.gather(f)
    f.set_result(3)
    say("cancel %s, done %s" % (g.cancel(), g.done()))
    await turns(2)
    say("done %s %s" % (g.done(), g.result()))


@scene("GA13")
async def shielded_gather():
    count_iterations()
    g = asyncio.gather(job("a", turns=4), job("b", turns=5))
    t = create_task(survives(asyncio.shield(g)))
    await turns(2)
    t.cancel()
    await t
    say("gather done: %s" % g.done())
    await g
    say("gather done: %s" % g.done())


async def survives(awaitable):
    say(name((await caught(awaitable))[0]))


@scene("GA13")
async def shielded_children():
    count_iterations()
    a, b = create_task(job("a", turns=6)), create_task(job("b", turns=5))
    t = create_task(survives(asyncio.gather(asyncio.shield(a), asyncio.shield(b))))
    await turns(2)
    t.cancel()
    await t
    say("%s %s" % (a.done(), b.done()))
    await a
    say("%s %s" % (a.done(), b.done()))


@scene("GA1")
async def foo_and_bar_take_two_seconds():
    first, second = await asyncio.gather(asyncio.sleep(1, 5), asyncio.sleep(2, 6))
    at_time("%d %d" % (first, second))


run_scenes()
