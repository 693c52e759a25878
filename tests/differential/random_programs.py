"""Programs at random, the same in both languages: four tasks and three futures that wait for each other,
cancel each other, and swallow that or not. From the number NEWER on they also do what Pythons disagree on."""
import common
from common import *

PROGRAMS, NEWER = 160, 80
TASKS, FUTURES, OPS = 4, 3, 5


async def fails_or_not(flag, count):
    await turns(count)
    if flag:
        raise failure(EIO)
    return count


async def in_a_timeout(delay, count):
    async with asyncio.timeout(delay):
        await turns(count)
    return count


async def in_a_group(one_fails, body_fails, count):
    async with asyncio.TaskGroup() as group:
        group.create_task(fails_or_not(False, 3))
        group.create_task(fails_or_not(one_fails, 1))
        await turns(count)
        if body_fails:
            raise failure(EPIPE)
    return count


async def waits_for_either(i, j):
    done, _ = await asyncio.wait([futures[i], tasks[j]], return_when=asyncio.FIRST_COMPLETED)
    return len(done)


async def gathers(i, j, flag):
    results = await asyncio.gather(futures[i], tasks[j], fails_or_not(flag, 2))
    return results[2]


async def gathers_all(i, j, flag):
    results = await asyncio.gather(futures[i], tasks[j], fails_or_not(flag, 2), return_exceptions=True)
    return len([result for result in results if isinstance(result, BaseException)])


async def takes_as_completed(i, flag):
    a, b = create_task(fails_or_not(flag, 1)), create_task(fails_or_not(False, 3))
    for awaitable in asyncio.as_completed([a, b, futures[i]]):
        await awaitable


async def waits_for_an_error(flag, count):
    a, b = create_task(fails_or_not(flag, count)), create_task(fails_or_not(False, 2))
    done, _ = await asyncio.wait([a, b], return_when=asyncio.FIRST_EXCEPTION)
    return len(done)


def end_future(f, how):
    if f.done():
        return
    if how == 0:
        f.cancel()
    elif how == 1:
        f.set_exception(failure(EPIPE))
    else:
        f.set_result(how)


def operation(me, op, i, j, flag):
    """What is to be awaited, or None: it is done already."""
    before = j % me if me > 0 else -1  # no task waits for one that may wait for it
    pending = before >= 0 and not futures[i].done() and not tasks[before].done()
    if op == 0:
        return turns(j)
    if op == 1:
        return futures[i]
    if op == 2 and before >= 0:
        return tasks[before]
    if op == 3:
        tasks[j].cancel()
    elif op == 4:
        end_future(futures[i], j)
    elif op == 5:
        return asyncio.shield(futures[i])
    elif op == 6 and before >= 0:
        return asyncio.shield(tasks[before])
    elif op == 7 and before >= 0:
        return waits_for_either(i, before)
    elif op == 8:
        return asyncio.shield(fails_or_not(flag, j))
    elif op == 9:
        return in_a_group(flag, i == 0, j)
    elif op == 10:
        return in_a_timeout(0 if flag else 9, j)
    elif op == 11 and pending:
        return gathers(i, before, flag)
    elif op == 12 and pending:
        return gathers_all(i, before, flag)
    elif op == 13:
        return asyncio.wait_for(fails_or_not(flag, j), 9)
    elif op == 14:
        return asyncio.wait_for(futures[i], 0 if flag else 9)
    elif op == 15:
        return takes_as_completed(i, flag)
    elif op == 16:
        return waits_for_an_error(flag, j)
    return None


async def task(me, script):
    for op, i, j, flag, swallows in script:
        awaitable = operation(me, op, i, j, flag)
        if awaitable is None:
            print_line("task %d: operation %d" % (me, op))
            continue
        error, _ = await caught(awaitable)
        print_line("task %d: operation %d: %s" % (me, op, name(error)))
        if isinstance(error, asyncio.CancelledError) and not swallows:
            raise error
    return me


async def main():
    global futures, tasks
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    count_iterations()
    futures = [asyncio.get_running_loop().create_future() for _ in range(FUTURES)]
    scripts = [[(draw(9 if common.number < NEWER else 17), draw(FUTURES), draw(TASKS), draw(2), draw(2))
                for _ in range(OPS)] for _ in range(TASKS)]
    tasks = [create_task(task(me, script)) for me, script in enumerate(scripts)]
    for i in range(50):
        await turns(4)
        for t in tasks:
            t.cancel()
        if i == 49 or all(t.done() for t in tasks):
            break
    for me, t in enumerate(tasks):
        print_line("task %d: %s, count %d" % (me, result_of(t)[0] if t.done() else "not done", 0 if common.number < NEWER else t.cancelling()))


run_programs(main, PROGRAMS, NEWER)
