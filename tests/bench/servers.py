"""asyncio: `servers.py echo|http [uvloop]`. Echo is on streams; HTTP is aiohttp's server."""

import asyncio
import sys


async def echo(reader, writer):
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


async def serve_echo():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    print("Serving on 127.0.0.1:%d" % server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def serve_http():
    from aiohttp import web

    async def hello(request):
        return web.Response(text="Hello, world\n")

    app = web.Application()
    app.add_routes([web.get("/", hello)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print("Serving on 127.0.0.1:%d" % runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if "uvloop" in sys.argv[2:]:
    import uvloop

    uvloop.install()
asyncio.run(serve_echo() if sys.argv[1] == "echo" else serve_http())
