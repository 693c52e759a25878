"""Coroutines: awaiting at any depth, errors and cleanups on their way out."""
from common import *


async def level(n, turns_at_the_bottom, error=None):
    """Awaits itself n levels deep, and says how each of them is left."""
    try:
        if n > 0:
            return 1 + await level(n - 1, turns_at_the_bottom, error)
        await turns(turns_at_the_bottom)
        if error is not None:
            raise failure(error)
        return 0
    finally:
        say("left level %d" % n)


@scene("C1 C2")
async def result_through_all_levels():
    count_iterations()
    say("%d" % await level(3, 0))
    say("%d" % await level(3, 2))


@scene("C2")
async def error_through_all_levels():
    count_iterations()
    say(name((await caught(level(3, 1, EIO)))[0]))


@scene("C2")
async def cancelled_at_the_bottom():
    count_iterations()
    t = create_task(level(3, 9))
    await turns(3)
    t.cancel()
    say(name((await caught(t))[0]))


async def handles(how):
    error, _ = await caught(level(1, 0, EIO))
    if how == "replaces":
        raise failure(EPIPE)
    if how == "raises again":
        raise error
    return 5


@scene("C2")
async def any_level_may_handle_it():
    for how in ("handles", "replaces", "raises again"):
        error, result = await caught(handles(how))
        print("%s: %s %d" % (how, name(error), result or 0))


async def leaves(how):
    try:
        for i in range(3):
            print("%s %d" % (how, i))
            if i == 1 and how == "breaks":
                break
            if i == 1 and how == "returns":
                return 5
            if i == 1 and how == "raises":
                raise failure(EIO)
            await asyncio.sleep(0)
        if how == "waits":
            await asyncio.sleep(10)
        return 6
    finally:
        print("finally")


@scene("C2")
async def cleanup_on_every_way_out():
    for how in ("ends", "breaks", "returns", "raises"):
        error, result = await caught(leaves(how))
        print("%s: %s %d" % (how, name(error), result or 0))


@scene("C2 K12")
async def cleanup_of_a_cancelled_one():
    t = create_task(leaves("waits"))
    await turns(5)
    t.cancel()
    print(name((await caught(t))[0]))


async def awaits_in_its_cleanup():
    try:
        await asyncio.sleep(10)
    finally:
        say("cleans up")
        await turns(2)
        say("has cleaned up")


@scene("C2 K13")
async def cleanup_may_await():
    count_iterations()
    t = create_task(awaits_in_its_cleanup())
    await turns(2)
    t.cancel()
    say(name((await caught(t))[0]))


async def awaits(awaitable):
    await awaitable


@scene("C4")
async def awaited_by_two():
    once = turns(1)
    t = create_task(awaits(once))
    await asyncio.sleep(0)
    print(name((await caught(once))[0]))
    await t


@scene("C5")
async def made_and_dropped():
    level(0, 0).close()
    print("nothing ran")


@scene("C7")
async def gives_what_can_be_awaited():
    f = asyncio.get_running_loop().create_future()
    given = await gives(f)
    print("the same: %s, done %s" % (given is f, f.done()))


async def gives(f):
    return f


run_scenes()
