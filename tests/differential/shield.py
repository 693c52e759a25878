"""shield: keeps a request to cancel from what is inside."""
import gc

from common import *


@scene("SH1 SH4")
async def passes_through():
    count_iterations()
    say("%d" % await asyncio.shield(job("a", turns=2, value=1)))
    say(name((await caught(asyncio.shield(job("b", turns=1, error=EIO))))[0]))
    f = asyncio.get_running_loop().create_future()
    f.set_result(3)
    say("%d" % await asyncio.shield(f))


async def waiter(awaitable):
    try:
        await asyncio.shield(awaitable)
    except asyncio.CancelledError:
        say("waiter cancelled")
        raise


async def cancelled(awaitable):
    t = create_task(waiter(awaitable))
    await turns(3)
    t.cancel()
    say(name((await caught(t))[0]))


@scene("SH2")
async def outer_cancelled():
    count_iterations()
    inner = create_task(job("a", turns=6, value=1))
    await cancelled(inner)
    say("inner done: %s" % inner.done())
    say("%d" % await inner)


@scene("SH2 SH7")
async def nobody_holds_the_inner():
    count_iterations()
    await cancelled(job("b", turns=6))
    await turns(8)
    say("back")


@scene("SH3")
async def inner_cancelled():
    count_iterations()
    inner = create_task(job("a", turns=9))
    outer = asyncio.shield(inner)
    cancel_after(inner, 1)
    error, _ = await caught(outer)
    say("%s, cancelled: %s" % (name(error), outer.cancelled()))


@scene("SH6")
async def error_of_a_lost_inner():
    count_iterations()
    report_errors()
    await cancelled(job("a", turns=4, error=EIO))
    await turns(8)
    gc.collect()
    print("reported above")


@scene("SH5")
async def both_at_once():
    count_iterations()
    report_errors()
    f = asyncio.get_running_loop().create_future()
    outer = asyncio.shield(f)
    outer.cancel()
    f.set_exception(failure(EIO))
    await turns(3)
    say("outer cancelled: %s, inner done: %s" % (outer.cancelled(), f.done()))
    del f
    gc.collect()
    print("nothing reported")


run_scenes()
