/** What a stream may look like on the wire, that nothing of it is held back, and what is known of one that was left. */
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCENARIOS } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { type Question } from "./caller";
import { expectedTokens, VENDORS, type Vendor } from "./expectations";
import { newQuestion } from "./gateway-case";
import { plainRequest } from "./plain-request";

let world: GatewayWorld;
let tenant: Tenant;
beforeAll(async () => {
  world = await startGatewayWorld();
  tenant = await world.tenant({ providers: ["openai", "anthropic", "gemini", "azure"] });
});
afterAll(() => world.stop());

/** Asks the gateway, or the provider itself. The caller asks for the usage, so that nothing is taken out of a stream. */
async function ask(
  origin: string,
  vendor: Vendor,
  question: Question,
  key: string,
): Promise<IncomingMessage> {
  const { path, headers, body } = plainRequest(vendor, question);
  const options = { include_usage: true };
  const upload = request(origin + path, {
    method: "POST",
    headers: { ...headers, [vendor.credentialHeader]: vendor.credential(key) },
  });
  upload.end(JSON.stringify({ ...(JSON.parse(body) as object), stream_options: options }));
  const [answer] = (await once(upload, "response")) as [IncomingMessage];
  return answer;
}

async function bytesOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

// Polls take their `expect` from the test: tests that run side by side share the imported one.
describe.concurrent.each(VENDORS)("$caller.name", (vendor) => {
  const { protocol } = vendor.caller;
  const open = (question: Question) => ask(world.server.origin, vendor, question, tenant.apiKey);

  it.each(SCENARIOS)("every form of an event is read, and passed on as it came: %s", async (scenario) => {
    const question = newQuestion("odd-framing", true, scenario);
    const said = await bytesOf(await ask(world.provider.origin, vendor, question, "sk-direct"));
    expect(said).toMatch(/^\ufeff/);
    for (const form of [": ping\r\r", "event: nothing\r\r", "id: 7\r", "data: {\r\ndata: "]) {
      expect(said).toContain(form);
    }
    expect(said).toMatch(/[^\r\n]$/);
    expect(await bytesOf(await open(question))).toBe(said);
    const trace = await world.traceOf(tenant, question.tag);
    expect(trace).toMatchObject({ outcome: "ok", warnings: [], ...expectedTokens(protocol, scenario, true) });
  });

  it.for(SCENARIOS)("what was said is passed on before more is said: %s", async (scenario, { expect }) => {
    for (const pieces of [1, 2, 3]) {
      const question = newQuestion(`stall-after-${pieces}`, true, scenario);
      const answer = await open(question);
      let received = 0;
      answer.on("data", (chunk: Buffer) => (received += chunk.length)).on("error", () => undefined);
      const [exchange] = world.provider.withText(question.tag);
      await expect.poll(() => received, { timeout: 5_000 }).toBe(exchange!.bytesWritten);
      answer.destroy();
      await expect.poll(() => exchange!.closedAt).not.toBeNull();
      // Some tell at the start what they will charge for in any case.
      const counted = protocol === "anthropic" || protocol === "gemini";
      expect(await world.traceOf(tenant, question.tag)).toMatchObject({
        outcome: "client_closed",
        inputTokens: counted ? 21 : null,
      });
    }
  });
});
