# Other programs, and signals. These are real, so no clock is virtual here; what is printed does not depend on time.
import asyncio
import errno
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, STDOUT

scenes = []


def scene(rules):
    def add(function):
        scenes.append(function)
        return function
    return add


def say(text):
    print(text)


def start(line, **streams):
    return asyncio.create_subprocess_exec("sh", "-c", line, **streams)


@scene("P1")
async def codes():
    for line in ["exit 0", "exit 7", "kill -TERM $$", "kill -KILL $$"]:
        process = await start(line)
        say("%s: %d" % (line, await process.wait()))


@scene("P2")
async def waits():
    process = await start("read line; exit 3", stdin=PIPE)
    waits = [asyncio.create_task(process.wait()) for i in range(3)]
    await asyncio.sleep(0)
    process.stdin.close()
    for wait in waits:
        say("waited: %d" % await wait)
    say("again: %d" % await process.wait())


@scene("P3")
async def read_after_the_end():
    process = await start("echo one; echo two >&2", stdout=PIPE, stderr=PIPE)
    say("ended: %d" % await process.wait())
    say("out: " + (await process.stdout.readline()).decode().strip())
    say("err: " + (await process.stderr.readline()).decode().strip())


@scene("P4")
async def talk():
    process = await start("cat; echo done >&2; exit 2", stdin=PIPE, stdout=PIPE, stderr=PIPE)
    out, err = await process.communicate(b"hello")
    say("out: %s, err: %s, %d" % (out.decode(), err.decode().strip(), process.returncode))


@scene("P4")
async def talk_much():
    process = await start("cat", stdin=PIPE, stdout=PIPE)
    out, err = await process.communicate(b"x" * 1000000)
    say("out: %d bytes, %d" % (len(out), process.returncode))


@scene("P5")
async def talk_about_nothing():
    process = await start("cat; exit 4", stdin=PIPE, stdout=PIPE)
    out, err = await process.communicate(b"")
    say("out: %d bytes, %d" % (len(out), process.returncode))


@scene("P6")
async def talk_to_the_deaf():
    process = await start("exec <&-; echo no", stdin=PIPE, stdout=PIPE)
    out, err = await process.communicate(b"x" * 1000000)
    say("out: %s, %d" % (out.decode().strip(), process.returncode))


@scene("P7")
async def streams():
    process = await start("cat; echo out; echo err >&2", stdin=DEVNULL, stdout=PIPE, stderr=STDOUT)
    say("in: %d, out: %d, err: %d" % (process.stdin is not None, process.stdout is not None, process.stderr is not None))
    out, err = await process.communicate()
    say(out.decode().replace("\n", "/"))


@scene("P8")
async def cancelled_wait():
    process = await start("read line; exit 5", stdin=PIPE)
    first = asyncio.create_task(process.wait())
    second = asyncio.create_task(process.wait())
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.wait([first])
    say("cancelled: %d, runs: %d" % (first.cancelled(), process.returncode is None))
    process.stdin.close()
    say("the other: %d" % await second)


@scene("P11")
async def too_late():
    process = await start("exit 1")
    await process.wait()
    try:
        process.kill()
    except ProcessLookupError:
        say("ESRCH")
    say("%d" % process.returncode)


@scene("P12")
async def in_vain():
    for program in ["/no/such/program", "/"]:
        try:
            await asyncio.create_subprocess_exec(program, stdout=PIPE)
        except OSError as error:
            say("%s: %s" % (program, errno.errorcode[error.errno]))


@scene("P12")
async def in_a_directory():
    process = await start("pwd; echo $COLOUR", stdout=PIPE, cwd="/", env={"COLOUR": "blue"})
    out, err = await process.communicate()
    say(out.decode().replace("\n", "/"))
    for directory in ["/no/such/directory", "/dev/null"]:
        try:
            await start("exit 0", cwd=directory)
        except OSError as error:
            say("%s: %s" % (directory, errno.errorcode[error.errno]))
    process = await asyncio.create_subprocess_exec("./sh", "-c", "exit 6", cwd="/bin")
    say("%d" % await process.wait())
    try:
        await start("exit 0", env={"PATH": "/no/such/directory"})
    except OSError as error:
        say(errno.errorcode[error.errno])


@scene("SG1 SG3 SG4 SG5")
async def signals_scene():
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, say, "first")
    loop.add_signal_handler(signal.SIGUSR2, say, "other")
    os.kill(os.getpid(), signal.SIGUSR1)
    say("sent")
    await asyncio.sleep(0.05)
    loop.add_signal_handler(signal.SIGUSR1, say, "second")
    os.kill(os.getpid(), signal.SIGUSR1)
    await asyncio.sleep(0.05)
    os.kill(os.getpid(), signal.SIGUSR2)
    await asyncio.sleep(0.05)
    say("removed: %d %d" % (loop.remove_signal_handler(signal.SIGUSR1), loop.remove_signal_handler(signal.SIGUSR1)))
    say("removed: %d" % loop.remove_signal_handler(signal.SIGUSR2))


@scene("SG6")
async def refused():
    loop = asyncio.get_running_loop()
    for number in [0, -1, 1000, int(signal.SIGKILL), int(signal.SIGSTOP)]:
        try:
            loop.add_signal_handler(number, say, "never")
            say("%d: taken" % number)
        except (ValueError, RuntimeError):
            say("%d: refused" % number)


for function in scenes:
    say("== " + function.__name__)
    asyncio.run(function())
