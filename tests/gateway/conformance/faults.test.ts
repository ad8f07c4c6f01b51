/** Every protocol × every way in which a provider fails. A fault is an error for the caller, never a short answer. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RETRY_AFTER_SECONDS } from "tests/support/fake-provider/behaviours";
import { SCENARIOS } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { leave } from "./caller";
import { expectedErrorClass, VENDORS } from "./expectations";
import { askGateway, expectForwarded, newQuestion, type Seen } from "./gateway-case";

const PATIENCE_MS = 1_500;
let world: GatewayWorld;
beforeAll(async () => {
  world = await startGatewayWorld({
    UPSTREAM_FIRST_BYTE_TIMEOUT_MS: String(PATIENCE_MS),
    UPSTREAM_IDLE_TIMEOUT_MS: String(PATIENCE_MS),
  });
});
afterAll(() => world.stop());

// Polls take their `expect` from the test: tests that run side by side share the imported one.
describe.concurrent.each(VENDORS)("$caller.name", (vendor) => {
  const { caller, terminal, streamError } = vendor;
  const { protocol } = caller;
  // A key of its own for each failure: one that was refused or limited may be treated otherwise the next time.
  const fresh = (keyWords = "") => world.tenant({ providers: [protocol], keyWords });
  const askWith = async (tenant: Tenant, words: string, streamed: boolean) =>
    askGateway(world, vendor, tenant, newQuestion(words, streamed));
  const bothWays = async (words: string) => {
    const tenants = [await fresh(), await fresh()] as const;
    const cells = await Promise.all([askWith(tenants[0], words, false), askWith(tenants[1], words, true)]);
    return cells.map((seen, index) => ({ seen, tenant: tenants[index]! }));
  };

  it.each([400, 401, 403, 404, 408, 429, 500, 503, 529])("status %i and its own error", async (status) => {
    for (const { seen, tenant } of await bothWays(`status-${status}`)) {
      const told = caller.tell(seen.error);
      expect(told).toMatchObject({ status, kind: expectedErrorClass(protocol, status) });
      expect(told.message).toContain(`failed with ${status}`);
      expectForwarded(vendor, tenant, seen);
      expect(seen.trace).toMatchObject({
        protocol,
        provider: protocol,
        outcome: "upstream_error",
        status,
        errorMessage: `failed with ${status}`,
      });
      expect(seen.trace.errorCode).toEqual(expect.any(String));
      expect(seen.trace.attempts).toMatchObject([
        { provider: protocol, status, errorClass: `http_${status}` },
      ]);
    }
  });

  it("how long to wait, in each form", async () => {
    const wait = async (words: string) => (await askWith(await fresh(), words, false)).wire.headers;
    const [plain, date, ms] = await Promise.all(["status-429", "status-429-date", "status-429-ms"].map(wait));
    expect(plain?.get("retry-after")).toBe(String(RETRY_AFTER_SECONDS));
    expect(Date.parse(date?.get("retry-after") ?? "")).toBeGreaterThan(Date.now());
    expect(ms?.get("retry-after-ms")).toBe(String(RETRY_AFTER_SECONDS * 1000));
  });

  it("HTML, put into the caller's dialect", async () => {
    for (const { seen } of await bothWays("status-500-html")) {
      const told = caller.tell(seen.error);
      expect(told).toMatchObject({ status: 500, kind: expectedErrorClass(protocol, 500) });
      expect(told.message).toContain("text/html");
      expect(JSON.parse(await seen.wire.received)).toHaveProperty("error.message");
      expect(seen.trace).toMatchObject({ outcome: "upstream_error", status: 500 });
    }
  });

  it("a message that repeats the key, without the key", async () => {
    const tenant = await fresh("status-401-quoted");
    const seen = await askWith(tenant, "", false);
    const key = tenant.providerKeys[protocol] ?? "no key is stored";
    expect(caller.tell(seen.error).status).toBe(401);
    expect((await seen.wire.received) + JSON.stringify(seen.trace)).not.toContain(key);
  });

  it("silence", async ({ expect }) => {
    for (const { seen } of await bothWays("silent")) {
      expect(caller.tell(seen.error)).toMatchObject({
        status: 504,
        kind: expectedErrorClass(protocol, 504),
      });
      expect(seen.trace).toMatchObject({
        status: 504,
        outcome: "upstream_error",
        errorCode: "upstream_timeout",
      });
      expect(seen.trace.attempts).toMatchObject([{ status: null, errorClass: "first_byte_timeout" }]);
      await expect.poll(() => seen.received[0]?.closedAt).not.toBeNull();
    }
  });

  it("a connection that is reset", async () => {
    for (const { seen } of await bothWays("reset")) {
      expect(caller.tell(seen.error)).toMatchObject({
        status: 502,
        kind: expectedErrorClass(protocol, 502),
      });
      expect(seen.trace).toMatchObject({
        status: 502,
        outcome: "upstream_error",
        errorCode: "upstream_unreachable",
      });
      expect(seen.trace.attempts).toMatchObject([{ status: null, errorClass: "reset" }]);
    }
  });

  it.each(["cut-mid-stream", "stall-mid-stream"])("half a buffered answer: %s", async (words) => {
    const seen = await askWith(await fresh(), words, false);
    expect(caller.tell(seen.error).status).toBeGreaterThanOrEqual(502);
    expect(seen.trace.outcome).toBe("upstream_error");
  });

  const rows = async (words: string): Promise<Seen[]> => {
    const tenant = await fresh();
    return Promise.all(
      SCENARIOS.map((scenario) => askGateway(world, vendor, tenant, newQuestion(words, true, scenario))),
    );
  };

  it.each(["cut-mid-stream", "end-mid-stream", "stall-mid-stream"])(
    "a stream that breaks: %s",
    async (words) => {
      for (const seen of await rows(words)) {
        const said = await seen.wire.received;
        expect(seen.error, said).toBeInstanceOf(Error);
        expect(said).toMatch(streamError);
        expect(said).not.toMatch(terminal);
        expect(seen.trace).toMatchObject({
          protocol,
          provider: protocol,
          outcome: "truncated",
          status: 200,
          streaming: true,
          errorCode: "stream_interrupted",
        });
      }
    },
  );

  it.each(["cut-after-0", "end-after-0"])(
    "a stream that breaks before it says anything: %s",
    async (words) => {
      for (const seen of await rows(words)) {
        // Nothing has been sent: an error with a status is what clients can act on.
        expect(caller.tell(seen.error)).toMatchObject({
          status: 502,
          kind: expectedErrorClass(protocol, 502),
        });
        expect(seen.trace).toMatchObject({
          outcome: "upstream_error",
          status: 502,
          streaming: true,
          errorCode: "upstream_unreachable",
          attempts: [{ status: null, errorClass: "reset" }],
        });
      }
    },
  );

  it("an error inside a 200 after content", async () => {
    for (const seen of await rows("error-mid-stream")) {
      const said = await seen.wire.received;
      expect(seen.error, said).toBeInstanceOf(Error);
      expect(said).toMatch(streamError);
      expect(said).not.toMatch(terminal);
      // Said once: ours does not follow the provider's.
      expect(said).not.toContain("stream_interrupted");
      expect(said.match(/overloaded/gi)).not.toBeNull();
      // Part of an answer was delivered; why it ended is the provider's reason, not ours.
      expect(seen.trace).toMatchObject({ outcome: "truncated", streaming: true });
      expect(seen.trace.errorCode).not.toBe("stream_interrupted");
      expect(seen.trace.errorMessage).toMatch(/overloaded/i);
    }
  });

  it("an error inside a 200 before content", async () => {
    for (const seen of await rows("error-before-content")) {
      expect(seen.error).toBeInstanceOf(Error);
      expect(await seen.wire.received).not.toMatch(terminal);
      expect(seen.trace).toMatchObject({ outcome: "upstream_error", streaming: true });
      expect(seen.trace.errorMessage).toMatch(/overloaded/i);
    }
  });

  it("one malformed line does not end a stream for the gateway", async () => {
    for (const seen of await rows("malformed")) {
      expect(await seen.wire.received).toMatch(terminal);
      expect(seen.trace).toMatchObject({ outcome: "ok", status: 200 });
    }
  });

  it("a caller that leaves closes the provider's connection", async ({ expect }) => {
    const tenant = await fresh();
    const question = newQuestion("endless-stream", true);
    await leave(caller, { origin: world.server.origin, apiKey: tenant.apiKey }, question);
    await expect.poll(() => world.provider.withText(question.tag)[0]?.closedAt).not.toBeNull();
    expect(await world.traceOf(tenant, question.tag)).toMatchObject({
      protocol,
      outcome: "client_closed",
      streaming: true,
    });
  });
});
