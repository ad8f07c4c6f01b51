/** The Vercel AI SDK through the gateway: whole answers, and failures that are errors. */
import { generateText, streamText } from "ai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCENARIOS } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { ask } from "./caller";
import { newQuestion } from "./gateway-case";
import { VERCEL_CALLERS, vercelAnswer, vercelRequest } from "./vercel-callers";

let world: GatewayWorld;
beforeAll(async () => {
  world = await startGatewayWorld();
});
afterAll(() => world.stop());

describe.concurrent.each(VERCEL_CALLERS)("$name", (caller) => {
  const { protocol, path, model } = caller;
  const door = ({ apiKey }: Tenant) => ({ origin: world.server.origin, apiKey });

  it.each(SCENARIOS)("%s, buffered and streamed", async (scenario) => {
    for (const streamed of [false, true]) {
      const tenant = await world.tenant({ providers: [protocol] });
      const question = newQuestion("", streamed, scenario);
      const { heard, error } = await ask(caller, door(tenant), question);
      expect(error).toBeNull();
      const expected = vercelAnswer(question);
      expect(heard).toMatchObject(expected);
      expect(world.provider.withKey(tenant.providerKey).map(({ url }) => url)).toEqual([path]);
      expect(await world.trace(tenant)).toMatchObject({
        protocol,
        outcome: "ok",
        streaming: streamed,
        totalTokens: expected.usage.inputTokens + expected.usage.outputTokens,
      });
    }
  });

  it("a failure, and a stream that breaks, are errors", async () => {
    const tenant = await world.tenant({ providers: [protocol] });
    const request = (words: string) => vercelRequest(model(door(tenant), `fake.${words}`), "text");
    const failing = generateText(request("status-429"));
    await expect(failing).rejects.toMatchObject({ name: "AI_APICallError", statusCode: 429 });
    for (const words of ["cut-mid-stream", "end-mid-stream", "error-mid-stream"]) {
      const errors: unknown[] = [];
      const result = streamText({ ...request(words), onError: ({ error }) => void errors.push(error) });
      await result.consumeStream();
      expect(errors, words).not.toEqual([]);
    }
  });
});
