/** `provider/model` on chat completions: whose primary key is asked, with what model, and when the name is just a name. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROVIDER_NAMES, type ProviderId } from "~/providers/provider";
import { startGatewayWorld, type GatewayWorld } from "tests/support/gateway-world";
import { type Scenario } from "tests/support/fake-provider/scenario";
import { ask, type Question } from "../conformance/caller";
import { CREDENTIAL_HEADERS } from "../conformance/expectations";
import { askGateway, newQuestion } from "../conformance/gateway-case";
import {
  addingHeaders,
  askChain,
  expectNative,
  expectTranslated,
  linkTo,
  PROVIDERS,
  vendorOf,
} from "./chain-case";

let world: GatewayWorld;
beforeAll(async () => {
  world = await startGatewayWorld();
});
afterAll(() => world.stop());

const openai = vendorOf("openai");

/** A question to the model of the provider. */
function questionTo(provider: string, streamed: boolean, scenario: Scenario = "text"): Question {
  const question = newQuestion("", streamed, scenario);
  return { ...question, model: `${provider}/${question.model}` };
}

const restOf = ({ model }: Question) => model.slice(model.indexOf("/") + 1);

function credentialsOf(headers: Readonly<Record<string, unknown>>): unknown[] {
  return CREDENTIAL_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]]));
}

describe.concurrent.each(PROVIDERS)("%s/…", (provider) => {
  const vendor = vendorOf(provider);
  /** OpenAI's own answer is passed on as it is. */
  const expectAnswer = (seen: Awaited<ReturnType<typeof askChain>>) =>
    provider === "openai" ? expectNative(openai, seen) : expectTranslated(openai, provider, seen);

  it.each(["text", "tools", "parallel-tools", "json-schema", "reasoning"] as const)(
    "with the stored key: %s",
    async (scenario) => {
      const questions = [questionTo(provider, false, scenario), questionTo(provider, true, scenario)];
      const links = PROVIDERS.map((one) => ({ provider: one })).reverse();
      for (const question of questions) {
        const seen = await askChain(world, openai, links, question);
        await expectAnswer(seen);
        expect(seen.received).toHaveLength(1);
        const { url, headers, body } = seen.received[0]!;
        expect(url).toBe(vendor.path(restOf(question), question.streamed));
        const key = seen.tenant.providerKeys[provider] ?? "no key is stored";
        expect(credentialsOf(headers)).toEqual([[vendor.credentialHeader, vendor.credential(key)]]);
        expect(body.toString()).not.toContain(`${provider}/`);
        expect(seen.trace).toMatchObject({
          requestedModel: question.model,
          attempts: [{ provider, model: restOf(question), translated: provider !== "openai" }],
        });
        expect(seen.wire.headers?.get("x-grepture-provider")).toBe(provider);
      }
    },
  );

  it("with the caller's own key", async () => {
    const tenant = await world.tenant({ providers: ["azure"] });
    const own = `own-${randomUUID()}`;
    for (const streamed of [false, true]) {
      const question = questionTo(provider, streamed);
      const door = { origin: world.server.origin, apiKey: tenant.apiKey };
      const { caller } = addingHeaders(openai, { "x-grepture-auth-forward": own });
      const { heard, error } = await ask(caller, door, question);
      expect(error).toBeNull();
      expect(heard?.text).toMatch(/café|Grüße/);
      const [received] = world.provider.withText(question.tag);
      expect(received?.url).toBe(vendor.path(restOf(question), streamed));
      expect(credentialsOf(received?.headers ?? {})).toEqual([
        [vendor.credentialHeader, vendor.credential(own)],
      ]);
      const trace = await world.traceOf(tenant, question.tag);
      expect(trace).toMatchObject({ provider, providerKeyId: null, status: 200, outcome: "ok" });
      expect(trace.attempts).toMatchObject([{ provider, providerKeyId: null, model: restOf(question) }]);
      expect(JSON.stringify(trace)).not.toContain(own);
    }
  });

  it("falls back as the primary key of that provider does", async () => {
    const from: ProviderId = provider === "gemini" ? "anthropic" : "gemini";
    const links = [
      { provider, words: "status-503" },
      { provider, words: "status-429" },
      linkTo(from, "text"),
    ];
    for (const streamed of [false, true]) {
      const seen = await askChain(world, openai, links, questionTo(provider, streamed));
      await expectTranslated(openai, from, seen);
      expect(seen.trace.attempts).toMatchObject([
        { provider, model: restOf(seen.question), status: 503, movedOnBecause: "http_503" },
        { provider, model: restOf(seen.question), status: 429, movedOnBecause: "http_429" },
        { provider: from, model: seen.tenant.chain[2]?.model, status: 200, movedOnBecause: null },
      ]);
      expect(seen.wire.headers?.get("x-grepture-attempts")).toBe(
        `${provider}:503,${provider}:429,${from}:200`,
      );
    }
  });

  it("without a stored key is a 401 that says where to add one", async () => {
    const tenant = await world.tenant({ providers: PROVIDERS.filter((one) => one !== provider) });
    for (const streamed of [false, true]) {
      const question = questionTo(provider, streamed);
      const seen = await askGateway(world, openai, tenant, question);
      const told = openai.caller.tell(seen.error);
      expect(told).toMatchObject({ status: 401, kind: "AuthenticationError" });
      expect(told.message).toContain(`No ${PROVIDER_NAMES[provider]} key is stored`);
      expect(seen.received).toEqual([]);
      expect(seen.trace).toMatchObject({ errorCode: "no_provider_key", requestedModel: question.model });
    }
  });

  it("an image is not put into another vendor's words: an error that says so", async () => {
    const tenant = await world.tenant({ providers: [provider] });
    const seen = await askGateway(world, openai, tenant, questionTo(provider, false, "image"));
    if (provider === "openai" || provider === "azure") {
      expect(seen.heard?.text).toBe("A red square.");
      return;
    }
    expect(openai.caller.tell(seen.error)).toMatchObject({ status: 502 });
    expect(openai.caller.tell(seen.error).message).toMatch(/holds an image, which is not sent to another/);
    expect(seen.received).toEqual([]);
    expect(seen.trace).toMatchObject({ errorCode: "no_usable_key", attempts: [{ errorClass: "skipped" }] });
  });
});

describe("a name that only looks like one", () => {
  it.each(["mistral", "meta-llama", "Anthropic", "anthropic:latest", "openai.anthropic", ""])(
    "%s/… goes to OpenAI as it is",
    async (prefix) => {
      const tenant = await world.tenant({ providers: ["openai", "anthropic"] });
      const question = questionTo(prefix, false);
      const seen = await askGateway(world, openai, tenant, question);
      expect(seen.error).toBeNull();
      expect(seen.received).toMatchObject([{ url: "/v1/chat/completions" }]);
      expect(seen.received[0]?.body.toString()).toBe(seen.wire.sentBody);
    },
  );

  it.each(["anthropic/", "/", "gemini"])("%s goes to OpenAI as it is", async (model) => {
    const tenant = await world.tenant({ providers: ["openai", "anthropic", "gemini"] });
    const seen = await askGateway(world, openai, tenant, { ...newQuestion("", false), model });
    expect(seen.error).toBeNull();
    expect(seen.received).toMatchObject([{ url: "/v1/chat/completions" }]);
    expect(seen.received[0]?.body.toString()).toBe(seen.wire.sentBody);
  });

  it("a slash further on belongs to the model", async () => {
    const tenant = await world.tenant({ providers: ["openai", "azure"] });
    const question = { ...newQuestion("", false), model: "azure/team/fake.text" };
    const seen = await askGateway(world, openai, tenant, question);
    expect(seen.error).toBeNull();
    expect(seen.trace.attempts).toMatchObject([{ provider: "azure", model: "team/fake.text" }]);
    expect(seen.received[0]?.url).toContain("/openai/deployments/team%2Ffake.text/chat/completions");
  });

  it("means nothing in another protocol, or with a target of the caller's", async () => {
    const tenant = await world.tenant({ providers: ["openai", "anthropic"] });
    const question = questionTo("openai", false);
    const seen = await askGateway(world, vendorOf("anthropic"), tenant, question);
    expect(seen.received).toMatchObject([{ url: "/v1/messages" }]);
    expect(seen.received[0]?.body.toString()).toBe(seen.wire.sentBody);
    const body = JSON.stringify({ model: "anthropic/fake.text", messages: [] });
    const target = { "x-grepture-target": `${world.provider.origin}/v1/chat/completions` };
    const answer = await world.post(tenant, body, target);
    expect(answer.headers.get("x-grepture-provider")).toBe("openai");
    expect(
      world.provider
        .withKey(tenant.providerKeys.openai ?? "")
        .at(-1)
        ?.body.toString(),
    ).toBe(body);
  });
});
