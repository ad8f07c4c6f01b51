/**
 * The built app under another host of Remix: a server that makes web requests of Node's and gives them to Remix's
 * own handler, whose resource routes lead to the gateway. `node --import tsx tests/support/route-adapter-host.ts`,
 * with the server's variables.
 */
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createRequestHandler, type ServerBuild } from "@remix-run/node";

const chunks = path.resolve("build/server/chunks");
const file = readdirSync(chunks).find((name) => name.startsWith("server-build-")) ?? "";
const build = (await import(path.join(chunks, file))) as ServerBuild;
const handle = createRequestHandler(build, "production");

const server = createServer((req, res) => {
  const gone = new AbortController();
  res.once("close", () => {
    if (!res.writableFinished) gone.abort();
  });
  const answer = async () => {
    if (req.url === "/readyz") return void res.writeHead(200).end();
    const headers = new Headers();
    for (const [name, value] of Object.entries(req.headers)) headers.set(name, [value].flat().join(", "));
    const { method = "GET" } = req;
    const body = method === "GET" || method === "HEAD" ? {} : { body: Readable.toWeb(req), duplex: "half" };
    const init = { method, headers, signal: gone.signal, ...body } as RequestInit;
    const response = await handle(new Request(`http://localhost${req.url ?? "/"}`, init));
    res.writeHead(response.status, Object.fromEntries(response.headers));
    // Node sends the head with the first byte unless it is told to.
    res.flushHeaders();
    if (!response.body) return void res.end();
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), res);
  };
  answer().catch(() => res.destroy());
});
server.listen(Number(process.env.PORT), "127.0.0.1");

process.once("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  // The runtime is started by the first request, and kept where its own module looks for it.
  const { grepture } = globalThis as { grepture?: Promise<{ stop(): Promise<void> }> };
  void Promise.resolve(grepture)
    .then((runtime) => runtime?.stop())
    .then(() => process.exit(0));
});
