/** What the SDKs can do beside chat: it goes to the provider and comes back as it is, and leaves a trace. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGatewayWorld, type GatewayWorld } from "tests/support/gateway-world";
import { ENDPOINTS } from "./endpoints";
import { CREDENTIAL_HEADERS } from "./expectations";

let world: GatewayWorld;
beforeAll(async () => {
  world = await startGatewayWorld();
});
afterAll(() => world.stop());

describe.concurrent("with the official SDKs", () => {
  it.each(ENDPOINTS)("$protocol: $name", async ({ run, answer, sent, uploaded, protocol, inputTokens }) => {
    const tenant = await world.tenant({ providers: [protocol] });
    expect(await run((name) => world.sdk(name, tenant))).toEqual(answer);
    const received = world.provider.withKey(tenant.providerKey);
    expect(received).toHaveLength(1);
    const { method, url, headers, body } = received[0]!;
    expect(`${method} ${url}`).toBe(sent);
    if (uploaded) {
      expect(headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
      expect(body.includes(uploaded)).toBe(true);
    }
    const carriers = CREDENTIAL_HEADERS.filter((name) => headers[name] !== undefined);
    expect(carriers).toHaveLength(1);
    expect(String(headers[carriers[0]!])).toContain(tenant.providerKey);
    expect(url + JSON.stringify(headers)).not.toContain(tenant.apiKey);
    const trace = await world.trace(tenant);
    expect(trace).toMatchObject({ protocol, provider: protocol, outcome: "ok", status: 200, method });
    expect(trace.inputTokens).toBe(inputTokens);
  });

  it("Gemini without alt=sse is one JSON array, also when it breaks off", async () => {
    const tenant = await world.tenant({ providers: ["gemini"] });
    const stream = async (words: string) => {
      const path = `/v1beta/models/fake.${words}:streamGenerateContent`;
      const answer = await fetch(world.server.origin + path, {
        method: "POST",
        headers: { "x-goog-api-key": tenant.apiKey, "content-type": "application/json" },
        body: JSON.stringify({ contents: [{ role: "user", parts: [{ text: "a" }] }] }),
      });
      expect(answer.headers.get("content-type")).toContain("application/json");
      return JSON.parse(await answer.text()) as object[];
    };
    expect((await stream("text")).at(-1)).toMatchObject({ candidates: [{ finishReason: "STOP" }] });
    expect(await world.trace(tenant)).toMatchObject({ outcome: "ok", streaming: true, totalTokens: 30 });
    for (const [index, words] of ["cut-mid-stream", "end-mid-stream"].entries()) {
      expect((await stream(words)).at(-1)).toMatchObject({
        error: { message: expect.any(String) as string },
      });
      expect(await world.trace(tenant, index + 2)).toMatchObject({ outcome: "truncated", streaming: true });
    }
  });
});
