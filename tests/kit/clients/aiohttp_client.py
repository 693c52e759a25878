"""aiohttp's client as the other side of web_hello: aiohttp_client.py PORT."""
import asyncio
import sys

import aiohttp


async def pieces():
    for i in range(100):
        yield b"piece %d\n" % i


async def main(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url + "/") as response:
            assert response.status == 200, response.status
            assert await response.text() == "Hello, world!\n"
        texts = await asyncio.gather(*(fetch(session, f"{url}/hello/{i}") for i in range(200)))
        assert texts == [f"Hello, {i}!\n" for i in range(200)], texts
        async with session.post(url + "/echo", data=pieces()) as response:
            assert await response.read() == b"".join([b"piece %d\n" % i for i in range(100)])
        async with session.post(url + "/echo", data=bytes(2_000_000)) as response:
            assert response.status == 413, response.status
        async with session.get(url + "/count") as response:
            assert await response.text() == "".join(f"{n}\n" for n in range(1, 11))
        async with session.head(url + "/") as response:
            assert response.headers["Content-Length"] == "14", response.headers
        async with session.get(url + "/nothing") as response:
            assert response.status == 404, response.status


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.text()


asyncio.run(asyncio.wait_for(main(f"http://127.0.0.1:{sys.argv[1]}"), 60))
