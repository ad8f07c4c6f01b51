/** What a rule does: the eleven actions of Rule JSON with their defaults. Browser-safe. */
import { z } from "zod";
import { accepted, shown } from "~/rules/accepted-values";
import { CATEGORY_CHOICES, type CategoryChoice } from "~/rules/categories";
import { parseJsonPath, JsonPathError } from "~/rules/json-path";
import { MAX_PATTERN_LENGTH } from "~/rules/rule-conditions";

export const REPLACEMENTS = ["placeholder", "hash", "mask"] as const;
export type Replacement = (typeof REPLACEMENTS)[number];
export const REDACTION_MODES = ["redact", "mask_and_restore"] as const;
export const SEVERITIES = ["info", "warn", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

const MAX_FIELDS = 50;
const MAX_TEXT = 2000;
/** A week: a token that outlives its conversation is personal data kept for nothing. */
const MAX_TTL_SECONDS = 7 * 24 * 3600;
const PREFIX = /^[A-Za-z][A-Za-z0-9_-]{0,23}$/;

/** Names of the incumbent's proxy that its rule files use for what we call otherwise. */
const RENAMED: Readonly<Record<string, string>> = { name: "person" };

const enabled = z.boolean().default(true);
const categories = z
  .array(
    z.custom<CategoryChoice>((value) => CATEGORY_CHOICES.some((choice) => choice === value), {
      error: (issue) => {
        const meant = typeof issue.input === "string" ? RENAMED[issue.input] : undefined;
        const hint = meant ? ` (names are found by ai_detect_pii, category ${meant})` : "";
        return `${shown(issue.input)} is not supported${hint}; accepted: ${CATEGORY_CHOICES.join(", ")}`;
      },
    }),
    "choose at least one category",
  )
  .min(1, "choose at least one category")
  .transform((choices) => [...new Set(choices)]);

/** An empty one is the default, as the incumbent's files have it. */
function tokenPrefix(fallback: string) {
  return z
    .string("a text that tokens begin with")
    .default(fallback)
    .transform((prefix) => prefix || fallback)
    .refine((prefix) => PREFIX.test(prefix), "1 to 24 letters, digits, _ or -, beginning with a letter");
}

const ttlSeconds = z
  .number(`a number of seconds from 1 to ${MAX_TTL_SECONDS}`)
  .int("whole seconds")
  .min(1, "at least 1 second")
  .max(MAX_TTL_SECONDS, `at most ${MAX_TTL_SECONDS} seconds (7 days)`)
  .default(3600);

const fieldPath = z.string("a path such as user.email").superRefine((text, context) => {
  try {
    parseJsonPath(text);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    context.addIssue({ code: "custom", message: error.message });
  }
});
const fields = z
  .array(fieldPath, "name at least one field, such as user.email")
  .min(1, "name at least one field, such as user.email")
  .max(MAX_FIELDS, `at most ${MAX_FIELDS} fields`);

const httpErrorStatus = z
  .number("a status from 400 to 599")
  .int("a status from 400 to 599")
  .min(400, "a status from 400 to 599")
  .max(599, "a status from 400 to 599")
  .default(403);
const message = z.string().max(MAX_TEXT, `at most ${MAX_TEXT} characters`).default("");

const redaction = {
  replacement: z.enum(REPLACEMENTS, accepted(REPLACEMENTS)).default("placeholder"),
  mode: z.enum(REDACTION_MODES, accepted(REDACTION_MODES)).default("redact"),
  token_prefix: tokenPrefix("pii_"),
  ttl_seconds: ttlSeconds,
};

const redactPiiSchema = z.object({ type: z.literal("redact_pii"), enabled, categories, ...redaction });
const findReplaceSchema = z.object({
  type: z.literal("find_replace"),
  enabled,
  find: z
    .string("a text to look for")
    .min(1, "a text to look for")
    .max(MAX_PATTERN_LENGTH, `at most ${MAX_PATTERN_LENGTH} characters`),
  replace: z.string().max(MAX_TEXT, `at most ${MAX_TEXT} characters`).default(""),
  is_regex: z.boolean().default(false),
  case_sensitive: z.boolean().default(true),
});
const redactFieldSchema = z.object({
  type: z.literal("redact_field"),
  enabled,
  fields,
  replacement: z.string().max(MAX_TEXT, `at most ${MAX_TEXT} characters`).default("[REDACTED]"),
});
const tokenizeSchema = z.object({
  type: z.literal("tokenize"),
  enabled,
  fields,
  token_prefix: tokenPrefix("tok_"),
  ttl_seconds: ttlSeconds,
});
const blockRequestSchema = z.object({
  type: z.literal("block_request"),
  enabled,
  status_code: httpErrorStatus,
  message,
});
const logOnlySchema = z.object({
  type: z.literal("log_only"),
  enabled,
  severity: z.enum(SEVERITIES, accepted(SEVERITIES)).default("info"),
  label: z.string().trim().max(100, "at most 100 characters").default(""),
});

const threshold = (fallback: number) =>
  z
    .number("a number from 0 to 1")
    .min(0, "a number from 0 to 1")
    .max(1, "a number from 0 to 1")
    .default(fallback);
/** What the caller is told where an AI action blocks. */
const blocking = { block_status_code: httpErrorStatus, block_message: message };

export const AI_PII_CATEGORIES = ["person", "location", "organization"] as const;
export const TOXICITY_CATEGORIES = [
  "toxic",
  "severe_toxic",
  "obscene",
  "threat",
  "insult",
  "identity_hate",
] as const;
export const DLP_CATEGORIES = ["source_code", "credentials", "internal_document", "financial_data"] as const;
export const COMPLIANCE_DOMAINS = ["healthcare", "financial", "legal", "insurance"] as const;
const BLOCK_OR_LOG = ["block", "log"] as const;
const BLOCK_LOG_OR_REDACT = ["block", "log", "redact"] as const;
const BLOCK_LOG_OR_FLAG = ["block", "log", "flag"] as const;

const aiDetectPiiSchema = z.object({
  type: z.literal("ai_detect_pii"),
  enabled,
  categories: z
    .array(z.enum(AI_PII_CATEGORIES, accepted(AI_PII_CATEGORIES)))
    .min(1, "choose at least one category")
    .default([...AI_PII_CATEGORIES]),
  threshold: threshold(0.5),
  ...redaction,
});
const aiDetectInjectionSchema = z.object({
  type: z.literal("ai_detect_injection"),
  enabled,
  threshold: threshold(0.8),
  on_detect: z.enum(BLOCK_OR_LOG, accepted(BLOCK_OR_LOG)).default("block"),
  ...blocking,
});
const aiDetectToxicitySchema = z.object({
  type: z.literal("ai_detect_toxicity"),
  enabled,
  categories: z
    .array(z.enum(TOXICITY_CATEGORIES, accepted(TOXICITY_CATEGORIES)))
    .min(1, "choose at least one category")
    .default([...TOXICITY_CATEGORIES]),
  threshold: threshold(0.8),
  on_detect: z.enum(BLOCK_LOG_OR_REDACT, accepted(BLOCK_LOG_OR_REDACT)).default("log"),
  ...blocking,
});
const aiDetectDlpSchema = z.object({
  type: z.literal("ai_detect_dlp"),
  enabled,
  categories: z
    .array(z.enum(DLP_CATEGORIES, accepted(DLP_CATEGORIES)))
    .min(1, "choose at least one category")
    .default([...DLP_CATEGORIES]),
  threshold: threshold(0.8),
  on_detect: z.enum(BLOCK_OR_LOG, accepted(BLOCK_OR_LOG)).default("log"),
  ...blocking,
});
const aiDetectComplianceSchema = z.object({
  type: z.literal("ai_detect_compliance"),
  enabled,
  domains: z
    .array(z.enum(COMPLIANCE_DOMAINS, accepted(COMPLIANCE_DOMAINS)))
    .min(1, "choose at least one domain")
    .default([...COMPLIANCE_DOMAINS]),
  threshold: threshold(0.8),
  on_detect: z.enum(BLOCK_LOG_OR_FLAG, accepted(BLOCK_LOG_OR_FLAG)).default("flag"),
  ...blocking,
});

const ACTION_SCHEMAS = [
  redactPiiSchema,
  findReplaceSchema,
  redactFieldSchema,
  tokenizeSchema,
  blockRequestSchema,
  logOnlySchema,
  aiDetectPiiSchema,
  aiDetectInjectionSchema,
  aiDetectToxicitySchema,
  aiDetectDlpSchema,
  aiDetectComplianceSchema,
] as const;
export const ACTION_TYPES = ACTION_SCHEMAS.map((schema) => schema.shape.type.value);

export const actionSchema = z.discriminatedUnion("type", ACTION_SCHEMAS, {
  error: (issue) => {
    const { input } = issue;
    if (typeof input !== "object" || input === null) return "an action is an object with a type";
    return `unknown action ${shown("type" in input ? input.type : undefined)}; accepted: ${ACTION_TYPES.join(", ")}`;
  },
});
export type RuleAction = z.output<typeof actionSchema>;
export type ActionType = RuleAction["type"];
/** The action of one type. */
export type ActionOf<Type extends ActionType> = Extract<RuleAction, { type: Type }>;
