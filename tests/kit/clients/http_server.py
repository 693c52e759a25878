"""Servers that our client asks: http_server.py http.server|aiohttp. Prints its port.

Both answer the same: / and /page/N are pages with links, /chunked is sent in chunks, /old ends with its
connection, /redirect leads to /page/1, /echo gives the body back, /connections says how many there were.
"""
import http.server
import sys
import threading

PAGES = 40


def page(number):
    links = "".join(f'<a href="{n}">{n}</a> ' for n in (number + 1, number * 2, number * 3) if n <= PAGES)
    return f"<h1>Page {number}</h1> {links}\n"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    connections = 0
    lock = threading.Lock()

    def setup(self):
        super().setup()
        with Handler.lock:
            Handler.connections += 1

    def log_message(self, *arguments):
        pass

    def answer(self, status, body, **fields):
        body = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        if self.path.startswith("/page/") and int(self.path[6:]) <= PAGES:
            self.answer(200, page(int(self.path[6:])))
        elif self.path == "/redirect":
            self.answer(302, "elsewhere", Location="page/1")
        elif self.path == "/connections":
            self.answer(200, f"{Handler.connections} connections")
        elif self.path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for n in range(1, 100):
                line = f"line {n}\n".encode()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
            self.wfile.write(b"0\r\n\r\n")
        elif self.path == "/old":
            self.close_connection = True
            self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\nto the end")
        elif self.path == "/cut":
            self.close_connection = True
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot all of it")
        else:
            self.answer(404, "no such page")


def serve_http_server():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


def serve_aiohttp():
    import asyncio
    import warnings

    warnings.simplefilter("ignore")
    from aiohttp import web

    seen = set()

    async def get_page(request):
        seen.add(request.transport)
        number = int(request.match_info["number"])
        if number > PAGES:
            raise web.HTTPNotFound()
        return web.Response(text=page(number), content_type="text/html")

    async def chunked(request):
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        for n in range(1, 100):
            await response.write(b"line %d\n" % n)
        return response

    async def redirect(request):
        raise web.HTTPFound("page/1")

    async def connections(request):
        return web.Response(text=f"{len(seen)} connections")

    async def main():
        app = web.Application()
        app.add_routes([web.get("/page/{number}", get_page), web.get("/chunked", chunked),
                        web.get("/redirect", redirect), web.get("/connections", connections)])
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        print(site._server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Event().wait()

    asyncio.run(main())


{"http.server": serve_http_server, "aiohttp": serve_aiohttp}[sys.argv[1]]()
