/** What went wrong for users of other gateways: what attempts carry, what keys remember, when a stream is committed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prisma } from "~/db/database";
import { type ProviderId } from "~/providers/provider";
import { RETRY_AFTER_SECONDS } from "tests/support/fake-provider/behaviours";
import { type ReceivedRequest } from "tests/support/fake-provider/server";
import {
  startGatewayWorld,
  type ChainLink,
  type ChainTenant,
  type GatewayWorld,
} from "tests/support/gateway-world";
import { type Vendor } from "../conformance/expectations";
import { askGateway, newQuestion } from "../conformance/gateway-case";
import {
  adding,
  addingHeaders,
  ANSWERED,
  askChain,
  CHAT_VENDORS,
  type ChainSeen,
  expectNative,
  expectWalk,
  failedWith,
  last,
  linkTo,
  PROVIDERS,
  vendorOf,
} from "./chain-case";

let world: GatewayWorld;
beforeAll(async () => {
  world = await startGatewayWorld();
});
afterAll(() => world.stop());

async function askAgain(
  vendor: Vendor,
  tenant: ChainTenant,
  streamed = false,
  words = "",
): Promise<ChainSeen> {
  return { ...(await askGateway(world, vendor, tenant, newQuestion(words, streamed))), tenant };
}

/** How long a key of the chain still cools down, as the database knows it; 0 for not at all. */
async function remainingMs({ chain }: ChainTenant, index: number): Promise<number> {
  const row = await prisma().providerKey.findUniqueOrThrow({ where: { id: chain[index]?.id ?? "" } });
  return Math.max(0, (row.coolingUntil?.getTime() ?? 0) - Date.now());
}

const keyIds = ({ trace }: ChainSeen) => trace.attempts.map(({ providerKeyId }) => providerKeyId);
const WAIT_MS = RETRY_AFTER_SECONDS * 1_000;

// Polls take their `expect` from the test: tests that run side by side share the imported one.
describe.concurrent.each(CHAT_VENDORS)("$caller.name: keys are remembered", (vendor) => {
  const { protocol } = vendor.caller;
  const other = PROVIDERS.find((provider) => provider !== protocol) ?? protocol;

  it.each(["status-429", "status-429-date", "status-429-ms"])(
    "a limit is honoured by the next request: %s",
    async (words) => {
      for (const [index, next] of [linkTo(protocol, "text"), linkTo(other, "text")].entries()) {
        const tenant = await world.chain([{ provider: protocol, words }, next]);
        const streamed = index === 1;
        expectWalk(await askAgain(vendor, tenant, streamed), [failedWith(429), ANSWERED]);
        const [limited, healthy] = tenant.chain;
        const seen = await askAgain(vendor, tenant, !streamed);
        expect(keyIds(seen)).toEqual([healthy?.id]);
        expect(seen.trace).toMatchObject({ outcome: "ok", status: 200, attemptCount: 1 });
        expect(world.provider.withKey(limited?.key ?? "")).toHaveLength(1);
      }
    },
  );

  it("a limit is written down, so that it outlives the process", async ({ expect }) => {
    const tenant = await world.chain([{ provider: protocol, words: "status-429" }, linkTo(protocol, "text")]);
    await askAgain(vendor, tenant);
    await expect.poll(() => remainingMs(tenant, 0)).toBeGreaterThan(0);
    expect(await remainingMs(tenant, 0)).toBeLessThanOrEqual(WAIT_MS);
    expect(await remainingMs(tenant, 1)).toBe(0);
  });

  it("a deadline only grows", async ({ expect }) => {
    // The key's own words are asked first: without any, the model's decide, and they differ from request to request.
    const tenant = await world.chain([{ provider: protocol }]);
    await askAgain(vendor, tenant, false, "status-429-60s");
    await expect.poll(() => remainingMs(tenant, 0)).toBeGreaterThan(30_000);
    const seen = await askAgain(vendor, tenant, false, "status-429");
    expectWalk(seen, [last(failedWith(429))]);
    await askAgain(vendor, tenant, false, "status-429-ms");
    expect(await remainingMs(tenant, 0)).toBeGreaterThan(30_000);
  });

  it("all keys cool down: 429 with the smallest remaining time, and they are asked all the same", async () => {
    const tenant = await world.chain([
      { provider: protocol, words: "status-429-60s" },
      { provider: protocol, words: "status-429-ms" },
      { ...linkTo(other, "text"), words: "status-429-60s" },
    ]);
    const [slow, soon, foreign] = tenant.chain.map(({ id }) => id);
    const first = await askAgain(vendor, tenant);
    expect(keyIds(first)).toEqual([slow, soon, foreign]);
    const second = await askAgain(vendor, tenant, true);
    // By the time that is left to each: the first of them is the first that may answer.
    expect(keyIds(second)[0]).toBe(soon);
    expect(new Set(keyIds(second))).toEqual(new Set([slow, soon, foreign]));
    for (const seen of [first, second]) {
      expect(vendor.caller.tell(seen.error)).toMatchObject({ status: 429 });
      const told = Number(seen.wire.headers?.get("retry-after"));
      expect(told).toBeGreaterThan(0);
      expect(told).toBeLessThanOrEqual(RETRY_AFTER_SECONDS);
      // Another time beside it would be another answer.
      expect(seen.wire.headers?.get("retry-after-ms")).toBeNull();
    }
  });

  it("a cooling key is asked when nothing else is left", async () => {
    const tenant = await world.chain([{ provider: protocol }, { provider: other }]);
    const [cooling, unfit] = tenant.chain.map(({ id }) => id);
    await askAgain(vendor, tenant, false, "status-429");
    const seen = await askAgain(vendor, tenant);
    // The other one comes first, has no model to ask, and is passed over.
    expect(keyIds(seen)).toEqual([unfit, cooling]);
    expect(seen.trace.attempts).toMatchObject([{ errorClass: "skipped" }, { status: 200 }]);
    expectNative(vendor, seen);
  });

  it("a rejected key says so in the database, is asked last, and is healthy again when it answers", async ({
    expect,
  }) => {
    const tenant = await world.chain([{ provider: protocol }, { provider: protocol }]);
    const [first, second] = tenant.chain.map(({ id }) => id);
    const statuses = async () => {
      const { organizationId } = tenant;
      const rows = await prisma().providerKey.findMany({ where: { organizationId } });
      return [first, second].map((id) => rows.find((row) => row.id === id)?.status);
    };
    const refused = await askAgain(vendor, tenant, false, "status-401");
    expect(keyIds(refused)).toEqual([first, second]);
    await expect.poll(statuses).toEqual(["rejected", "rejected"]);
    // Both are: the order of the chain counts, and the answer clears the first.
    expect(keyIds(await askAgain(vendor, tenant))).toEqual([first]);
    await expect.poll(statuses).toEqual(["healthy", "rejected"]);
    const failing = await askAgain(vendor, tenant, true, "status-503");
    expect(keyIds(failing)).toEqual([first, second]);
    expect(keyIds(await askAgain(vendor, tenant, true))).toEqual([first]);
  });

  it("a key that is rejected is passed over by the next request", async ({ expect }) => {
    const tenant = await world.chain([{ provider: protocol, words: "status-401" }, linkTo(protocol, "text")]);
    expectWalk(await askAgain(vendor, tenant), [failedWith(401), ANSWERED]);
    expect(keyIds(await askAgain(vendor, tenant, true))).toEqual([tenant.chain[1]?.id]);
    await expect
      .poll(() => prisma().providerKey.findUnique({ where: { id: tenant.chain[0]?.id ?? "" } }))
      .toMatchObject({ status: "rejected" });
    // The other one fails: a bad key is better than none, after it.
    expect(keyIds(await askAgain(vendor, tenant, false, "status-503"))).toEqual(
      [tenant.chain[1], tenant.chain[0]].map((key) => key?.id),
    );
  });

  it("a key that only fails does not stay in rotation", async ({ expect }) => {
    const tenant = await world.chain([{ provider: protocol, words: "status-500" }, linkTo(protocol, "text")]);
    const requests = 8;
    for (let count = 0; count < requests; count++) expectNative(vendor, await askAgain(vendor, tenant));
    const asked = world.provider.withKey(tenant.chain[0]?.key ?? "").length;
    // A lone 500 is about one request; a row of them is about the key.
    expect(asked).toBeGreaterThanOrEqual(3);
    expect(asked).toBeLessThan(requests);
    await expect
      .poll(() => prisma().providerKey.findUnique({ where: { id: tenant.chain[0]?.id ?? "" } }))
      .toMatchObject({ coolingUntil: expect.any(Date) as Date, status: "healthy" });
  });
});

/** Of our HTTP client, and of JSON in general. */
const PLAIN = ["accept", "connection", "content-length", "content-type", "host"];

describe.concurrent.each(CHAT_VENDORS)("$caller.name: each attempt is made anew", (vendor) => {
  const { protocol } = vendor.caller;
  const others = PROVIDERS.filter((provider) => provider !== protocol);
  /** What a caller says to its own vendor, and to nobody else. */
  const words = {
    "openai-organization": "org-canary",
    "openai-project": "proj-canary",
    "openai-beta": "assistants=canary",
    "anthropic-beta": "canary-2026-01-01",
    "anthropic-dangerous-direct-browser-access": "true",
    "x-goog-user-project": "project-canary",
    "x-ms-client-request-id": "client-canary",
    "user-agent": "canary/1.0",
    "x-custom": "canary",
  };
  const saying = addingHeaders(vendor, words);

  it("with the headers, key, address and model of its own provider alone", async () => {
    const failing = (link: ChainLink): ChainLink => ({ ...link, words: "status-503" });
    const models = Object.fromEntries(others.map((from) => [from, `model-of-${from}`]));
    const links = [
      failing({ provider: protocol }),
      failing({ provider: protocol }),
      ...others.map((provider) => failing({ provider, model: models[provider] ?? "" })),
    ];
    for (const streamed of [false, true]) {
      const seen = await askChain(world, saying, links, newQuestion("", streamed));
      expectWalk(
        seen,
        links.map((_, index) => (index < links.length - 1 ? failedWith(503) : last(failedWith(503)))),
      );
      const [first, second, ...foreign] = seen.received;
      expectSameButKey(vendor, first!, second!);
      expect(first?.headers).toMatchObject({ "x-custom": "canary", "openai-project": "proj-canary" });
      for (const [index, { url, headers, body }] of foreign.entries()) {
        const to = vendorOf(others[index]!);
        const own = [...PLAIN, to.credentialHeader];
        if (to.caller.protocol === "anthropic") own.push("anthropic-version");
        expect(Object.keys(headers).sort()).toEqual(own.sort());
        expect(headers["content-type"]).toBe("application/json");
        const said = url + JSON.stringify(headers) + body.toString();
        expect(said).not.toContain("canary");
        expect(said).not.toContain(seen.question.model);
        for (const name of others) if (name !== others[index]) expect(said).not.toContain(models[name]);
      }
    }
  });

  it("from text that the rules have been through once", async () => {
    const links = [
      { provider: protocol, words: "status-503" },
      { provider: protocol, words: "status-429" },
      ...others.map((provider) => ({ ...linkTo(provider, "text"), words: "status-500" })),
    ];
    const tenant = await world.chain([...links, linkTo(protocol, "text")], { withRule: true });
    const address = "ada.lovelace@example.com";
    const asking: Vendor = {
      ...vendor,
      caller: {
        ...vendor.caller,
        ask: (door, question) =>
          vendor.caller.ask(door, { ...question, tag: `${question.tag}, that is ${address}` }),
      },
    };
    const question = newQuestion("", true);
    const seen = { ...(await askGateway(world, asking, tenant, question)), tenant };
    expectNative(vendor, seen);
    expect(seen.received).toHaveLength(links.length + 1);
    for (const { body } of seen.received) {
      expect(body.toString()).toContain("[REDACTED_EMAIL]");
      expect(body.toString()).not.toContain(address);
    }
    expect(seen.trace.ruleHits).toMatchObject([{ matchCount: 1, category: "email" }]);
    expect(seen.wire.headers?.get("x-grepture-rules-applied")).toBe(tenant.ruleId);
    expect(seen.trace.requestBody).not.toContain(address);
  });
});

/** The same request, told by its key alone. */
function expectSameButKey(vendor: Vendor, one: ReceivedRequest, other: ReceivedRequest): void {
  const { credentialHeader } = vendor;
  const withoutKey = ({ headers }: ReceivedRequest) => ({ ...headers, [credentialHeader]: null });
  expect(withoutKey(other)).toEqual(withoutKey(one));
  expect(other.headers[credentialHeader]).not.toBe(one.headers[credentialHeader]);
  expect({ url: other.url, body: other.body.toString() }).toEqual({
    url: one.url,
    body: one.body.toString(),
  });
}

/** What a stream begins with before it says anything. */
const PREAMBLES: Readonly<Record<ProviderId, RegExp>> = {
  openai: /"role":"assistant"/g,
  azure: /"prompt_filter_results"/g,
  anthropic: /event: message_start/g,
  gemini: /"promptTokenCount":21,"totalTokenCount":21/g,
};

describe.concurrent.each(CHAT_VENDORS)("$caller.name: what is no content is no commitment", (vendor) => {
  const { protocol } = vendor.caller;

  it.each(["error-before-content", "cut-after-0", "end-after-0", "inside-429"])(
    "a preamble, then %s: the caller reads one answer with one beginning",
    async (words) => {
      const links = [{ provider: protocol, words }, linkTo(protocol, "text")];
      const seen = await askChain(world, vendor, links, newQuestion("", true));
      expectNative(vendor, seen);
      const said = await seen.wire.received;
      expect(said.match(PREAMBLES[protocol])).toHaveLength(protocol === "gemini" ? 2 : 1);
      expect(said).not.toMatch(vendor.streamError);
      expect(seen.received).toHaveLength(2);
    },
  );

  it("a key that stalls after its preamble lets go of the connection when the caller leaves", async ({
    expect,
  }) => {
    const tenant = await world.chain([{ provider: protocol, words: "stall-after-0" }]);
    const gone = new AbortController();
    const question = newQuestion("", true);
    const leaving = adding(vendor, () => ({ signal: gone.signal }));
    const asked = askGateway(world, leaving, tenant, question);
    await expect.poll(() => world.provider.withText(question.tag)).toHaveLength(1);
    gone.abort();
    expect((await asked).trace).toMatchObject({ outcome: "client_closed" });
    await expect.poll(() => world.provider.withText(question.tag)[0]?.closedAt).not.toBeNull();
  });
});

it("a hundred requests at once over a limited key all get an answer, and it is asked by few of them", async () => {
  const tenant = await world.chain([
    { provider: "openai", words: "status-429" },
    linkTo("anthropic", "text"),
    { provider: "openai" },
  ]);
  const body = JSON.stringify({ model: "gpt-fake", messages: [{ role: "user", content: "Hello" }] });
  await world.post(tenant, body);
  const answers = await Promise.all(Array.from({ length: 100 }, () => world.post(tenant, body)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ headers }) => headers.get("x-grepture-attempts")))).toEqual(
    new Set(["anthropic:200"]),
  );
  expect(world.provider.withKey(tenant.chain[0]?.key ?? "")).toHaveLength(1);
});
