import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { type Readable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { Cancellation } from "~/lib/cancellation";
import { UpstreamPools, type UpstreamTimeouts } from "./pools";
import { sendAttempt, type UpstreamResponse } from "./send-attempt";

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

function client(timeouts: Partial<UpstreamTimeouts> = {}) {
  const pools = new UpstreamPools({
    connectMs: 1_000,
    firstByteMs: 5_000,
    idleMs: 5_000,
    totalMs: 10_000,
    ...timeouts,
  });
  closers.push(() => pools.close());
  const gone = new Cancellation();
  const send = (url: string): Promise<UpstreamResponse> =>
    sendAttempt(
      pools,
      {
        url: new URL(url),
        method: "POST",
        headers: { "content-type": "application/json" },
        body: Buffer.from("{}"),
      },
      gone,
    );
  return { send, gone };
}

const events = { "content-type": "text/event-stream" };
const closed = (req: IncomingMessage) =>
  new Promise<number>((resolve) => req.on("close", () => resolve(Date.now())));

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

  it.each([
    ["first_byte_timeout", { firstByteMs: 100 }, "silent"],
    ["idle_timeout", { idleMs: 100 }, "stalled"],
    ["total_timeout", { totalMs: 150 }, "silent"],
  ])("%s", async (failure, timeouts, behaviour) => {
    const url = await provider((_, res) => {
      if (behaviour === "stalled") res.writeHead(200, { "content-type": "application/json" }).write("{");
    });
    await expect(client(timeouts).send(url)).rejects.toMatchObject({ failure });
  });

  it("tells a stalled, a cut and an overlong stream by an error after its content", async () => {
    const url = await provider((req, res) => {
      res.writeHead(200, events).write("data: 1\n\n");
      if (req.url?.endsWith("cut")) setTimeout(() => res.destroy(), 50);
    });
    const drain = async (body: UpstreamResponse["body"]) => {
      for await (const chunk of body as Readable) expect(String(chunk)).toBe("data: 1\n\n");
    };
    const cases = [
      ["", { idleMs: 100 }, "idle_timeout"],
      ["", { totalMs: 150 }, "total_timeout"],
      ["/cut", {}, "reset"],
    ] as const;
    for (const [suffix, timeouts, failure] of cases) {
      const { body } = await client(timeouts).send(url + suffix);
      await expect(drain(body)).rejects.toMatchObject({ failure });
    }
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
});
