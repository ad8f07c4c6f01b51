/** What makes the next key be asked, and what does not: every failure of the first key, buffered and streamed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ProviderId } from "~/providers/provider";
import { RETRY_AFTER_SECONDS } from "tests/support/fake-provider/behaviours";
import { startGatewayWorld, type GatewayWorld } from "tests/support/gateway-world";
import { expectedErrorClass, type Vendor } from "../conformance/expectations";
import { newQuestion } from "../conformance/gateway-case";
import {
  ANSWERED,
  askChain,
  type ChainSeen,
  CHAT_VENDORS,
  expectAnswerOf,
  expectWalk,
  failedWith,
  last,
  linkTo,
  PROVIDERS,
  RESET,
  type Step,
} from "./chain-case";

let world: GatewayWorld;
beforeAll(async () => {
  world = await startGatewayWorld();
});
afterAll(() => world.stop());

const UNREADABLE = failedWith(502);

interface Fault {
  words: string;
  /** What the trace says of it, by the provider that failed; the buffered one is the streamed one unless it differs. */
  streamed: (provider: ProviderId) => Step;
  buffered?: (provider: ProviderId) => Step;
}

/** What an error inside a 200 stands for: each vendor has words of its own. */
const OVERLOADED: Readonly<Record<ProviderId, number>> = {
  openai: 503,
  azure: 503,
  anthropic: 529,
  gemini: 503,
};
const UNAVAILABLE: Readonly<Record<ProviderId, number>> = {
  openai: 500,
  azure: 503,
  anthropic: 500,
  gemini: 503,
};

const status = (code: number, form = ""): Fault => ({
  words: `status-${code}${form}`,
  streamed: () => failedWith(code),
});

const FAULTS: readonly Fault[] = [
  status(401),
  status(408),
  status(429),
  status(429, "-date"),
  status(429, "-ms"),
  status(500),
  status(500, "-html"),
  status(503),
  status(529),
  { words: "reset", streamed: () => RESET },
  { words: "cut-after-0", streamed: () => RESET },
  { words: "end-after-0", streamed: () => RESET, buffered: () => UNREADABLE },
  { words: "malformed-only", streamed: () => RESET, buffered: () => UNREADABLE },
  { words: "error-before-content", streamed: (provider) => failedWith(OVERLOADED[provider]) },
  { words: "error-object", streamed: (provider) => failedWith(UNAVAILABLE[provider]) },
  { words: "inside-429", streamed: () => failedWith(429) },
  { words: "inside-401", streamed: () => failedWith(401) },
];

describe.concurrent.each(CHAT_VENDORS)("$caller.name: the next key is asked after", (vendor) => {
  const { protocol } = vendor.caller;

  it.each(FAULTS)("$words", async ({ words, streamed, buffered = streamed }) => {
    // The same provider's next key, and each of the others.
    const cells = PROVIDERS.flatMap((from) => [false, true].map((stream) => ({ from, stream })));
    await Promise.all(
      cells.map(async ({ from, stream }) => {
        const links = [{ provider: protocol, words }, linkTo(from, "text")];
        const seen = await askChain(world, vendor, links, newQuestion("", stream));
        expectWalk(seen, [(stream ? streamed : buffered)(protocol), ANSWERED]);
        await expectAnswerOf(vendor, from, seen);
      }),
    );
  });
});

/** Bodies that each vendor's SDK parses. */
const ENVELOPES: Readonly<Record<ProviderId, object>> = {
  openai: { error: { message: expect.any(String) as string, type: expect.any(String) as string } },
  azure: { error: { message: expect.any(String) as string } },
  anthropic: {
    type: "error",
    error: { type: expect.any(String) as string, message: expect.any(String) as string },
  },
  gemini: {
    error: {
      code: expect.any(Number) as number,
      message: expect.any(String) as string,
      status: expect.any(String) as string,
    },
  },
};

/** The provider's refusal, with its status and in the caller's own envelope. */
async function expectRefused(vendor: Vendor, code: number, seen: ChainSeen): Promise<void> {
  const { caller } = vendor;
  const told = caller.tell(seen.error);
  expect(told.status).toBe(code);
  // These two have classes in some versions of the SDKs and none in others.
  if (code !== 413 && code !== 422) expect(told.kind).toBe(expectedErrorClass(caller.protocol, code));
  expect(told.message).toContain(`failed with ${code}`);
  expect(seen.wire.status).toBe(code);
  expect(seen.wire.headers?.get("content-type")).toBe("application/json");
  expect(JSON.parse(await seen.wire.received)).toMatchObject(ENVELOPES[caller.protocol]);
  expect(seen.trace).toMatchObject({
    outcome: "upstream_error",
    status: code,
    errorMessage: `failed with ${code}`,
  });
}

describe.concurrent.each(CHAT_VENDORS)("$caller.name: nobody else is asked after", (vendor) => {
  const { protocol } = vendor.caller;

  it.each([400, 403, 404, 413, 422])("%i", async (code) => {
    const next = [
      linkTo(protocol, "text"),
      linkTo(
        PROVIDERS.find((one) => one !== protocol)!,
        "text",
      ),
    ];
    const links = [{ provider: protocol, words: `status-${code}` }, ...next];
    const both = [newQuestion("", false), newQuestion("", true)];
    for (const seen of await Promise.all(both.map((one) => askChain(world, vendor, links, one)))) {
      expectWalk(seen, [last(failedWith(code))]);
      await expectRefused(vendor, code, seen);
    }
  });

  it.each(["cut-after-1", "end-after-1", "error-after-1"])("content: %s", async (words) => {
    const links = [{ provider: protocol, words }, linkTo(protocol, "text")];
    const questions = [newQuestion("", true), newQuestion("", true, "tools")];
    for (const seen of await Promise.all(questions.map((one) => askChain(world, vendor, links, one)))) {
      expectWalk(seen, [ANSWERED]);
      await expectBroken(vendor, words, seen);
    }
  });
});

/** What was said stays said; then comes an error, and nothing that looks like an end. */
async function expectBroken(vendor: Vendor, words: string, { error, trace, wire }: ChainSeen): Promise<void> {
  const said = await wire.received;
  expect(error, said).toBeInstanceOf(Error);
  expect(wire.status).toBe(200);
  expect(said).toMatch(vendor.streamError);
  expect(said).not.toMatch(vendor.terminal);
  expect(trace).toMatchObject({ outcome: "truncated", status: 200, streaming: true });
  if (words.startsWith("error")) expect(trace.errorMessage).toMatch(/overloaded/i);
  else expect(trace.errorCode).toBe("stream_interrupted");
}

describe.concurrent.each(CHAT_VENDORS)("$caller.name: a chain that ends at another provider", (vendor) => {
  const { protocol } = vendor.caller;
  const others = PROVIDERS.filter((one) => one !== protocol);
  const first = { provider: protocol, words: "status-503" };

  it.each([400, 403, 404, 408, 413, 422, 429, 500, 529])("its %i, in the caller's words", async (code) => {
    await Promise.all(
      others.map(async (from, index) => {
        const links = [first, { ...linkTo(from, "text"), words: `status-${code}` }];
        const seen = await askChain(world, vendor, links, newQuestion("", index % 2 === 0));
        expectWalk(seen, [failedWith(503), last(failedWith(code))]);
        await expectRefused(vendor, code, seen);
        const text = await seen.wire.received;
        expect(text + JSON.stringify([...(seen.wire.headers ?? [])])).not.toMatch(/req_|apim/);
        const wait = code === 429 ? String(RETRY_AFTER_SECONDS) : null;
        expect(seen.wire.headers?.get("retry-after")).toBe(wait);
      }),
    );
  });

  it("its 401, which is no word for a caller while the first key only failed", async () => {
    await Promise.all(
      others.map(async (from, index) => {
        const links = [first, { ...linkTo(from, "text"), words: "status-401" }];
        const seen = await askChain(world, vendor, links, newQuestion("", index % 2 === 0));
        expect(seen.trace.attempts).toMatchObject([{ status: 503 }, { status: 401, movedOnBecause: null }]);
        await expectRefused(vendor, 503, seen);
        expect(seen.trace).toMatchObject({ provider: protocol, providerKeyId: seen.tenant.chain[0]?.id });
      }),
    );
  });

  it.each(["cut-after-1", "end-after-1", "error-after-1"])("its stream that breaks: %s", async (words) => {
    const cells = others.flatMap((from) =>
      (["text", "tools"] as const).map((scenario) => ({ from, scenario })),
    );
    await Promise.all(
      cells.map(async ({ from, scenario }) => {
        const links = [first, { ...linkTo(from, scenario), words }];
        const seen = await askChain(world, vendor, links, newQuestion("", true, scenario));
        expectWalk(seen, [failedWith(503), ANSWERED]);
        await expectBroken(vendor, words, seen);
      }),
    );
  });
});
