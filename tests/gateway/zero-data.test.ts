/** Zero-data mode: whatever the caller sends or the provider says, nothing of it is kept. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { setPlan } from "~/models/organization";
import { setOrganizationSettings } from "~/models/organization-settings";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { wholeDatabase, wholeDisk } from "tests/support/kept";

const CANARY = "canary7d3f";
const ALL = ["openai", "anthropic", "gemini", "azure"] as const;

let world: GatewayWorld;
let tenant: Tenant;

beforeAll(async () => {
  world = await startGatewayWorld();
  tenant = await world.tenant({ withRule: true, providers: ALL });
  await setPlan(tenant.organizationId, "business");
  await setOrganizationSettings({ organizationId: tenant.organizationId, zeroData: true });
});
afterAll(() => world.stop());

const text = `I am ${CANARY}@example.com`;
const tools = [
  { type: "function", function: { name: "f", parameters: { type: "object", properties: { [CANARY]: {} } } } },
];

/** A request of each protocol, with the word of the fake provider's behaviour in its model. */
function requests(word: string, stream: boolean): [path: string, body: object][] {
  const model = `gpt-fake.${word}`;
  const gemini = `/v1beta/models/${model}:${stream ? "streamGenerateContent?alt=sse&" : "generateContent?"}`;
  const messages = [{ role: "user", content: text }];
  return [
    ["/v1/chat/completions?", { model, stream, messages, tools }],
    ["/v1/responses?", { model, stream, input: text }],
    ["/v1/messages?", { model, stream, max_tokens: 10, messages }],
    [gemini, { contents: [{ role: "user", parts: [{ text }] }] }],
    [`/openai/deployments/${model}/chat/completions?api-version=2024-10-21&`, { stream, messages }],
  ];
}

it("keeps no body, header, URL, query, metadata or message, in any protocol, answered or failed", async () => {
  let sent = 0;
  const send = async ([where, body]: [string, object]) => {
    sent++;
    const answer = await fetch(`${world.server.origin}${where}${CANARY}=${CANARY}`, {
      method: "POST",
      headers: {
        "x-grepture-api-key": tenant.apiKey,
        "content-type": "application/json",
        "x-custom": CANARY,
        "user-agent": CANARY,
        "x-grepture-label": CANARY,
        "x-grepture-metadata": JSON.stringify({ [CANARY]: CANARY }),
        "x-grepture-trace-id": "trace-1",
      },
      body: JSON.stringify(body),
    }).catch(() => null);
    await answer?.text().catch(() => null);
  };
  for (const word of [
    "text",
    "tools",
    "status-400",
    "status-429",
    "reset",
    "cut-mid-stream",
    "error-mid-stream",
  ]) {
    await Promise.all([false, true].flatMap((stream) => requests(word, stream)).map(send));
  }
  const trace = await world.trace(tenant, sent);
  expect(trace).toMatchObject({
    zeroData: true,
    traceId: "trace-1",
    url: null,
    label: null,
    metadata: null,
    requestBody: null,
    responseBody: null,
  });
  // What operations need is there: that rules ran, what it took, who answered, how it failed.
  const { pool } = world.database;
  const { rows } = await pool.query<{ hits: string; tokens: string; failed: string }>(
    `SELECT sum(rule_hit_count) AS hits, sum(total_tokens) AS tokens,
       count(*) FILTER (WHERE outcome <> 'ok') AS failed FROM requests WHERE organization_id = $1`,
    [tenant.organizationId],
  );
  expect(Number(rows[0]?.hits)).toBe(sent);
  expect(Number(rows[0]?.tokens)).toBeGreaterThan(0);
  expect(Number(rows[0]?.failed)).toBeGreaterThan(sent / 3);
  expect(await wholeDatabase(world)).not.toContain(CANARY);
  expect(await wholeDisk(world)).not.toContain(CANARY);
  expect(world.server.output).not.toContain(CANARY);
});

it("keeps nothing on disk while the database is away", async () => {
  const before = await world.trace(tenant);
  world.line.setOpen(false);
  for (const request of requests("text", false)) {
    await fetch(`${world.server.origin}${request[0]}${CANARY}=1`, {
      method: "POST",
      headers: { "x-grepture-api-key": tenant.apiKey, "content-type": "application/json" },
      body: JSON.stringify(request[1]),
    }).then((answer) => answer.text());
  }
  // The traces wait in the spool now.
  await expect.poll(() => wholeDisk(world), { timeout: 10_000 }).toContain(tenant.organizationId);
  expect(await wholeDisk(world)).not.toContain(CANARY);
  world.line.setOpen(true);
  await expect.poll(async () => (await world.trace(tenant)).id, { timeout: 15_000 }).not.toBe(before.id);
  expect(await wholeDatabase(world)).not.toContain(CANARY);
});
