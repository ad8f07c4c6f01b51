/**
 * What families of models refuse in a chat completion. A name that no family knows (a deployment's, a newer model's)
 * is sent everything: the vendor is the judge.
 * https://platform.openai.com/docs/guides/reasoning
 * https://learn.microsoft.com/azure/ai-foundry/openai/how-to/reasoning
 */
import { type ReasoningEffort, type SystemMessage } from "../chat";
import { type JsonObject } from "../json-value";
import { type WarningList } from "../warning-list";

interface ModelFamily {
  readonly names: RegExp;
  /** The most tokens that an answer may have: more is refused, not cut. https://platform.openai.com/docs/models */
  readonly maxOutput: number;
  /** Which of the two roles for instructions it knows. */
  readonly systemRole: SystemMessage["role"];
  /** None: it does not reason. */
  readonly efforts: readonly ReasoningEffort[];
  /** With which efforts it takes temperature and the like; `undefined` is an effort not given. */
  readonly samplesWith: readonly (ReasoningEffort | undefined)[] | "any";
  readonly refuses: readonly string[];
}

const O_SERIES = {
  maxOutput: 100_000,
  systemRole: "developer",
  efforts: ["low", "medium", "high"],
  samplesWith: [],
  refuses: ["stop", "parallel_tool_calls"],
} as const;
const GPT_5 = { maxOutput: 128_000, systemRole: "developer", refuses: ["stop"] } as const;
const GPT_5_CHAT_OUTPUT = 16_384;
const GPT_4 = {
  maxOutput: 8_192,
  systemRole: "system",
  efforts: [],
  samplesWith: "any",
  refuses: ["verbosity"],
} as const;

/** The first that matches counts. */
const FAMILIES: readonly ModelFamily[] = [
  { ...O_SERIES, names: /^o1-preview/, maxOutput: 32_768 },
  { ...O_SERIES, names: /^o1-mini/, maxOutput: 65_536 },
  { ...O_SERIES, names: /^o[1-9](-|$)/ },
  {
    names: /^gpt-5-chat/,
    maxOutput: GPT_5_CHAT_OUTPUT,
    systemRole: "developer",
    efforts: [],
    samplesWith: "any",
    refuses: [],
  },
  {
    ...GPT_5,
    names: /^gpt-5\.\d+-chat/,
    maxOutput: GPT_5_CHAT_OUTPUT,
    efforts: ["medium"],
    samplesWith: [],
  },
  {
    ...GPT_5,
    names: /^gpt-5\.1(-|$)/,
    efforts: ["none", "low", "medium", "high"],
    samplesWith: [undefined, "none"],
  },
  {
    ...GPT_5,
    names: /^gpt-5\.[2-4](-|$)/,
    efforts: ["none", "low", "medium", "high", "xhigh"],
    samplesWith: [undefined, "none"],
  },
  {
    ...GPT_5,
    names: /^gpt-5\.\d/,
    efforts: ["none", "low", "medium", "high", "xhigh"],
    samplesWith: ["none"],
  },
  { ...GPT_5, names: /^gpt-5(-|$)/, efforts: ["minimal", "low", "medium", "high"], samplesWith: [] },
  { ...GPT_4, names: /^gpt-4\.1/, maxOutput: 32_768 },
  { ...GPT_4, names: /^gpt-4o-2024-05-13/, maxOutput: 4_096 },
  { ...GPT_4, names: /^(chatgpt-4o|gpt-4o|gpt-4\.5)/, maxOutput: 16_384 },
  { ...GPT_4, names: /^gpt-(3\.?5|4-(turbo|vision|\d{4}-preview))/, maxOutput: 4_096 },
  { ...GPT_4, names: /^gpt-4/ },
];

/** Sampling fields, and the value that says nothing. */
const SAMPLING: Readonly<Record<string, unknown>> = {
  temperature: 1,
  top_p: 1,
  frequency_penalty: 0,
  presence_penalty: 0,
  logprobs: false,
  top_logprobs: 0,
  logit_bias: undefined,
};

export const EFFORTS: readonly ReasoningEffort[] = [
  "none",
  "minimal",
  "low",
  "medium",
  "high",
  "xhigh",
  "max",
];

export function modelFamily(model: string): ModelFamily | null {
  const name = model.replace(/^ft:/, "");
  return FAMILIES.find(({ names }) => names.test(name)) ?? null;
}

/** The supported effort nearest to the one asked for; of two as near, the greater. Null for a word not known. */
function nearestEffort(asked: unknown, supported: readonly ReasoningEffort[]): ReasoningEffort | null {
  const place = EFFORTS.findIndex((effort) => effort === asked);
  if (place < 0) return null;
  const distance = (effort: ReasoningEffort) => Math.abs(EFFORTS.indexOf(effort) - place - 0.1);
  return supported.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** The effort to ask for; null when the model knows none that is like it. */
function fitEffort(asked: unknown, { efforts }: ModelFamily, warnings: WarningList): unknown {
  if (asked === undefined || efforts.some((effort) => effort === asked)) return asked;
  const nearest = nearestEffort(asked, efforts);
  if (nearest !== null) warnings.add("reasoning_effort", `the model's nearest is ${nearest}`);
  // A model that does not reason is asked for nothing else by `none`.
  else if (asked !== "none") warnings.add("reasoning_effort", "the model does not reason; left out");
  return nearest ?? undefined;
}

function refusedFields({ samplesWith, refuses }: ModelFamily, effort: unknown): ReadonlySet<string> {
  const samples = samplesWith === "any" || samplesWith.some((allowed) => allowed === effort);
  return new Set(samples ? refuses : [...Object.keys(SAMPLING), ...refuses]);
}

/** The body without what the model would refuse. */
export function fitToModel(body: JsonObject, model: string, warnings: WarningList): JsonObject {
  const family = modelFamily(model);
  if (!family) return body;
  const effort = fitEffort(body.reasoning_effort, family, warnings);
  const refused = refusedFields(family, effort);
  const fitted: [string, unknown][] = [];
  for (const [field, value] of Object.entries(body)) {
    if (field === "reasoning_effort") {
      if (effort !== undefined) fitted.push([field, effort]);
    } else if (field === "max_tokens" && family.systemRole === "developer") {
      fitted.push(["max_completion_tokens", value]);
    } else if (!refused.has(field)) {
      fitted.push([field, value]);
    } else if (value !== SAMPLING[field]) {
      warnings.add(field, "the model refuses it; left out");
    }
  }
  return Object.fromEntries(fitted);
}
