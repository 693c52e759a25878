// node: `servers.js echo|http`.
const http = require("http");
const net = require("net");

const server =
  process.argv[2] === "http"
    ? http.createServer((request, response) => {
        response.writeHead(200, { "Content-Type": "text/plain", "Content-Length": 13 });
        response.end("Hello, world\n");
      })
    : net.createServer((socket) => {
        socket.on("error", () => {});
        socket.pipe(socket);
      });
server.keepAliveTimeout = 60000;
server.listen(0, "127.0.0.1", () => console.log(`Serving on 127.0.0.1:${server.address().port}`));
