"""wait: for all, for the first, for the first error."""
from common import *


def task(its_name, **how):
    t = create_task(job(its_name, **how))
    t.set_name(its_name)
    return t


async def wait(tasks, mode):
    """Waits, and says who is done and who is not."""
    done, pending = await asyncio.wait(tasks, return_when=mode)
    say("done %s, pending %s" % ("".join(t.get_name() for t in tasks if t in done),
                                 "".join(t.get_name() for t in tasks if t in pending)))


@scene("W1 W9")
async def all_completed():
    count_iterations()
    tasks = [task("a", turns=1, error=EIO), task("b", turns=3), task("c", turns=2)]
    await wait(tasks, asyncio.ALL_COMPLETED)
    await wait(tasks, asyncio.ALL_COMPLETED)
    say(result_of(tasks[0])[0])


@scene("W3 W4")
async def first_completed():
    count_iterations()
    tasks = [task("a", turns=3), task("b", turns=1), task("c", turns=2)]
    await wait(tasks, asyncio.FIRST_COMPLETED)
    await wait(tasks, asyncio.FIRST_COMPLETED)
    await wait(tasks, asyncio.ALL_COMPLETED)


@scene("W5")
async def first_exception():
    count_iterations()
    tasks = [task("a", turns=9), task("b", turns=3, error=EIO), task("c", turns=2), task("d", turns=9)]
    cancel_after(tasks[0], 1)
    await wait(tasks, asyncio.FIRST_EXCEPTION)
    await tasks[3]
    say(result_of(tasks[1])[0])


@scene("W5")
async def no_exception():
    count_iterations()
    await wait([task("a", turns=2), task("b", turns=1)], asyncio.FIRST_EXCEPTION)


async def wait_for_future(f, timeout):
    done, pending = await asyncio.wait([f], timeout=timeout)
    at_time("%d done, %d pending" % (len(done), len(pending)))


@scene("W1 W2")
async def out_of_time():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    loop.call_later(3, f.set_result, 1)
    await wait_for_future(f, 1)
    print("cancelled: %s" % f.cancelled())
    await f
    await wait_for_future(f, 1)
    await wait_for_future(loop.create_future(), 0)


@scene("W6")
async def cancelled():
    count_iterations()
    tasks = [task("a", turns=5), task("b", turns=6)]
    t = create_task(wait(tasks, asyncio.ALL_COMPLETED))
    await turns(2)
    t.cancel()
    error, _ = await caught(t)
    say("%s %s %s" % (name(error), tasks[0].done(), tasks[1].done()))
    await tasks[1]
    say("back")


@scene("W7")
async def twice():
    count_iterations()
    t = task("a", turns=2)
    await asyncio.wait([t, t])
    say("back")


@scene("W8")
async def refused():
    print("nothing: " + name((await caught(asyncio.wait([])))[0]))
    t = create_task(asyncio.sleep(0))
    print("no such mode: " + name((await caught(asyncio.wait([t], return_when="x")))[0]))
    await t


run_scenes()
