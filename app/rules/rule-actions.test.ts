import { describe, expect, it } from "vitest";
import { formatPath } from "~/rules/format-path";
import { ACTION_TYPES, actionSchema } from "~/rules/rule-actions";

function issues(action: unknown): string[] {
  const { error } = actionSchema.safeParse(action);
  return (error?.issues ?? []).map(({ path, message }) => `${formatPath(path)}: ${message}`);
}

const pii = { type: "redact_pii", categories: ["email"] };
const long = (length: number) => "x".repeat(length);

describe("an action", () => {
  it.each<[Record<string, unknown>, string]>([
    [{ ...pii, ttl_seconds: 0 }, "ttl_seconds: at least 1 second"],
    [{ ...pii, ttl_seconds: -5 }, "ttl_seconds: at least 1 second"],
    [{ ...pii, ttl_seconds: 1.5 }, "ttl_seconds: whole seconds"],
    [{ ...pii, ttl_seconds: 604_801 }, "ttl_seconds: at most 604800 seconds (7 days)"],
    [{ ...pii, ttl_seconds: "3600" }, "ttl_seconds: a number of seconds from 1 to 604800"],
    [
      { ...pii, token_prefix: "1x" },
      "token_prefix: 1 to 24 letters, digits, _ or -, beginning with a letter",
    ],
    [
      { ...pii, token_prefix: "p$" },
      "token_prefix: 1 to 24 letters, digits, _ or -, beginning with a letter",
    ],
    [
      { ...pii, token_prefix: long(25) },
      "token_prefix: 1 to 24 letters, digits, _ or -, beginning with a letter",
    ],
    [{ type: "find_replace" }, "find: a text to look for"],
    [{ type: "find_replace", find: "" }, "find: a text to look for"],
    [{ type: "find_replace", find: long(2001) }, "find: at most 2000 characters"],
    [{ type: "find_replace", find: long(10_000), is_regex: true }, "find: at most 2000 characters"],
    [{ type: "find_replace", find: "a", replace: long(2001) }, "replace: at most 2000 characters"],
    [{ type: "redact_field" }, "fields: name at least one field, such as user.email"],
    [{ type: "redact_field", fields: [] }, "fields: name at least one field, such as user.email"],
    [
      { type: "redact_field", fields: ["a", "b["] },
      "fields[1]: “b[” is no path: it stops making sense at character 2",
    ],
    [{ type: "tokenize", fields: ["$"] }, "fields[0]: a path names at least one field, such as user.email"],
    [{ type: "tokenize", fields: [7] }, "fields[0]: a path such as user.email"],
    [{ type: "tokenize", fields: Array(51).fill("a") }, "fields: at most 50 fields"],
    [
      { type: "redact_field", fields: ["a"], replacement: long(2001) },
      "replacement: at most 2000 characters",
    ],
    [{ type: "block_request", status_code: 200 }, "status_code: a status from 400 to 599"],
    [{ type: "block_request", status_code: 600 }, "status_code: a status from 400 to 599"],
    [{ type: "block_request", status_code: 403.5 }, "status_code: a status from 400 to 599"],
    [{ type: "block_request", message: long(2001) }, "message: at most 2000 characters"],
    [
      { type: "log_only", severity: "fatal" },
      'severity: "fatal" is not supported; accepted: info, warn, critical',
    ],
    [{ type: "log_only", label: long(101) }, "label: at most 100 characters"],
    [{ type: "ai_detect_pii", categories: [] }, "categories: choose at least one category"],
    [{ type: "ai_detect_pii", threshold: 1.1 }, "threshold: a number from 0 to 1"],
    [{ type: "ai_detect_injection", threshold: -0.1 }, "threshold: a number from 0 to 1"],
    [
      { type: "ai_detect_injection", on_detect: "redact" },
      'on_detect: "redact" is not supported; accepted: block, log',
    ],
    [
      { type: "ai_detect_toxicity", categories: ["rude"] },
      'categories[0]: "rude" is not supported; accepted: toxic, severe_toxic, obscene, threat, insult, identity_hate',
    ],
    [{ type: "ai_detect_dlp", block_status_code: 302 }, "block_status_code: a status from 400 to 599"],
    [{ type: "ai_detect_compliance", domains: [] }, "domains: choose at least one domain"],
    [
      { type: "ai_detect_compliance", on_detect: "flags" },
      'on_detect: "flags" is not supported; accepted: block, log, flag',
    ],
  ])("%j is refused", (action, issue) => {
    expect(issues(action)).toEqual([issue]);
  });

  it("that is at a limit is taken", () => {
    for (const action of [
      { ...pii, ttl_seconds: 1, token_prefix: `a${long(23)}` },
      { ...pii, ttl_seconds: 604_800 },
      { type: "find_replace", find: long(2000), replace: long(2000) },
      { type: "tokenize", fields: Array(50).fill("a") },
      { type: "block_request", status_code: 599, message: long(2000) },
      { type: "ai_detect_dlp", threshold: 0 },
      { type: "ai_detect_dlp", threshold: 1 },
    ]) {
      expect(issues(action)).toEqual([]);
    }
  });

  it("has its default where a prefix is empty, and a category only once", () => {
    expect(actionSchema.parse({ ...pii, token_prefix: "" })).toMatchObject({ token_prefix: "pii_" });
    expect(actionSchema.parse({ type: "tokenize", fields: ["a"], token_prefix: "" })).toMatchObject({
      token_prefix: "tok_",
    });
    expect(actionSchema.parse({ ...pii, categories: ["ssn", "email", "ssn"] })).toMatchObject({
      categories: ["ssn", "email"],
    });
  });

  it("says where a category went that another proxy knows by a name of its own", () => {
    const [issue] = issues({ ...pii, categories: ["email", "name"] });
    expect(issue).toMatch(
      /^categories\[1\]: "name" is not supported \(names are found by ai_detect_pii, category person\)/,
    );
  });

  it("is one of eleven", () => {
    expect(ACTION_TYPES).toHaveLength(11);
    for (const type of ["restrict_tools", "route_model", "", null, 7]) {
      expect(issues({ type })).toEqual([
        expect.stringContaining(`unknown action ${JSON.stringify(type)}; accepted: redact_pii, `),
      ]);
    }
  });
});
