import { once } from "node:events";
import { Readable, type Transform } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createDeflate,
  createDeflateRaw,
  createGzip,
  deflateRawSync,
  deflateSync,
  gzipSync,
} from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeStream } from "./decode-body";
import { upstreamError } from "./upstream-error";

interface Encoder extends Transform {
  flush(done: () => void): void;
}

/** A frame of raw blocks: as long as the text, and valid. */
const zstd = (body: Buffer) => {
  const blocks: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 10 << 3])];
  for (let at = 0; at < body.length; at += 1000) {
    const part = body.subarray(at, at + 1000);
    const header = (part.length << 3) | (at + 1000 >= body.length ? 1 : 0);
    blocks.push(Buffer.of(header & 255, (header >> 8) & 255, header >> 16), part);
  }
  return Buffer.concat(blocks);
};

const ENCODERS: [string, (body: Buffer) => Buffer][] = [
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["deflate", deflateRawSync],
  ["br", brotliCompressSync],
  ["zstd", zstd],
  ["gzip, br", (body) => brotliCompressSync(gzipSync(body))],
  ["zstd, deflate", (body) => deflateSync(zstd(body))],
];

/** A source that stays open, as a provider's answer does. */
function source() {
  const body = new Readable({ read: () => undefined });
  return body;
}

function decoded(body: Readable, encoding: string): Readable {
  const stream = decodeStream(body, encoding);
  expect(stream).not.toBeNull();
  return stream ?? body;
}

async function read(stream: Readable): Promise<{ text: string; error: unknown }> {
  let text = "";
  try {
    for await (const chunk of stream) text += String(chunk);
    return { text, error: null };
  } catch (error) {
    return { text, error };
  }
}

describe("decodeStream", () => {
  it("hands a body that is not encoded back, and an unknown encoding not at all", () => {
    const body = source();
    for (const encoding of [undefined, "", "identity"]) expect(decodeStream(body, encoding)).toBe(body);
    for (const encoding of ["compress", "gzip, compress", "br,br,br,br,br"]) {
      expect(decodeStream(body, encoding)).toBeNull();
    }
    expect(body.destroyed).toBe(false);
  });

  it.each(ENCODERS)("%s, for any cut into chunks", async (encoding, encode) => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 3000 }),
        fc.array(fc.nat(1500), { maxLength: 4 }),
        async (text, cuts) => {
          const body = Buffer.from(text + "\u20ac0123456789".repeat(60));
          const data = encode(body);
          const at = [0, ...cuts.filter((cut) => cut < data.length).sort((a, b) => a - b), data.length];
          const chunks = at.slice(1).map((end, index) => data.subarray(at[index], end));
          const pieces: Buffer[] = [];
          for await (const piece of decoded(Readable.from(chunks), encoding)) pieces.push(piece as Buffer);
          expect(Buffer.concat(pieces)).toEqual(body);
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each(["gzip", "br", "zstd"])("of nothing is nothing: %s", async (encoding) => {
    expect(await read(decoded(Readable.from([]), encoding))).toEqual({ text: "", error: null });
    expect(await read(decoded(Readable.from([Buffer.alloc(0)]), encoding))).toEqual({
      text: "",
      error: null,
    });
  });

  it.each<[string, () => Encoder]>([
    ["gzip", () => createGzip()],
    ["deflate", () => createDeflate()],
    ["deflate", () => createDeflateRaw()],
    ["br", () => createBrotliCompress()],
  ])("delivers each event of a %s stream when it comes", async (encoding, open) => {
    const encoder = open();
    const body = source();
    encoder.on("data", (chunk) => body.push(chunk));
    const events = decoded(body, encoding)[Symbol.asyncIterator]();
    for (const event of ["data: one\n\n", "data: two\n\n", "data: three\n\n"]) {
      encoder.write(event);
      encoder.flush(() => undefined);
      let got = "";
      while (got.length < event.length) got += String((await events.next()).value);
      expect(got).toBe(event);
    }
    encoder.end();
    await once(encoder, "end");
    body.push(null);
    expect(await events.next()).toMatchObject({ done: true });
  });

  it("reads several gzip members and ignores what follows the last", async () => {
    const data = Buffer.concat([gzipSync("one "), gzipSync("two")]);
    expect(await read(decoded(Readable.from([data]), "gzip"))).toEqual({ text: "one two", error: null });
    // Padding, as some servers send it.
    const padded = [Buffer.concat([data, Buffer.alloc(9)]), Buffer.alloc(9), Buffer.from("junk")];
    expect(await read(decoded(Readable.from(padded), "gzip"))).toEqual({ text: "one two", error: null });
    const deflated = [deflateSync("text"), Buffer.from("junk"), Buffer.from("more")];
    expect(await read(decoded(Readable.from(deflated), "deflate"))).toEqual({ text: "text", error: null });
  });

  it.each(ENCODERS)("tells damage and an early end as an invalid answer: %s", async (encoding, encode) => {
    const data = encode(Buffer.from("0123456789".repeat(500)));
    const cases = [
      [Buffer.from("<html>not encoded at all, whatever the head says</html>")],
      [data.subarray(0, -8)],
    ];
    for (const chunks of cases) {
      const body = Readable.from(chunks);
      const { error } = await read(decoded(body, encoding));
      expect(error).toMatchObject({ name: "UpstreamError", failure: "invalid_response" });
      await expect.poll(() => body.destroyed).toBe(true);
    }
  });

  it.each(ENCODERS)(
    "tells the source's failure after everything before it, to a slow reader too: %s",
    async (encoding, encode) => {
      const text = Array.from({ length: 30_000 }, (_, index) => (index * 7919) % 30_011).join(" ");
      const data = encode(Buffer.from(text));
      const body = source();
      const stream = decoded(body, encoding);
      body.push(data.subarray(0, -1));
      let got = "";
      const failed = (async () => {
        for await (const chunk of stream) {
          got += String(chunk);
          await delay(1);
          // After it was read, and long before all of it is decoded.
          if (!body.destroyed && body.readableLength === 0) body.destroy(upstreamError("idle_timeout"));
        }
      })();
      await expect(failed).rejects.toMatchObject({ failure: "idle_timeout" });
      expect(text.startsWith(got)).toBe(true);
      expect(got.length).toBeGreaterThan(text.length / 2);
    },
  );

  it("ends neither the process nor the error when the source fails before anyone reads", async () => {
    const body = source();
    const stream = decoded(body, "gzip");
    body.on("error", () => undefined);
    body.destroy(upstreamError("reset"));
    await delay(5);
    expect((await read(stream)).error).toMatchObject({ failure: "reset" });
  });

  it.each(ENCODERS)(
    "destroying the result destroys a silent source at once: %s",
    async (encoding, encode) => {
      const body = source();
      body.push(encode(Buffer.from("text".repeat(100))).subarray(0, 20));
      const stream = decoded(body, encoding);
      stream.resume();
      await delay(5);
      expect(body.destroyed).toBe(false);
      stream.destroy();
      expect(body.destroyed).toBe(true);
      await once(body, "close");
    },
  );

  it.each<[string, Buffer]>([
    ["gzip", gzipSync(Buffer.alloc(50 * 1024 * 1024))],
    [
      "br",
      brotliCompressSync(Buffer.alloc(50 * 1024 * 1024), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
    ],
  ])("decodes no further than it is read: %s", async (encoding, bomb) => {
    let taken = 0;
    function* parts() {
      for (let at = 0; at < bomb.length; at += 1024) {
        taken++;
        yield bomb.subarray(at, at + 1024);
      }
    }
    const stream = decoded(Readable.from(parts()), encoding);
    stream.once("readable", () => undefined);
    await delay(50);
    expect(stream.readableLength).toBeLessThan(128 * 1024);
    expect(taken).toBeLessThan(10);
    let size = 0;
    for await (const chunk of stream) size += (chunk as Buffer).length;
    expect(size).toBe(50 * 1024 * 1024);
  });
});
