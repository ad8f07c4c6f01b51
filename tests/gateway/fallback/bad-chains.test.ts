/** Chains that cannot work, and providers that answer with nonsense: recorded attempts, a clear result, nothing hung. */
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prisma } from "~/db/database";
import {
  startGatewayWorld,
  type ChainLink,
  type ChainTenant,
  type GatewayWorld,
} from "tests/support/gateway-world";
import { askGateway, newQuestion } from "../conformance/gateway-case";
import {
  adding,
  ANSWERED,
  askChain,
  CHAT_VENDORS,
  expectAnswerOf,
  expectNative,
  expectWalk,
  failedWith,
  last,
  linkTo,
  PROVIDERS,
  skipped,
} from "./chain-case";

let world: GatewayWorld;
beforeAll(async () => {
  world = await startGatewayWorld();
});
afterAll(() => world.stop());

const BODY = JSON.stringify({ model: "gpt-fake", messages: [{ role: "user", content: "Hello" }] });
const statusesOf = async ({ organizationId }: ChainTenant) =>
  (await prisma().providerKey.findMany({ where: { organizationId } })).map(({ status }) => status);

describe.concurrent.each(CHAT_VENDORS)("$caller.name", (vendor) => {
  const { protocol } = vendor.caller;
  const others = PROVIDERS.filter((provider) => provider !== protocol);
  const other = others[0] ?? protocol;

  it("all keys rejected: the last refusal, and all of them are asked again", async ({ expect }) => {
    const tenant = await world.chain([
      { provider: protocol, words: "status-401" },
      { provider: protocol, words: "status-401" },
      { ...linkTo(other, "text"), words: "status-401" },
    ]);
    for (const streamed of [false, true]) {
      const seen = { ...(await askGateway(world, vendor, tenant, newQuestion("", streamed))), tenant };
      expectWalk(seen, [failedWith(401), failedWith(401), last(failedWith(401))]);
      expect(vendor.caller.tell(seen.error)).toMatchObject({ status: 401 });
      await expect.poll(() => statusesOf(tenant)).toEqual(["rejected", "rejected", "rejected"]);
    }
  });

  it("no default model anywhere: the failure of the only key that could be asked", async () => {
    const links = [{ provider: protocol, words: "status-503" }, ...others.map((provider) => ({ provider }))];
    const seen = await askChain(world, vendor, links, newQuestion("", true));
    expect(vendor.caller.tell(seen.error)).toMatchObject({ status: 503 });
    expect(seen.received).toHaveLength(1);
    expect(seen.trace).toMatchObject({
      provider: protocol,
      providerKeyId: seen.tenant.chain[0]?.id,
      status: 503,
    });
    const reason = expect.stringMatching(/^the .+ key has no default model to ask$/) as string;
    expect(seen.trace.attempts).toMatchObject([
      { status: 503, movedOnBecause: "http_503" },
      ...others.map((provider, index) => ({
        provider,
        status: null,
        errorClass: "skipped",
        errorMessage: reason,
        movedOnBecause: index < others.length - 1 ? reason : null,
      })),
    ]);
  });

  it("a key that cannot be decrypted is passed over; alone it is an error that says what to do", async () => {
    const tenant = await world.chain([{ provider: protocol }, linkTo(protocol, "text")]);
    const damage = (id = "") =>
      prisma().providerKey.update({ where: { id }, data: { ciphertext: "damaged" } });
    await damage(tenant.chain[0]?.id);
    const seen = { ...(await askGateway(world, vendor, tenant, newQuestion("", false))), tenant };
    expectNative(vendor, seen);
    expectWalk(seen, [skipped(seen.trace.attempts[0]?.errorMessage ?? ""), ANSWERED]);
    expect(seen.trace.attempts[0]?.errorMessage).toMatch(/cannot be decrypted/);
    const alone = await world.chain([{ provider: protocol }, { provider: other }]);
    await damage(alone.chain[0]?.id);
    const refused = await askGateway(world, vendor, alone, newQuestion("", false));
    expect(vendor.caller.tell(refused.error)).toMatchObject({ status: 502 });
    expect(vendor.caller.tell(refused.error).message).toMatch(/cannot be decrypted/);
    expect(refused.trace).toMatchObject({ outcome: "gateway_error", errorCode: "provider_key_unreadable" });
    expect(refused.received).toEqual([]);
  });

  it.each(["status-429-empty", "status-500-large"])("an error without an envelope: %s", async (words) => {
    const failed = failedWith(Number(/\d+/.exec(words)?.[0]));
    const next = [linkTo(protocol, "text"), linkTo(other, "text")];
    for (const [index, link] of next.entries()) {
      const links = [{ provider: protocol, words }, link];
      const seen = await askChain(world, vendor, links, newQuestion("", index === 0));
      expectWalk(seen, [failed, ANSWERED]);
      await expectAnswerOf(vendor, link.provider, seen);
    }
    const alone = await askChain(world, vendor, [{ provider: protocol, words }], newQuestion("", true));
    expect(vendor.caller.tell(alone.error)).toMatchObject({ status: failed.status });
    expect(vendor.caller.tell(alone.error).message).toMatch(/instead of a JSON error/);
    expectWalk(alone, [last(failed)]);
  });

  it("a stream whose first event is malformed goes on without it, and the trace says so", async () => {
    const links = [{ provider: protocol, words: "malformed-first" }, linkTo(protocol, "text")];
    const native = await askChain(world, vendor, links, newQuestion("", true));
    expectNative(vendor, native);
    expectWalk(native, [ANSWERED]);
    const crossing = [
      { provider: protocol, words: "status-503" },
      { ...linkTo(other, "text"), words: "malformed-first" },
    ];
    const translated = await askChain(world, vendor, crossing, newQuestion("", true));
    await expectAnswerOf(vendor, other, translated);
    for (const { trace } of [native, translated]) {
      expect(trace.warnings).toContain("stream: 1 malformed event(s) left out");
    }
  });

  it.each(["offer-24-mib", "untyped"])(
    "an answer of another provider that cannot be put into the caller's words: %s",
    async (words) => {
      const links = [
        { provider: protocol, words: "status-503" },
        { ...linkTo(other, "text"), words },
        linkTo(protocol, "text"),
      ];
      const seen = await askChain(world, vendor, links, newQuestion("", false));
      expectWalk(seen, [failedWith(503), failedWith(502), ANSWERED]);
      expectNative(vendor, seen);
    },
  );

  it("a caller that leaves while the chain is walked: nobody else is asked", async ({ expect }) => {
    const tenant = await world.chain([{ provider: protocol, words: "silent" }, linkTo(other, "text")]);
    const gone = new AbortController();
    const question = newQuestion("", true);
    const asked = askGateway(
      world,
      adding(vendor, () => ({ signal: gone.signal })),
      tenant,
      question,
    );
    await expect.poll(() => world.provider.withText(question.tag)).toHaveLength(1);
    gone.abort();
    const seen = await asked;
    expect(seen.error).toBeInstanceOf(Error);
    expect(seen.trace).toMatchObject({ outcome: "client_closed", status: null });
    expect(world.provider.withText(question.tag)).toHaveLength(1);
    expect(seen.received[0]?.closedAt).not.toBeNull();
  });
});

describe("what is no chat", () => {
  const send = (tenant: ChainTenant, path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(world.server.origin + path, {
      method: "POST",
      headers: { authorization: `Bearer ${tenant.apiKey}`, ...headers },
      body,
    });

  it.each([
    ["/v1/responses", { model: "gpt-fake", input: "Hello" }],
    ["/v1/embeddings", { model: "gpt-fake", input: "Hello" }],
    ["/v1/moderations", { input: "Hello" }],
  ])("%s falls back to the same provider alone", async (path, body) => {
    const tenant = await world.chain([
      { provider: "openai", words: "status-503" },
      linkTo("anthropic", "text"),
      { provider: "openai" },
    ]);
    const answer = await send(tenant, path, JSON.stringify(body), { "content-type": "application/json" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-grepture-attempts")).toBe("openai:503,anthropic:skipped,openai:200");
    const reason = "only chats are put into another provider's protocol";
    expect((await world.trace(tenant)).attempts[1]).toMatchObject({ errorMessage: reason });
  });

  it("a list of models is asked of the same provider's next key", async () => {
    const tenant = await world.chain([
      { provider: "openai", words: "status-429" },
      linkTo("gemini", "text"),
      { provider: "openai" },
    ]);
    const headers = { authorization: `Bearer ${tenant.apiKey}` };
    const answer = await fetch(`${world.server.origin}/v1/models`, { headers });
    expect(answer.headers.get("x-grepture-attempts")).toBe("openai:429,gemini:skipped,openai:200");
    expect(await answer.json()).toMatchObject({ object: "list" });
  });

  it("an upload is passed on as it comes, and cannot be sent to a second key", async () => {
    const tenant = await world.chain([{ provider: "openai", words: "status-503" }, { provider: "openai" }]);
    const upload = () => {
      const form = new FormData();
      form.set("purpose", "batch");
      form.set("file", new Blob(["one line\n"]), "notes.jsonl");
      return form;
    };
    const answer = await send(tenant, "/v1/files", upload());
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ error: { message: "failed with 503" } });
    expect(world.provider.withKey(tenant.chain[1]?.key ?? "")).toEqual([]);
    expect((await world.trace(tenant)).attempts).toMatchObject([
      { status: 503 },
      { errorClass: "skipped", errorMessage: "the body was passed on as it came and cannot be sent again" },
    ]);
    // A key that could not be asked has taken nothing of it.
    const unread = await world.chain([{ provider: "openai" }, { provider: "openai" }]);
    const damaged = { where: { id: unread.chain[0]?.id ?? "" }, data: { ciphertext: "damaged" } };
    await prisma().providerKey.update(damaged);
    const taken = await send(unread, "/v1/files", upload());
    expect(await taken.json()).toMatchObject({ object: "file" });
    expect(world.provider.withKey(unread.chain[1]?.key ?? "")[0]?.body.toString()).toContain("one line");
  });
});

describe("a target of the caller's", () => {
  const send = (tenant: ChainTenant, requestId: string) =>
    world.post(tenant, BODY, {
      "x-grepture-target": `${world.provider.origin}/v1/chat/completions?trial=1`,
      "x-request-id": requestId,
    });

  it("is asked with each key of its provider; others are asked where they are", async () => {
    const tenant = await world.chain([
      { provider: "openai", words: "status-503" },
      { provider: "openai", words: "status-500" },
      linkTo("anthropic", "text"),
    ]);
    const answer = await send(tenant, "target-chain");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-grepture-attempts")).toBe("openai:503,openai:500,anthropic:200");
    const urls = tenant.chain.map(({ key }) => world.provider.withKey(key).map(({ url }) => url));
    expect(urls).toEqual([
      ["/v1/chat/completions?trial=1"],
      ["/v1/chat/completions?trial=1"],
      ["/v1/messages"],
    ]);
  });

  it("does not answer for a key of the chain whose own endpoint is refused", async () => {
    const tenant = await world.chain([
      { provider: "openai", words: "status-503" },
      { ...linkTo("azure", "text"), endpoint: "https://refused.example" },
      linkTo("anthropic", "text"),
    ]);
    const answer = await send(tenant, "target-refused");
    expect(answer.headers.get("x-grepture-attempts")).toBe("openai:503,azure:skipped,anthropic:200");
    expect(answer.status).toBe(200);
  });
});

describe("a caller of another provider's stream", () => {
  const crossing: readonly ChainLink[] = [
    { provider: "openai", words: "status-503" },
    { ...linkTo("anthropic", "text"), words: "offer-200-mib" },
  ];

  it("that stops reading stops the provider", async ({ expect }) => {
    const tenant = await world.chain(crossing);
    const upload = request(`${world.server.origin}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${tenant.apiKey}`, "content-type": "application/json" },
    });
    upload.end(JSON.stringify({ ...(JSON.parse(BODY) as object), stream: true }));
    const [answer] = (await once(upload, "response")) as [IncomingMessage];
    answer.pause();
    const written = () => world.provider.withKey(tenant.chain[1]?.key ?? "")[0]?.bytesWritten ?? 0;
    let before = -1;
    await expect
      .poll(
        () => {
          const hasStopped = written() === before;
          before = written();
          return hasStopped && before > 0;
        },
        { interval: 300 },
      )
      .toBe(true);
    expect(before).toBeLessThan(64 * 1024 * 1024);
    answer.destroy();
    await expect.poll(() => world.provider.withKey(tenant.chain[1]?.key ?? "")[0]?.closedAt).not.toBeNull();
    expect(await world.trace(tenant)).toMatchObject({ outcome: "client_closed", provider: "anthropic" });
  });

  it("may name members that no header can: the answer and its warnings are legal", async () => {
    const tenant = await world.chain([
      { provider: "openai", words: "status-503" },
      linkTo("anthropic", "text"),
    ]);
    const members = {
      "世界\r\nx-evil: 1": 1,
      "a;b": 2,
      ["long".repeat(2_000)]: 3,
      logit_bias: { 1: 1 },
    };
    const body = { ...(JSON.parse(BODY) as object), ...members };
    const answer = await world.post(tenant, JSON.stringify(body));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-evil")).toBeNull();
    expect(answer.headers.get("x-grepture-warnings")).toContain("logit_bias: only OpenAI knows it; left out");
    expect(answer.headers.get("x-grepture-warnings")).toMatch(/^[\x20-\x7e]{1,4000}$/);
  });
});
