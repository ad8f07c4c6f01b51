/**
 * Requests in all twelve directions, over generated conversations: nothing is lost without a word, the target takes
 * what it is sent, and the words are fit for a header.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chatRequestArbitrary, type ChatRequestOptions } from "tests/support/chat-request-arbitraries";
import { deepFreeze, overTheWire } from "tests/support/json-values";
import { unexplainedLosses } from "tests/support/request-comparison";
import { decodeRequest, type Direction, DIRECTIONS, translateRequest } from "tests/support/translation";
import { brokenRules } from "tests/support/wire-rules";
import { type ChatRequest } from "../chat";
import { CODECS } from "../codecs";
import { isObject, type JsonObject } from "../json-value";
import { type ProviderId } from "../provider";

/** All that a caller of a protocol can say, media excepted: they keep a request at its provider. */
const CHAT_COMPLETIONS: ChatRequestOptions = {
  systemAnywhere: true,
  developer: true,
  names: true,
  refusals: true,
  reasoning: { proof: null },
  brokenArguments: true,
  customTools: true,
  strictTools: true,
  toolsWithoutParameters: true,
  allowedTools: true,
  parallelToolCalls: true,
  responseFormats: ["text", "json", "json_schema"],
  efforts: ["none", "minimal", "low", "medium", "high", "xhigh", "max"],
  penalties: true,
  seed: true,
  choices: true,
  user: true,
  maxTemperature: 2,
  includeUsage: "with_stream",
};
const SAYS: Readonly<Record<ProviderId, ChatRequestOptions>> = {
  openai: CHAT_COMPLETIONS,
  azure: CHAT_COMPLETIONS,
  anthropic: {
    reasoning: { proof: { provider: "anthropic", kind: "signature", value: "c2lnbmVk" } },
    toolErrors: true,
    strictTools: true,
    parallelToolCalls: true,
    responseFormats: ["json_schema"],
    efforts: ["low", "medium", "high", "max"],
    budgets: true,
    topK: true,
    user: true,
    maxStops: 8,
    maxOutputTokens: "always",
    includeUsage: "always",
  },
  gemini: {
    reasoning: { proof: { provider: "gemini", kind: "signature", value: "c2lnbmVk" } },
    callProof: { provider: "gemini", kind: "signature", value: "Y2FsbA==" },
    toolErrors: true,
    toolsWithoutParameters: true,
    allowedTools: true,
    responseFormats: ["text", "json", "json_schema"],
    efforts: ["minimal", "low", "medium", "high"],
    budgets: true,
    topK: true,
    penalties: true,
    seed: true,
    choices: true,
    maxStops: 5,
    maxTemperature: 2,
    includeUsage: "always",
  },
};

const MODELS: Readonly<Record<ProviderId, readonly string[]>> = {
  openai: ["model-x", "gpt-4o", "gpt-4.1-mini", "o3", "gpt-5", "gpt-5.1", "gpt-5-chat-latest"],
  azure: ["my-deployment", "gpt-4o", "o4-mini"],
  anthropic: [
    "model-x",
    "claude-3-5-haiku-latest",
    "claude-3-7-sonnet-20250219",
    "claude-sonnet-4-5",
    "claude-opus-4-6",
    "claude-opus-4-8",
    "claude-sonnet-5",
    "claude-opus-5-5",
  ],
  gemini: ["tunedModels/mine", "gemini-2.0-flash", "gemini-2.5-flash", "gemini-3.1-pro", "gemini-3.8-flash"],
};

/** Members that only the caller's vendor knows, as its clients send them. */
const OWN_FIELDS: Readonly<Record<ProviderId, JsonObject>> = {
  openai: { logit_bias: { "1": 1 }, metadata: { team: "a" }, store: true, web_search_options: {} },
  azure: { logit_bias: { "1": 1 }, data_sources: [{ type: "azure_search" }] },
  anthropic: { container: "container_1", mcp_servers: [{ type: "url" }], service_tier: "auto" },
  gemini: { safetySettings: [{ category: "X" }], cachedContent: "cachedContents/1" },
};

const isChatCompletions = (provider: ProviderId) => provider === "openai" || provider === "azure";
const sharesProtocol = ({ caller, target }: Direction) =>
  isChatCompletions(caller) && isChatCompletions(target);

interface Asked {
  /** The caller's, as it is on the wire. */
  readonly body: JsonObject;
  readonly route: { model: string; stream: boolean } | undefined;
  /** The target's, which is asked instead. */
  readonly model: string;
}

function requests({ caller, target }: Direction): fc.Arbitrary<Asked> {
  return fc
    .tuple(chatRequestArbitrary(SAYS[caller]), fc.constantFrom(...MODELS[target]))
    .map(([request, model]) => {
      const route = caller === "gemini" ? { model: request.model, stream: request.stream } : undefined;
      return { body: overTheWire(CODECS[caller].encodeRequest(request).value), route, model };
    });
}

/** The target's request, as the target would read it. */
function readBack(target: ProviderId, body: JsonObject, asked: ChatRequest, model: string): ChatRequest {
  const route = target === "gemini" ? { model, stream: asked.stream } : undefined;
  const { value, warnings } = decodeRequest(target, body, route);
  expect(warnings).toEqual([]);
  return value;
}

describe.each(DIRECTIONS)("a request of a caller of $caller to $target", (direction) => {
  const { caller, target } = direction;

  it("loses nothing that no warning names", () => {
    fc.assert(
      fc.property(requests(direction), ({ body, route, model }) => {
        const asked = decodeRequest(caller, body, route).value;
        const { value, warnings } = translateRequest(direction, body, model, route);
        const read = readBack(target, value, asked, model);
        expect(unexplainedLosses(asked, read, warnings)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("is one that the target takes", () => {
    fc.assert(
      fc.property(requests(direction), ({ body, route, model }) => {
        const { value } = translateRequest(direction, body, model, route);
        expect(brokenRules(target, value, model)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("is the same bytes every time, whatever happened to the one before", () => {
    fc.assert(
      fc.property(requests(direction), ({ body, route, model }) => {
        const write = () => JSON.stringify(translateRequest(direction, deepFreeze(body), model, route));
        const first = write();
        // Another attempt in between, from the same body.
        translateRequest({ caller, target: caller }, body, "model-x", route);
        expect(write()).toBe(first);
      }),
      { numRuns: 50 },
    );
  });

  it("names every member that only the caller's vendor knows", () => {
    const [{ body, route }] = fc.sample(requests(direction), { numRuns: 1, seed: 1 }) as [Asked];
    const fields = OWN_FIELDS[caller];
    const { value, warnings } = translateRequest(direction, { ...body, ...fields }, "model-x", route);
    for (const name of Object.keys(fields)) {
      const isCarried = sharesProtocol(direction) && name in value;
      const isNamed = warnings.some((warning) => warning.startsWith(`${name}: only `));
      expect([name, isCarried || isNamed]).toEqual([name, true]);
    }
  });

  it("has warnings that are short, printable and without anything of the caller's", () => {
    const secret = fc.constantFrom("zqsecretzq", "4111111111111111", "ключ\n😀", "a: b; c");
    fc.assert(
      fc.property(requests(direction), secret, ({ body, route, model }, word) => {
        const { warnings } = translateRequest(direction, withWord(body, word), model, route);
        for (const warning of warnings) {
          expect(warning).toMatch(/^[\x20-\x7e]{1,160}$/);
          expect(warning).toMatch(/^[\w.[\]() ]+: [^:]+$/);
          if (word !== "a: b; c") expect(warning).not.toContain(word);
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** The word in every text and every value, and as a key of objects: of schemas, of arguments, of the request itself. */
function withWord(body: JsonObject, word: string): JsonObject {
  const place = (value: unknown, key: string): unknown => {
    if (Array.isArray(value))
      return [...value.map((item) => place(item, key)), ...(key === "content" ? [word] : [])];
    if (isObject(value)) {
      const members = Object.entries(value).map(([name, member]) => [name, place(member, name)] as const);
      return { ...Object.fromEntries(members), [`${word}!`]: word };
    }
    const isText =
      typeof value === "string" && (key === "text" || key === "description" || key === "content");
    return isText ? value + word : value;
  };
  return overTheWire(place(body, ""));
}
