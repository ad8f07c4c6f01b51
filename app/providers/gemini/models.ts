/**
 * What families of models take. Every row is a fact of the vendor's, none is a rule of ours; a name that no row knows
 * (a tuned model's) is sent everything, and the vendor is the judge.
 * https://ai.google.dev/gemini-api/docs/generate-content/thinking#thinking-levels
 * https://ai.google.dev/gemini-api/docs/structured-output
 * https://ai.google.dev/gemini-api/docs/thought-signatures
 * https://ai.google.dev/gemini-api/docs/file-input-methods
 */

/** From the least to the most. */
export const LEVELS = ["MINIMAL", "LOW", "MEDIUM", "HIGH"] as const;
export type ThinkingLevel = (typeof LEVELS)[number];

export type ThinkingSupport =
  | { readonly by: "none" }
  | { readonly by: "level"; readonly levels: readonly ThinkingLevel[] }
  /** In tokens. */
  | { readonly by: "budget"; readonly min: number; readonly max: number; readonly canBeOff: boolean }
  | { readonly by: "either" };

export interface GeminiModel {
  readonly thinking: ThinkingSupport;
  /** The most that `maxOutputTokens` may be; null when that is not known. */
  readonly maxOutput: number | null;
  /**
   * The last turn must be the user's, and nothing may stand behind results in theirs: both are refused as "Requests
   * ending with a model turn are not supported." Others go on with an answer that was begun.
   */
  readonly strictEnd: boolean;
  /** Whole JSON Schema for tools and answers; others know a subset of OpenAPI's alone. */
  readonly jsonSchema: boolean;
  /** Tools and a JSON answer in one request. */
  readonly jsonWithTools: boolean;
  /** Ids of calls, the same on call and result; others match them by name and order. */
  readonly callIds: boolean;
  /** The first call of a step is refused without a thought signature. */
  readonly signedCalls: boolean;
  /** Images and documents inside of a function's response. */
  readonly mediaInResults: boolean;
  /** Media at any https URL; others read those stored at Google and YouTube's. */
  readonly fetchesUrls: boolean;
  /** Frequency and presence penalties: "Penalty is not enabled for this model" where there are none. */
  readonly penalties: boolean;
}

const GEMINI_2: GeminiModel = {
  thinking: { by: "none" },
  maxOutput: 8_192,
  strictEnd: false,
  jsonSchema: false,
  jsonWithTools: false,
  callIds: false,
  signedCalls: false,
  mediaInResults: false,
  fetchesUrls: false,
  penalties: true,
};
const GEMINI_2_5: GeminiModel = {
  ...GEMINI_2,
  thinking: { by: "budget", min: 128, max: 32_768, canBeOff: false },
  // 65,536 by the tables; some of Google's servers take one less.
  maxOutput: 65_535,
  jsonSchema: true,
  fetchesUrls: true,
  penalties: false,
};
const GEMINI_3: GeminiModel = {
  ...GEMINI_2_5,
  thinking: { by: "level", levels: ["LOW", "MEDIUM", "HIGH"] },
  jsonWithTools: true,
  callIds: true,
  signedCalls: true,
  mediaInResults: true,
};

/** The first that matches counts. */
const FAMILIES: readonly (readonly [RegExp, GeminiModel])[] = [
  [/gemini-(1|2\.0)/, GEMINI_2],
  [
    /gemini-2\.5-flash-lite/,
    { ...GEMINI_2_5, thinking: { by: "budget", min: 512, max: 24_576, canBeOff: true } },
  ],
  [/gemini-2\.5-flash/, { ...GEMINI_2_5, thinking: { by: "budget", min: 1, max: 24_576, canBeOff: true } }],
  [/gemini-2\.5/, GEMINI_2_5],
  [/gemini-3\.1-flash.*-image/, { ...GEMINI_3, thinking: { by: "level", levels: ["MINIMAL", "HIGH"] } }],
  [/gemini-3-pro/, { ...GEMINI_3, thinking: { by: "level", levels: ["LOW", "HIGH"] } }],
  [/gemini-3(\.\d+)?-flash-lite/, { ...GEMINI_3, thinking: { by: "level", levels: LEVELS } }],
  [/gemini-3(\.[1-6])?-flash/, { ...GEMINI_3, thinking: { by: "level", levels: LEVELS } }],
  // The later ones, and the names that move along with them, such as `gemini-flash-latest`.
  [/gemini-(\d|pro|flash)/, GEMINI_3],
];

/** Takes whatever a model can take. */
export const ANY_MODEL: GeminiModel = {
  ...GEMINI_3,
  thinking: { by: "either" },
  maxOutput: null,
  penalties: true,
};

/** Came with 3.5, and is in every later one. */
const OPEN_ENDED = /gemini-(1|2|3(\.[0-4])?-)/;

/** @param name As in a path, with or without `models/`. */
export function geminiModel(name: string): GeminiModel {
  const family = FAMILIES.find(([names]) => names.test(name))?.[1];
  return family ? { ...family, strictEnd: !OPEN_ENDED.test(name) } : ANY_MODEL;
}
