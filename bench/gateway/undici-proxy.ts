/** The floor for our runtime: a tuned proxy on node:http and undici, which reads whole bodies and sends them on. */
import { createServer } from "node:http";
import { pipeline } from "node:stream/promises";
import { Pool } from "undici";

const [port, upstream] = process.argv.slice(2);
const pool = new Pool(upstream ?? "");

const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on("data", (chunk: Buffer) => chunks.push(chunk));
  req.on("end", () => {
    pool
      .request({
        path: req.url ?? "/",
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer sk-bench" },
        body: Buffer.concat(chunks),
      })
      .then(async ({ statusCode, headers, body }) => {
        const type = String(headers["content-type"]);
        if (type === "text/event-stream") {
          res.writeHead(statusCode, { "content-type": type });
          await pipeline(body, res);
          return;
        }
        const answer = Buffer.from(await body.arrayBuffer());
        res.writeHead(statusCode, { "content-type": type, "content-length": answer.length });
        res.end(answer);
      })
      .catch(() => res.writeHead(502).end());
  });
});
server.listen(Number(port), "127.0.0.1", () => process.send?.("ready"));
