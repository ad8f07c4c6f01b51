/** What is asked of `POST /v1/scan`, checked. docs/api.md describes it for callers. */
import { z } from "zod";
import { isObject, type JsonObject } from "~/providers/json-value";
import { jsonMember } from "~/redaction/set-json-member";
import { accepted } from "~/rules/accepted-values";
import { describeIssues } from "~/rules/describe-issues";
import { formatPath } from "~/rules/format-path";
import { type Rule, type RuleIssue } from "~/rules/rule";
import { checkRules } from "~/rules/check-rules";
import { GatewayError } from "./gateway-error";
import { inspectJson } from "./read-inbound";

/** Of the text or the body, as JSON. Rules are tried on examples, and whoever tries them must not keep others waiting. */
export const MAX_SCAN_BYTES = 1024 * 1024;
/** Of all drafts together: each is compiled, and has its turn on the text. */
const MAX_DRAFT_ACTIONS = 2000;
const MAX_HEADERS = 100;
const DIRECTIONS = ["input", "output"] as const;
const DEFAULT_PATH = "/v1/chat/completions";

const short = (limit: number) => z.string("a text").max(limit, `at most ${limit} characters`);

const scanSchema = z.strictObject(
  {
    text: z.string("a text").optional(),
    body: z.custom<JsonObject>(isObject, "a JSON object").optional(),
    path: short(2000)
      .regex(/^\/[\x21-\x7e]*$/, `a path such as ${DEFAULT_PATH}`)
      .default(DEFAULT_PATH),
    direction: z.enum(DIRECTIONS, accepted(DIRECTIONS)).default("input"),
    rules: z.unknown().optional(),
    model: short(500).optional(),
    headers: z
      .record(z.string(), z.string("a text"), "an object of texts")
      .refine((headers) => Object.keys(headers).length <= MAX_HEADERS, `at most ${MAX_HEADERS} headers`)
      .transform((headers) =>
        Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      )
      .default({}),
    url: short(8000).optional(),
  },
  "a scan is a JSON object with a text or a body",
);

type ScanFields = z.output<typeof scanSchema>;

export interface ScanRequest extends Omit<ScanFields, "text" | "body" | "rules"> {
  /** Of a body its own JSON too: numbers and spaces come out as they were written. */
  content: { text: string } | { body: JsonObject; source: string };
  /** Null: the organization's own. */
  drafts: readonly Rule[] | null;
}

/** Unknown members are named each. */
function issuesOf({ issues }: z.ZodError): RuleIssue[] {
  return issues.flatMap((issue): RuleIssue[] =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: formatPath([key]), message: "a scan has no such member" }))
      : [{ path: formatPath(issue.path), message: issue.message }],
  );
}

function refuse(code: "invalid_body" | "invalid_rules", issues: readonly RuleIssue[]): GatewayError {
  return new GatewayError(code, `Nothing was scanned. ${describeIssues(issues)}`, {
    param: issues[0]?.path || null,
  });
}

function contentOf({ text, body }: ScanFields, request: string): ScanRequest["content"] {
  if (text !== undefined && body === undefined) return { text };
  const source = jsonMember(request, "body");
  if (body !== undefined && source !== null && text === undefined) return { body, source };
  const message = "a scan needs either a text or a body";
  throw refuse("invalid_body", [{ path: text === undefined ? "text" : "body", message }]);
}

/** As a rule file, with the places as they are in the request. */
function readDrafts(json: unknown): readonly Rule[] | null {
  if (json === undefined) return null;
  const file = checkRules(json);
  const issues = file.ok ? tooManyActions(file.rules) : file.issues;
  if (issues.length === 0 && file.ok) return file.rules;
  throw refuse(
    "invalid_rules",
    issues.map(({ path, message }) => ({ path: `rules${path}`, message })),
  );
}

function tooManyActions(rules: readonly Rule[]): RuleIssue[] {
  const count = rules.reduce((sum, { actions }) => sum + actions.length, 0);
  if (count <= MAX_DRAFT_ACTIONS) return [];
  return [{ path: "", message: `at most ${MAX_DRAFT_ACTIONS} actions in one scan, and these are ${count}` }];
}

/** @throws {GatewayError} 400 with everything that is wrong with it. */
export function readScanRequest(source: string, json: unknown): ScanRequest {
  const parsed = inspectJson(source, () => scanSchema.safeParse(json));
  if (!parsed.success) throw refuse("invalid_body", issuesOf(parsed.error));
  const { path, direction, model, headers, url, rules } = parsed.data;
  const facts = { path, direction, model, headers, url };
  return { ...facts, content: contentOf(parsed.data, source), drafts: readDrafts(rules) };
}
