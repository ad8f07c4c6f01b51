/** Providers that say nothing, stop before they say anything, or are not there; and what the caller of a stream gets meanwhile. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prisma } from "~/db/database";
import { deleteProviderKey } from "~/models/provider-key";
import { type ProviderId } from "~/providers/provider";
import {
  startGatewayWorld,
  type ChainLink,
  type ChainTenant,
  type GatewayWorld,
} from "tests/support/gateway-world";
import { freePort, ServerProcess } from "tests/support/server-process";
import { ask, type Outcome, type Question } from "../conformance/caller";
import { type Vendor } from "../conformance/expectations";
import { askGateway, newQuestion } from "../conformance/gateway-case";
import {
  ANSWERED,
  askChain,
  CHAT_VENDORS,
  expectAnswerOf,
  expectNative,
  expectWalk,
  failedWith,
  linkTo,
  lost,
  PROVIDERS,
  type ChainSeen,
} from "./chain-case";

const PATIENCE_MS = 1_500;
const KEEP_ALIVE_MS = 200;
const TIMERS = {
  UPSTREAM_FIRST_BYTE_TIMEOUT_MS: String(PATIENCE_MS),
  UPSTREAM_IDLE_TIMEOUT_MS: String(PATIENCE_MS),
};

let world: GatewayWorld;
/** The same with comments in streams that are long in coming. */
let commenting: ServerProcess;
/** One that reaches nobody but Azure. */
let lonely: ServerProcess;
let nobody: string;

beforeAll(async () => {
  world = await startGatewayWorld(TIMERS);
  nobody = `http://127.0.0.1:${await freePort()}`;
  const { ALLOWED_TARGET_HOSTS = "" } = world.variables;
  [commenting, lonely] = await Promise.all([
    ServerProcess.start({ ...world.variables, STREAM_KEEP_ALIVE_MS: String(KEEP_ALIVE_MS) }),
    ServerProcess.start({
      ...world.variables,
      OPENAI_BASE_URL: nobody,
      ANTHROPIC_BASE_URL: nobody,
      GEMINI_BASE_URL: nobody,
      ALLOWED_TARGET_HOSTS: `${ALLOWED_TARGET_HOSTS},${new URL(nobody).host}`,
    }),
  ]);
});
afterAll(async () => {
  await commenting.stop();
  await lonely.stop();
  await world.stop();
});

const SILENT = lost("first_byte_timeout", "timeout");
const STALLED = lost("idle_timeout", "timeout");
const REFUSED = lost("unreachable", "unreachable");

/** Through another server on the same database. */
async function askAt(
  server: ServerProcess,
  vendor: Vendor,
  tenant: ChainTenant,
  question: Question,
): Promise<ChainSeen> {
  const door = { origin: server.origin, apiKey: tenant.apiKey };
  const outcome: Outcome = await ask(vendor.caller, door, question);
  const trace = await world.traceOf(tenant, question.tag);
  return { ...outcome, question, tenant, trace, received: world.provider.withText(question.tag) };
}

// Polls take their `expect` from the test: tests that run side by side share the imported one.
describe.concurrent.each(CHAT_VENDORS)("$caller.name", (vendor) => {
  const { caller, streamError, terminal } = vendor;
  const { protocol } = caller;
  const others = PROVIDERS.filter((provider) => provider !== protocol);
  const other = others[0] ?? protocol;
  const both = () => [newQuestion("", false), newQuestion("", true)];

  it.for([
    ["silent", SILENT],
    ["stall-after-0", STALLED],
  ] as const)(
    "the next key is asked after a provider that keeps its connection: %s",
    async (fault, { expect }) => {
      const [words, failed] = fault;
      const cells = PROVIDERS.flatMap((from) => both().map((question) => ({ from, question })));
      await Promise.all(
        cells.map(async ({ from, question }) => {
          const links = [{ provider: protocol, words }, linkTo(from, "text")];
          const seen = await askChain(world, vendor, links, question);
          expectWalk(seen, [failed, ANSWERED]);
          await expectAnswerOf(vendor, from, seen);
          // Nobody waits for it any more.
          await expect.poll(() => seen.received[0]?.closedAt).toEqual(expect.any(Number));
        }),
      );
    },
  );

  it("the next key is asked after a connection that is refused", async () => {
    const gone = others.filter((provider) => provider !== "azure");
    const links: ChainLink[] = [
      { provider: protocol, ...(protocol === "azure" ? { endpoint: nobody } : {}) },
      ...gone.map((provider) => linkTo(provider, "text")),
      linkTo("azure", "text"),
    ];
    for (const question of both()) {
      const seen = await askAt(lonely, vendor, await world.chain(links), question);
      expectWalk(seen, [REFUSED, ...gone.map(() => REFUSED), ANSWERED]);
      await expectAnswerOf(vendor, "azure", seen);
    }
  });

  it("nobody is there: an error that says so, with every attempt", async () => {
    const gone = PROVIDERS.filter((provider) => provider !== "azure");
    const links: ChainLink[] = [
      { provider: protocol, ...(protocol === "azure" ? { endpoint: nobody } : {}) },
      ...gone.filter((provider) => provider !== protocol).map((provider) => linkTo(provider, "text")),
    ];
    const seen = await askAt(lonely, vendor, await world.chain(links), newQuestion("", true));
    expect(caller.tell(seen.error)).toMatchObject({ status: 502 });
    expectWalk(
      seen,
      links.map((_, index) => ({ ...REFUSED, ...(index === links.length - 1 ? { movedOn: null } : {}) })),
    );
    expect(seen.trace).toMatchObject({ outcome: "upstream_error", errorCode: "upstream_unreachable" });
  });

  it("a stream whose keys are still being tried stays alive, and then answers", async () => {
    const froms: ProviderId[] = [protocol, ...others];
    await Promise.all(
      froms.map(async (from) => {
        const tenant = await world.chain([{ provider: protocol, words: "silent" }, linkTo(from, "text")]);
        const seen = await askAt(commenting, vendor, tenant, newQuestion("", true));
        const said = await seen.wire.received;
        expect(said).toMatch(/^(: keep-alive\n\n){2,}/);
        expect(seen.wire.headers?.get("content-type")).toContain("text/event-stream");
        expect(seen.heard?.text).toBe("Grüße, 世界 🌍");
        expect(said).toMatch(terminal);
        expectWalk(seen, [SILENT, ANSWERED]);
        expect(seen.trace).toMatchObject({ outcome: "ok", status: 200, provider: from });
      }),
    );
  });

  it("a stream that was kept alive for nothing ends with an error, and nothing looks like an end", async () => {
    const failures = [
      { words: "silent", step: SILENT },
      { words: "status-429", step: failedWith(429) },
      { words: "status-400", step: failedWith(400) },
    ];
    await Promise.all(
      failures.map(async ({ words, step }) => {
        const links = [
          { provider: protocol, words: "silent" },
          { ...linkTo(other, "text"), words },
        ];
        const seen = await askAt(commenting, vendor, await world.chain(links), newQuestion("", true));
        const said = await seen.wire.received;
        expect(seen.wire.status).toBe(200);
        expect(said).toMatch(/^(: keep-alive\n\n){2,}/);
        expect(seen.error, said).toBeInstanceOf(Error);
        expect(said).toMatch(streamError);
        expect(said).not.toMatch(terminal);
        expectWalk(seen, [SILENT, { ...step, movedOn: null }]);
        // The caller has been told 200, and the trace says what it was told.
        expect(seen.trace).toMatchObject({ outcome: "upstream_error", status: 200, streaming: true });
      }),
    );
  });

  it("a caller that leaves a stream that was only kept alive leaves no connection behind", async ({
    expect,
  }) => {
    const links = [{ provider: protocol, words: "stall-after-0" }, linkTo(other, "text")];
    const tenant = await world.chain(links);
    const question = newQuestion("", true);
    const gone = new AbortController();
    const leaving: typeof fetch = async (input, init) => {
      const answer = await fetch(input, { ...init, signal: gone.signal });
      // The head is there, and with it the first comment or the next.
      gone.abort();
      return answer;
    };
    const door = { origin: commenting.origin, apiKey: tenant.apiKey };
    // Some SDKs throw when their user leaves, and some end.
    await caller.ask({ ...door, fetch: leaving }, question).catch(() => null);
    await expect.poll(() => world.provider.withText(question.tag)[0]?.closedAt).toEqual(expect.any(Number));
    expect(world.provider.withText(question.tag)).toHaveLength(1);
    expect(await world.trace(tenant)).toMatchObject({ outcome: "client_closed", streaming: true });
  });

  it("a buffered answer is waited for without a word", async () => {
    const tenant = await world.chain([{ provider: protocol, words: "silent" }, linkTo(other, "text")]);
    const seen = await askAt(commenting, vendor, tenant, newQuestion("", false));
    expect(await seen.wire.received).not.toContain("keep-alive");
    await expectAnswerOf(vendor, other, seen);
  });

  it("keys that are deleted while the request walks are still good for it, and for no other", async ({
    expect,
  }) => {
    const tenant = await world.chain([
      { provider: protocol, words: "silent" },
      { ...linkTo(other, "text"), words: "status-503" },
      linkTo(protocol, "text"),
    ]);
    const question = newQuestion("", true);
    const asked = askGateway(world, vendor, tenant, question);
    await expect.poll(() => world.provider.withText(question.tag)).toHaveLength(1);
    const { organizationId, chain } = tenant;
    for (const { id } of chain) expect(await deleteProviderKey({ organizationId, id })).toBe(true);
    const seen = { ...(await asked), tenant };
    expectNative(vendor, seen);
    expectWalk(seen, [SILENT, failedWith(503), ANSWERED]);
    expect(seen.trace.attempts.map(({ providerKeyName }) => providerKeyName)).toEqual([null, null, null]);
    const refused = await askGateway(world, vendor, tenant, newQuestion("", false));
    expect(caller.tell(refused.error)).toMatchObject({ status: 401 });
    expect(await prisma().providerKey.count({ where: { organizationId } })).toBe(0);
  });
});

describe("Gemini's stream that is an array", () => {
  const stream = async (links: readonly ChainLink[]) => {
    const tenant = await world.chain(links);
    const path = "/v1beta/models/fake.text:streamGenerateContent";
    const answer = await fetch(commenting.origin + path, {
      method: "POST",
      headers: { "x-goog-api-key": tenant.apiKey, "content-type": "application/json" },
      body: JSON.stringify({ contents: [{ role: "user", parts: [{ text: "Hello" }] }] }),
    });
    return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
  };

  it("is kept alive by blanks, and answered by any other provider", async () => {
    const { text, ...head } = await stream([
      { provider: "gemini", words: "silent" },
      linkTo("anthropic", "text"),
    ]);
    expect(head).toEqual({ status: 200, type: "application/json" });
    expect(text).toMatch(/^\n{2,}\[/);
    const elements = JSON.parse(text) as {
      candidates: { content: { parts: { text?: string }[] }; finishReason?: string }[];
    }[];
    const said = elements.flatMap(({ candidates }) => candidates[0]?.content.parts ?? []);
    expect(said.map((part) => part.text ?? "").join("")).toBe("Grüße, 世界 🌍");
    expect(elements.at(-1)?.candidates[0]?.finishReason).toBe("STOP");
  });

  it("ends with an error that is an element of it", async () => {
    const { text } = await stream([{ provider: "gemini", words: "silent" }]);
    expect(JSON.parse(text)).toMatchObject([{ error: { code: 504, status: "DEADLINE_EXCEEDED" } }]);
    const broken = await stream([
      { provider: "gemini", words: "status-503" },
      { ...linkTo("openai", "text"), words: "cut-after-1" },
    ]);
    expect(JSON.parse(broken.text)).toMatchObject([{ candidates: {} }, { error: { code: 502 } }]);
  });
});
