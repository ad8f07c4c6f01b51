/** One request under rules, looked at from all three sides: what the SDK heard, the provider received, the trace says. */
import { randomUUID } from "node:crypto";
import { type RuleInput } from "~/rules/rule";
import { createTestRule } from "tests/support/factories";
import { type Content } from "tests/support/fake-provider/scenario";
import { type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { type Question } from "../conformance/caller";
import { type Vendor } from "../conformance/expectations";
import { askGateway, newQuestion, type Seen } from "../conformance/gateway-case";

export type RuleFields = Partial<RuleInput> & Pick<RuleInput, "actions">;

/** An organization with all providers and these rules, in this order. */
export async function tenantUnder(world: GatewayWorld, rules: readonly RuleFields[]): Promise<Tenant> {
  const tenant = await world.tenant({ providers: ["openai", "anthropic", "gemini", "azure"] });
  for (const [index, rule] of rules.entries()) {
    await createTestRule(tenant.organizationId, { name: `rule ${index + 1}`, ...rule });
  }
  return tenant;
}

/** The text of the user, in whatever member the SDK puts it. */
function withText(vendor: Vendor, tag: string, text: string): Vendor {
  const { caller } = vendor;
  const quoted = JSON.stringify(text).slice(1, -1);
  const ask: typeof caller.ask = ({ fetch = globalThis.fetch, ...door }, question) => {
    const fuller: typeof globalThis.fetch = (input, init) => {
      if (typeof init?.body !== "string") throw new Error("the SDK sent no text");
      return fetch(input, { ...init, body: init.body.replace(`Hello from ${tag}`, () => quoted) });
    };
    return caller.ask({ ...door, fetch: fuller }, question);
  };
  return { ...vendor, caller: { ...caller, ask } };
}

interface RuledQuestion {
  vendor: Vendor;
  tenant: Tenant;
  streamed: boolean;
  /** What the user says. */
  text?: string;
  /** What the model answers, given the body that it was sent. */
  says: (asked: string) => Partial<Content>;
  /** More words of the fake provider. */
  words?: string;
}

export async function askUnderRules(world: GatewayWorld, asked: RuledQuestion): Promise<Seen> {
  const { vendor, tenant, streamed, text, says, words = "" } = asked;
  const word = `say${randomUUID().replaceAll("-", "")}`;
  world.provider.says(word, says);
  const question: Question = newQuestion([word, words].filter((one) => one !== "").join("."), streamed);
  const asking = text === undefined ? vendor : withText(vendor, question.tag, text);
  const seen = await askGateway(world, asking, tenant, question);
  // The tag may be under the rules as well: the word is in the model's name, which no rule changes.
  return { ...seen, received: world.provider.withText(word) };
}

/** The whole of what the caller got, as far as JSON writes it. */
export async function wireText({ wire }: Seen): Promise<string> {
  return wire.received;
}
