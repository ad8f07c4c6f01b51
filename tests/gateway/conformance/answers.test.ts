/** Every protocol × what a model can say × buffered and streamed, answered in full. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { contentOf, SCENARIOS } from "tests/support/fake-provider/scenario";
import { VENDORS } from "./expectations";
import { askGateway, everyQuestion, expectAnswered, expectForwarded, newQuestion } from "./gateway-case";

let world: GatewayWorld;
let tenant: Tenant;
beforeAll(async () => {
  world = await startGatewayWorld();
  tenant = await world.tenant({ providers: ["openai", "anthropic", "gemini", "azure"] });
});
afterAll(() => world.stop());

describe.concurrent.each(VENDORS)("$caller.name", (vendor) => {
  it.each(SCENARIOS)("%s, buffered and streamed", async (scenario) => {
    const questions = [newQuestion("", false, scenario), newQuestion("", true, scenario)];
    const cells = await Promise.all(questions.map((one) => askGateway(world, vendor, tenant, one)));
    for (const seen of cells) {
      expectAnswered(vendor, seen);
      expectForwarded(vendor, tenant, seen);
      const { textPieces, toolCalls } = contentOf(scenario, seen.question.streamed);
      // Assembled from a stream or not, what was said is on the trace.
      const stored = JSON.stringify(JSON.parse(seen.trace.responseBody ?? "null"));
      const said = [textPieces.join(""), ...toolCalls.map(({ name }) => name)];
      // Gemini's text is several parts where a signature stands between them.
      const joined = [...stored.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text).join("");
      for (const text of said) expect(stored + joined).toContain(JSON.stringify(text).slice(1, -1));
    }
  });

  it.each(["slow", "bytewise", "gzip", "br"])("the same when the provider is %s", async (word) => {
    const cells = await Promise.all(everyQuestion(word).map((one) => askGateway(world, vendor, tenant, one)));
    for (const seen of cells) expectAnswered(vendor, seen);
  });

  it("beyond what is kept in memory", async () => {
    const seen = await askGateway(world, vendor, tenant, newQuestion("offer-24-mib", false));
    expect(seen.heard?.text).toBe("café / ok");
    expect(seen.trace).toMatchObject({ outcome: "ok", status: 200 });
  });
});
