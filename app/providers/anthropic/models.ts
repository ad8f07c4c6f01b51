/**
 * What families of models take. Every row is a fact of the vendor's, none is a rule of ours; a name that no row knows
 * is sent everything, and the vendor is the judge.
 * https://platform.claude.com/docs/en/about-claude/models/overview
 * https://platform.claude.com/docs/en/about-claude/models/migration-guide
 * https://platform.claude.com/docs/en/build-with-claude/thinking-troubleshooting
 */

export const EFFORTS = ["low", "medium", "high", "xhigh", "max"] as const;
export type Effort = (typeof EFFORTS)[number];

export interface ThinkingSupport {
  /** `enabled` with a budget of tokens. */
  readonly budget: boolean;
  readonly adaptive: boolean;
  /** How it is turned off; null when it cannot be. */
  readonly off: "disabled" | "between_tools" | null;
  /** It thinks when nothing is said. */
  readonly byDefault: boolean;
}

export interface ModelFamily {
  /** The most that `max_tokens` may be; null when that is not known. */
  readonly maxOutput: number | null;
  /** `one`: temperature or top_p, not both. `none`: nothing but the defaults. */
  readonly sampling: "all" | "one" | "none";
  /** An answer may be begun by the caller: the last message is the assistant's. */
  readonly prefill: boolean;
  /** `any` and `tool` as tool choice; with thinking on, no model takes them. */
  readonly forcedTools: boolean;
  /** `output_config.format` and strict tools. */
  readonly structured: boolean;
  /** Null: it does not think. */
  readonly thinking: ThinkingSupport | null;
  /** Of `output_config.effort`; empty when it has none. */
  readonly efforts: readonly Effort[];
}

const BUDGET: ThinkingSupport = { budget: true, adaptive: false, off: "disabled", byDefault: false };
const ADAPTIVE: ThinkingSupport = { budget: false, adaptive: true, off: "disabled", byDefault: false };

const CLAUDE_3: ModelFamily = {
  maxOutput: 4_096,
  sampling: "all",
  prefill: true,
  forcedTools: true,
  structured: false,
  thinking: null,
  efforts: [],
};
const CLAUDE_4: ModelFamily = { ...CLAUDE_3, maxOutput: 64_000, thinking: BUDGET };
const CLAUDE_4_5: ModelFamily = { ...CLAUDE_4, sampling: "one", structured: true };
const CLAUDE_4_6: ModelFamily = {
  ...CLAUDE_4_5,
  maxOutput: 128_000,
  prefill: false,
  thinking: { ...ADAPTIVE, budget: true },
  efforts: ["low", "medium", "high", "max"],
};
const CLAUDE_4_7: ModelFamily = { ...CLAUDE_4_6, sampling: "none", thinking: ADAPTIVE, efforts: EFFORTS };
const CLAUDE_5: ModelFamily = { ...CLAUDE_4_7, thinking: { ...ADAPTIVE, byDefault: true } };
/** Thinks always, and refuses to be told which tool to use. */
const CLAUDE_5_5: ModelFamily = {
  ...CLAUDE_5,
  forcedTools: false,
  thinking: { ...ADAPTIVE, off: null, byDefault: true },
};

/** The first that matches counts. Names may have a cloud's prefix and end in a date: `anthropic.claude-…@20250514`. */
const FAMILIES: readonly (readonly [RegExp, ModelFamily])[] = [
  [/claude-3-(opus|sonnet|haiku)/, CLAUDE_3],
  [/claude-3-5-/, { ...CLAUDE_3, maxOutput: 8_192 }],
  [/claude-3-7-/, CLAUDE_4],
  [/claude-opus-4-1(?!\d)/, { ...CLAUDE_4, maxOutput: 32_000, sampling: "one" }],
  [/claude-opus-4(-0)?([-@]\d{8}|$)/, { ...CLAUDE_4, maxOutput: 32_000 }],
  [/claude-sonnet-4(-0)?([-@]\d{8}|$)/, CLAUDE_4],
  [/claude-opus-4-5(?!\d)/, { ...CLAUDE_4_5, efforts: ["low", "medium", "high"] }],
  [/claude-(sonnet|haiku)-4-5(?!\d)/, CLAUDE_4_5],
  [/claude-(opus|sonnet)-4-6(?!\d)/, CLAUDE_4_6],
  [/claude-opus-4-[78](?!\d)/, CLAUDE_4_7],
  [/claude-(opus|sonnet)-5(?!-\d(?!\d))/, CLAUDE_5],
  [/claude-haiku-5-5(?!\d)/, CLAUDE_5],
  [
    /claude-sonnet-5-5(?!\d)/,
    { ...CLAUDE_5_5, thinking: { ...ADAPTIVE, off: "between_tools", byDefault: true } },
  ],
  // Those of always-on thinking, and whatever comes after them: so far, nothing that was refused came back.
  [/claude-(fable|mythos|[a-z]+-[5-9])/, CLAUDE_5_5],
];

const UNKNOWN: ModelFamily = {
  maxOutput: null,
  sampling: "all",
  prefill: true,
  forcedTools: true,
  structured: true,
  thinking: { budget: true, adaptive: true, off: "disabled", byDefault: false },
  efforts: EFFORTS,
};

export function modelFamily(model: string): ModelFamily {
  return FAMILIES.find(([names]) => names.test(model))?.[1] ?? UNKNOWN;
}
