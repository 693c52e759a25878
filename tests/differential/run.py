"""Running a loop for one result, and running a whole program."""
from common import *


@scene("R1")
async def main_ends_well():
    at_time("main")


@scene("R1")
async def main_fails():
    raise failure(EIO)


@scene("R2")
async def left_over_tasks_are_cancelled():
    count_iterations()
    create_task(job("left", turns=99, cleanup=2))
    await turns(2)
    say("main ends")


@scene("R2 R3")
async def error_of_a_left_over():
    report_errors()
    create_task(job("left", turns=99, on_cancel=EIO))
    await turns(2)
    print("main ends")


@scene("R2")
async def left_over_sleeper():
    create_task(sleeps_long())
    await asyncio.sleep(1)


async def sleeps_long():
    try:
        await asyncio.sleep(3600)
    finally:
        at_time("woken")
        await asyncio.sleep(2)
        at_time("cleaned up")


@scene("R2 R3")
async def main_fails_and_something_is_left():
    create_task(job("left", turns=99))
    await turns(2)
    raise failure(EPIPE)


@scene("R4")
async def made_in_the_last_step():
    count_iterations()
    create_task(job("last", turns=99))


@scene("R5 L15")
async def no_run_inside_a_run():
    loop = asyncio.get_running_loop()
    for runs in (asyncio.run, loop.run_until_complete):
        coro = job("never")
        try:
            runs(coro)
        except RuntimeError as error:
            print(name(error))
        coro.close()
    await turns(2)


def run_until(loop, awaitable):
    """What comes of run_until_complete()."""
    try:
        print("ok %d" % (loop.run_until_complete(awaitable) or 0))
    except (Exception, asyncio.CancelledError) as error:
        print(name(error))


@scene("L11 R8")
def until_it_is_done(loop):
    f = loop.create_future()
    f.set_result(3)
    loop.call_soon(print, "an iteration")
    run_until(loop, f)
    f = loop.create_future()
    loop.call_later(1, f.set_result, 4)
    run_until(loop, f)
    f = loop.create_future()
    f.cancel()
    run_until(loop, f)
    run_until(loop, job("a", turns=2, value=5))
    run_until(loop, job("b", error=EIO))


@scene("L12")
def batch_of_the_end(loop):
    f = loop.create_future()
    loop.call_soon(f.set_result, 4)
    f.add_done_callback(lambda _: loop.call_soon(print, "left for the next run"))
    run_until(loop, f)
    print("between")
    run_until(loop, asyncio.sleep(0))


@scene("L13")
def stopped_before_it_is_done(loop):
    f = loop.create_future()
    loop.call_soon(loop.stop)
    run_until(loop, f)
    print("done %s" % f.done())
    loop.call_soon(f.set_result, 4)
    run_until(loop, f)


@scene("L13")
def stopped_task_goes_on(loop):
    t = loop.create_task(job("t", turns=2, value=5))
    loop.call_soon(loop.stop)
    loop.run_forever()
    print("done %s" % t.done())
    run_until(loop, t)


@scene("L14 L17")
def refused(loop):
    other = VirtualLoop()
    run_until(loop, other.create_future())
    other.close()
    run_until(other, other.create_future())


run_scenes()
