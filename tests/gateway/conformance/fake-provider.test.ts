/**
 * The fake provider against the official SDKs, without the gateway between them: what they read here is what the
 * gateway has to deliver, and a fixture that no SDK understands proves nothing.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RETRY_AFTER_SECONDS } from "tests/support/fake-provider/behaviours";
import { startFakeProvider, type FakeProvider } from "tests/support/fake-provider/server";
import { SCENARIOS, type Scenario } from "tests/support/fake-provider/scenario";
import { sdkClients } from "tests/support/sdk-clients";
import { ENDPOINTS } from "./endpoints";
import { ask, leave, type Question } from "./caller";
import { expectedAnswer, expectedErrorClass, VENDORS } from "./expectations";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider();
});
afterAll(() => provider.close());

let asked = 0;
const question = (words: string, streamed: boolean, scenario: Scenario = "text"): Question => ({
  model: `fake.${scenario}.${words}`,
  scenario,
  streamed,
  tag: `direct-${++asked}`,
});
const door = (apiKey = "sk-direct") => ({ origin: provider.origin, apiKey });
const WAYS = [false, true];

// Polls take their `expect` from the test: tests that run side by side share the imported one.
describe.concurrent.each(VENDORS)("$caller.name", (vendor) => {
  const { caller } = vendor;

  it.each(SCENARIOS)("says %s, buffered and streamed", async (scenario) => {
    for (const streamed of WAYS) {
      const one = question("", streamed, scenario);
      const { heard, error } = await ask(caller, door(), one);
      expect(error).toBeNull();
      const expected = expectedAnswer(vendor, one);
      expect(heard).toMatchObject(expected);
      const [received] = provider.withText(one.tag);
      expect(received?.method).toBe("POST");
      expect(received?.url).toBe(vendor.path(one.model, streamed));
      expect(JSON.stringify(received?.headers)).toContain("sk-direct");
    }
  });

  it.each(["slow", "gzip", "br", "bytewise"])("says the same when it is %s", async (word) => {
    const rows = SCENARIOS.flatMap((scenario) => WAYS.map((streamed) => question(word, streamed, scenario)));
    const outcomes = await Promise.all(rows.map((one) => ask(caller, door(), one)));
    for (const [index, { heard, error }] of outcomes.entries()) {
      expect(error).toBeNull();
      expect(heard).toMatchObject(expectedAnswer(vendor, rows[index]!));
    }
  });

  it.each([400, 401, 403, 404, 408, 429, 500, 503, 529])(
    "fails with %i as the vendor does",
    async (status) => {
      for (const streamed of WAYS) {
        const { error } = await ask(caller, door(), question(`status-${status}`, streamed));
        const told = caller.tell(error);
        expect(told).toMatchObject({ kind: expectedErrorClass(caller.protocol, status), status });
        expect(told.message).toContain(`failed with ${status}`);
      }
    },
  );

  it("tells how long to wait in three forms", async () => {
    const [plain, date, ms] = await Promise.all(
      ["status-429", "status-429-date", "status-429-ms"].map((word) =>
        ask(caller, door(), question(word, false)),
      ),
    );
    expect(plain?.wire.headers?.get("retry-after")).toBe(String(RETRY_AFTER_SECONDS));
    const wait = Date.parse(date?.wire.headers?.get("retry-after") ?? "") - Date.now();
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(RETRY_AFTER_SECONDS * 1000);
    expect(ms?.wire.headers?.get("retry-after-ms")).toBe(String(RETRY_AFTER_SECONDS * 1000));
  });

  it("fails in HTML, and repeats a credential when told to", async () => {
    const html = await ask(caller, door(), question("status-500-html", false));
    expect(caller.tell(html.error)).toMatchObject({ status: 500 });
    expect(await html.wire.received).toBe("<h1>Bad gateway</h1>");
    const quoted = await ask(caller, door("sk-canary"), question("status-401-quoted", false));
    expect(caller.tell(quoted.error).message).toContain("sk-canary");
  });

  it("takes its behaviour from the credential too", async () => {
    const { error } = await ask(caller, door("sk-direct.status-403"), question("", false));
    expect(caller.tell(error)).toMatchObject({ status: 403 });
  });

  it("resets, cuts and ends a buffered answer", async () => {
    for (const word of ["reset", "cut-mid-stream", "end-mid-stream"]) {
      const { heard, error } = await ask(caller, door(), question(word, false));
      expect(heard, word).toBeNull();
      expect(error, word).toBeInstanceOf(Error);
    }
  });

  it.each(["cut-mid-stream", "end-mid-stream", "error-mid-stream", "error-before-content", "malformed"])(
    "breaks a stream: %s",
    async (word) => {
      for (const scenario of SCENARIOS) {
        const one = question(word, true, scenario);
        const { error, wire } = await ask(caller, door(), one);
        const said = await wire.received;
        const complete = vendor.terminal.test(said);
        expect(complete, said).toBe(word === "malformed");
        expect(vendor.streamError.test(said), said).toBe(word.startsWith("error"));
        // Chat completions and Gemini have no way to tell a short answer from one that was cut cleanly.
        if (word !== "end-mid-stream") expect(error, said).toBeInstanceOf(Error);
      }
    },
  );

  it("counts pieces of content before a cut", async () => {
    const lengths = await Promise.all(
      ["end-after-0", "end-after-1", "end-after-2"].map(async (word) => {
        const { wire } = await ask(caller, door(), question(word, true, "reasoning"));
        return (await wire.received).length;
      }),
    );
    expect(lengths[1]).toBeGreaterThan(lengths[0]!);
    expect(lengths[2]).toBeGreaterThan(lengths[1]!);
  });

  it("closes the exchange of a caller that leaves an endless stream", async ({ expect }) => {
    const one = question("endless-stream", true);
    await leave(caller, door(), one);
    await expect.poll(() => provider.withText(one.tag)[0]?.closedAt).not.toBeNull();
  });

  it("offers a buffered answer of any size that is still JSON", async () => {
    const one = question("offer-8-mib", false);
    const { heard } = await ask(caller, door(), one);
    expect(heard).toMatchObject(expectedAnswer(vendor, one));
    expect(provider.withText(one.tag)[0]?.bytesWritten).toBeGreaterThan(8 * 1024 * 1024);
  });
});

it.each(ENDPOINTS)("$protocol: $name", async ({ run, answer, sent, uploaded }) => {
  expect(
    await run((name) => sdkClients[name](door()) as ReturnType<(typeof sdkClients)[typeof name]>),
  ).toEqual(answer);
  const { method, url, body } = provider.last();
  expect(`${method} ${url}`).toBe(sent);
  if (uploaded) expect(body.includes(uploaded)).toBe(true);
});

describe("Gemini without alt=sse", () => {
  const url = (words: string) => `${provider.origin}/v1beta/models/fake.${words}:streamGenerateContent`;
  const post = async (words: string) => (await fetch(url(words), { method: "POST", body: "{}" })).text();

  it("streams one JSON array", async () => {
    for (const scenario of SCENARIOS) {
      const elements = JSON.parse(await post(scenario)) as { candidates: { finishReason?: string }[] }[];
      expect(elements.length).toBeGreaterThan(1);
      expect(elements.at(-1)?.candidates[0]?.finishReason).toBe("STOP");
    }
  });

  it("puts an error into the array, and leaves it open when it ends early", async () => {
    expect(JSON.parse(await post("error-before-content"))).toMatchObject([{ error: { code: 503 } }]);
    expect(JSON.parse(await post("error-mid-stream"))).toMatchObject([
      { candidates: {} },
      { error: { code: 503 } },
    ]);
    expect(await post("end-mid-stream")).toMatch(/^\[\{[^]*\}$/);
  });
});

it("answers an unknown path with the vendor's 404", async () => {
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(provider.origin + path, { headers });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  expect(await get("/v1/nothing")).toMatchObject({
    status: 404,
    body: { error: { type: expect.any(String) as string } },
  });
  expect(await get("/v1/messages/nothing")).toMatchObject({ status: 404, body: { type: "error" } });
  expect(await get("/v1beta/nothing")).toMatchObject({
    status: 404,
    body: { error: { status: "NOT_FOUND" } },
  });
  expect(await get("/openai/nothing")).toMatchObject({
    status: 404,
    body: { error: { code: "DeploymentNotFound" } },
  });
});
