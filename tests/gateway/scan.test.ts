/** `POST /v1/scan`: rules tried on a text or a body, step by step; nothing of it stays. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { generateApiKey } from "~/lib/api-key-format";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { wholeDatabase, wholeDisk } from "tests/support/kept";

let world: GatewayWorld;
let tenant: Tenant;

beforeAll(async () => {
  world = await startGatewayWorld();
  tenant = await world.tenant({ withRule: true });
});
afterAll(() => world.stop());

function send(body: unknown, headers: Record<string, string> = {}, method = "POST"): Promise<Response> {
  return fetch(`${world.server.origin}/v1/scan`, {
    method,
    headers: { authorization: `Bearer ${tenant.apiKey}`, "content-type": "application/json", ...headers },
    ...(method === "POST" && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

const shownText = z.strictObject({ path: z.string(), text: z.string() });
/** The answer as docs/api.md describes it, and no member more. */
const answerSchema = z.strictObject({
  text: z.string().optional(),
  body: z.unknown().optional(),
  blocked: z
    .strictObject({
      status: z.number(),
      message: z.string(),
      rule: z.strictObject({ id: z.string().nullable(), index: z.number(), name: z.string() }),
    })
    .nullable(),
  steps: z.array(
    z.strictObject({
      rule: z.strictObject({ id: z.string().nullable(), index: z.number(), name: z.string() }),
      matched: z.boolean(),
      because: z.string().nullable(),
      actions: z.array(
        z.strictObject({
          index: z.number(),
          type: z.string(),
          category: z.string().nullable(),
          count: z.number(),
          spans: z.array(z.strictObject({ path: z.string(), start: z.number(), end: z.number() })),
          severity: z.string().nullable(),
          label: z.string().nullable(),
          skipped_because: z.string().nullable(),
          micros: z.number(),
        }),
      ),
      before: z.array(shownText),
      after: z.array(shownText),
      texts_omitted: z.boolean(),
    }),
  ),
});

async function scan(body: unknown, headers?: Record<string, string>) {
  const answer = await send(body, headers);
  const text = await answer.text();
  expect({ status: answer.status, text: answer.status === 200 ? "" : text }).toEqual({
    status: 200,
    text: "",
  });
  expect(answer.headers.get("x-request-id")).toBeTruthy();
  expect(answer.headers.get("content-type")).toBe("application/json");
  return answerSchema.parse(JSON.parse(text));
}

async function refusal(answer: Response) {
  const { error } = z
    .strictObject({
      error: z.strictObject({
        message: z.string(),
        type: z.string(),
        code: z.string(),
        param: z.string().nullable(),
      }),
    })
    .parse(await answer.json());
  return { status: answer.status, ...error };
}

const mail = { name: "mail", actions: [{ type: "redact_pii", categories: ["email"] }] };

describe("a text", () => {
  it("goes through the organization's own rules where none are sent", async () => {
    const answer = await scan({ text: "to jane@example.com" });
    expect(answer).toMatchObject({
      text: "to [REDACTED_EMAIL]",
      blocked: null,
      steps: [
        {
          rule: { id: tenant.ruleId, index: 0, name: "redact" },
          matched: true,
          because: null,
          actions: [
            {
              index: 0,
              type: "redact_pii",
              category: "email",
              count: 1,
              spans: [{ path: "", start: 3, end: 19 }],
            },
          ],
          before: [{ path: "", text: "to jane@example.com" }],
          after: [{ path: "", text: "to [REDACTED_EMAIL]" }],
        },
      ],
    });
    expect(answer).not.toHaveProperty("body");
    expect(await scan({ text: "" })).toMatchObject({ text: "", steps: [{ because: "no text matched" }] });
  });

  it("goes through drafts, each said to have done something, or why not", async () => {
    const answer = await scan({
      text: "Mail jane@example.com, token please",
      direction: "output",
      model: "gpt-5",
      headers: { "X-Team": "support" },
      url: "/somewhere?a=1",
      rules: [
        { ...mail, apply_to: "both", conditions: [condition("model", "equals", "gpt-5")] },
        { ...mail, name: "input only" },
        { ...mail, name: "off", apply_to: "both", enabled: false },
        {
          ...mail,
          name: "team",
          apply_to: "both",
          conditions: [condition("header", "equals", "sales", "x-team")],
        },
        {
          name: "log",
          apply_to: "output",
          conditions: [
            condition("url", "contains", "SOMEWHERE"),
            condition("header", "exists", "", "x-team"),
          ],
          logic: "and",
          actions: [{ type: "log_only", severity: "warn", label: "seen" }, { type: "ai_detect_injection" }],
        },
        {
          name: "stop",
          apply_to: "output",
          actions: [{ type: "block_request", status_code: 451, message: "No." }],
        },
        { ...mail, name: "late", apply_to: "both" },
      ],
    });
    expect(answer.text).toBe("Mail [REDACTED_EMAIL], token please");
    expect(answer.blocked).toEqual({
      status: 451,
      message: "No.",
      rule: { id: null, index: 5, name: "stop" },
    });
    expect(answer.steps.map(({ rule, matched, because }) => [rule.name, matched, because])).toEqual([
      ["mail", true, null],
      ["input only", false, "it applies to input only"],
      ["off", false, "it is disabled"],
      ["team", false, "its conditions do not hold: header x-team equals “sales”"],
      ["log", true, null],
      ["stop", true, null],
      ["late", false, "“stop” had blocked before it"],
    ]);
    expect(answer.steps[4]!.actions).toMatchObject([
      { index: 0, type: "log_only", severity: "warn", label: "seen", skipped_because: null },
      { index: 1, type: "ai_detect_injection", count: 0, skipped_because: "there is no model for it here" },
    ]);
    expect(answer.steps.every(({ rule }) => rule.id === null)).toBe(true);
  });

  it("samples as a request of the same id would be", async () => {
    const half = { text: "a@example.com", rules: [{ ...mail, sampling_rate: 50 }] };
    const run = async (id: string) => (await scan(half, { "x-request-id": id })).steps[0]!;
    const ids = Array.from({ length: 12 }, (_, index) => `r-${index}`);
    const [first, second] = [await Promise.all(ids.map(run)), await Promise.all(ids.map(run))];
    expect(first.map(({ matched }) => matched)).toEqual(second.map(({ matched }) => matched));
    expect(new Set(first.map(({ because }) => because))).toEqual(
      new Set([null, "sampled out: sampling 50 %"]),
    );
  });
});

function condition(field: string, operator: string, value: string, name?: string) {
  return { conditions: [{ field, operator, value, ...(name !== undefined && { name }) }] };
}

describe("a body", () => {
  it("is read as its path's protocol has it, and comes out as a provider would get it", async () => {
    const own = await world.tenant({ withRule: true });
    const body = {
      model: "gpt-fake",
      messages: [
        { role: "user", content: "jane@example.com" },
        {
          role: "assistant",
          tool_calls: [
            { id: "c1", type: "function", function: { name: "f", arguments: '{"to": "bob@example.org"}' } },
          ],
        },
        { role: "tool", tool_call_id: "c1", content: "536-22-8145" },
      ],
    };
    expect((await world.post(own, JSON.stringify(body))).status).toBe(200);
    const sent: unknown = JSON.parse(world.provider.received.at(-1)!.body.toString());
    const answer = await scan({ body }, { authorization: `Bearer ${own.apiKey}` });
    expect(answer.body).toEqual(sent);
    expect(answer.steps[0]!.after.map(({ path }) => path)).toEqual([
      "messages[0].content",
      "messages[1].tool_calls[0].function.arguments#to",
      "messages[2].content",
    ]);
    const hit = (await world.trace(own)).ruleHits.map(({ category, matchCount }) => [category, matchCount]);
    expect(answer.steps[0]!.actions.map(({ category, count }) => [category, count])).toEqual(hit);
  });

  it.each([
    ["/v1/messages", { system: "a@example.com" }, { system: "[REDACTED_EMAIL]" }],
    [
      "/v1beta/models/gemini-x:generateContent",
      { contents: [{ parts: [{ text: "a@example.com" }] }] },
      { contents: [{ parts: [{ text: "[REDACTED_EMAIL]" }] }] },
    ],
    ["/v1/embeddings", { input: ["a@example.com"] }, { input: ["[REDACTED_EMAIL]"] }],
    ["/v1/anything", { deep: { er: "a@example.com" } }, { deep: { er: "[REDACTED_EMAIL]" } }],
  ])("of %s", async (path, body, left) => {
    expect((await scan({ body, path, rules: [mail] })).body).toEqual(left);
  });

  it("keeps what no rule changed as it was written", async () => {
    const body = '{ "n": 12345678901234567890, "x": 1.0, "input": "\\u0061@example.com", "z": "\\u0061" }';
    const answer = await send(
      `{"path": "/v1/embeddings", "body": ${body} , "rules": [${JSON.stringify(mail)}]}`,
    );
    const left = '{ "n": 12345678901234567890, "x": 1.0, "input": "[REDACTED_EMAIL]", "z": "\\u0061" }';
    expect(await answer.text()).toContain(`{"body":${left},"blocked":null,`);
  });

  it("of an answer, with the request's model and path as facts", async () => {
    const body = { model: "gpt-5-2026", choices: [{ message: { content: "a@example.com" } }] };
    const rules = [
      { ...mail, apply_to: "output", conditions: [condition("model", "equals", "gpt-5-2026")] },
      { ...mail, apply_to: "output", conditions: [condition("url", "equals", "/v1/chat/completions")] },
    ];
    const answer = await scan({ body, direction: "output", rules });
    expect(answer.steps.map(({ matched }) => matched)).toEqual([false, true]);
    expect(answer.body).toEqual({ ...body, choices: [{ message: { content: "[REDACTED_EMAIL]" } }] });
    expect(
      await scan({
        body: { model: "m" },
        rules: [{ ...mail, conditions: [condition("model", "equals", "m")] }],
      }),
    ).toMatchObject({ steps: [{ because: "no text matched" }] });
  });

  it("has fields that rules name, and a rule that cannot do its work blocks", async () => {
    const answer = await scan({
      body: { messages: [{ role: "user", content: "x" }], user: { id: "u-7", age: 40 } },
      rules: [
        { name: "field", actions: [{ type: "redact_field", fields: ["user.id"] }] },
        { name: "token", actions: [{ type: "tokenize", fields: ["user.age"] }] },
      ],
    });
    expect(answer.body).toMatchObject({ user: { id: "[REDACTED]", age: 40 } });
    expect(answer.steps[0]).toMatchObject({
      before: [{ path: "user.id", text: "u-7" }],
      after: [{ path: "user.id", text: "[REDACTED]" }],
    });
    expect(answer.steps[1]).toMatchObject({
      matched: false,
      because: "user.age is not text, and only text can become a token",
    });
    expect(answer.blocked).toMatchObject({ status: 502, rule: { name: "token", index: 1 } });
  });
});

describe("what stays", () => {
  it("is nothing: no trace, no token, no line of the log", async () => {
    const own = await world.tenant({ withRule: true });
    const canary = `canary-${randomUUID()}`;
    const rules = [
      { name: "keep", actions: [{ type: "redact_pii", categories: ["email"], mode: "mask_and_restore" }] },
      { name: "tok", actions: [{ type: "tokenize", fields: ["user"] }] },
    ];
    const body = { messages: [{ role: "user", content: `${canary}@example.com` }], user: canary };
    const auth = { authorization: `Bearer ${own.apiKey}` };
    const first = JSON.stringify((await scan({ body, rules }, auth)).body);
    expect(first).toMatch(/"pii_[a-z2-7]{32}".*"tok_[a-z2-7]{32}"/);
    expect(JSON.stringify((await scan({ body, rules }, auth)).body)).not.toBe(first);
    await send(`{"text": "${canary}"`, auth);
    await send({ text: canary, rules: [{ name: canary, actions: [] }] }, auth);
    // A request after them is traced, and its trace is the only one.
    await world.post(own, JSON.stringify({ model: "gpt-fake", messages: [{ role: "user", content: "Hi" }] }));
    await world.trace(own);
    const counts = await world.database.prisma.$transaction([
      world.database.prisma.request.count({ where: { organizationId: own.organizationId } }),
      world.database.prisma.vaultToken.count({ where: { organizationId: own.organizationId } }),
    ]);
    expect(counts).toEqual([1, 0]);
    for (const kept of [world.server.output, await wholeDatabase(world), await wholeDisk(world)]) {
      expect(kept).not.toContain(canary);
    }
  });
});

describe("a scan that is refused", () => {
  it("without a key of ours, or with another method", async () => {
    expect(await refusal(await send({ text: "x" }, { authorization: "" }))).toMatchObject({
      status: 401,
      code: "missing_api_key",
    });
    const unknown = { authorization: `Bearer ${generateApiKey()}` };
    expect(await refusal(await send({ text: "x" }, unknown))).toMatchObject({
      status: 401,
      code: "invalid_api_key",
    });
    expect((await send({ text: "x" }, { authorization: "", "x-api-key": tenant.apiKey })).status).toBe(200);
    for (const method of ["GET", "PUT", "DELETE"]) {
      const answer = await send(null, {}, method);
      expect(answer.headers.get("allow")).toBe("POST");
      expect(await refusal(answer)).toMatchObject({ status: 405, code: "method_not_allowed" });
    }
    // Always in one dialect, whoever asks.
    const anthropic = { authorization: "", "anthropic-version": "2023-06-01" };
    expect(await refusal(await send({ text: "x" }, anthropic))).toMatchObject({ status: 401 });
  });

  it("too large, or in an encoding that is not read", async () => {
    const big = await refusal(await send(JSON.stringify({ text: "x".repeat(10 * 1024 * 1024) })));
    expect(big).toMatchObject({ status: 413, code: "body_too_large" });
    const longText = await refusal(await send({ text: "x".repeat(1024 * 1024) }));
    expect(longText).toMatchObject({ status: 413, code: "body_too_large", param: "text" });
    expect(longText.message).toContain("1 MiB");
    const longBody = await refusal(await send({ body: { input: "é".repeat(600_000) } }));
    expect(longBody).toMatchObject({ status: 413, param: "body" });
    expect((await send({ text: "x".repeat(1024 * 1024 - 2) })).status).toBe(200);
    expect(await refusal(await send({ text: "x" }, { "content-encoding": "gzip" }))).toMatchObject({
      status: 415,
    });
  });

  it.each<[string, unknown, string | null, RegExp]>([
    ["no JSON", "{oops", null, /not valid JSON/],
    ["no object", "[]", null, /a scan is a JSON object/],
    ["a key given twice", '{"text":"a","text":"b"}', null, /a key twice/],
    ["nested beyond reading", `{"body":{"a":${"[".repeat(3000)}${"]".repeat(3000)}}}`, null, /nested deeper/],
    [
      "nested beyond reading of text",
      `{"body":{"a":${"[".repeat(400)}"x"${"]".repeat(400)}},"path":"/v1/x"}`,
      null,
      /nested deeper/,
    ],
    [
      "an unknown member",
      { text: "x", rule: [], checks: [] },
      "rule",
      /rule: a scan has no such member; checks: /,
    ],
    ["neither", {}, "text", /either a text or a body/],
    ["both", { text: "x", body: {} }, "body", /either a text or a body/],
    ["a text that is none", { text: 7 }, "text", /text: a text/],
    ["a body that is none", { body: [] }, "body", /body: a JSON object/],
    ["another direction", { text: "x", direction: "up" }, "direction", /"up".*accepted: input, output/],
    ["a path that is none", { body: {}, path: "v1/x" }, "path", /a path such as/],
    ["a path of ours", { body: {}, path: "/v1/scan" }, "path", /There is no POST \/v1\/scan/],
    ["a header that is none", { text: "x", headers: { a: 1 } }, "headers.a", /a text/],
    ["rules that are no list", { text: "x", rules: mail }, "rules", /rules: a rule file is a JSON array/],
    [
      "a rule without a name",
      { text: "x", rules: [mail, { ...mail, name: "" }] },
      "rules[1].name",
      /needs a name/,
    ],
    [
      "several at once",
      { text: "x", rules: [{ ...mail, sampling_rate: 101 }, find("a(b"), find("x*"), find("a", "$2")] },
      "rules[0].sampling_rate",
      /rules\[0\]\.sampling_rate: a percentage.*rules\[1\]\.actions\[0\]\.find: is no valid RE2.*rules\[2\]\.actions\[0\]\.find: matches the empty string.*rules\[3\]\.actions\[0\]\.replace: refers to \$2/,
    ],
    [
      "look-ahead",
      { text: "x", rules: [mail, mail, find("a(?=b)")] },
      "rules[2].actions[0].find",
      /look-ahead.*character 2/,
    ],
    ["too many rules", { text: "x", rules: Array(1001).fill(mail) }, "rules", /at most 1000 rules/],
    [
      "too many actions",
      { text: "x", rules: Array(101).fill({ ...mail, actions: Array(20).fill(mail.actions[0]) }) },
      "rules",
      /at most 2000 actions.*2020/,
    ],
  ])("as %s", async (_, body, param, message) => {
    const refused = await refusal(await send(body));
    expect(refused).toMatchObject({ status: 400, type: "invalid_request_error", param });
    expect(refused.message).toMatch(message);
  });
});

function find(pattern: string, replace = "") {
  return { name: "find", actions: [{ type: "find_replace", find: pattern, replace, is_regex: true }] };
}

describe("a thousand rules on a long text", () => {
  it("have a step each", async () => {
    const rules = Array.from({ length: 1000 }, (_, index) => ({
      ...find(`needle ${index}\\b`),
      name: `r${index}`,
    }));
    const { steps, text } = await scan({ text: "needle 500 ".repeat(8000), rules });
    expect(steps).toHaveLength(1000);
    expect(steps.filter(({ matched }) => matched).map(({ rule }) => rule.name)).toEqual(["r500"]);
    expect(steps[500]!.actions[0]).toMatchObject({ count: 8000 });
    expect(steps[500]!.actions[0]!.spans).toHaveLength(100);
    expect(text?.trim()).toBe("");
  });
});

describe("while the database is away", () => {
  it("drafts are tried as ever, and the organization's own rules another time", async () => {
    await scan({ text: "x" });
    world.line.setOpen(false);
    try {
      expect(await scan({ text: "a@example.com", rules: [mail] })).toMatchObject({
        text: "[REDACTED_EMAIL]",
      });
      const answer = await send({ text: "a@example.com" });
      expect(answer.headers.get("retry-after")).toBe("5");
      expect(await refusal(answer)).toMatchObject({ status: 503, code: "database_unavailable" });
    } finally {
      world.line.setOpen(true);
    }
  });
});
