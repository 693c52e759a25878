"""Python's own asyncio as the other side: asyncio_clients.py echo|chat|hello|web PORT."""
import asyncio
import sys


async def echo_client(port, number):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for i in range(100):
        line = f"client {number}, line {i}\n".encode()
        writer.write(line)
        await writer.drain()
        got = await reader.readline()
        assert got == line, f"expected {line!r}, got {got!r}"
    writer.write_eof()
    rest = await reader.read()
    assert rest == b"", f"expected the end of the stream, got {rest!r}"
    writer.close()


async def echo(port):
    await asyncio.gather(*(echo_client(port, number) for number in range(50)))


async def enter(port, name):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await reader.readline()
    writer.write(f"{name}\n".encode())
    assert await reader.readline() == f"* welcome, {name}\n".encode()
    return reader, writer


async def chat(port):
    alice_reads, alice_writes = await enter(port, "alice")
    bob_reads, bob_writes = await enter(port, "bob")
    assert await alice_reads.readline() == b"* bob joined\n"
    for i in range(100):
        alice_writes.write(b"ping %d\n" % i)
        assert await bob_reads.readline() == b"alice: ping %d\n" % i
        bob_writes.write(b"pong %d\n" % i)
        assert await alice_reads.readline() == b"bob: pong %d\n" % i
    bob_writes.close()
    assert await alice_reads.readline() == b"* bob left: goodbye\n"
    alice_writes.close()


async def greeted(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    host, own_port = writer.get_extra_info("sockname")
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n"), head
    rest = await reader.read()
    assert rest == f"Hello, {host}:{own_port}!\n".encode(), rest
    writer.close()
    await writer.wait_closed()


async def hello(port):
    await asyncio.gather(*(greeted(port) for _ in range(50)))


async def web_client(port, number):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for i in range(20):
        expected = f"Hello, {number}.{i}!\n".encode()
        writer.write(f"GET /hello/{number}.{i} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 OK\r\n"), head
        assert b"\r\nContent-Length: %d\r\n" % len(expected) in head, head
        got = await reader.readexactly(len(expected))
        assert got == expected, f"expected {expected!r}, got {got!r}"
    writer.close()


async def web(port):
    await asyncio.gather(*(web_client(port, number) for number in range(50)))


asyncio.run(asyncio.wait_for({"echo": echo, "chat": chat, "hello": hello, "web": web}[sys.argv[1]](int(sys.argv[2])), 60))
