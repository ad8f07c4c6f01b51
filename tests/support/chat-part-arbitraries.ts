/** Arbitrary texts, media and tool calls, of which the requests and the answers of the canonical chat model are made. */
import fc from "fast-check";
import {
  type MediaKind,
  type MediaPart,
  type ReasoningProof,
  type TextPart,
  type ToolCallPart,
} from "~/providers/chat";
import { type JsonObject } from "~/providers/json-value";

/** Text with quotes, line breaks and characters outside the basic plane; never empty, never only half a pair. */
export const textArbitrary: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...Array.from("abcXYZ 019.,")) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('"', "\\", "\n", "\r\n", "\t", "\u2028", "é", "日", "😀", "{", "data: "),
    },
  ),
  minLength: 1,
  maxLength: 24,
});

/** JSON objects without `__proto__`, `-0` and duplicate keys: parse(stringify(x)) is x. */
const jsonObjectArbitrary: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.constantFrom("a", "b", "city", "with space", "naïve", "nested"),
  fc.oneof(
    fc.integer({ min: 1, max: 1_000 }),
    fc.boolean(),
    textArbitrary,
    fc.constant(null),
    fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
    fc.record({ deep: textArbitrary }),
  ),
  { maxKeys: 3 },
);

export const nullable = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { freq: 2 });
export const when = <T>(
  condition: boolean | undefined,
  arbitrary: fc.Arbitrary<T>,
): fc.Arbitrary<T | null> => (condition ? nullable(arbitrary) : fc.constant(null));

export const textPartArbitrary: fc.Arbitrary<TextPart> = textArbitrary.map((text) => ({
  type: "text",
  text,
}));

const base64 = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .map((bytes) => Buffer.from(bytes).toString("base64"));
const MEDIA_TYPES: Readonly<Record<MediaKind, readonly [string, ...string[]]>> = {
  image: ["image/png", "image/jpeg"],
  audio: ["audio/wav", "audio/mpeg"],
  video: ["video/mp4"],
  document: ["application/pdf"],
};

/** One kind of media from one kind of source; stored files are for a codec's own tests. */
export interface MediaOption {
  readonly kind: MediaKind;
  readonly from: "base64" | "url" | "text";
  /** Whether the part has a file name: always, never (default). */
  readonly fileName?: boolean;
}

export function mediaPartArbitrary({ kind, from, fileName }: MediaOption): fc.Arbitrary<MediaPart> {
  const source: fc.Arbitrary<MediaPart["source"]> = {
    base64: fc.record({
      from: fc.constant("base64" as const),
      mediaType: fc.constantFrom(...MEDIA_TYPES[kind]),
      data: base64,
    }),
    url: fc.record({
      from: fc.constant("url" as const),
      url: fc.webUrl({ validSchemes: ["https"] }),
      mediaType: fc.constant(null),
    }),
    text: fc.record({ from: fc.constant("text" as const), text: textArbitrary }),
  }[from];
  return fc.record({
    type: fc.constant("media" as const),
    kind: fc.constant(kind),
    source,
    fileName: fileName ? fc.constantFrom("report.pdf", "a b.pdf") : fc.constant(null),
  });
}

export interface ToolCallOptions {
  /** Arguments that are not JSON (cut off). */
  readonly brokenArguments?: boolean;
  /** OpenAI's free-text tools. */
  readonly customTools?: boolean;
  /** The proof that calls carry, some of them. */
  readonly callProof?: ReasoningProof;
}

const TOOL_NAMES = ["get_weather", "search", "send_mail"] as const;
export const toolName = fc.constantFrom(...TOOL_NAMES);

/** Ids are set by whoever puts calls into a conversation. */
export function toolCallArbitrary({
  brokenArguments,
  customTools,
  callProof,
}: ToolCallOptions): fc.Arbitrary<Omit<ToolCallPart, "id">> {
  const json = jsonObjectArbitrary.map((value) => JSON.stringify(value));
  const call = fc.record({
    type: fc.constant("tool_call" as const),
    name: toolName,
    arguments: brokenArguments ? fc.oneof({ weight: 4, arbitrary: json }, fc.constant('{"cut":"o')) : json,
    kind: fc.constant("function" as const),
    proof: callProof ? nullable(fc.constant(callProof)) : fc.constant(null),
  });
  if (!customTools) return call;
  const custom = fc.record({
    type: fc.constant("tool_call" as const),
    name: toolName,
    arguments: textArbitrary,
    kind: fc.constant("custom" as const),
    proof: fc.constant(null),
  });
  return fc.oneof({ weight: 3, arbitrary: call }, custom);
}
