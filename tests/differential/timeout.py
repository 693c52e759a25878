"""Timeout blocks."""
from common import *


def count():
    """How often the current task was asked to cancel."""
    return asyncio.current_task().cancelling()


@scene("TO1 TO2")
async def too_late():
    try:
        async with asyncio.timeout(1) as t:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                at_time("cancelled, count %d" % count())
                raise
    except TimeoutError:
        at_time("timeout, count %d, expired %s" % (count(), t.expired()))


@scene("TO3")
async def in_time():
    async with asyncio.timeout(10) as t:
        await asyncio.sleep(1)
    await asyncio.sleep(20)
    at_time("count %d, expired %s" % (count(), t.expired()))


@scene("TO3")
async def no_deadline():
    async with asyncio.timeout(None) as t:
        await asyncio.sleep(1000)
    at_time("expired %s" % t.expired())


@scene("TO1")
async def at_a_time():
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() + 1):
            await asyncio.sleep(10)
    except TimeoutError:
        at_time("timeout")


@scene("TO4")
async def deadline_has_passed():
    count_iterations()
    for delay in (0, -1):
        try:
            async with asyncio.timeout(delay):
                say("first part")
                await asyncio.sleep(0)
                say("second part")
                await asyncio.sleep(10)
                say("never")
        except TimeoutError:
            say("timeout")


@scene("TO5")
async def other_errors():
    for delay in (1, 10):
        try:
            async with asyncio.timeout(delay) as t:
                try:
                    await asyncio.sleep(2)
                except asyncio.CancelledError:
                    pass
                raise failure(EIO)
        except OSError as error:
            at_time("%s, expired %s" % (name(error), t.expired()))


@scene("TO6")
async def swallowed():
    async with asyncio.timeout(1) as t:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            at_time("swallowed")
    at_time("left, expired %s, count %d" % (t.expired(), count()))


async def one_second():
    try:
        async with asyncio.timeout(1) as t:
            await asyncio.sleep(10)
    except (TimeoutError, asyncio.CancelledError) as error:
        at_time("%s, expired %s, count %d" % (name(error), t.expired(), count()))
        raise


@scene("TO7")
async def cancelled_from_elsewhere():
    t = create_task(one_second())
    await asyncio.sleep(0.5)
    t.cancel()
    at_time(name((await caught(t))[0]))


@scene("TO7")
async def both_in_one_iteration():
    loop = asyncio.get_running_loop()
    t = create_task(one_second())
    loop.call_later(1, t.cancel)
    at_time(name((await caught(t))[0]))


async def two_blocks(outer_delay, inner_delay):
    try:
        async with asyncio.timeout(outer_delay) as outer:
            try:
                async with asyncio.timeout(inner_delay) as inner:
                    await asyncio.sleep(10)
            except (TimeoutError, asyncio.CancelledError) as error:
                at_time("inner: %s, expired %s %s" % (name(error), inner.expired(), outer.expired()))
                if isinstance(error, asyncio.CancelledError):
                    raise
        at_time("outer: ok")
    except TimeoutError:
        at_time("outer: timeout, count %d" % count())


@scene("TO8")
async def nested():
    await two_blocks(5, 1)
    await two_blocks(1, 5)
    await two_blocks(0, 0)


@scene("TO9")
async def in_a_cleanup():
    try:
        async with asyncio.timeout(1):
            try:
                await asyncio.sleep(10)
            finally:
                try:
                    async with asyncio.timeout(1):
                        await asyncio.sleep(10)
                except TimeoutError:
                    at_time("cleanup: timeout")
    except TimeoutError:
        at_time("block: timeout")


def reschedule(t, when):
    try:
        t.reschedule(when)
    except RuntimeError as error:
        return name(error)
    return "ok"


@scene("TO10")
async def moved():
    now = asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout(10) as t:
            t.reschedule(now + 2)
            at_time("in %d s" % (t.when() - now))
            await asyncio.sleep(10)
    except TimeoutError:
        at_time("timeout")
    async with asyncio.timeout(1) as t:
        t.reschedule(None)
        await asyncio.sleep(5)
    at_time("expired %s" % t.expired())


@scene("TO11")
async def moved_at_the_wrong_time():
    t = asyncio.timeout(1)
    at_time("before: " + reschedule(t, 1))
    try:
        async with t:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                at_time("too late: " + reschedule(t, 1))
                raise
    except TimeoutError:
        at_time("behind: " + reschedule(t, 1))


@scene("TO12")
async def entered_twice():
    t = asyncio.timeout(10)
    try:
        async with t:
            async with t:
                print("never")
    except RuntimeError as error:
        print("%s, expired %s" % (name(error), t.expired()))


@scene("TO3")
async def left_by_return_and_continue():
    print(await returns())
    for i in range(3):
        async with asyncio.timeout(10):
            if i == 1:
                continue
            print(i)
    await asyncio.sleep(20)
    at_time("count %d" % count())


async def returns():
    async with asyncio.timeout(10):
        async with asyncio.timeout(10):
            return 5


run_scenes()
