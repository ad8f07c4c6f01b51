/** Every caller × what a model can say × who answers when the first key fails, buffered and streamed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ProviderId } from "~/providers/provider";
import { SCENARIOS } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld } from "tests/support/gateway-world";
import { newQuestion } from "../conformance/gateway-case";
import {
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
  vendorOf,
} from "./chain-case";

let world: GatewayWorld;
beforeAll(async () => {
  world = await startGatewayWorld();
});
afterAll(() => world.stop());

const SAYABLE = SCENARIOS.filter((scenario) => scenario !== "image");
const FAILED = failedWith(503);
/** US dollars for the tokens of the fake model's text, at the list price of the model that `priced` names. */
const COSTS: Readonly<Record<ProviderId, number>> = {
  openai: 0.000_007_95,
  azure: 0.000_007_95,
  anthropic: 0.000_059_55,
  gemini: 0.000_026_64,
};
/** The media of these two look alike. */
const shareMedia = (one: ProviderId, other: ProviderId) =>
  [one, other].every((provider) => provider === "openai" || provider === "azure");

describe.concurrent.each(CHAT_VENDORS)("$caller.name", (vendor) => {
  const { protocol } = vendor.caller;
  const first = { provider: protocol, words: "status-503" };
  const others = PROVIDERS.filter((provider) => provider !== protocol);
  const cells = PROVIDERS.flatMap((from) => SAYABLE.map((scenario) => ({ from, scenario })));

  it.each(cells)("answered by $from: $scenario", async ({ from, scenario }) => {
    const both = [newQuestion("", false, scenario), newQuestion("", true, scenario)];
    const links = [first, linkTo(from, scenario)];
    for (const seen of await Promise.all(both.map((one) => askChain(world, vendor, links, one)))) {
      await expectAnswerOf(vendor, from, seen);
      expectWalk(seen, [FAILED, ANSWERED]);
    }
  });

  it.each(others)("costs what %s asks for it", async (from) => {
    const links = [first, linkTo(from, "text", "priced")];
    const both = [newQuestion("", false), newQuestion("", true)];
    for (const { trace } of await Promise.all(both.map((one) => askChain(world, vendor, links, one)))) {
      expect(trace.cost).toBe(COSTS[from]);
    }
  });

  it("an image stays at its provider: the keys of others are passed over, and it says why", async () => {
    const passedOver = others.filter((provider) => !shareMedia(provider, protocol));
    const links = [first, ...passedOver.map((from) => linkTo(from, "image")), linkTo(protocol, "image")];
    const both = [newQuestion("", false, "image"), newQuestion("", true, "image")];
    for (const seen of await Promise.all(both.map((one) => askChain(world, vendor, links, one)))) {
      expectNative(vendor, seen);
      const reason = seen.trace.attempts[1]?.errorMessage ?? "";
      expect(reason).toMatch(/^messages\[\d\] holds an image, which is not sent to another provider$/);
      expectWalk(seen, [FAILED, ...passedOver.map(() => skipped(reason)), ANSWERED]);
    }
  });

  it("an image that nobody else can take: the failure of the key that could", async () => {
    const from = others.find((provider) => !shareMedia(provider, protocol)) ?? protocol;
    const links = [first, linkTo(from, "image")];
    const seen = await askChain(world, vendor, links, newQuestion("", true, "image"));
    expect(vendor.caller.tell(seen.error)).toMatchObject({ status: 503 });
    expect(seen.received).toHaveLength(1);
    expect(seen.trace).toMatchObject({ provider: protocol, status: 503, outcome: "upstream_error" });
    expect(seen.trace.attempts).toMatchObject([{ status: 503 }, { status: null, errorClass: "skipped" }]);
  });
});

it("OpenAI and Azure answer each other's images", async () => {
  for (const vendor of CHAT_VENDORS.filter(({ caller }) => shareMedia(caller.protocol, caller.protocol))) {
    const { protocol } = vendor.caller;
    const from = protocol === "openai" ? "azure" : "openai";
    const links = [{ provider: protocol, words: "status-503" }, linkTo(from, "image")];
    const seen = await askChain(world, vendor, links, newQuestion("", false, "image"));
    await expectAnswerOf(vendor, from, seen);
    expectWalk(seen, [FAILED, ANSWERED]);
    expect(seen.received[1]?.body.toString()).toContain("data:image/png;base64,");
  }
});

it("a chain of all four ends with the last answer, whatever became of the others", async () => {
  for (const vendor of CHAT_VENDORS) {
    const { protocol } = vendor.caller;
    const others = PROVIDERS.filter((provider) => provider !== protocol);
    const failing = others.map((from) => ({ ...linkTo(from, "text"), words: "status-500" }));
    const links = [{ provider: protocol, words: "status-503" }, ...failing];
    const seen = await askChain(world, vendor, links, newQuestion("", false));
    expectWalk(seen, [FAILED, failedWith(500), failedWith(500), last(failedWith(500))]);
    expect(vendor.caller.tell(seen.error)).toMatchObject({ status: 500 });
  }
});

it.each(["openai", "azure"] as const)(
  "%s: usage that nobody asked for is counted, and not shown",
  async (protocol) => {
    const path = vendorOf(protocol).path("fake.text", true);
    for (const from of PROVIDERS) {
      const tenant = await world.chain([{ provider: protocol, words: "status-503" }, linkTo(from, "text")]);
      const answer = await fetch(world.server.origin + path, {
        method: "POST",
        headers: { authorization: `Bearer ${tenant.apiKey}`, "content-type": "application/json" },
        body: JSON.stringify({
          model: "fake.text",
          stream: true,
          messages: [{ role: "user", content: "Hello" }],
        }),
      });
      const said = await answer.text();
      expect(said).toMatch(/\[DONE\]\s*$/);
      expect(said).not.toMatch(/"(prompt|completion)_tokens"/);
      expect(await world.trace(tenant)).toMatchObject({ provider: from, inputTokens: 21, outputTokens: 9 });
    }
  },
);
