/** One request that walks a chain of keys, looked at from all three sides: the SDK's, the providers' and the trace's. */
import { expect } from "vitest";
import { type ProviderId } from "~/providers/provider";
import { contentOf, type Scenario, type TokenCounts } from "tests/support/fake-provider/scenario";
import { type ChainLink, type ChainTenant, type GatewayWorld } from "tests/support/gateway-world";
import { CREDENTIAL_HEADERS, expectedTokens, VENDORS, type Vendor } from "../conformance/expectations";
import { type Question } from "../conformance/caller";
import { askGateway, type Seen } from "../conformance/gateway-case";

/** The protocols in which a request can be said again: chats. */
export const CHAT_VENDORS = VENDORS.filter(({ caller }) => caller.name !== "OpenAI responses");

export const PROVIDERS: readonly ProviderId[] = CHAT_VENDORS.map(({ caller }) => caller.protocol);

export function vendorOf(provider: ProviderId): Vendor {
  const vendor = CHAT_VENDORS.find(({ caller }) => caller.protocol === provider);
  if (!vendor) throw new Error(`no SDK asks ${provider}`);
  return vendor;
}

/** Says who answered, so that it is looked for in what the caller gets. */
const ELSEWHERE = "elsewhere";

/** A key that answers: with the caller's model at its own provider, with a default model at another. */
export function linkTo(
  provider: ProviderId,
  scenario: Scenario,
  modelWords = "",
): ChainLink & { model: string } {
  const words = [ELSEWHERE, scenario, modelWords].filter((word) => word !== "");
  return { provider, model: words.join(".") };
}

export interface ChainSeen extends Seen {
  tenant: ChainTenant;
}

export async function askChain(
  world: GatewayWorld,
  vendor: Vendor,
  links: readonly ChainLink[],
  question: Question,
): Promise<ChainSeen> {
  const tenant = await world.chain(links);
  return { ...(await askGateway(world, vendor, tenant, question)), tenant };
}

type Fetch = typeof globalThis.fetch;

/** The same SDK, with something added to every request of it. */
export function adding(vendor: Vendor, add: (init: RequestInit | undefined) => RequestInit): Vendor {
  const { caller } = vendor;
  const ask: typeof caller.ask = ({ fetch = globalThis.fetch, ...door }, question) => {
    const fuller: Fetch = (input, init) => fetch(input, { ...init, ...add(init) });
    return caller.ask({ ...door, fetch: fuller }, question);
  };
  return { ...vendor, caller: { ...caller, ask } };
}

/** @param names The SDK's own header of the same name gives way. */
export function addingHeaders(vendor: Vendor, names: Readonly<Record<string, string>>): Vendor {
  return adding(vendor, (init) => {
    const headers = new Headers(init?.headers);
    for (const [name, value] of Object.entries(names)) headers.set(name, value);
    return { headers };
  });
}

/** How one attempt ended. */
export interface Step {
  status: number | null;
  errorClass: string | null;
  /** Why the next key was asked. */
  movedOn: string | null;
}

export const ANSWERED: Step = { status: 200, errorClass: null, movedOn: null };
export const failedWith = (status: number): Step => ({
  status,
  errorClass: `http_${status}`,
  movedOn: status === 401 ? "rejected" : `http_${status}`,
});
export const lost = (errorClass: string, movedOn: string): Step => ({ status: null, errorClass, movedOn });
export const RESET = lost("reset", "unreachable");
/** Not asked, and why. */
export const skipped = (reason: string): Step => ({ status: null, errorClass: "skipped", movedOn: reason });
/** The last attempt, after which nobody was asked. */
export const last = (step: Step): Step => ({ ...step, movedOn: null });

const isSkipped = (step: Step | undefined) => step?.errorClass === "skipped";

/** Of these the provider hears nothing. */
const UNREACHED = new Set(["unreachable", "skipped"]);

/** The keys were asked in this order, each as its provider expects it and with nothing of another's. */
export function expectWalk(seen: ChainSeen, steps: readonly Step[]): void {
  const { question, received, tenant, trace, wire } = seen;
  const asked = tenant.chain.slice(0, steps.length);
  const modelOf = ({ provider, model }: (typeof asked)[number]) =>
    provider === trace.protocol ? question.model : model;
  expect(trace).toMatchObject({
    requestedModel: question.model,
    streaming: question.streamed,
    attemptCount: steps.length,
    provider: asked.at(-1)?.provider,
    providerKeyId: asked.at(-1)?.id,
  });
  expect(trace.attempts).toMatchObject(
    asked.map((key, index) => ({
      position: index,
      provider: key.provider,
      providerKeyId: key.id,
      // Of the caller's model nothing is said where it was not asked.
      model: isSkipped(steps[index]) && key.provider === trace.protocol ? null : modelOf(key),
      status: steps[index]?.status,
      errorClass: steps[index]?.errorClass,
      movedOnBecause: steps[index]?.movedOn,
      translated: !isSkipped(steps[index]) && key.provider !== trace.protocol,
    })),
  );
  const summary = asked.map(
    ({ provider }, index) => `${provider}:${steps[index]?.status ?? steps[index]?.errorClass}`,
  );
  // A refusal of our own has no provider to name.
  if (wire.headers?.has("x-grepture-attempts")) {
    expect(wire.headers.get("x-grepture-attempts")).toBe(summary.join(","));
    expect(wire.headers.get("x-grepture-provider")).toBe(asked.at(-1)?.provider);
  }
  const reached = asked.filter((_, index) => !UNREACHED.has(steps[index]?.errorClass ?? ""));
  expect(received).toHaveLength(reached.length);
  for (const [index, key] of reached.entries()) {
    const vendor = vendorOf(key.provider);
    const { url, headers } = received[index]!;
    expect(url).toBe(vendor.path(modelOf(key) ?? "", question.streamed));
    const credentials = CREDENTIAL_HEADERS.flatMap((name) =>
      headers[name] === undefined ? [] : [[name, headers[name]]],
    );
    expect(credentials).toEqual([[vendor.credentialHeader, vendor.credential(key.key)]]);
    const said = url + JSON.stringify(headers) + received[index]!.body.toString();
    for (const other of tenant.chain) if (other !== key) expect(said).not.toContain(other.key);
    expect(said).not.toContain(tenant.apiKey);
  }
}

/** Of the counts of one provider those that the caller's protocol has a place for. */
const USAGE_MEMBERS: Readonly<Record<ProviderId, readonly string[]>> = {
  openai: ["prompt_tokens", "completion_tokens", "total_tokens"],
  azure: ["prompt_tokens", "completion_tokens", "total_tokens"],
  anthropic: ["input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "output_tokens"],
  gemini: ["promptTokenCount", "cachedContentTokenCount", "candidatesTokenCount", "totalTokenCount"],
};

function counts(protocol: ProviderId, usage: object | null): object {
  const told = new Map(Object.entries(usage ?? {}));
  return Object.fromEntries(USAGE_MEMBERS[protocol].map((name) => [name, told.get(name) ?? 0]));
}

/** Gemini reports no cache writes. */
function told(from: ProviderId, tokens: TokenCounts): TokenCounts {
  return from === "gemini" ? { ...tokens, written: 0 } : tokens;
}

/** Names, ids and members by which a provider's answers are known. */
const MARKS: Readonly<Record<ProviderId, RegExp>> = {
  openai: /gpt-fake|chatcmpl-1\b|elsewhere|req_openai/i,
  azure: /gpt-fake|chatcmpl-1\b|elsewhere|apim|x-ms-|_filter_results/i,
  anthropic: /claude|msg_fake|toolu_call_1_|elsewhere|req_anthropic|end_turn_/i,
  gemini: /gemini-fake|resp-gemini|elsewhere|_count_/i,
};

const ID_FORMS: Readonly<Record<ProviderId, RegExp>> = {
  openai: /^(chatcmpl-[\w-]{8,}|call_[\w-]+)$/,
  azure: /^(chatcmpl-[\w-]{8,}|call_[\w-]+)$/,
  anthropic: /^(msg_[\w-]{8,}|toolu_[\w-]+)$/,
  gemini: /^[\w-]+$/,
};

const valuesOf = (text: string, name: RegExp) =>
  [...text.matchAll(new RegExp(`"(?:${name.source})":"([^"]*)"`, "g"))].map(([, value]) => value ?? "");

/** The model as it was asked for, ids as the caller's vendor makes them, and nothing that says who answered. */
async function expectOwnWords({ caller: { protocol } }: Vendor, from: ProviderId, seen: ChainSeen) {
  const { question, wire } = seen;
  const text = await wire.received;
  expect(new Set(valuesOf(text, /model|modelVersion/))).toEqual(new Set([question.model]));
  const ids = valuesOf(text, /id|responseId/);
  expect(ids.length).toBeGreaterThan(0);
  for (const id of ids) expect(id).toMatch(ID_FORMS[protocol]);
  const answers = protocol === "gemini" ? valuesOf(text, /responseId/) : ids;
  expect(new Set(answers.filter((id) => !/^(call|toolu)_/.test(id))).size).toBe(1);
  if (protocol === "gemini") for (const id of ids) expect(id).not.toMatch(/^(chatcmpl-|msg_|call_|toolu_)/);
  const headers = [...(wire.headers ?? [])].filter(([name]) => !name.startsWith("x-grepture-"));
  expect(text + JSON.stringify(headers)).not.toMatch(MARKS[from]);
  const allowed = ["cache-control", "connection", "content-length", "content-type", "date", "keep-alive"];
  const ours = [...allowed, "transfer-encoding", "x-accel-buffering", "x-request-id"];
  expect(headers.map(([name]) => name).filter((name) => !ours.includes(name))).toEqual([]);
}

/** The SDK read what it reads from its own provider, though another one said it. */
export async function expectTranslated(vendor: Vendor, from: ProviderId, seen: ChainSeen): Promise<void> {
  const { question, heard, error, trace, wire } = seen;
  const { caller, finish, usage, thinksAloud, terminal } = vendor;
  const { textPieces, toolCalls, reasoning, tokens } = contentOf(question.scenario, question.streamed);
  // Chat completions have no place for thoughts: neither for those of another nor for their own.
  const aloud = thinksAloud && vendorOf(from).thinksAloud ? reasoning : null;
  expect(error, String(error)).toBeNull();
  expect(heard).toMatchObject({
    text: textPieces.join(""),
    toolCalls: toolCalls.map(({ name, args }) => ({ name, args })),
    reasoning: aloud ? aloud.pieces.join("") : null,
    finish: finish[toolCalls.length > 0 ? 1 : 0],
  });
  // A proof of a thought is worth something at the vendor alone that gave it.
  expect(heard?.signature ?? "").toBe("");
  expect(counts(caller.protocol, heard?.usage ?? null)).toEqual(
    counts(caller.protocol, usage(told(from, tokens))),
  );
  await expectOwnWords(vendor, from, seen);
  if (question.streamed) expect(await wire.received).toMatch(terminal);
  expect(trace).toMatchObject({
    protocol: caller.protocol,
    provider: from,
    outcome: "ok",
    status: 200,
    errorCode: null,
    servedModel: {
      openai: "gpt-fake-1",
      azure: "gpt-fake-1",
      anthropic: "claude-fake-1",
      gemini: "gemini-fake-1",
    }[from],
    ...expectedTokens(from, question.scenario, question.streamed),
  });
}

/** The same provider's second key answered in the caller's own protocol. */
export function expectNative(vendor: Vendor, { question, heard, error, trace }: ChainSeen): void {
  expect(error, String(error)).toBeNull();
  const { textPieces, toolCalls, tokens } = contentOf(question.scenario, question.streamed);
  expect(heard).toMatchObject({
    text: textPieces.join(""),
    toolCalls: toolCalls.map(({ name, args }) => ({ name, args })),
    finish: vendor.finish[toolCalls.length > 0 ? 1 : 0],
    usage: vendor.usage(tokens),
  });
  expect(trace).toMatchObject({
    provider: vendor.caller.protocol,
    outcome: "ok",
    status: 200,
    errorCode: null,
    ...expectedTokens(vendor.caller.protocol, question.scenario, question.streamed),
  });
}

/** Whoever answered. */
export async function expectAnswerOf(vendor: Vendor, from: ProviderId, seen: ChainSeen): Promise<void> {
  if (from === vendor.caller.protocol) expectNative(vendor, seen);
  else await expectTranslated(vendor, from, seen);
}
