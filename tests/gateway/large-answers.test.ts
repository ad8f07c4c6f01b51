/** Answers far larger than what is kept of one: they arrive whole, and the server never holds them. */
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ReceivedRequest } from "tests/support/fake-provider/server";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { VENDORS, type Vendor } from "./conformance/expectations";
import { newQuestion } from "./conformance/gateway-case";
import { plainRequest } from "./conformance/plain-request";

const MIB = 1024 * 1024;
const LARGE = "offer-100-mib";
/** With the end of any answer in it. */
const TAIL_BYTES = 8 * 1024;

let world: GatewayWorld;
let tenant: Tenant;
beforeAll(async () => {
  // A heap too small for the text of one such answer: whoever kept it would end the process.
  world = await startGatewayWorld({ NODE_OPTIONS: "--max-old-space-size=128" });
  tenant = await world.tenant({ providers: ["openai", "anthropic", "gemini", "azure"] });
  // What a first large answer makes the process take is there before anything is measured.
  for (const streamed of [false, true]) await readAll(await open(VENDORS[0]!, LARGE, streamed));
});
afterAll(() => world.stop());

interface Opened {
  tag: string;
  answer: IncomingMessage;
  /** The same exchange, seen by the provider. */
  exchange: ReceivedRequest;
}

/** A caller that decides itself when it reads: `fetch` would read ahead. */
async function open(vendor: Vendor, words: string, streamed: boolean): Promise<Opened> {
  const question = newQuestion(words, streamed);
  const { path, headers, body } = plainRequest(vendor, question);
  const upload = request(world.server.origin + path, {
    method: "POST",
    headers: { ...headers, [vendor.credentialHeader]: vendor.credential(tenant.apiKey) },
  });
  // What the caller asks for itself is not taken out of the answer. Only two protocols know it.
  upload.end(JSON.stringify({ ...(JSON.parse(body) as object), stream_options: { include_usage: true } }));
  const [answer] = (await once(upload, "response")) as [IncomingMessage];
  return { tag: question.tag, answer, exchange: world.provider.withText(question.tag)[0]! };
}

/** How far the server's memory grows above what it was. */
function memory() {
  const before = world.server.rss();
  let growth = 0;
  return {
    sample: () => (growth = Math.max(growth, world.server.rss() - before)),
    growthMib: () => growth / MIB,
  };
}

async function readAll({ answer }: Opened, onMebibyte: () => void = () => undefined) {
  let size = 0;
  let tail = "";
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    if (Math.floor(size / MIB) < Math.floor((size + chunk.length) / MIB)) onMebibyte();
    size += chunk.length;
    tail = (tail + chunk.toString("latin1")).slice(-TAIL_BYTES);
  }
  return { size, tail };
}

/** Until the provider has had a second in which it could write nothing more, or twenty seconds at most. */
async function standstill({ exchange }: Opened, onSample: () => void): Promise<void> {
  let still = 0;
  for (let sample = 0; sample < 200 && still < 10; sample++) {
    const before = exchange.bytesWritten;
    await sleep(100);
    onSample();
    still = exchange.bytesWritten === before ? still + 1 : 0;
  }
}

describe.each(VENDORS)("$caller.name", (vendor) => {
  it.each([
    ["buffered", false],
    ["streamed", true],
  ])("100 MiB arrive whole, %s, and are not held", async (_, streamed) => {
    const { sample, growthMib } = memory();
    const opened = await open(vendor, LARGE, streamed);
    const { size, tail } = await readAll(opened, sample);
    expect(size).toBeGreaterThan(100 * MIB);
    expect(size).toBe(opened.exchange.bytesWritten);
    if (streamed) expect(tail).toMatch(vendor.terminal);
    else expect(JSON.parse(tail.trim())).toEqual(expect.any(Object));
    expect(growthMib()).toBeLessThan(64);
    expect(await world.traceOf(tenant, opened.tag)).toMatchObject({ outcome: "ok", status: 200 });
  });

  it.each([
    ["buffered", false],
    ["streamed", true],
  ])("a caller that stops reading holds little of 400 MiB, %s", async (_, streamed) => {
    const { sample, growthMib } = memory();
    const opened = await open(vendor, "offer-400-mib", streamed);
    opened.answer.pause();
    await standstill(opened, sample);
    // Beside what the server holds, the kernel does: up to tens of MiB for each of the two connections.
    expect(opened.exchange.bytesWritten).toBeGreaterThan(0);
    expect(opened.exchange.bytesWritten).toBeLessThan(128 * MIB);
    expect(growthMib()).toBeLessThan(64);
    opened.answer.destroy();
    expect(await world.traceOf(tenant, opened.tag)).toMatchObject({ outcome: "client_closed" });
  });
});
