"""Programs at random, the same in both languages: five tasks that share a lock, a semaphore, an event and a
queue, hold them for a while, and cancel each other in the middle of it. From the number NEWER on they share a
condition, too: a notification of one that is cancelled goes to the next one, as of Python 3.13."""
import common
from common import *

PROGRAMS, NEWER = 300, 150
TASKS, OPS = 5, 7
WITHOUT = 13  # the first of the operations with the condition


class Shared:
    """What all tasks share. The queues of three programs in a row are of three kinds."""

    def __init__(self):
        self.lock = asyncio.Lock()
        self.semaphore = asyncio.Semaphore(2)
        self.event = asyncio.Event()
        self.condition = asyncio.Condition()
        self.queue = [asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue][common.number % 3](2)
        self.count = 0


async def holds_the_lock(count):
    async with shared.lock:
        await turns(count)


async def holds_the_semaphore(count):
    async with shared.semaphore:
        await turns(count)


async def waits_for_a_notification():
    async with shared.condition:
        await shared.condition.wait()


async def waits_for_the_count(count):
    async with shared.condition:
        await shared.condition.wait_for(lambda: shared.count >= count)


async def notifies(count, rest):
    async with shared.condition:
        shared.count += 1
        shared.condition.notify(count)
        await turns(rest)


async def gets(is_done):
    item = await shared.queue.get()
    if is_done:
        shared.queue.task_done()
    return item


def without_waiting(op, i, j):
    """Does it, or gives an error."""
    try:
        if op == 0:
            tasks[j].cancel()
        elif op == 1:
            shared.event.set()
        elif op == 2:
            shared.event.clear()
        elif op == 3:
            shared.queue.put_nowait(i * 10 + j)
        elif op == 4:
            return None, shared.queue.get_nowait()
        elif op == 5:
            shared.queue.task_done()
        elif op == WITHOUT:
            shared.condition.notify(i)
    except Exception as error:
        return error, None
    return None, None


def operation(op, i, j):
    """What is to be awaited."""
    if op == 6:
        return turns(j)
    if op == 7:
        return holds_the_lock(j)
    if op == 8:
        return holds_the_semaphore(j)
    if op == 9:
        return shared.event.wait()
    if op == 10:
        return shared.queue.put(i * 10 + j)
    if op == 11:
        return gets(i != 0)
    if op == 12:
        return shared.queue.join()
    if op == 14:
        return waits_for_a_notification()
    if op == 15:
        return waits_for_the_count(i)
    return notifies(i, j)


async def task(me, script):
    for op, i, j, swallows in script:
        if op < 6 or op == WITHOUT:
            error, item = without_waiting(op, i, j)
        else:
            error, item = await caught(operation(op, i, j))
        line = "task %d: operation %d: %s" % (me, op, name(error))
        print_line(line + (" %d" % item if op in (4, 11) and error is None else ""))
        if isinstance(error, asyncio.CancelledError) and not swallows:
            raise error
    return me


def print_state():
    print_line("lock %s, semaphore %s, condition %s, queue %d" % (
        shared.lock.locked(), shared.semaphore.locked(), shared.condition.locked(), shared.queue.qsize()))


async def main():
    global shared, tasks
    count_iterations()
    shared = Shared()
    scripts = [[(draw(13 if common.number < NEWER else 17), draw(3), draw(TASKS), draw(2)) for _ in range(OPS)] for _ in range(TASKS)]
    tasks = [create_task(task(me, script)) for me, script in enumerate(scripts)]
    for _ in range(50):
        await turns(12)
        print_state()
        if all(t.done() for t in tasks):
            break
        for t in tasks:
            t.cancel()
    for me, t in enumerate(tasks):
        print_line("task %d: %s" % (me, result_of(t)[0] if t.done() else "not done"))


run_programs(main, PROGRAMS, NEWER)
