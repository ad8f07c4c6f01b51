/** A generateContent request as a canonical one. https://ai.google.dev/api/generate-content#request-body */
import { type ChatRequest } from "../chat";
import { type RequestRoute, type WithWarnings } from "../codec";
import { WarningList } from "../warning-list";
import { asCount, asString, type JsonObject, isEmpty, asNumber, asObject } from "../json-value";
import { decodeContents, decodeSystem } from "./contents-decoder";
import { decodeFormat } from "./response-format";
import { decodeThinking } from "./thinking";
import { decodeToolConfig, decodeTools } from "./tools";
import { Members, unlessEmpty } from "./wire";

function readStop(value: unknown): string[] | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.filter((item) => typeof item === "string");
  return texts.length === list.length ? texts : null;
}

function decodeConfig(config: Members) {
  const thinking = new Members(config.take("thinkingConfig", asObject) ?? {});
  const request = {
    responseFormat: decodeFormat(config),
    reasoning: decodeThinking(thinking),
    maxOutputTokens: config.take("maxOutputTokens", asCount),
    temperature: config.take("temperature", asNumber),
    topP: config.take("topP", asNumber),
    topK: config.take("topK", asNumber),
    frequencyPenalty: config.take("frequencyPenalty", asNumber),
    presencePenalty: config.take("presencePenalty", asNumber),
    seed: config.take("seed", asNumber),
    stop: config.take("stopSequences", readStop) ?? [],
    choices: config.take("candidateCount", asCount),
  };
  return { request, rest: { ...config.rest(), ...unlessEmpty("thinkingConfig", thinking.rest()) } };
}

/** @returns Null when the body holds no list of contents. */
export function decodeRequest(body: JsonObject, route: RequestRoute): WithWarnings<ChatRequest> | null {
  const members = new Members(body);
  const contents = members.take("contents", (value) =>
    Array.isArray(value) ? [...(value as unknown[])] : null,
  );
  if (!contents) return null;
  const warnings = new WarningList();
  const system = members.take("systemInstruction", (value) => decodeSystem(value, warnings)) ?? [];
  const toolConfig = decodeToolConfig(members.take("toolConfig", asObject) ?? {});
  const config = decodeConfig(new Members(members.take("generationConfig", asObject) ?? {}));
  const named = members.take("model", asString)?.replace(/^models\//, "");
  const tools = members.take("tools", decodeTools) ?? [];
  const fields = {
    ...members.rest(),
    ...unlessEmpty("toolConfig", toolConfig.rest),
    ...unlessEmpty("generationConfig", config.rest),
  };
  const value: ChatRequest = {
    model: route.model ?? named ?? "",
    messages: [...system, ...decodeContents(contents)],
    tools,
    toolChoice: toolConfig.choice,
    parallelToolCalls: null,
    ...config.request,
    user: null,
    stream: route.stream ?? false,
    includeUsage: true,
    vendor: isEmpty(fields) ? null : { provider: "gemini", fields },
  };
  return { value, warnings: warnings.all };
}
