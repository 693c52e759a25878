"""Python's asyncio: the rows of bench.h, as a Python program does them."""

import asyncio
import os
import random
import resource
import sys
import time

BATCH_SIZE = 1000
MEMORY_COUNT = 100000


def require(truth, sentence):
    if not truth:
        sys.exit(f"benchmark: {sentence}")


def report(name, value, unit):
    print(f"{name} {value:.2f} {unit}")


def random_unit():
    """From 0 to less than 1, in steps that can be added to a clock without rounding."""
    return random.getrandbits(26) / 2**26


def run(loop):
    start = time.process_time()
    loop.run_forever()
    return time.process_time() - start


def batch(loop, count):
    calls = [0] * BATCH_SIZE
    left = count

    def callback(index):
        nonlocal left
        calls[index] += 1
        left -= 1
        if left > 0:
            loop.call_soon(callback, index)
        else:
            loop.stop()

    for index in range(BATCH_SIZE):
        loop.call_soon(callback, index)
    seconds = run(loop)
    require(set(calls) == {count // BATCH_SIZE}, "a batch called somebody twice or not at all")
    report("batch", seconds / count * 1e9, "ns")


def chain(loop, count, name="chain"):
    left = count

    def callback():
        nonlocal left
        left -= 1
        if left > 0:
            loop.call_soon(callback)
        else:
            loop.stop()

    loop.call_soon(callback)
    seconds = run(loop)
    require(left == 0, "the chain is not as long as it should be")
    report(name, seconds / count * 1e9, "ns")


def chain_poll(loop, count):
    idle, _ = os.pipe()
    loop.add_reader(idle, sys.exit, "benchmark: the idle descriptor became ready")
    chain(loop, count, "chain-poll")


def memory_used():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def timers_fire(loop, count):
    deadlines = [-random_unit() for _ in range(count)]
    fired = 0
    last = float("-inf")

    def callback(when):
        nonlocal fired, last
        require(when >= last, "a timer came due after a later one")
        last = when
        fired += 1

    before = memory_used()
    start = time.process_time()
    now = loop.time()
    for deadline in deadlines:
        loop.call_at(now + deadline, callback, deadline)
    seconds = time.process_time() - start
    after = memory_used()
    loop.stop()  # one iteration
    seconds += run(loop)
    require(fired == count, "not every timer came due once")
    report(f"timers-fire-{count}", seconds / count * 1e9, "ns")
    if sys.platform == "linux" and count >= MEMORY_COUNT:
        report(f"timers-memory-{count}", (after - before) / count, "bytes")


def timers_cancel(loop, count):
    deadlines = [-random_unit() for _ in range(count)]
    order = list(range(count))
    random.shuffle(order)
    start = time.process_time()
    now = loop.time()
    timers = [loop.call_at(now + deadline, sys.exit, "benchmark: a cancelled timer was called")
              for deadline in deadlines]
    for index in order:
        timers[index].cancel()
    loop.stop()  # in one iteration asyncio sweeps its heap
    seconds = time.process_time() - start + run(loop)
    report(f"timers-cancel-{count}", seconds / count * 1e9, "ns")


def main():
    rows = {"batch": batch, "chain": chain, "chain-poll": chain_poll,
            "timers-fire": timers_fire, "timers-cancel": timers_cancel}
    loop = asyncio.new_event_loop()
    rows[sys.argv[1]](loop, int(sys.argv[2]))
    loop.close()


main()
