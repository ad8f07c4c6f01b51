/** What the fake model says, in nobody's wire format. Every dialect puts the same content into its own. */

export const SCENARIOS = ["text", "tools", "parallel-tools", "json-schema", "image", "reasoning"] as const;
/** One of these, or what a test made the model say. */
export type Scenario = (typeof SCENARIOS)[number] | `said-${number}`;

interface ToolCall {
  id: string;
  name: string;
  /** Quotes, a line break and non-ASCII: what breaks when JSON inside a string is handled as text. */
  args: Record<string, unknown>;
}

const TOOL_CALLS: readonly ToolCall[] = [
  { id: "call_1", name: "get_weather", args: { city: "Zürich", note: 'say "hi"\n\\ok' } },
  { id: "call_2", name: "get_time", args: { zone: "Europe/Zurich" } },
];

/** Cut inside a word, a surrogate pair kept whole: what a tokenizer does. */
const TEXT_PIECES = ["Grüße, ", "世界 🌍"];
/** The buffered answer says something else, so that a test sees which of the two it got. */
const BUFFERED_TEXT = "café / ok";
const IMAGE_PIECES = ["A red ", "square."];
const SCHEMA_PIECES = ['{"name":"Ad', 'a","age":36}'];
const REASONING_PIECES = ["Two words, ", "one globe."];
const REASONING_SIGNATURE = "RmFrZVNpZ25hdHVyZQ==";

/** Token counts in neutral terms. Cached and written tokens are part of the input, reasoning is part of the output. */
export interface TokenCounts {
  input: number;
  cached: number;
  written: number;
  output: number;
  reasoning: number;
}

export interface Content {
  /** Empty for an answer of tool calls alone. */
  textPieces: readonly string[];
  toolCalls: readonly ToolCall[];
  reasoning: { pieces: readonly string[]; signature: string } | null;
  tokens: TokenCounts;
}

const COUNTED: TokenCounts = { input: 21, cached: 8, written: 3, output: 9, reasoning: 0 };
const SAID = { textPieces: TEXT_PIECES, toolCalls: [], reasoning: null, tokens: COUNTED };

const SAYINGS: Content[] = [];

/** A scenario of its own, with the counts of all others. */
export function saying(content: Partial<Content>): Scenario {
  const place = SAYINGS.push({ ...SAID, textPieces: [], ...content }) - 1;
  return `said-${place}`;
}

/** Pieces of at most so many characters, cut wherever that falls: what no tokenizer would do. */
export function piecesOf(text: string, length: number): string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
    text.slice(index * length, (index + 1) * length),
  );
}

export function contentOf(scenario: Scenario, streamed: boolean): Content {
  const said = /^said-(\d+)$/.exec(scenario)?.[1];
  if (said !== undefined) return SAYINGS[Number(said)] ?? SAID;
  switch (scenario) {
    case "text":
      return streamed ? SAID : { ...SAID, textPieces: [BUFFERED_TEXT] };
    case "tools":
      return { ...SAID, textPieces: [], toolCalls: TOOL_CALLS.slice(0, 1) };
    case "parallel-tools":
      return { ...SAID, textPieces: [], toolCalls: TOOL_CALLS };
    case "json-schema":
      return { ...SAID, textPieces: SCHEMA_PIECES };
    case "image":
      return { ...SAID, textPieces: IMAGE_PIECES };
    case "reasoning":
      return {
        ...SAID,
        reasoning: { pieces: REASONING_PIECES, signature: REASONING_SIGNATURE },
        tokens: { ...COUNTED, output: 73, reasoning: 64 },
      };
    default:
      return SAID;
  }
}

/** JSON text in `count` pieces, for deltas of tool arguments. */
export function jsonPieces(value: unknown, count = 2): string[] {
  const text = JSON.stringify(value);
  const size = Math.ceil(text.length / count);
  return Array.from({ length: count }, (_, index) => text.slice(index * size, (index + 1) * size));
}
