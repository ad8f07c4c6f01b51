/**
 * An answer of another vendor has the members of a native one: a client cannot tell who answered. The native ones are
 * the fake provider's, which writes what the vendors' SDKs describe; every difference is listed here with its reason.
 */
import { describe, expect, it } from "vitest";
import { anthropic } from "tests/support/fake-provider/anthropic";
import { azure } from "tests/support/fake-provider/azure";
import { type Asked, type Dialect } from "tests/support/fake-provider/dialect";
import { gemini } from "tests/support/fake-provider/gemini";
import { openai } from "tests/support/fake-provider/openai";
import { type Scenario } from "tests/support/fake-provider/scenario";
import { type Direction, DIRECTIONS, translateAnswer, translateStream } from "tests/support/translation";
import { chatEndpoint } from "../chat-endpoint";
import { isObject, type JsonObject } from "../json-value";
import { type ProviderId } from "../provider";

const OPERATIONS: Readonly<Record<ProviderId, Dialect["operation"]>> = {
  openai: (asked) => openai.operation(asked),
  azure: (asked) => azure.operation(asked),
  anthropic: (asked) => anthropic.operation(asked),
  gemini: (asked) => gemini.operation(asked),
};

/** What the fake provider writes for a chat, as one text. */
function written(provider: ProviderId, scenario: Scenario, stream: boolean): string {
  const { path, query } = chatEndpoint(provider, { model: "fake", stream });
  const body = { model: "fake", stream, ...(stream ? { stream_options: { include_usage: true } } : {}) };
  const asked: Asked = {
    method: "POST",
    path,
    query: new URLSearchParams(query),
    headers: {},
    body,
    rawBody: Buffer.from(JSON.stringify(body)),
  };
  const script = OPERATIONS[provider](asked)?.script(scenario);
  if (!script) throw new Error(`the fake provider has no chat at ${path}`);
  return Buffer.concat(
    [...script.opening, ...script.content, ...script.closing].map((piece) => Buffer.from(piece)),
  ).toString();
}

function nativeAnswer(provider: ProviderId, scenario: Scenario): JsonObject {
  return JSON.parse(written(provider, scenario, false)) as JsonObject;
}

function nativeStream(provider: ProviderId, scenario: Scenario): string[] {
  return [...written(provider, scenario, true).matchAll(/^data: ?(.*)$/gm)].map(([, data = ""]) =>
    data.trim(),
  );
}

const parsed = (data: readonly string[]): unknown[] =>
  data.filter((text) => text !== "[DONE]").map((text) => JSON.parse(text) as unknown);

/** What holds words of the model's or of a caller's own, not of the protocol's. */
const OPAQUE = new Set([
  "input",
  "args",
  "content_filter_results",
  "prompt_filter_results",
  "content_filter_offsets",
]);

/** Every member of all the values: `choices[].message.role`. */
function membersOf(values: readonly unknown[]): Set<string> {
  const members = new Set<string>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, `${path}[]`);
    if (!isObject(value)) return;
    for (const [key, member] of Object.entries(value)) {
      const at = path === "" ? key : `${path}.${key}`;
      members.add(at);
      if (!OPAQUE.has(key)) visit(member, at);
    }
  };
  for (const value of values) visit(value, "");
  return members;
}

interface Difference {
  /** In a native answer alone. */
  missing: string[];
  /** In a translated answer alone. */
  added: string[];
}

function difference(native: readonly unknown[], translated: readonly unknown[]): Difference {
  const [own, ours] = [membersOf(native), membersOf(translated)];
  return {
    missing: [...own].filter((member) => !ours.has(member)).sort(),
    added: [...ours].filter((member) => !own.has(member)).sort(),
  };
}

const CHAT_COMPLETIONS = [
  // The fake provider has three members that no vendor has: what a pass-through must keep.
  /^(cost|big|x)$/,
  // The verdicts of Azure's filter are about what Azure looked at; callers of the same protocol may read them.
  /_filter_/,
  // Always there, also at zero: clients add them up. OpenAI has them too, the fake provider where there are some.
  /completion_tokens_details(\.reasoning_tokens)?$/,
  // Where the upstream says what it wrote to its cache: Gemini does not.
  /cache_write_tokens$/,
  // Thoughts have no member in OpenAI's protocol; those who speak it write them here.
  /reasoning_content$/,
  // OpenAI has it in chunks as well, as null; the fake provider in answers alone.
  /choices\[\]\.logprobs$/,
  // Null in every chunk but the one that tells it, when it was asked for, as OpenAI writes it.
  /^usage$/,
  // The role chunk of Azure says that there is none.
  /delta\.refusal$/,
];

/** Differences that are meant, by the caller's protocol. */
const MEANT: Readonly<Record<ProviderId, readonly RegExp[]>> = {
  openai: CHAT_COMPLETIONS,
  azure: CHAT_COMPLETIONS,
  anthropic: [
    // The parts of counts that the upstream does not know: then the whole is null.
    /cache_creation\.ephemeral_/,
    /output_tokens_details\.thinking_tokens$/,
    // Thoughts of other vendors have no signature, which their block says at its start, empty.
    /^delta\.signature$/,
  ],
  gemini: [
    // How much of the prompt was text, image …: nobody else counts that.
    /promptTokensDetails/,
    // Thoughts of other vendors have no signature of Google's, and calls of theirs need none.
    /thoughtSignature$/,
    // Written where the upstream tells it, null nowhere; and in the last chunk only, not with growing counts.
    /(cachedContentTokenCount|thoughtsTokenCount)$/,
    // A last chunk says nothing more in an empty text, where there is nothing else in it; ours may hold the calls.
    /parts\[\]\.text$/,
  ],
};

const SCENARIOS: readonly Scenario[] = ["text", "tools", "parallel-tools", "json-schema", "reasoning"];
const CASES = DIRECTIONS.flatMap((direction) => SCENARIOS.map((scenario) => ({ ...direction, scenario })));

/** Chat completions hold no thoughts: a native answer to compare with has none, a translated one may. */
const nativeScenario = (caller: ProviderId, target: ProviderId, scenario: Scenario): Scenario => {
  const hasNone = (provider: ProviderId) => provider === "openai" || provider === "azure";
  return scenario === "reasoning" && hasNone(target) && !hasNone(caller) ? "text" : scenario;
};

function unmeant(caller: ProviderId, { missing, added }: Difference): Difference {
  const isMeant = (member: string) => MEANT[caller].some((meant) => meant.test(member));
  return {
    missing: missing.filter((member) => !isMeant(member)),
    added: added.filter((member) => !isMeant(member)),
  };
}

const NONE: Difference = { missing: [], added: [] };

describe("what a client reads", () => {
  it.each(CASES)(
    "of an answer of $target to a caller of $caller has the members of a native one: $scenario",
    (one) => {
      const { caller, target, scenario }: Direction & { scenario: Scenario } = one;
      const native = nativeAnswer(caller, nativeScenario(caller, target, scenario));
      const { value } = translateAnswer(one, nativeAnswer(target, scenario));
      expect(unmeant(caller, difference([native], [value]))).toEqual(NONE);
    },
  );

  it.each(CASES)(
    "of a stream of $target to a caller of $caller has the members of a native one: $scenario",
    (one) => {
      const { caller, target, scenario } = one;
      const native = parsed(nativeStream(caller, nativeScenario(caller, target, scenario)));
      const { said } = translateStream(one, nativeStream(target, scenario));
      const frames = said.filter((frame) => frame !== "[DONE]");
      expect(unmeant(caller, difference(native, frames))).toEqual(NONE);
    },
  );
});
