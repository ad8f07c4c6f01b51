/** The provider of the benchmarks: a fixed chat completion, or a fixed stream, as fast as Node can say it. */
import { createServer } from "node:http";

const answer = Buffer.from(
  JSON.stringify({
    id: "chatcmpl-bench",
    object: "chat.completion",
    created: 1_700_000_000,
    model: "gpt-bench",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: "The parcel left the warehouse this morning. ".repeat(12) },
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 180, completion_tokens: 120, total_tokens: 300 },
  }),
);

const server = createServer((req, res) => {
  req.resume();
  req.on("end", () => {
    res.writeHead(200, { "content-type": "application/json", "content-length": answer.length });
    res.end(answer);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.argv[2]), "127.0.0.1", () => process.send?.("ready"));
