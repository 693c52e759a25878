"""Task groups."""
from common import *


async def with_group(body):
    """Runs a body with a group, and says what leaves it."""
    group = asyncio.TaskGroup()
    try:
        async with group:
            await body(group)
        say("left well")
    except BaseExceptionGroup as errors:
        say("group [%s]" % " ".join(name(error) for error in errors.exceptions))
    except asyncio.CancelledError:
        say("cancelled")
        raise
    return group


@scene("TG1")
async def waits_for_all():
    count_iterations()
    async with asyncio.TaskGroup() as group:
        a = group.create_task(job("a", turns=3, value=1))
        group.create_task(job("b", turns=1))
        say("body ends")
    say("left, a gave %d" % a.result())


@scene("TG1")
async def waits_for_late_ones():
    count_iterations()
    async with asyncio.TaskGroup() as group:
        group.create_task(adds_late(group))
    say("left")


async def adds_late(group):
    await turns(2)
    group.create_task(job("late", turns=4))


@scene("TG1")
async def empty():
    count_iterations()
    async with asyncio.TaskGroup():
        pass
    say("left")


@scene("TG2")
async def child_cancelled():
    count_iterations()
    async with asyncio.TaskGroup() as group:
        t = group.create_task(job("a", turns=9))
        group.create_task(job("b", turns=5))
        cancel_after(t, 1)
    say("left, cancelled: %s" % t.cancelled())


@scene("TG3 TG4 TG5 TG7")
async def child_fails():
    count_iterations()
    await with_group(one_of_three_fails)
    await asyncio.sleep(0)
    say("goes on, count %d" % asyncio.current_task().cancelling())


async def one_of_three_fails(group):
    group.create_task(job("a", turns=9, cleanup=2))
    group.create_task(job("b", turns=1, error=EIO))
    group.create_task(job("c", turns=9, on_cancel=EPIPE))
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        say("body cancelled")
        raise


@scene("TG5 TG7")
async def only_child_fails():
    count_iterations()
    await with_group(adds_a_failing_one)
    since("3.13", "count %d" % asyncio.current_task().cancelling())


async def adds_a_failing_one(group):
    group.create_task(job("b", turns=2, error=EIO))


@scene("TG5 TG6")
async def body_fails():
    count_iterations()
    await with_group(raises)


async def raises(group):
    group.create_task(job("a", turns=9, on_cancel=EPIPE))
    group.create_task(job("b", turns=9))
    await turns(2)
    raise failure(EIO)


async def owner_cancelled(body):
    count_iterations()
    t = create_task(with_group(body))
    await turns(3)
    say("cancel: %s" % t.cancel())
    await asyncio.wait([t])
    return t


@scene("TG8")
async def cancelled_in_the_body():
    t = await owner_cancelled(waits_with_two)
    say("cancelled: %s" % t.cancelled())


async def waits_with_two(group):
    group.create_task(job("a", turns=9, cleanup=2))
    group.create_task(job("b", turns=9))
    await asyncio.sleep(10)


@scene("TG8")
async def cancelled_at_the_end():
    t = await owner_cancelled(adds_two)
    say("cancelled: %s" % t.cancelled())


async def adds_two(group):
    group.create_task(job("a", turns=9, cleanup=2))
    group.create_task(job("b", turns=9))


@scene("TG9")
async def cancelled_and_a_child_fails():
    t = await owner_cancelled(waits_with_a_fragile_one)
    since("3.13", "cancelled: %s" % t.cancelled())


async def waits_with_a_fragile_one(group):
    group.create_task(job("a", turns=9, on_cancel=EIO))
    await asyncio.sleep(10)


@scene("TG10")
async def cancelled_and_the_body_fails():
    t = await owner_cancelled(answers_with_an_error)
    since("3.13", "cancelled: %s" % t.cancelled())


async def answers_with_an_error(group):
    group.create_task(job("a", turns=9))
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise failure(EPIPE) from None


@scene("TG11")
async def inner_group_fails():
    count_iterations()
    await with_group(inner_fails)


async def inner_fails(group):
    group.create_task(job("x", turns=9))
    async with asyncio.TaskGroup() as inner:
        inner.create_task(job("a", turns=2, error=EIO))
        inner.create_task(job("b", turns=9, on_cancel=EPIPE))


@scene("TG11")
async def outer_group_fails():
    count_iterations()
    await with_group(outer_fails)


async def outer_fails(group):
    group.create_task(job("x", turns=3, error=EIO))
    async with asyncio.TaskGroup() as inner:
        inner.create_task(job("a", turns=9))


def create(group):
    try:
        group.create_task(job("never"))
    except RuntimeError as error:
        return name(error)
    return "ok"


@scene("TG12")
async def takes_no_more():
    count_iterations()
    say("before: " + create(asyncio.TaskGroup()))
    group = await with_group(adds_when_it_fails)
    say("behind: " + create(group))


async def adds_when_it_fails(group):
    group.create_task(job("a", error=EIO))
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        say("failing: " + create(group))
        raise


@scene("TG13")
async def entered_twice():
    group = asyncio.TaskGroup()
    try:
        async with group:
            async with group:
                print("never")
    except BaseException as error:
        print(name(error))


@scene("TG14 TG15")
async def children_make_children():
    count_iterations()
    await with_group(spawns)


async def spawns(group):
    group.create_task(spawner(group, 5))
    group.create_task(job("b", turns=4, error=EIO))


async def spawner(group, depth):
    await asyncio.sleep(0)
    say("depth %d" % depth)
    if depth > 0:
        try:
            group.create_task(spawner(group, depth - 1))
        except RuntimeError:
            say("no more")
    await turns(3)


run_scenes()
