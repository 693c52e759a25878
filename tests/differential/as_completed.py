"""as_completed: each in the order in which they end."""
from common import *


def tasks(*coros):
    """In order: as_completed() itself begins them in the order of a set, which is none."""
    return [create_task(coro) for coro in coros]


@scene("AC1 AC7")
async def in_order():
    count_iterations()
    a, b, t = tasks(job("a", turns=4, value=1), job("b", turns=2, value=2), job("t", turns=3, value=3))
    left = list(asyncio.as_completed([a, b, t, t]))
    say("%d to come" % len(left))
    for awaitable in left:
        say("%d" % await awaitable)


@scene("AC2")
async def errors():
    count_iterations()
    for awaitable in asyncio.as_completed(tasks(job("a", turns=3, value=1), job("b", turns=1, error=EIO))):
        error, result = await caught(awaitable)
        say("%s %d" % (name(error), result or 0))


@scene("AC3")
async def kept():
    count_iterations()
    it = asyncio.as_completed(tasks(job("a", turns=3, value=1), job("b", turns=1, value=2), job("c", turns=2, value=3)))
    first = next(it)
    await turns(8)
    say("%d" % await first)
    for awaitable in it:
        say("%d" % await awaitable)


async def takes(awaitable, its_name):
    error, result = await caught(awaitable)
    say("%s gets %s %d" % (its_name, name(error), result or 0))


@scene("AC4")
async def any_order():
    count_iterations()
    x, y = asyncio.as_completed(tasks(job("a", turns=5, value=1), job("b", turns=3, value=2)))
    a, b = tasks(takes(y, "y"), takes(x, "x"))
    await a
    await b


@scene("AC4")
async def taker_cancelled():
    count_iterations()
    x, y = asyncio.as_completed(tasks(job("a", turns=3, value=1), job("b", turns=3, value=2)))
    a, b = tasks(takes(x, "x"), takes(y, "y"))
    cancel_after(a, 4)
    await a
    await b


@scene("AC5")
async def out_of_time():
    a, b, c = tasks(asyncio.sleep(6, 6), asyncio.sleep(1, 1), asyncio.sleep(7, 7))
    for awaitable in asyncio.as_completed([a, b, c], timeout=3):
        error, result = await caught(awaitable)
        at_time("%s %d" % (name(error), result or 0))
    at_time("%s %s %s" % (a.done(), b.done(), c.done()))
    at_time("%d" % await a)
    at_time("%d" % await c)


@scene("AC6")
async def unused_timeout():
    for awaitable in asyncio.as_completed(tasks(asyncio.sleep(1, 1)), timeout=100):
        at_time("%d" % await awaitable)
    await asyncio.sleep(200)
    at_time("back")


run_scenes()
