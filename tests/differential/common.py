"""What the Python programs in this directory share; common.h is the same in C.

A program is a list of scenes. Each is a coroutine, run on a loop of its own, in virtual time: a wait
takes no time, and is exact.
"""
import asyncio
import errno
import importlib.util
import inspect
import math
import runpy
import selectors
import sys
import types
import warnings

warnings.simplefilter("ignore")  # that a coroutine was never awaited: here it is refused somewhere

# ---- Virtual time ----

now = 1_000_000_000  # microseconds: what select() counts in


class VirtualSelector(selectors.SelectSelector):
    """Waits by turning the clock on."""

    def select(self, timeout=None):
        global now
        if timeout is None:
            sys.exit("the loop waits, and nothing can wake it")
        now += max(0, math.ceil(timeout * 1e6))
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop that reads that clock."""

    def __init__(self):
        super().__init__(VirtualSelector())

    def time(self):
        return now / 1e6


# ---- Scenes ----

scenes = []


def scene(rules):
    """Marks a scene, a coroutine without arguments or a function that is given a loop, and names the
    rules that it shows."""
    def mark(function):
        scenes.append((function, rules))
        return function
    return mark


def run_scenes():
    global ticks, began
    for function, rules in scenes:
        print("== %s (%s)" % (function.__name__, rules))
        ticks, began = 0, now
        if inspect.iscoroutinefunction(function):
            print("run: " + name(run(function())))
        else:
            loop = VirtualLoop()
            function(loop)
            loop.close()


def run(main):
    """asyncio.run() on a loop in virtual time. Gives what came of it."""
    try:
        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            runner.run(main)
    except (Exception, asyncio.CancelledError) as error:
        return error
    return None


def run_in_virtual_time(program):
    """Runs a program that knows nothing of all this."""
    def run_main(main):
        error = run(main)
        if error is not None:
            raise error
    asyncio.run = run_main
    runpy.run_path(program, run_name="__main__")


def run_in_real_time(program):
    """Runs a program that waits for threads."""
    if importlib.util.find_spec("aiofiles") is None:
        sys.modules["aiofiles"] = types.ModuleType("aiofiles")
        sys.modules["aiofiles"].open = OpenFile
    runpy.run_path(program, run_name="__main__")


class OpenFile:
    """As much of the package aiofiles as the programs here use, for where it is not installed."""

    def __init__(self, *arguments):
        self.arguments = arguments

    async def __aenter__(self):
        self.file = await asyncio.to_thread(open, *self.arguments)
        return self

    async def __aexit__(self, *error):
        await asyncio.to_thread(self.file.close)

    async def readline(self):
        return await asyncio.to_thread(self.file.readline)


# ---- Printing ----

ticks = 0  # the number of the iteration, if they are counted
began = 0  # when the scene began, in virtual time


def tick():
    global ticks
    ticks += 1
    asyncio.get_running_loop().call_soon(tick)


def count_iterations():
    """From here on say() begins with the number of the iteration. The loop never waits then."""
    asyncio.get_running_loop().call_soon(tick)


def say(line):
    """Prints a line behind the number of the iteration."""
    print("%3d %s" % (ticks, line))


def at_time(line):
    """Prints a line behind the seconds since the scene began."""
    print("%.3f s: %s" % ((now - began) / 1e6, line))


def since(version, line):
    """Prints a line in which Pythons differ. The library does what this one, such as "3.13", does, and
    those after it."""
    print("[%s] %s" % (version, line))


# ---- Errors ----

def name(error):
    """One word for an error. What Python refuses with various exceptions is "refused"."""
    if error is None:
        return "ok"
    if isinstance(error, asyncio.CancelledError):
        return "cancelled"
    if isinstance(error, BaseExceptionGroup):
        return "group"
    if isinstance(error, OSError) and error.errno in (errno.EIO, errno.ENOENT, errno.EPIPE):
        return errno.errorcode[error.errno]
    if isinstance(error, TimeoutError):
        return "timeout"
    return "refused"


EIO = errno.EIO
ENOENT = errno.ENOENT
EPIPE = errno.EPIPE


def failure(number):
    """An exception for an errno value."""
    return OSError(number, "")


async def caught(awaitable):
    """The error of an awaitable, and its result."""
    try:
        return None, await awaitable
    except (Exception, asyncio.CancelledError) as error:
        return error, None


def result_of(future):
    """The error of a future in a word, and its result."""
    try:
        return "ok", future.result()
    except (Exception, asyncio.CancelledError) as error:
        return name(error), 0


def report_errors():
    """Prints what would be logged. When a future is freed is not promised, so without the iteration."""
    asyncio.get_running_loop().set_exception_handler(
        lambda loop, context: print("reported: " + name(context.get("exception"))))


# ---- What the scenes use ----

SWALLOW = -1


async def turns(count):
    """Lets some turns pass."""
    for _ in range(count):
        await asyncio.sleep(0)


async def job(its_name, turns=0, value=0, error=None, on_cancel=None, cleanup=0):
    """Takes some turns, then ends with value or error. Cancelled, it takes some turns to clean up; then
    it passes that on, or raises another error (on_cancel), or goes on to its end (SWALLOW)."""
    try:
        say(its_name + " starts")
        try:
            for _ in range(turns):
                await asyncio.sleep(0)
        except asyncio.CancelledError:
            say(its_name + " is cancelled")
            for _ in range(cleanup):
                await asyncio.sleep(0)
            if on_cancel is None:
                raise
            if on_cancel != SWALLOW:
                raise failure(on_cancel) from None
            error = None
        if error is not None:
            raise failure(error)
        return value
    finally:
        say(its_name + " ends")


async def canceller(task, count):
    await turns(count)
    say("cancel: %s" % task.cancel())


kept = set()  # a loop alone keeps no task alive


def create_task(coro):
    """asyncio.create_task(), and nobody need hold the task."""
    task = asyncio.create_task(coro)
    kept.add(task)
    task.add_done_callback(kept.discard)
    return task


def cancel_after(task, count):
    """Cancels a task after some turns."""
    create_task(canceller(task, count))


async def wait_for(awaitable, timeout):
    """asyncio.wait_for() as of Python 3.12: in the caller's task, if there is time to wait."""
    if sys.version_info >= (3, 12) or timeout is not None and timeout <= 0:
        return await asyncio.wait_for(awaitable, timeout)
    async with asyncio.timeout(timeout):
        return await awaitable


# ---- Programs at random ----

state = 0
number = 0  # of the program that runs; it is also where draw() begins
newer = 0  # from this number on programs do what Pythons disagree on


def draw(n):
    """A number below n, at random; from the same generator as in C."""
    global state
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return (state >> 16) % n


def print_line(line):
    """Prints a line as say() does; of a newer program as since() does."""
    if number >= newer:
        since("3.13", "%3d %s" % (ticks, line))
    else:
        say(line)


def run_programs(program, count, its_newer):
    """Runs a coroutine, which draws what it does, so often; from the number its_newer on as a newer one."""
    global number, newer, state, ticks
    newer = its_newer
    for number in range(count):
        state, ticks = number, 0
        print("== program %d" % number)
        error = run(program())
        assert error is None, error
