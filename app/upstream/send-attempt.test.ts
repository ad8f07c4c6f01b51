import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { PassThrough, Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { Cancellation } from "~/lib/cancellation";
import { type Resolve } from "./checked-lookup";
import { UpstreamPools, type UpstreamTimeouts } from "./pools";
import { sendAttempt, type UpstreamRequest, type UpstreamResponse } from "./send-attempt";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function provider(listener: (req: IncomingMessage, res: ServerResponse) => void): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`;
}

function client(timeouts: Partial<UpstreamTimeouts> = {}, resolve?: Resolve) {
  const pools = new UpstreamPools(
    { connectMs: 1_000, firstByteMs: 5_000, idleMs: 5_000, totalMs: 20_000, ...timeouts },
    resolve,
  );
  closers.push(() => pools.close());
  const gone = new Cancellation();
  const send = (url: string, request: Partial<UpstreamRequest> = {}): Promise<UpstreamResponse> =>
    sendAttempt(
      pools,
      {
        url: new URL(url),
        method: "POST",
        headers: { "content-type": "application/json" },
        body: Buffer.from("{}"),
        ...request,
      },
      gone,
    );
  return { send, gone };
}

const events = { "content-type": "text/event-stream" };
const closed = (req: IncomingMessage) =>
  new Promise<number>((resolve) => req.on("close", () => resolve(Date.now())));

async function read(body: UpstreamResponse["body"]): Promise<{ text: string; error: unknown }> {
  if (Buffer.isBuffer(body)) return { text: String(body), error: null };
  let text = "";
  try {
    for await (const chunk of body) text += String(chunk);
    return { text, error: null };
  } catch (error) {
    return { text, error };
  }
}

describe("sendAttempt", () => {
  it("answers with a whole body, sent in pieces or not at all", async () => {
    const url = await provider((req, res) => {
      res.writeHead(req.url?.endsWith("empty") ? 204 : 200, { "content-type": "application/json" });
      if (req.url?.endsWith("empty")) return void res.end();
      res.write('{"a":');
      setTimeout(() => res.end("1}"), 20);
    });
    const { send } = client();
    expect(await send(url)).toMatchObject({ status: 200, body: Buffer.from('{"a":1}') });
    expect(await send(`${url}/empty`)).toMatchObject({ status: 204, body: Buffer.alloc(0) });
  });

  it("answers with a stream for events, before they are complete", async () => {
    let finish = () => {};
    const url = await provider((_, res) => {
      res.writeHead(200, events).write("data: 1\n\n");
      finish = () => res.end("data: 2\n\n");
    });
    const { body } = await client().send(url);
    const chunks: string[] = [];
    for await (const chunk of body as Readable) {
      chunks.push(String(chunk));
      if (chunks.length === 1) finish();
    }
    expect(chunks.join("")).toBe("data: 1\n\ndata: 2\n\n");
  });

  it("passes a body beyond the buffer limit on as a stream", async () => {
    const megabyte = Buffer.alloc(1024 * 1024, "x");
    const url = await provider((_, res) => {
      res.writeHead(200, { "content-type": "application/json" });
      for (let count = 0; count < 20; count++) res.write(megabyte);
      res.end();
    });
    const { body } = await client().send(url);
    expect(Buffer.isBuffer(body)).toBe(false);
    let size = 0;
    for await (const chunk of body as Readable) size += (chunk as Buffer).length;
    expect(size).toBe(20 * megabyte.length);
  });

  it("closes the provider's connection at once when the caller leaves, before and after the first byte", async () => {
    const closings: Promise<number>[] = [];
    const url = await provider((req, res) => {
      closings.push(closed(req));
      if (req.url?.endsWith("stream")) res.writeHead(200, events).write("data: 1\n\n");
    });
    const silent = client();
    const waiting = silent.send(url);
    await expect.poll(() => closings.length).toBe(1);
    silent.gone.cancel();
    await expect(waiting).rejects.toMatchObject({ failure: "client_gone" });

    const streaming = client();
    const { body } = await streaming.send(`${url}/stream`);
    const left = Date.now();
    (body as Readable).destroy();
    expect((await closings[1]!) - left).toBeLessThan(1_000);
    await closings[0];
  });

  it("says unreachable, reset and invalid apart", async () => {
    await expect(client().send("http://127.0.0.1:1/")).rejects.toMatchObject({ failure: "unreachable" });
    const url = await provider((req, res) => {
      if (req.url?.endsWith("garbage")) res.socket?.end("SMTP ready\r\n\r\n");
      else res.socket?.destroy();
    });
    await expect(client().send(url)).rejects.toMatchObject({ failure: "reset" });
    await expect(client().send(`${url}/garbage`)).rejects.toMatchObject({ failure: "invalid_response" });
  });

  it.each([
    ["a body shorter than its length", { "content-length": "100", connection: "close" }],
    ["chunks without an end", { connection: "close" }],
    ["chunks without an end on a connection to be kept", {}],
  ])("says that the provider broke off: %s", async (_, headers) => {
    const url = await provider((req, res) => {
      const type = req.url?.endsWith("stream") ? events : { "content-type": "application/json" };
      res.writeHead(200, { ...type, ...headers });
      res.write("data: 1", () => res.socket?.end());
    });
    await expect(client().send(url)).rejects.toMatchObject({ failure: "reset" });
    const { body } = await client().send(`${url}/stream`);
    expect(await read(body)).toMatchObject({ text: "data: 1", error: { failure: "reset" } });
  });

  it.each([
    [true, 200, "text/event-stream", {}],
    [true, 200, "Text/Event-Stream; charset=utf-8", {}],
    [false, 400, "text/event-stream", {}],
    [true, 200, "audio/mpeg", {}],
    [true, 206, "application/octet-stream", {}],
    [true, 200, "application/x-ndjson", {}],
    [true, 200, "application/json", { stream: true }],
    [true, 200, undefined, { stream: true }],
    [false, 200, "application/json; charset=utf-8", {}],
    [false, 200, "application/vnd.api+json", {}],
    [false, 200, "text/plain", {}],
    [false, 200, undefined, {}],
    [false, 429, "application/json", { stream: true }],
    [false, 500, "application/octet-stream", {}],
    [false, 302, "image/png", {}],
  ] as const)("hands out a stream: %s for %d %s %j", async (isStream, status, type, request) => {
    const url = await provider((_, res) => {
      res.writeHead(status, type && { "content-type": type });
      res.write("[1");
      setTimeout(() => res.end("]"), 5);
    });
    const answer = await client().send(url, request);
    expect(answer.status).toBe(status);
    expect(answer.body).toBeInstanceOf(isStream ? Readable : Buffer);
    expect(await read(answer.body)).toEqual({ text: "[1]", error: null });
  });

  it("hands a stream out before its first byte", async () => {
    let begin = () => {};
    const url = await provider((_, res) => {
      res.writeHead(200, { "content-type": "application/json" }).flushHeaders();
      begin = () => res.end("[]");
    });
    const { body } = await client().send(url, { stream: true });
    begin();
    expect(await read(body)).toEqual({ text: "[]", error: null });
  });

  it("knows answers without a body", async () => {
    const url = await provider((req, res) => {
      const status = Number(req.url?.slice(-3));
      res.writeHead(status, {
        "content-type": "audio/mpeg",
        ...(status === 200 && { "content-length": "7" }),
      });
      res.end();
    });
    const { send } = client();
    for (const [method, status] of [
      ["HEAD", 200],
      ["HEAD", 200],
      ["POST", 204],
      ["GET", 304],
    ] as const) {
      const answer = await send(`${url}/${status}`, { method, body: null, stream: true });
      expect(answer).toMatchObject({ status, body: Buffer.alloc(0) });
    }
  });

  it("passes redirects and encoded bodies on as they are", async () => {
    let asked = 0;
    const encoded = gzipSync('{"a":1}');
    const url = await provider((req, res) => {
      asked++;
      if (req.url?.endsWith("moved")) res.writeHead(307, { location: "/elsewhere" }).end();
      else
        res.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(encoded);
    });
    const { send } = client();
    expect(await send(`${url}/moved`)).toMatchObject({ status: 307, headers: { location: "/elsewhere" } });
    expect(asked).toBe(1);
    expect(await send(url)).toMatchObject({ headers: { "content-encoding": "gzip" }, body: encoded });
  });

  it("tells a slow reader everything that came before a failure, however it reads", async () => {
    const url = await provider((_, res) => {
      res.writeHead(200, events);
      for (let count = 0; count < 9; count++) res.write(`data: ${count}\n\n`);
      res.write("data: 9\n\n", () => setTimeout(() => res.destroy(), 50));
    });
    const text = Array.from({ length: 10 }, (_, count) => `data: ${count}\n\n`).join("");
    const { send } = client();

    const late = await send(url);
    await delay(200);
    expect(await read(late.body)).toMatchObject({ text, error: { failure: "reset" } });

    let piped = "";
    const sink = new Writable({
      highWaterMark: 1,
      write(chunk, _, done) {
        piped += String(chunk);
        setTimeout(done, 100);
      },
    });
    const slow = await send(url);
    await expect(pipeline(slow.body as Readable, sink)).rejects.toMatchObject({ failure: "reset" });
    expect(piped).toBe(text);
  });
});

describe("uploads", () => {
  const chunk = Buffer.alloc(64 * 1024, "x");

  /** Reads all of each request and answers with what it saw; at once under /early; does not even read under /stuck. */
  async function receiver() {
    const seen = { aborted: 0, requests: 0 };
    const url = await provider((req, res) => {
      seen.requests++;
      req.on("error", () => seen.aborted++);
      if (req.url?.endsWith("early")) {
        res.writeHead(413, { "content-type": "application/json" }).end('{"error":"too large"}');
        return;
      }
      if (req.url?.endsWith("stuck")) return;
      let size = 0;
      req.on("data", (data: Buffer) => (size += data.length));
      req.on("end", () => {
        const { "content-length": length, "transfer-encoding": encoding } = req.headers;
        res
          .writeHead(200, { "content-type": "application/json" })
          .end(JSON.stringify({ size, length, encoding }));
      });
    });
    return { url, seen };
  }

  async function* chunks(count: number) {
    for (let sent = 0; sent < count; sent++) {
      await delay(1);
      yield chunk;
    }
  }

  it("goes through with its length when that is known, else in chunks", async () => {
    const { url } = await receiver();
    const { send } = client();
    const size = 20 * chunk.length;
    const known = await send(url, { headers: { "content-length": String(size) }, body: chunks(20) });
    expect(await read(known.body)).toMatchObject({ text: `{"size":${size},"length":"${size}"}` });
    const unknown = await send(url, { headers: {}, body: Readable.from(chunks(20)) });
    expect(await read(unknown.body)).toMatchObject({ text: `{"size":${size},"encoding":"chunked"}` });
    const empty = await send(url, { headers: {}, body: chunks(0) });
    expect(await read(empty.body)).toMatchObject({ text: '{"size":0,"length":"0"}' });
  });

  it("takes no more from the caller than the provider takes", async () => {
    const { url } = await receiver();
    let taken = 0;
    async function* endless() {
      for (;;) {
        await delay(0);
        taken += chunk.length;
        yield chunk;
      }
    }
    const { send, gone } = client();
    const failed = expect(send(`${url}/stuck`, { headers: {}, body: endless() })).rejects.toMatchObject({
      failure: "client_gone",
    });
    // Until the kernel's buffers are full, which hold some megabytes.
    let before = -1;
    while (taken !== before) {
      before = taken;
      await delay(200);
    }
    expect(taken).toBeLessThan(64 * 1024 * 1024);
    gone.cancel();
    await failed;
  });

  it("aborts the provider's request when the upload breaks off", async () => {
    const { url, seen } = await receiver();
    const upload = new PassThrough();
    upload.write(chunk);
    const failed = expect(client().send(url, { headers: {}, body: upload })).rejects.toMatchObject({
      failure: "client_gone",
    });
    await expect.poll(() => seen.requests).toBe(1);
    upload.destroy(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    await failed;
    await expect.poll(() => seen.aborted).toBe(1);
  });

  it("passes an early answer on, and leaves the caller's stream open: the answer shares its socket", async () => {
    const { url } = await receiver();
    const upload = new PassThrough();
    upload.write(chunk);
    const { send } = client();
    const answer = await send(`${url}/early`, { headers: {}, body: upload });
    expect(answer).toMatchObject({ status: 413, body: Buffer.from('{"error":"too large"}') });
    upload.write(chunk);
    await delay(20);
    expect(upload.destroyed).toBe(false);
    // The connection in whose middle it broke off is not used again.
    expect((await send(`${url}/early`, { headers: {}, body: chunks(2) })).status).toBe(413);
  });

  it("reads nothing of an upload to a provider that cannot be reached", async () => {
    let taken = 0;
    async function* counted() {
      taken++;
      await delay(0);
      yield chunk;
    }
    const failed = client().send("http://127.0.0.1:1/", { headers: {}, body: counted() });
    await expect(failed).rejects.toMatchObject({ failure: "unreachable" });
    expect(taken).toBe(0);
  });
});

describe("timers", () => {
  /** Never answers a lookup, so that no connection comes about. */
  const unresolved: Resolve = () => undefined;
  const nowhere = "https://nowhere.example/";

  it("connect_timeout", async () => {
    const failed = client({ connectMs: 100 }, unresolved).send(nowhere, { publicOnly: true });
    await expect(failed).rejects.toMatchObject({ failure: "connect_timeout" });
  });

  it("total_timeout and client_gone, while there is no connection", async () => {
    const failed = client({ totalMs: 100 }, unresolved).send(nowhere, { publicOnly: true });
    await expect(failed).rejects.toMatchObject({ failure: "total_timeout" });
    const { send, gone } = client({}, unresolved);
    const left = send(nowhere, { publicOnly: true });
    gone.cancel();
    await expect(left).rejects.toMatchObject({ failure: "client_gone" });
    await expect(send(nowhere, { publicOnly: true })).rejects.toMatchObject({ failure: "client_gone" });
  });

  it.each([
    ["first_byte_timeout", { firstByteMs: 100 }, "silent"],
    ["idle_timeout", { idleMs: 100 }, "stalled"],
    ["total_timeout", { totalMs: 150 }, "silent"],
    ["total_timeout", { totalMs: 300 }, "dripping"],
  ])("%s of an ordinary answer (%j, %s)", async (failure, timeouts, behaviour) => {
    const closings: Promise<number>[] = [];
    const url = await provider((req, res) => {
      closings.push(closed(req));
      if (behaviour === "silent") return;
      res.writeHead(200, { "content-type": "application/json" }).write("{");
      if (behaviour === "dripping") {
        const drip = setInterval(() => res.write(" "), 20);
        res.on("close", () => clearInterval(drip));
      }
    });
    await expect(client(timeouts).send(url)).rejects.toMatchObject({ failure });
    await closings[0];
  });

  it("tells a stalled, a cut and an overlong stream by an error after its content", async () => {
    const url = await provider((req, res) => {
      res.writeHead(200, events).write("data: 1\n\n");
      if (req.url?.endsWith("cut")) setTimeout(() => res.destroy(), 50);
    });
    const cases = [
      ["", { idleMs: 100 }, "idle_timeout"],
      ["", { totalMs: 150 }, "total_timeout"],
      ["/cut", {}, "reset"],
    ] as const;
    for (const [suffix, timeouts, failure] of cases) {
      const { body } = await client(timeouts).send(url + suffix);
      expect(await read(body)).toMatchObject({ text: "data: 1\n\n", error: { failure } });
    }
  });

  it("ends neither the process nor the error when a stream fails before anyone reads", async () => {
    const url = await provider((_, res) => res.writeHead(200, events).flushHeaders());
    const { body } = await client({ totalMs: 100 }).send(url);
    await delay(200);
    expect(await read(body)).toMatchObject({ text: "", error: { failure: "total_timeout" } });
  });

  it("does not take our own pause for the provider's stall, and watches on afterwards", async () => {
    const megabyte = Buffer.alloc(1024 * 1024, "x");
    const url = await provider((req, res) => {
      res.writeHead(200, events);
      for (let count = 0; count < 24; count++) res.write(megabyte);
      if (req.url?.endsWith("whole")) res.end();
    });
    // The HTTP client's timers have a resolution of about a second.
    const { send } = client({ idleMs: 200 });
    for (const path of ["/whole", "/stalled"]) {
      const { body } = await send(url + path);
      let size = 0;
      let isFirst = true;
      const all = (async () => {
        for await (const chunk of body as Readable) {
          size += (chunk as Buffer).length;
          if (isFirst) await delay(1_700);
          isFirst = false;
        }
      })();
      if (path === "/whole") await all;
      else await expect(all).rejects.toMatchObject({ failure: "idle_timeout" });
      expect(size).toBe(24 * megabyte.length);
    }
  }, 20_000);

  it("does not take the caller's slow upload for the provider's silence", async () => {
    const url = await provider((req, res) => {
      req.resume();
      req.on("end", () => res.end("ok"));
    });
    async function* slow() {
      for (const part of ["a", "b"]) {
        yield Buffer.from(part);
        await delay(1_200);
      }
    }
    const answer = await client({ firstByteMs: 500 }).send(url, { headers: {}, body: slow() });
    expect(answer).toMatchObject({ status: 200, body: Buffer.from("ok") });
  }, 20_000);
});
