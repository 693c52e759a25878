"""clients.py PORT COUNT: COUNT hostile clients at once, while a good one is served.

Prints a line "KIND: what came" for what must not be, and in the end how many there were of each kind. The
exit status is 0 if every hostile client got what it deserves, and every request of the good one its answer.
"""

import asyncio
import collections
import random
import socket
import struct
import sys
import time

HOST = "127.0.0.1"
PATIENCE = 60  # seconds: a busy machine, and a server with sanitizers
HEAD = b"GET / HTTP/1.1\r\nHost: a\r\n"
POST = b"POST /echo HTTP/1.1\r\nHost: a\r\n"
wrong = []


async def answer(reader):
    """What the server says until it closes: the status of its last answer; "closed" if there is none."""
    data = b""
    try:
        while piece := await asyncio.wait_for(reader.read(65536), PATIENCE):
            data = (data + piece)[-100000:]
    except ConnectionError:
        pass
    return data[9:12].decode() if data.startswith(b"HTTP/1.1 ") else "closed"


async def send(writer, data):
    try:
        writer.write(data)
        await writer.drain()
        return True
    except ConnectionError:
        return False


def reset(writer):
    """Closes with a reset."""
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


# Each kind: does its worst, and returns what came of it. The comment says what must.


async def slow_head(reader, writer):  # 408 closed
    coming = asyncio.ensure_future(answer(reader))
    for byte in (HEAD + b"A: " + b"a" * 1000):
        if coming.done() or not await send(writer, bytes([byte])):
            break
        await asyncio.sleep(0.05)
    return await coming


async def no_end_of_fields(reader, writer):  # 431 closed
    coming = asyncio.ensure_future(answer(reader))
    await send(writer, HEAD)
    while not coming.done() and await send(writer, b"Name: value\r\n" * 100):
        await asyncio.sleep(0)
    return await coming


async def large_field(reader, writer):  # 431 closed
    await send(writer, HEAD + b"A: " + b"a" * 1_000_000)
    return await answer(reader)


async def large_line(reader, writer):  # 414 closed
    await send(writer, b"GET /" + b"a" * 1_000_000)
    return await answer(reader)


async def bad_chunk(reader, writer):  # 400 closed
    size = random.choice([b"x", b"-1", b"FFFFFFFFFFFFFFFFFF", b"", b"5 ", b"0x5", b"1;\r"])
    await send(writer, POST + b"Transfer-Encoding: chunked\r\n\r\n" + size + b"\r\nhello\r\n")
    return await answer(reader)


async def endless_chunks(reader, writer):  # 413 408 closed
    coming = asyncio.ensure_future(answer(reader))
    await send(writer, POST + b"Transfer-Encoding: chunked\r\n\r\n")
    while not coming.done() and await send(writer, b"1000\r\n" + b"a" * 4096 + b"\r\n"):
        await asyncio.sleep(0)
    return await coming


async def length_and_chunks(reader, writer):  # 400 closed
    await send(writer, POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HEAD)
    return await answer(reader)


async def zero_byte(reader, writer):  # 400 closed
    await send(writer, HEAD + b"A: b\0c\r\n\r\n")
    return await answer(reader)


async def bare_cr(reader, writer):  # 400 closed
    await send(writer, HEAD + b"A: b\rContent-Length: 5\r\n\r\n")
    return await answer(reader)


async def noise(reader, writer):  # 400 414 408 closed
    await send(writer, random.randbytes(random.randrange(1, 20000)) + b"\r\n\r\n")
    return await answer(reader)


async def half_closed(reader, writer):  # 200
    await send(writer, HEAD + b"\r\n")
    writer.write_eof()
    return await answer(reader)


async def half_closed_early(reader, writer):  # closed
    await send(writer, HEAD)
    writer.write_eof()
    return await answer(reader)


async def reset_in_a_response(reader, writer):  # gone
    await send(writer, b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
    await reader.read(random.randrange(1, 100000))
    reset(writer)
    return "gone"


async def deaf(reader, writer):  # gone
    writer.transport.pause_reading()
    await send(writer, b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
    await asyncio.sleep(8)
    reset(writer)
    return "gone"


async def many_and_gone(reader, writer):  # gone
    await send(writer, (HEAD + b"\r\n") * 1000)
    reset(writer)
    return "gone"


async def slow_body(reader, writer):  # 408 closed
    await send(writer, POST + b"Content-Length: 100\r\n\r\nabc")
    return await answer(reader)


async def silent(reader, writer):  # closed
    return await answer(reader)


KINDS = {
    slow_head: "408 closed", no_end_of_fields: "431 closed", large_field: "431 closed",
    large_line: "414 closed", bad_chunk: "400 closed", endless_chunks: "413 408 closed",
    length_and_chunks: "400 closed", zero_byte: "400 closed", bare_cr: "400 closed",
    noise: "400 414 408 closed", half_closed: "200", half_closed_early: "closed",
    reset_in_a_response: "gone", deaf: "gone", many_and_gone: "gone", slow_body: "408 closed",
    silent: "closed",
}


async def hostile(port, kind, seen):
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        came = await kind(reader, writer)
        seen[kind.__name__, came] += 1
        if came not in KINDS[kind].split():
            wrong.append("%s: %s" % (kind.__name__, came))
    except Exception as error:  # whatever it is, it must be seen
        wrong.append("%s: %r" % (kind.__name__, error))
    finally:
        writer.transport.abort()


async def good(port, others):
    """One request after the other on a kept connection, until the others have ended."""
    reader = writer = None
    served, slowest = 0, 0.0
    while not others.done():
        begin = time.monotonic()
        try:
            if reader is None:
                reader, writer = await asyncio.open_connection(HOST, port)
            writer.write(HEAD + b"\r\n")
            await asyncio.wait_for(reader.readuntil(b"Hello, world!\n"), PATIENCE)
        except asyncio.IncompleteReadError as error:
            # Nothing wrong with a server that closes a connection that was idle for too long.
            if error.partial:
                wrong.append("the good client: half an answer")
            reader = None
            continue
        except Exception as error:
            wrong.append("the good client: %r" % error)
            return served, slowest
        served += 1
        slowest = max(slowest, time.monotonic() - begin)
        await asyncio.sleep(0.01)
    return served, slowest


async def main(port, count):
    seen = collections.Counter()
    kinds = list(KINDS)
    others = asyncio.gather(*(hostile(port, kinds[i % len(kinds)], seen) for i in range(count)))
    served, slowest = await good(port, others)
    await others
    for (kind, came), times in sorted(seen.items()):
        print("%s: %s, %d times" % (kind, came, times))
    print("good: %d requests served, the slowest in %.2f s" % (served, slowest))
    if served < 10:
        wrong.append("the good client: only %d requests were served" % served)
    for line in sorted(set(wrong)):
        print("WRONG " + line)
    return 1 if wrong else 0


sys.exit(asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]))))
