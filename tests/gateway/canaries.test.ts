/** Secrets in every place where one can be, through everything that can go wrong: nobody finds one afterwards. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prisma } from "~/db/database";
import { SCENARIOS } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { wholeDashboard, wholeDatabase, wholeDisk } from "tests/support/kept";
import { readAsFarAsItGoes, type Question } from "./conformance/caller";
import { CREDENTIAL_HEADERS, VENDORS, type Vendor } from "./conformance/expectations";
import { newQuestion } from "./conformance/gateway-case";
import { plainRequest, withQuery } from "./conformance/plain-request";

const PATIENCE_MS = "1500";
const PROVIDERS = ["openai", "anthropic", "gemini", "azure"] as const;

let world: GatewayWorld;

beforeAll(async () => {
  world = await startGatewayWorld({
    UPSTREAM_FIRST_BYTE_TIMEOUT_MS: PATIENCE_MS,
    UPSTREAM_IDLE_TIMEOUT_MS: PATIENCE_MS,
  });
});
afterAll(() => world.stop());

describe("a secret in any header, parameter or error", () => {
  it("is in no log line, no row, no file and no answer", async () => {
    const tenant = await world.tenant({ withRule: true });
    const canary = (place: string) => `canary-${place}-5f0e1d`;
    const body = JSON.stringify({
      model: "gpt-fake",
      messages: [{ role: "user", content: "write to canary-pii@example.com" }],
    });
    const headers = {
      cookie: `session=${canary("cookie")}`,
      "proxy-authorization": canary("proxy"),
      "x-goog-api-key": canary("goog"),
      "api-key": canary("azure"),
      "x-grepture-auth-forward": `Bearer ${canary("own")}`,
      "x-custom": canary("custom"),
    };
    const answers: string[] = [];
    const send = async (query: string, extra: Record<string, string>, content = body) => {
      const url = `${world.server.origin}/v1/chat/completions${query}`;
      const auth = { authorization: `Bearer ${tenant.apiKey}`, "content-type": "application/json" };
      const answer = await fetch(url, { method: "POST", headers: { ...auth, ...extra }, body: content });
      answers.push(JSON.stringify([...answer.headers]), await answer.text());
    };
    await send("", headers);
    await send(`?key=${canary("query")}&api_key=${canary("query2")}`, headers);
    await send("", { authorization: `Bearer ${canary("unknown")}` });
    await send("", { ...headers, authorization: "" }, `{"broken ${canary("json")}`);
    await world.trace(tenant, 2);

    const places = {
      log: world.server.output,
      rows: await wholeDatabase(world),
      disk: await wholeDisk(world),
      answers: answers.join("\n"),
    };
    expect(places.rows).toContain(tenant.organizationId);
    for (const [name, content] of Object.entries(places)) {
      expect(content.match(/canary-[\w@.-]+/g) ?? [], name).toEqual([]);
      expect(content.includes(tenant.apiKey), `API key in ${name}`).toBe(false);
      expect(content.includes(tenant.providerKey), `provider key in ${name}`).toBe(false);
    }
  });
});

/** Whatever the fake provider can do, except for what has no end. */
const WORDS = [
  ...SCENARIOS,
  ...[400, 401, 403, 404, 408, 429, 500, 503, 529].map((status) => `status-${status}-quoted`),
  ...["status-403", "status-500", "status-429"],
  ...["status-429-seconds", "status-429-date", "status-429-ms", "status-401-html", "status-500-html"],
  ...["silent", "reset", "slow", "cut-mid-stream", "cut-after-0", "end-mid-stream", "end-after-0"],
  ...["stall-mid-stream", "stall-after-0", "error-before-content", "error-mid-stream", "error-after-2"],
  ...["malformed", "bytewise", "gzip", "br", "late-content-20", "offer-1-mib"],
  ...["error-quoted", "error-quoted-after-0"],
];

const MARK = randomUUID();
/** What a rule takes out. */
const PERSON = `${MARK}@example.com`;

interface Keys {
  apiKey: string;
  own: string;
}

interface Way {
  name: string;
  /** Whose key has to reach the provider. */
  uses: "stored" | "own";
  headers: (vendor: Vendor, keys: Keys) => Record<string, string>;
  query?: (keys: Keys) => string;
}

/** Keys of other providers, as a tool sends them that fills in every header that it knows; and what browsers send. */
const STRAYS = Object.fromEntries(
  [...CREDENTIAL_HEADERS, "cookie", "proxy-authorization"].map((name) => [name, `stray-${MARK}-${name}`]),
);

const WAYS: readonly Way[] = [
  {
    name: "stored key",
    uses: "stored",
    headers: (vendor, { apiKey }) => ({
      ...STRAYS,
      [vendor.credentialHeader]: vendor.credential(apiKey),
    }),
  },
  {
    name: "stored key, ours in the query",
    uses: "stored",
    headers: () => STRAYS,
    query: ({ apiKey }) => `key=${apiKey}`,
  },
  {
    name: "own key in X-Grepture-Auth-Forward",
    uses: "own",
    headers: (vendor, { apiKey, own }) => ({
      ...STRAYS,
      [vendor.credentialHeader]: vendor.credential(apiKey),
      "x-grepture-auth-forward": `Bearer ${own}`,
    }),
  },
  {
    name: "own key in its usual header",
    uses: "own",
    headers: (vendor, { apiKey, own }) => ({
      ...STRAYS,
      [vendor.credentialHeader]: vendor.credential(own),
      "x-grepture-api-key": apiKey,
    }),
  },
];

const ownKey = (protocol: string) => `own-${MARK}-${protocol}`;

interface Sent {
  vendor: Vendor;
  way: Way;
  question: Question;
}

function asked(vendor: Vendor, words: readonly string[], streamed: boolean): Sent[] {
  return words.flatMap((word) => WAYS.map((way) => ({ vendor, way, question: newQuestion(word, streamed) })));
}

/** @returns Everything that the caller was told. */
async function send(tenant: Tenant, { vendor, way, question }: Sent): Promise<string> {
  const { protocol } = vendor.caller;
  const keys = { apiKey: tenant.apiKey, own: ownKey(protocol) };
  const { path, headers, body } = plainRequest(vendor, question, `${question.tag}: write to ${PERSON}`);
  const answer = await fetch(world.server.origin + withQuery(path, way.query?.(keys) ?? ""), {
    method: "POST",
    headers: { ...headers, ...way.headers(vendor, keys) },
    body,
  });
  return JSON.stringify([...answer.headers]) + (await readAsFarAsItGoes(answer));
}

/** @returns The names of the secrets that a text holds, by the part of each that no list shows. */
function finder(tenant: Tenant): (text: string) => string[] {
  const stored = PROVIDERS.map(
    (id) => [`stored ${id}`, (tenant.providerKeys[id] ?? "").slice(-30, -6)] as const,
  );
  const own = PROVIDERS.map((id) => [`own ${id}`, ownKey(id)] as const);
  const secrets = [
    ...stored,
    ...own,
    ["API key", tenant.apiKey.slice(12, -6)] as const,
    ["stray", `stray-${MARK}`] as const,
    ["person", PERSON] as const,
  ];
  return (text) => secrets.filter(([, part]) => text.includes(part)).map(([name]) => name);
}

// Polls take their `expect` from the test: tests that run side by side share the imported one.
describe.concurrent.each(VENDORS)("$caller.name", (vendor) => {
  const { protocol } = vendor.caller;
  it("keys, and what a rule took out, are nowhere whatever the provider does", async ({ expect }) => {
    const tenant = await world.tenant({ withRule: true, providers: PROVIDERS });
    const { organizationId } = tenant;
    const found = finder(tenant);
    const sent = [...asked(vendor, WORDS, false), ...asked(vendor, WORDS, true)];
    const answers = await Promise.all(sent.map((one) => send(tenant, one)));
    const stored = () => prisma().request.count({ where: { organizationId } });
    await expect.poll(stored, { timeout: 30_000 }).toBe(sent.length);

    // The provider gets the one key that is meant for it, and no other.
    const received = new Map(
      world.provider.received.map((one) => [/case-[0-9a-f-]{36}/.exec(one.body.toString())?.[0], one]),
    );
    for (const { way, question } of sent) {
      const { url, headers, body } = received.get(question.tag)!;
      const key = way.uses === "own" ? ownKey(protocol) : tenant.providerKeys[protocol];
      expect(headers[vendor.credentialHeader]).toBe(vendor.credential(key ?? "no key is stored"));
      const everything = url + JSON.stringify(headers) + body.toString();
      expect(found(everything), `${question.model}, ${way.name}`).toEqual([`${way.uses} ${protocol}`]);
    }

    const told = sent.flatMap(({ way, question }, index) =>
      found(answers[index]!).map(
        (name) => `${name}: ${question.model}, streamed ${question.streamed}, ${way.name}`,
      ),
    );
    expect(told).toEqual([]);

    const dashboard = await wholeDashboard(world, tenant);
    expect(dashboard.requests).toBe(sent.length);
    expect(dashboard.html).toContain("[REDACTED_EMAIL]");
    const places = {
      log: world.server.output,
      rows: await wholeDatabase(world),
      disk: await wholeDisk(world),
      dashboard: dashboard.html,
    };
    expect(places.rows).toContain(organizationId);
    for (const [place, text] of Object.entries(places)) expect(found(text), place).toEqual([]);
  }, 180_000);
});

describe("while the database is away", () => {
  it("keys, and what a rule took out, are in no file and no log line", async () => {
    const tenant = await world.tenant({ withRule: true, providers: PROVIDERS });
    const { organizationId } = tenant;
    const found = finder(tenant);
    const words = ["text", "status-401-quoted", "error-quoted", "cut-mid-stream"];
    // The organization is known before the line is cut.
    const [first, ...sent] = VENDORS.flatMap((vendor) => asked(vendor, words, true));
    await send(tenant, first!);
    world.line.setOpen(false);
    await Promise.all(sent.map((one) => send(tenant, one)));
    const unspooled = async () => {
      const disk = await wholeDisk(world);
      return sent.filter(({ question }) => !disk.includes(question.tag)).length;
    };
    await expect.poll(unspooled, { timeout: 15_000 }).toBe(0);
    expect(found(await wholeDisk(world))).toEqual([]);
    world.line.setOpen(true);
    const stored = () => prisma().request.count({ where: { organizationId } });
    await expect.poll(stored, { timeout: 15_000 }).toBe(sent.length + 1);
    expect(found((await wholeDatabase(world)) + world.server.output)).toEqual([]);
  });
});
