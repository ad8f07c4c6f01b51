/** The words of Rule JSON: what forms and lists call its members and values. */
import {
  AI_PII_CATEGORIES,
  COMPLIANCE_DOMAINS,
  DLP_CATEGORIES,
  TOXICITY_CATEGORIES,
  type ActionType,
  type Replacement,
} from "~/rules/rule-actions";
import { type Condition } from "~/rules/rule-conditions";
import { type Rule } from "~/rules/rule";

export interface ActionWords {
  label: string;
  description: string;
}

export const ACTION_WORDS: Record<ActionType, ActionWords> = {
  redact_pii: {
    label: "Redact by category",
    description: "Personal data, secrets, card numbers and the like",
  },
  find_replace: { label: "Find and replace", description: "A text or a pattern of your own" },
  redact_field: { label: "Redact fields", description: "Whole fields of the JSON body, by path" },
  tokenize: { label: "Tokenize fields", description: "Fields become tokens, restored in the answer" },
  block_request: { label: "Block", description: "Nothing goes on; the caller gets an error" },
  log_only: { label: "Log", description: "Marks the request in the log, changes nothing" },
  ai_detect_pii: { label: "Detect names and places", description: "People, places, organizations" },
  ai_detect_injection: { label: "Detect prompt injection", description: "Attempts to take over the model" },
  ai_detect_toxicity: { label: "Detect toxicity", description: "Insults, threats, hate" },
  ai_detect_dlp: { label: "Detect confidential content", description: "Source code, credentials, finances" },
  ai_detect_compliance: { label: "Detect regulated content", description: "Health, finance, law, insurance" },
};

/** Actions of no model are kept with their rule, so that rule files of other proxies can be read whole. */
export const needsModel = (type: ActionType) => type.startsWith("ai_");

/** As the form offers them. */
export const ACTION_GROUPS: readonly { label: string; note?: string; types: readonly ActionType[] }[] = [
  { label: "Change the text", types: ["redact_pii", "find_replace", "redact_field", "tokenize"] },
  { label: "Decide on the request", types: ["block_request", "log_only"] },
  {
    label: "Detect with a local model",
    note: "There is no model on this server yet: requests pass these unexamined, and each trace says so.",
    types: [
      "ai_detect_pii",
      "ai_detect_injection",
      "ai_detect_toxicity",
      "ai_detect_dlp",
      "ai_detect_compliance",
    ],
  },
];

export const REPLACEMENT_LABELS: Record<Replacement, string> = {
  placeholder: "Placeholder",
  hash: "Hash",
  mask: "Mask",
};

export const DIRECTION_LABELS: Record<Rule["apply_to"], string> = {
  input: "Requests",
  output: "Answers",
  both: "Requests and answers",
};

export const CONDITION_FIELD_LABELS: Record<Condition["field"], string> = {
  model: "Model",
  body: "Body",
  url: "URL",
  header: "Header",
};

export const OPERATOR_LABELS: Record<Condition["operator"], string> = {
  contains: "contains",
  equals: "equals",
  matches: "matches",
  exists: "exists",
};

/** `source_code` → `Source code`. */
export function wordsOf(id: string): string {
  const words = id.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const choices = (ids: readonly string[]) => ids.map((id) => ({ value: id, label: wordsOf(id) }));

/** The boxes of the AI actions that have any. */
export const AI_CHOICES = {
  ai_detect_pii: choices(AI_PII_CATEGORIES),
  ai_detect_toxicity: choices(TOXICITY_CATEGORIES),
  ai_detect_dlp: choices(DLP_CATEGORIES),
  ai_detect_compliance: choices(COMPLIANCE_DOMAINS),
};

export const MEMBER_LABELS = {
  name: "Name",
  description: "Description",
  enabled: "Switched on",
  apply_to: "Applies to",
  sampling_rate: "Share of requests",
  match_all: "Every request",
  logic: "Groups",
  conditions: "Conditions",
  field: "Where",
  operator: "Comparison",
  value: "Text",
  actions: "Actions",
  timeout_seconds: "Time limit",
  on_error: "When the rule fails",
  categories: "Look for",
  domains: "Look for",
  mode: "What happens to it",
  replacement: "Replace it with",
  token_prefix: "Token prefix",
  ttl_seconds: "Tokens live for",
  find: "Find",
  replace: "Replace with",
  is_regex: "It is a pattern",
  case_sensitive: "Match case",
  fields: "Fields",
  status_code: "Status",
  message: "Message",
  severity: "Severity",
  label: "Label",
  threshold: "Threshold",
  on_detect: "When found",
  block_status_code: "Status",
  block_message: "Message",
} as const;

function memberLabel(member: string): string {
  return Object.entries(MEMBER_LABELS).find(([name]) => name === member)?.[1] ?? wordsOf(member);
}

const ACTION_FIELD = /^actions\[(\d+)\](?:\.(\w+))?$/;
const CONDITION_FIELD = /^conditions\[(\d+)\](?:\.conditions(?:\[(\d+)\](?:\.(\w+))?)?)?$/;
const nth = (index: string | undefined) => Number(index) + 1;

/** What a field of the form is called from afar: "Action 2, Find". */
export function fieldLabel(name: string): string {
  const action = ACTION_FIELD.exec(name);
  if (action) {
    const [, index, member] = action;
    return `Action ${nth(index)}${member ? `, ${memberLabel(member)}` : ""}`;
  }
  const condition = CONDITION_FIELD.exec(name);
  if (!condition) return memberLabel(name);
  const [, group, index, member] = condition;
  const place = `Group ${nth(group)}${index === undefined ? "" : `, condition ${nth(index)}`}`;
  return member ? `${place}, ${member === "name" ? "Header name" : memberLabel(member)}` : place;
}
