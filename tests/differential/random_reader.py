"""A stream reader at random, the same in both languages: one task feeds it and cancels the other, which reads in
every way there is."""
from common import *

PROGRAMS, READS, FEEDS = 400, 8, 14
LIMIT = 6


def word(error):
    if isinstance(error, asyncio.IncompleteReadError):
        return "incomplete"
    if isinstance(error, (asyncio.LimitOverrunError, ValueError)):
        return "too long"
    return name(error)


def shown(data):
    return data.decode().replace("\n", "$")


def operation(op, n):
    """What is to be awaited."""
    if op == 0:
        return reader.read(n)
    if op == 1:
        return reader.readexactly(n)
    if op == 2:
        return reader.readline()
    return reader.readuntil([b"\n", b"ab", b"aab", b"abab"][n % 4])


async def reads(script):
    for op, n in script:
        error, data = await caught(operation(op, n))
        if isinstance(error, asyncio.IncompleteReadError):
            data = error.partial
        say("read %d %d: %s '%s'%s" % (
            op, n, word(error), shown(data or b""), ", at eof" if reader.at_eof() else ""))


def feed(ended, quiet, reading):
    """Gives it some bytes, or the end of them, or cancels who reads; or an error, if who reads has seen all that
    came before: else Python might wait for ever. True: it was the end."""
    how = draw(16)
    text = bytes(b"aaab\nb\n"[draw(7)] for _ in range(draw(6)))
    if ended:
        return True
    if how == 0:
        reader.feed_eof()
        return True
    if how == 1 and quiet:
        reader.set_exception(failure(EPIPE))
        return True
    if how < 4:
        say("cancel: %s" % reading.cancel())
    else:
        reader.feed_data(text)
        say("feed '%s'" % shown(text))
    return False


async def main():
    global reader
    count_iterations()
    reader = asyncio.StreamReader(LIMIT)
    reading = create_task(reads([(draw(4), draw(8)) for _ in range(READS)]))
    ended = False
    for _ in range(FEEDS):
        count = draw(3)
        await turns(count)
        ended = feed(ended, count == 2, reading)
    if not ended:
        reader.feed_eof()
    await caught(reading)


run_programs(main, PROGRAMS, PROGRAMS)
