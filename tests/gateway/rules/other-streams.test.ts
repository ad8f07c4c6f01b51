/** Forms of a stream that no SDK asks for, and answers that are no chat, under the same rules. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { piecesOf } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { tenantUnder } from "./rule-case";

const LEAK = "Write to jane.roe@mail.example.org, please.";
const CLEAN = "Write to [REDACTED_EMAIL], please.";

let world: GatewayWorld;
let redacting: Tenant;
let blocking: Tenant;
beforeAll(async () => {
  world = await startGatewayWorld();
  const body = {
    conditions: [
      { conditions: [{ field: "body" as const, operator: "contains" as const, value: "jane.roe" }] },
    ],
  };
  redacting = await tenantUnder(world, [
    { apply_to: "output", actions: [{ type: "redact_pii", categories: ["email"] }] },
  ]);
  blocking = await tenantUnder(world, [
    { apply_to: "output", ...body, actions: [{ type: "block_request", message: "Not her." }] },
  ]);
  world.provider.says("leaks", () => ({ textPieces: piecesOf(LEAK, 3) }));
});
afterAll(() => world.stop());

async function ask({ apiKey }: Tenant, path: string, body: object): Promise<Response> {
  return fetch(world.server.origin + path, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const said = (json: string, member: string) =>
  [...json.matchAll(new RegExp(`"${member}": ?"((?:[^"\\\\]|\\\\.)*)"`, "g"))]
    .map(([, text]) => text)
    .join("");

it("Gemini's stream as one JSON array is redacted, and stays JSON", async () => {
  const body = { contents: [{ role: "user", parts: [{ text: "hi" }] }] };
  const answer = await ask(redacting, "/v1beta/models/fake.leaks:streamGenerateContent", body);
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(Array.isArray(JSON.parse(text))).toBe(true);
  expect(said(text, "text")).toBe(CLEAN);
});

it("Gemini's stream as one JSON array is blocked", async () => {
  const body = { contents: [{ role: "user", parts: [{ text: "hi" }] }] };
  const answer = await ask(blocking, "/v1beta/models/fake.leaks:streamGenerateContent", body);
  const text = await answer.text();
  expect(text).toContain("Not her.");
  expect(text).not.toContain("jane.roe");
});

it.each([false, true])("the older completions are redacted; streamed: %s", async (stream) => {
  const answer = await ask(redacting, "/v1/completions", { model: "fake.leaks", prompt: "hi", stream });
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(said(text, "text")).toBe(CLEAN);
});
