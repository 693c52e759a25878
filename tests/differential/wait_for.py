"""wait_for: no longer than this."""
from common import *


@scene("WF1 WF2")
async def in_time():
    count_iterations()
    say("%d" % await wait_for(job("a", turns=2, value=1), 10))
    say(name((await caught(wait_for(job("b", turns=1, error=EIO), 10)))[0]))
    say("%d" % await wait_for(job("c", turns=2, value=2), None))
    t = create_task(job("d", turns=2, value=3))
    say("%d" % await wait_for(t, 10))
    say("%d" % await wait_for(t, 10))


async def sleeper(on_cancel):
    """Sleeps too long, and takes a second to clean up."""
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        at_time("cancelled")
        await asyncio.sleep(1)
        if on_cancel is None:
            raise
        if on_cancel != SWALLOW:
            raise failure(on_cancel) from None
    return 7


async def two_seconds_for(awaitable):
    error, result = await caught(wait_for(awaitable, 2))
    at_time("%s %d" % (name(error), result or 0))


@scene("WF3")
async def out_of_time():
    await two_seconds_for(sleeper(None))
    await two_seconds_for(create_task(sleeper(None)))
    print("count: %d" % asyncio.current_task().cancelling())


@scene("WF4")
async def swallowed():
    await two_seconds_for(sleeper(SWALLOW))
    await two_seconds_for(create_task(sleeper(SWALLOW)))


@scene("WF5")
async def failed_in_the_cleanup():
    await two_seconds_for(sleeper(EIO))
    await two_seconds_for(create_task(sleeper(EIO)))


@scene("WF9")
async def future_is_cancelled():
    f = asyncio.get_running_loop().create_future()
    await two_seconds_for(f)
    print("cancelled: %s" % f.cancelled())


@scene("WF6")
async def no_time():
    count_iterations()
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    f.set_result(4)
    say("%d %d" % (await wait_for(f, 0), await wait_for(f, -1)))
    say(name((await caught(wait_for(job("never"), 0)))[0]))
    f = loop.create_future()
    say(name((await caught(wait_for(f, -1)))[0]))
    say("cancelled: %s" % f.cancelled())


@scene("WF6")
async def no_time_for_a_task():
    count_iterations()
    for on_cancel in (None, SWALLOW, EIO):
        t = create_task(job("t", turns=9, value=5, on_cancel=on_cancel, cleanup=2))
        await turns(2)
        error, result = await caught(wait_for(t, 0))
        say("%s %d" % (name(error), result or 0))


async def waiter(awaitable, timeout):
    error, result = await caught(wait_for(awaitable, timeout))
    say("gets %s %d" % (name(error), result or 0))
    if error is not None:
        raise error


async def cancelled(awaitable, timeout):
    t = create_task(waiter(awaitable, timeout))
    await turns(3)
    t.cancel()
    error, _ = await caught(t)
    say("%s, cancelled: %s" % (name(error), t.cancelled()))


@scene("WF7")
async def waiter_cancelled():
    count_iterations()
    await cancelled(job("a", turns=9, cleanup=2), 10)
    await cancelled(job("b", turns=9, cleanup=2, on_cancel=EIO), 10)
    inner = create_task(job("c", turns=9, cleanup=2))
    await cancelled(inner, 10)
    say("inner cancelled: %s" % inner.cancelled())


@scene("WF8")
async def cancelled_while_a_stubborn_one_ends():
    count_iterations()
    inner = create_task(job("a", turns=9, cleanup=6))
    await turns(2)
    await cancelled(inner, 0)
    say("inner done: %s" % inner.done())
    await caught(inner)
    say("inner done: %s" % inner.done())


@scene("WF10")
async def shielded():
    inner = create_task(asyncio.sleep(3, 6))
    await two_seconds_for(asyncio.shield(inner))
    at_time("inner done: %s" % inner.done())
    at_time("%d" % await inner)


run_scenes()
