/** Rules on answers: the same verdict and the same text whether the answer is streamed or not, in every protocol. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { piecesOf, type Content } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { expectedErrorClass, VENDORS } from "../conformance/expectations";
import { newQuestion } from "../conformance/gateway-case";
import { plainRequest } from "../conformance/plain-request";
import { askUnderRules, tenantUnder, type RuleFields } from "./rule-case";

const output = { apply_to: "output" } as const;
const LEAK = "Family 👩‍👩‍👧 漢字: jane.roe@mail.example.org, ok; card 4242 4242 4242 4242.";
const CLEAN = "Family 👩‍👩‍👧 漢字: [REDACTED_EMAIL], ok; card [REDACTED_CREDIT_CARD].";
/** Nothing that `redact` finds may be among what the caller gets, not even in two pieces. */
const SECRETS = /jane\.roe|roe@|4242 4242/;

const redact: RuleFields = {
  ...output,
  actions: [{ type: "redact_pii", categories: ["email", "credit_card"] }],
};
const body = (operator: "contains" | "matches", value: string) => ({
  conditions: [{ conditions: [{ field: "body" as const, operator, value }] }],
});
const block: RuleFields = {
  ...output,
  ...body("contains", "Project Falcon"),
  actions: [{ type: "block_request", status_code: 451, message: "Falcon stays in the house." }],
};
const log: RuleFields = {
  ...output,
  ...body("matches", String.raw`\bweather\b`),
  actions: [{ type: "log_only", severity: "warn", label: "small talk" }],
};

/** The text in all events so far. */
const spoken = (received: string) =>
  [...received.matchAll(/"(?:content|delta|text)":"((?:[^"\\]|\\.)*)"/g)].map(([, said]) => said).join("");

let world: GatewayWorld;
let redacting: Tenant;
let blocking: Tenant;
let logging: Tenant;
let needsWhole: Tenant;
beforeAll(async () => {
  world = await startGatewayWorld();
  redacting = await tenantUnder(world, [redact]);
  blocking = await tenantUnder(world, [block, redact]);
  logging = await tenantUnder(world, [log]);
  needsWhole = await tenantUnder(world, [{ ...redact, ...body("contains", "confidential") }]);
});
afterAll(() => world.stop());

const both = [false, true];
const lengths = (streamed: boolean) => (streamed ? [1, 4, 300] : [300]);
const text = (said: string, length: number): Partial<Content> => ({ textPieces: piecesOf(said, length) });

describe.concurrent.each(VENDORS)("$caller.name", (vendor) => {
  const ask = (tenant: Tenant, streamed: boolean, says: Partial<Content>, words = "") =>
    askUnderRules(world, { vendor, tenant, streamed, says: () => says, words });

  it.each(both)("text and thoughts are redacted however they are cut; streamed: %s", async (streamed) => {
    for (const length of lengths(streamed)) {
      const seen = await ask(
        redacting,
        streamed,
        {
          ...text(LEAK, length),
          reasoning: { pieces: piecesOf(`Hm: ${LEAK}`, length), signature: "U2lnbmVk" },
        },
        streamed && length === 4 ? "bytewise" : "",
      );
      expect(seen.error).toBeNull();
      expect(seen.heard?.text).toBe(CLEAN);
      expect(seen.heard?.signature ?? "U2lnbmVk").toBe("U2lnbmVk");
      if (vendor.thinksAloud) expect(seen.heard?.reasoning).toBe(`Hm: ${CLEAN}`);
      expect(await seen.wire.received).not.toMatch(SECRETS);
      expect(`${seen.trace.responseBody}`).not.toMatch(SECRETS);
      const found = seen.trace.ruleHits.map(({ category, direction, matchCount }) => [
        category,
        direction,
        matchCount,
      ]);
      const count = vendor.thinksAloud ? 2 : 1;
      expect(found).toEqual([
        ["email", "output", count],
        ["credit_card", "output", count],
      ]);
    }
  });

  it.each(both)("a tool's arguments are redacted and stay JSON; streamed: %s", async (streamed) => {
    const args = { to: LEAK, list: [{ note: 'say "hi" to jane.roe@mail.example.org\n' }], count: 3 };
    const calls = [{ id: "call_1", name: "send", args }];
    const { heard, trace, wire } = await ask(redacting, streamed, { toolCalls: calls });
    expect(heard?.toolCalls).toEqual([
      { name: "send", args: { to: CLEAN, list: [{ note: 'say "hi" to [REDACTED_EMAIL]\n' }], count: 3 } },
    ]);
    expect(`${await wire.received}${trace.responseBody}`).not.toMatch(SECRETS);
  });

  it.each(both)("a blocked answer is an error in the caller's dialect; streamed: %s", async (streamed) => {
    for (const length of lengths(streamed)) {
      const says = text("About project falcon: it flies to jane.roe@mail.example.org.", length);
      const { error, trace, wire } = await ask(blocking, streamed, says);
      const told = vendor.caller.tell(error);
      expect(told.message).toContain("Falcon stays in the house.");
      const received = await wire.received;
      expect(received).not.toMatch(/project falcon|flies|jane/i);
      expect(received).not.toMatch(vendor.terminal);
      expect(trace).toMatchObject({ outcome: "blocked", errorCode: "blocked_by_rule" });
      expect(`${trace.responseBody}`).not.toMatch(/falcon|flies|jane/i);
      expect(trace.ruleHits.map(({ action }) => action)).toContain("block_request");
      if (streamed && length < 300) continue;
      // Before anything was said a stream is refused with a status too.
      expect(told.status).toBe(451);
      expect(told.kind).toBe(expectedErrorClass(vendor.caller.protocol, 451));
    }
  });

  it("a stream that is blocked in the middle ends with an error event and nothing more", async () => {
    // More than the gateway can read at once: some of it has gone on before the rest is there.
    const said = `${"All is well. ".repeat(1500)}Project Falcon flies.`;
    const { error, trace, wire } = await ask(blocking, true, text(said, 6));
    expect(vendor.caller.tell(error).message).toContain("Falcon stays in the house.");
    const received = await wire.received;
    expect(received).toContain("well");
    expect(received).toMatch(vendor.streamError);
    expect(received).not.toMatch(vendor.terminal);
    expect(received).not.toMatch(/falcon (?!stays)|flies/i);
    expect(trace).toMatchObject({ outcome: "blocked", status: 200, errorCode: "blocked_by_rule" });
    expect(trace.responseBody).toContain("well");
    expect(trace.responseBody).not.toMatch(/falcon/i);
  });

  it.each(both)("a rule that logs leaves every byte alone; streamed: %s", async (streamed) => {
    const says = text('The weather in Zürich: “fine”, \\ 1.0e3 "ok".', 5);
    const plain = await askUnderRules(world, {
      vendor,
      tenant: await tenantUnder(world, []),
      streamed,
      says: () => says,
    });
    const logged = await ask(logging, streamed, says);
    const bytes = async (seen: typeof logged) =>
      (await seen.wire.received).replaceAll(seen.question.model, "model");
    expect(await bytes(logged)).toBe(await bytes(plain));
    expect(logged.trace.ruleHits).toMatchObject([
      { action: "log_only", direction: "output", severity: "warn", label: "small talk", matchCount: 1 },
    ]);
    expect(logged.trace.responseBody).toBe(plain.trace.responseBody);
  });

  it.each(both)("a rule that has to know the whole answer waits for it; streamed: %s", async (streamed) => {
    const secret = await ask(needsWhole, streamed, text(`${LEAK} This is confidential.`, 4));
    expect(secret.heard?.text).toBe(`${CLEAN} This is confidential.`);
    expect(await secret.wire.received).not.toMatch(SECRETS);
    const called = await ask(needsWhole, streamed, {
      toolCalls: [{ id: "call_1", name: "send", args: { to: LEAK, about: "confidential" } }],
    });
    expect(called.heard?.toolCalls).toEqual([{ name: "send", args: { to: CLEAN, about: "confidential" } }]);
    expect(await called.wire.received).not.toMatch(SECRETS);
    const open = await ask(needsWhole, streamed, text(LEAK, 4));
    expect(open.heard?.text).toBe(LEAK);
    expect(open.trace.ruleHits).toEqual([]);
  });

  it("prose goes on at once under rules, but for what may still become a match", async ({ expect }) => {
    const word = `prose${vendor.caller.name.replaceAll(/\W/g, "").toLowerCase()}`;
    world.provider.says(word, () =>
      text("It was a bright cold day in April, and it rained. Then jane.roe@mail", 10),
    );
    const question = newQuestion(`${word}.stall-after-7`, true);
    const { path, headers, body: asked } = plainRequest(vendor, question);
    const abort = new AbortController();
    const answer = await fetch(world.server.origin + path, {
      method: "POST",
      headers: { ...headers, [vendor.credentialHeader]: vendor.credential(redacting.apiKey) },
      body: asked,
      signal: abort.signal,
    });
    let received = "";
    const reading = (async () => {
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>)
        received += Buffer.from(chunk).toString("utf8");
    })().catch(() => undefined);
    // The provider says nothing more: what is here by now was not waiting for the end.
    await expect.poll(() => spoken(received), { timeout: 5_000 }).toContain("and it rained. Then ");
    expect(received).not.toMatch(SECRETS);
    abort.abort();
    await reading;
  });
});
