/** A proxy as one writes it in Node without a library: node:http both ways, a keep-alive agent, and pipes. */
import { Agent, createServer, request } from "node:http";

const [port, upstream = ""] = process.argv.slice(2);
const provider = new URL(upstream);
const agent = new Agent({ keepAlive: true });

const server = createServer((req, res) => {
  const { "content-type": type, "content-length": length } = req.headers;
  const headers = { "content-type": type, "content-length": length, authorization: "Bearer sk-bench" };
  const { hostname } = provider;
  const where = { agent, hostname, port: provider.port, path: req.url, method: req.method, headers };
  const asked = request(where, (answer) => {
    const { "content-type": type, "content-length": length } = answer.headers;
    const known = length === undefined ? {} : { "content-length": length };
    res.writeHead(answer.statusCode ?? 502, { "content-type": type, ...known });
    answer.on("error", () => res.destroy()).pipe(res);
  });
  asked.on("error", () => {
    if (res.headersSent) res.destroy();
    else res.writeHead(502).end();
  });
  res.on("close", () => {
    if (!res.writableFinished) asked.destroy();
  });
  req.pipe(asked);
});
server.listen(Number(port), "127.0.0.1", () => process.send?.("ready"));
