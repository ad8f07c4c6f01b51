import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { withKeepAlive } from "./keep-alive";

const filler = Buffer.from(": keep-alive\n\n");

async function collect(stream: AsyncIterable<Uint8Array>): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk).toString());
  return chunks;
}

describe("withKeepAlive", () => {
  it("fills silence until the answer has started, and never after", async () => {
    let started = false;
    async function* source() {
      await sleep(80);
      yield Buffer.from("role");
      await sleep(80);
      started = true;
      yield Buffer.from("content");
      await sleep(80);
      yield Buffer.from("more");
    }
    const chunks = await collect(
      withKeepAlive(source(), { intervalMs: 20, filler, isStarted: () => started }),
    );
    const at = (text: string) => chunks.indexOf(text);
    expect(chunks.slice(0, at("role")).length).toBeGreaterThan(0);
    expect(chunks.slice(at("role") + 1, at("content")).length).toBeGreaterThan(0);
    expect(chunks.slice(at("content"))).toEqual(["content", "more"]);
    expect(new Set(chunks)).toEqual(new Set([filler.toString(), "role", "content", "more"]));
  });

  it("adds nothing to a stream that is not silent", async () => {
    async function* source() {
      for (const text of ["a", "b", "c"]) yield await Promise.resolve(Buffer.from(text));
    }
    const stream = withKeepAlive(source(), { intervalMs: 10_000, filler, isStarted: () => false });
    expect(await collect(stream)).toEqual(["a", "b", "c"]);
  });

  it("passes the source's failure on, and closes the source when the reader leaves", async () => {
    async function* failing() {
      yield Buffer.from("a");
      await sleep(1);
      throw new Error("cut");
    }
    const options = { intervalMs: 1000, filler, isStarted: () => false };
    await expect(collect(withKeepAlive(failing(), options))).rejects.toThrow("cut");
    let closed = false;
    async function* endless() {
      try {
        for (;;) yield await Promise.resolve(Buffer.from("x"));
      } finally {
        closed = true;
      }
    }
    for await (const chunk of withKeepAlive(endless(), options)) {
      expect(chunk).toHaveLength(1);
      break;
    }
    expect(closed).toBe(true);
  });
});
