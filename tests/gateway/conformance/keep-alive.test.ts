/** Silence before the first token: comments fill it, and every SDK reads the answer as if they were not there. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentOf, SCENARIOS, type Scenario } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { ask } from "./caller";
import { VENDORS } from "./expectations";
import { askGateway, expectAnswered, expectForwarded, newQuestion } from "./gateway-case";
import { plainRequest } from "./plain-request";
import { VERCEL_CALLERS, vercelAnswer } from "./vercel-callers";

const COMMENT = /^: keep-alive\n\n/gm;
/** Ten times as long as the gateway bears silence. */
const LATE = "late-content-500";

let world: GatewayWorld;
let tenant: Tenant;
beforeAll(async () => {
  world = await startGatewayWorld({ STREAM_KEEP_ALIVE_MS: "50" });
  tenant = await world.tenant({ providers: ["openai", "anthropic", "gemini", "azure"] });
});
afterAll(() => world.stop());

/** Comments came, and the last of them before anything that the model said. */
function expectComments(said: string, scenario: Scenario): void {
  const { textPieces, toolCalls, reasoning } = contentOf(scenario, true);
  const spoken = [...(reasoning?.pieces ?? []), ...textPieces, ...toolCalls.map(({ name }) => name)];
  const places = spoken.map((text) => said.indexOf(JSON.stringify(text).slice(1, -1)));
  const first = Math.min(...places.filter((place) => place >= 0));
  const comments = [...said.matchAll(COMMENT)].map(({ index }) => index);
  expect(comments.length).toBeGreaterThan(0);
  expect(Math.max(...comments)).toBeLessThan(first);
}

describe.concurrent.each(VENDORS)("$caller.name", (vendor) => {
  it.each(SCENARIOS)("%s", async (scenario) => {
    const seen = await askGateway(world, vendor, tenant, newQuestion(LATE, true, scenario));
    expectAnswered(vendor, seen);
    expectForwarded(vendor, tenant, seen);
    expectComments(await seen.wire.received, scenario);
    expect(seen.trace.responseBody).not.toContain("keep-alive");
  });

  it("a buffered answer waits without them", async () => {
    const seen = await askGateway(world, vendor, tenant, newQuestion(LATE, false));
    expectAnswered(vendor, seen);
    expect(await seen.wire.received).not.toContain("keep-alive");
  });
});

describe.concurrent.each(VERCEL_CALLERS)("Vercel AI SDK: $name", (caller) => {
  it.each(SCENARIOS)("%s", async (scenario) => {
    const door = { origin: world.server.origin, apiKey: tenant.apiKey };
    const question = newQuestion(LATE, true, scenario);
    const { heard, error, wire } = await ask(caller, door, question);
    expect(error).toBeNull();
    expect(heard).toMatchObject(vercelAnswer(question));
    expectComments(await wire.received, scenario);
    expect(await world.traceOf(tenant, question.tag)).toMatchObject({ outcome: "ok", streaming: true });
  });
});

it("Gemini's JSON array is filled with line breaks, and stays one", async () => {
  const gemini = VENDORS.find(({ caller }) => caller.protocol === "gemini")!;
  const { path, headers, body } = plainRequest(gemini, newQuestion(LATE, true));
  const answer = await fetch(world.server.origin + path.replace("?alt=sse", ""), {
    method: "POST",
    headers: { ...headers, "x-goog-api-key": tenant.apiKey },
    body,
  });
  const said = await answer.text();
  expect(said).toMatch(/^\n+\[\{/);
  expect((JSON.parse(said) as unknown[]).at(-1)).toMatchObject({ candidates: [{ finishReason: "STOP" }] });
});
