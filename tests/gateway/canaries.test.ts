import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGatewayWorld, type GatewayWorld } from "tests/support/gateway-world";
import { wholeDatabase, wholeDisk } from "tests/support/kept";

let world: GatewayWorld;

beforeAll(async () => {
  world = await startGatewayWorld();
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
    for (const model of ["status-401", "status-500-html", "reset", "cut-mid-stream"]) {
      await send(
        "",
        {},
        JSON.stringify({
          model,
          stream: true,
          messages: [{ role: "user", content: "canary-pii@example.com" }],
        }),
      );
    }
    await send("", { authorization: `Bearer ${canary("unknown")}` });
    await send("", { ...headers, authorization: "" }, `{"broken ${canary("json")}`);
    await world.trace(tenant, 6);

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
