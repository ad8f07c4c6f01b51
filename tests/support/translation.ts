/** One vendor's wire to another's, the way the gateway takes it: decoded by one codec, encoded by the other. */
import { ResponseAssembler } from "~/providers/assemble-response";
import { type ChatRequest } from "~/providers/chat";
import {
  type RequestRoute,
  type StreamEncoding,
  type StreamFrame,
  type Warnings,
  type WithWarnings,
} from "~/providers/codec";
import { CODECS } from "~/providers/codecs";
import { type JsonObject, parseJson } from "~/providers/json-value";
import { type ProviderId } from "~/providers/provider";
import { overTheWire } from "./json-values";

/** Who asks, and who is asked. */
export interface Direction {
  readonly caller: ProviderId;
  readonly target: ProviderId;
}

const PROVIDERS: readonly ProviderId[] = ["openai", "anthropic", "gemini", "azure"];
/** All twelve. */
export const DIRECTIONS: readonly Direction[] = PROVIDERS.flatMap((caller) =>
  PROVIDERS.filter((target) => target !== caller).map((target) => ({ caller, target })),
);

export const ENCODING: StreamEncoding = {
  id: "made1",
  model: "asked-model",
  created: 1_700_000_000,
  includeUsage: true,
};

const NO_ROUTE: RequestRoute = { model: null, stream: null };

export function decodeRequest(
  caller: ProviderId,
  body: JsonObject,
  route = NO_ROUTE,
): WithWarnings<ChatRequest> {
  const decoded = CODECS[caller].decodeRequest(body, route);
  if (!decoded) throw new Error("not a chat request of this vendor's");
  return decoded;
}

/** @param model The one that is asked instead of the caller's. */
export function translateRequest(
  { caller, target }: Direction,
  body: JsonObject,
  model: string,
  route = NO_ROUTE,
): WithWarnings<JsonObject> {
  const decoded = decodeRequest(caller, body, route);
  const encoded = CODECS[target].encodeRequest({ ...decoded.value, model, includeUsage: true });
  return { value: overTheWire(encoded.value), warnings: [...decoded.warnings, ...encoded.warnings] };
}

/** @param body Of the target's buffered answer. */
export function translateAnswer(
  { caller, target }: Direction,
  body: JsonObject,
  encoding = ENCODING,
): WithWarnings<JsonObject> {
  const decoded = CODECS[target].decodeResponse(body);
  if (!decoded) throw new Error("not an answer of this vendor's");
  const encoded = CODECS[caller].encodeResponse(decoded.value, encoding);
  return { value: overTheWire(encoded.value), warnings: [...decoded.warnings, ...encoded.warnings] };
}

interface TranslatedStream {
  /** The caller's frames for each of the target's. */
  readonly steps: readonly (readonly unknown[])[];
  /** All of them in one. Data that is JSON is parsed. */
  readonly said: readonly unknown[];
  readonly frames: readonly StreamFrame[];
  readonly warnings: Warnings;
  /** Whether the target's own stream was complete. */
  readonly isComplete: boolean;
}

/** @param sent The data of the target's events: objects, or texts such as `[DONE]`. */
export function translateStream(
  { caller, target }: Direction,
  sent: readonly (object | string)[],
  encoding = ENCODING,
): TranslatedStream {
  const decoder = CODECS[target].streamDecoder();
  const encoder = CODECS[caller].streamEncoder(encoding);
  const assembler = new ResponseAssembler(target === "anthropic");
  const framesOf = sent.map((item) => {
    const data = typeof item === "string" ? item : JSON.stringify(item);
    return decoder.read({ event: null, data }).flatMap((event) => {
      assembler.add(event);
      return encoder.write(event);
    });
  });
  const steps = framesOf.map((frames) => frames.map(({ data }) => parseJson(data) ?? data));
  return {
    steps,
    said: steps.flat(),
    frames: framesOf.flat(),
    warnings: encoder.warnings,
    isComplete: assembler.isComplete,
  };
}

/** The error of the target's answer, as the caller reads it; null when there is none. */
export function translateError(
  { caller, target }: Direction,
  status: number,
  body: unknown,
): JsonObject | null {
  const error = CODECS[target].decodeError(status, body);
  return error && overTheWire(CODECS[caller].encodeError(error, "req-1"));
}
