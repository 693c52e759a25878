"""A barrier at random, the same in both languages: tasks come to it, some of them too early, and are cancelled; it is
reset and aborted. Here each of them has to take a lock to go on, and in C there is none, so in which iteration that is,
and who fails first, is not compared: what came of them is printed when all has come to rest."""
from common import *

PROGRAMS, STEPS = 300, 16


async def meets(me, count):
    async with barrier as position:
        positions[me] = position
        await turns(count)


async def comes(me, count):
    error, _ = await caught(meets(me, count))
    errors[me] = name(error)


async def comes_to_rest():
    await turns(30)
    for me in sorted(errors):
        print("task %d: position %d, %s" % (me, positions.get(me, -1), errors[me]))
    errors.clear()
    print("%d wait%s" % (barrier.n_waiting, ", broken" if barrier.broken else ""))


async def step(what):
    if what < 8:
        tasks.append(create_task(comes(len(tasks), draw(3))))
    elif what < 10 and tasks:
        tasks[draw(len(tasks))].cancel()
    elif what == 10:
        await comes_to_rest()
        await barrier.reset()
    elif what == 11:
        await comes_to_rest()
        await barrier.abort()
    else:
        await comes_to_rest()


async def main():
    global barrier, tasks, positions, errors
    barrier = asyncio.Barrier(1 + draw(4))
    tasks, positions, errors = [], {}, {}
    for _ in range(STEPS):
        await step(draw(13))
    await comes_to_rest()
    for task in tasks:
        task.cancel()
    await comes_to_rest()


run_programs(main, PROGRAMS, PROGRAMS)
