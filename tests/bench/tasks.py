"""Python's generators and asyncio: the rows of task_rows.h, as a Python program does them."""

import asyncio
import random
import resource
import sys
import time
import types

GATHER_SIZE = 1000
MEMORY_COUNT = 100000


def require(truth, sentence):
    if not truth:
        sys.exit(f"benchmark: {sentence}")


def sum_to(count):
    return count * (count - 1) // 2


def report(name, value, unit):
    print(f"{name} {value:.2f} {unit}")


def report_each(name, start, count):
    report(name, (time.process_time() - start) / count * 1e9, "ns")


def numbers(count):
    i = 0
    while i < count:
        yield i
        i += 1


def generator(count):
    start = time.process_time()
    total = 0
    for value in numbers(count):
        total += value
    require(total == sum_to(count), "the generator gave something else")
    report_each("generator", start, count)


@types.coroutine
def exchange(value):
    return (yield value)


async def adder(depth):
    if depth > 1:
        return await adder(depth - 1)
    total = got = 0
    while got >= 0:
        total += got
        got = await exchange(total)
    return total


def resume(depth, count):
    start = time.process_time()
    chain = adder(depth)
    expected = 0
    chain.send(None)
    for i in range(count):
        expected += i
        require(chain.send(i) == expected, "a wrong sum")
    try:
        chain.send(-1)
    except StopIteration as end:
        expected -= end.value
    require(expected == 0, "the coroutine got something else")
    report_each(f"resume-{depth}", start, count)


async def same(x):
    return x


async def call(count):
    start = time.process_time()
    total = 0
    for i in range(count):
        total += await same(i)
    require(total == sum_to(count), "the coroutines returned something else")
    report_each("call", start, count)


async def switch(tasks, count):
    turn = errors = taken = 0

    async def turner(number):
        nonlocal turn, errors, taken
        for _ in range(count // tasks):
            errors += number != turn
            turn = (turn + 1) % tasks
            taken += 1
            await asyncio.sleep(0)

    start = time.process_time()
    for task in [asyncio.create_task(turner(number)) for number in range(tasks)]:
        await task
    count -= count % tasks
    require(taken == count and errors == 0, "the tasks did not take turns")
    report_each(f"switch-{tasks}", start, count)


async def spawn(count):
    start = time.process_time()
    total = 0
    for i in range(count):
        total += await asyncio.create_task(same(i))
    require(total == sum_to(count), "the tasks returned something else")
    report_each("spawn", start, count)


def memory_used():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


async def many(name, delays):
    count = len(delays)
    begun = errors = memory = 0

    async def waiter(number):
        nonlocal begun, errors, memory
        begun += 1
        if begun == count:
            memory = memory_used()
        try:
            await asyncio.sleep(delays[number])
        except asyncio.CancelledError:
            pass
        errors += begun != count
        return number

    made = [None] * count
    before = memory_used()
    start = time.process_time()
    for number in range(count):
        made[number] = asyncio.create_task(waiter(number))
    if name == "asleep":
        await asyncio.sleep(0)
        for task in made:
            task.cancel()
    total = 0
    for task in made:
        total += await task
    require(total == sum_to(count), "the tasks returned something else")
    require(errors == 0, "a wait was over before all tasks had begun")
    if name != "asleep":
        report_each(f"{name}-{count}", start, count)
    elif sys.platform == "linux" and count >= MEMORY_COUNT:
        report(f"asleep-{count}", (memory - before) / count, "bytes")


async def gather(count):
    start = time.process_time()
    total = 0
    rounds = count // GATHER_SIZE
    for _ in range(rounds):
        total += sum(await asyncio.gather(*[same(i) for i in range(GATHER_SIZE)]))
    require(total == rounds * sum_to(GATHER_SIZE), "gather gave something else")
    report_each("gather", start, rounds * GATHER_SIZE)


def main():
    row, count = sys.argv[1], int(sys.argv[2])
    name, _, number = row.partition("-")
    if row == "generator":
        generator(count)
    elif name == "resume":
        resume(int(number), count)
    elif name == "switch":
        asyncio.run(switch(int(number), count))
    elif row == "alive":
        asyncio.run(many(row, [0] * count))
    elif row == "sleep":
        asyncio.run(many(row, [(1 + random.random()) / 2000 for _ in range(count)]))
    elif row == "asleep":
        asyncio.run(many(row, [3600] * count))
    else:
        asyncio.run({"call": call, "spawn": spawn, "gather": gather}[row](count))


main()
