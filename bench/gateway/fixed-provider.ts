/** The provider of the benchmarks: a fixed chat completion as fast as Node can say it, or a fixed stream in steps. */
import { createServer, type ServerResponse } from "node:http";
import { BUFFERED_ANSWER, STREAM_CHUNKS, STREAM_STEP_MS } from "./fixed-answers";

const answer = Buffer.from(BUFFERED_ANSWER);

function stream(res: ServerResponse): void {
  res.writeHead(200, { "content-type": "text/event-stream" });
  let next = 0;
  // When each chunk was written, in the chunk: both ends run on one machine and share its clock.
  const timer = setInterval(() => {
    const chunk = STREAM_CHUNKS[next++];
    if (chunk === undefined || res.destroyed) {
      clearInterval(timer);
      res.end();
    } else res.write(chunk.replace("@SENT@", String(performance.timeOrigin + performance.now())));
  }, STREAM_STEP_MS);
}

const server = createServer((req, res) => {
  let streams = false;
  req.on("data", (chunk: Buffer) => (streams ||= chunk.includes('"stream":true')));
  req.on("end", () => {
    if (streams) return stream(res);
    res.writeHead(200, { "content-type": "application/json", "content-length": answer.length });
    res.end(answer);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.argv[2]), "127.0.0.1", () => process.send?.("ready"));
