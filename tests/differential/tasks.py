"""Tasks: when their steps come, what they answer, who waits for whom; and sleeping."""
from common import *


@scene("K1 K2 K3 C3")
async def distances():
    count_iterations()
    say("main")
    t = create_task(job("t", value=5))
    say("made")
    say("first: %d" % await t)
    say("again: %d" % await t)


@scene("K2")
async def future_to_task():
    count_iterations()
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    loop.call_soon(sets_6, f)
    say("gets %d" % await f)


def sets_6(f):
    say("sets 6")
    f.set_result(6)


@scene("K2 K3")
async def error_is_kept():
    count_iterations()
    t = create_task(job("t", error=EIO))
    t.add_done_callback(lambda _: say("called back"))
    say(name((await caught(t))[0]))
    say(name((await caught(t))[0]))


@scene("K2 C1")
async def no_turn_without_waiting():
    count_iterations()
    say("%d levels" % await deep(3))


async def deep(n):
    return n if n == 0 else 1 + await deep(n - 1)


@scene("C8")
async def in_the_order_of_waiting():
    count_iterations()
    f = asyncio.get_running_loop().create_future()
    a, b = create_task(gets(f, "a")), create_task(gets(f, "b"))
    await turns(2)
    f.set_result(2)
    await b
    await a


async def gets(f, its_name):
    say("%s gets %d" % (its_name, await f))


@scene("K4")
async def set_from_outside():
    t = create_task(asyncio.sleep(0))
    try:
        t.set_result(1)
    except RuntimeError as error:
        print("set: " + name(error))
    await t


@scene("K18")
async def awaits_what_it_may_not():
    other = asyncio.new_event_loop()
    print("of another loop: " + name((await caught(other.create_future()))[0]))
    other.close()
    await create_task(awaits_itself())


async def awaits_itself():
    print("itself: " + name((await caught(asyncio.current_task()))[0]))


@scene("K19 K20")
async def current_and_all():
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: print("in a callback: %s" % (asyncio.current_task() is not None)))
    t = create_task(asyncio.sleep(0))
    print("%d tasks" % len(asyncio.all_tasks()))
    await t
    print("%d task" % len(asyncio.all_tasks()))
    print("in a task: %s" % (asyncio.current_task() is not None))


@scene("Z1 Z2")
async def turns_are_taken():
    count_iterations()
    a, b = create_task(takes_turns("a", 3)), create_task(takes_turns("b", 3))
    await asyncio.sleep(0)
    c = create_task(takes_turns("c", 2))
    await a
    await b
    await c
    say("back")


async def takes_turns(its_name, n):
    for i in range(n):
        say("%s%d" % (its_name, i))
        await asyncio.sleep(0 if i % 2 else -1)


@scene("Z3")
async def sleep_gives_a_value():
    at_time("%d" % await asyncio.sleep(0, 8))
    at_time("%d" % await asyncio.sleep(0.5, 9))


@scene("Z4")
async def sleepers_wake_by_deadline():
    a, b, c = create_task(sleeper(3)), create_task(sleeper(1)), create_task(sleeper(2))
    await a
    await b
    await c


async def sleeper(delay):
    try:
        await asyncio.sleep(delay)
        at_time("slept %d" % delay)
    except asyncio.CancelledError:
        at_time("woken")
        raise


@scene("Z5")
async def cancelled_sleeper_wakes_at_once():
    t = create_task(sleeper(3600))
    await asyncio.sleep(0)
    t.cancel()
    at_time(name((await caught(t))[0]))
    await asyncio.sleep(1)
    at_time("back")


@scene("Z4")
async def thousand_sleeps_take_one():
    tasks = [asyncio.create_task(asyncio.sleep(1)) for _ in range(1000)]
    for t in tasks:
        await t
    at_time("%d slept" % len(tasks))


run_scenes()
