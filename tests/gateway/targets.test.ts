/** X-Grepture-Target: where it may lead, whose key goes there, and where it may not. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";

let world: GatewayWorld;
let tenant: Tenant;
/** A host that is none of the providers', named by the operator. */
let elsewhere: Server;
let elsewhereOrigin: string;
const received: { url: string; headers: IncomingHttpHeaders }[] = [];

beforeAll(async () => {
  elsewhere = createServer((req, res) => {
    received.push({ url: req.url ?? "", headers: req.headers });
    req.resume();
    if (req.url === "/moved") res.writeHead(302, { location: "http://169.254.169.254/" }).end();
    else res.writeHead(200, { "content-type": "application/json" }).end('{"object":"list","data":[]}');
  }).listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  const { port } = elsewhere.address() as AddressInfo;
  elsewhereOrigin = `http://127.0.0.1:${port}`;
  world = await startGatewayWorld({ ALLOWED_TARGET_HOSTS: `127.0.0.1:${port}` });
  tenant = await world.tenant({ providers: ["openai", "anthropic"] });
});
afterAll(async () => {
  await world.stop();
  elsewhere.closeAllConnections();
  elsewhere.close();
});

function send(target: string, headers: Record<string, string> = {}, path = "/proxy/v1/x", method = "POST") {
  return fetch(world.server.origin + path, {
    method,
    redirect: "manual",
    headers: {
      authorization: `Bearer ${tenant.apiKey}`,
      "content-type": "application/json",
      "x-grepture-target": target,
      ...headers,
    },
    ...(method === "POST" ? { body: JSON.stringify({ model: "gpt-fake", messages: [] }) } : {}),
  });
}

describe("a target that is allowed", () => {
  it("is asked as it was written, with the stored key of its provider, whatever our own path is", async () => {
    for (const path of ["/proxy/v1/x", "/proxy/anything?a=1", "/v1/chat/completions", "/v1/files"]) {
      const answer = await send(
        `${world.provider.origin}/v1/chat/completions?b=2&key=${tenant.apiKey}`,
        {},
        path,
      );
      expect(answer.status).toBe(200);
      const { url, headers } = world.provider.last();
      expect(url).toBe("/v1/chat/completions?b=2");
      expect(headers.authorization).toBe(`Bearer ${tenant.providerKeys.openai}`);
      expect(JSON.stringify(headers)).not.toContain("grp_");
    }
  });

  it("speaks the protocol of its own path", async () => {
    const answer = await send(`${world.provider.origin}/v1/messages`, { "x-request-id": "messages" });
    expect(answer.headers.get("x-grepture-provider")).toBe("anthropic");
    expect(world.provider.last().headers["x-api-key"]).toBe(tenant.providerKeys.anthropic);
    expect(await world.traceOf(tenant, "messages")).toMatchObject({
      protocol: "anthropic",
      provider: "anthropic",
    });
  });

  it("gets the caller's own key, and of an unknown host never a stored one", async () => {
    await send(`${elsewhereOrigin}/v1/models`, {}, "/proxy/v1/models", "GET");
    expect(received.at(-1)).toMatchObject({ url: "/v1/models" });
    expect(JSON.stringify(received.at(-1)?.headers)).not.toMatch(/sk-|grp_|authorization/);
    await send(
      `${elsewhereOrigin}/v1/models`,
      { "x-grepture-auth-forward": "Bearer own-1", "x-request-id": "elsewhere" },
      "/proxy/x",
      "GET",
    );
    expect(received.at(-1)?.headers.authorization).toBe("Bearer own-1");
    const trace = await world.traceOf(tenant, "elsewhere");
    expect(trace).toMatchObject({ provider: null, providerKeyId: null, cost: null, status: 200 });
    expect(trace.attempts).toMatchObject([{ provider: null, status: 200 }]);
  });

  it("that redirects is not followed", async () => {
    const answer = await send(`${elsewhereOrigin}/moved`, {}, "/proxy/x", "GET");
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe("http://169.254.169.254/");
  });
});

describe("a target that is refused", () => {
  it.each([
    "not a url",
    "/v1/chat/completions",
    "ftp://api.openai.com/",
    "file:///etc/passwd",
    "http://api.openai.com/v1/models",
    "https://evil.example/v1/chat/completions",
    "https://api.openai.com.evil.example/v1/x",
    "https://user:canary-password@api.openai.com/v1/x",
    "https://api.openai.com/v1/x#fragment",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://localhost/",
    "https://169.254.169.254/latest/meta-data/",
    "https://metadata.google.internal/",
  ])("%s is a 400 that says why, before anything is asked", async (target) => {
    const asked = world.provider.received.length;
    const answer = await send(target);
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ error: { code: "invalid_target" } });
    expect(text).not.toContain("canary-password");
    expect(world.provider.received.length).toBe(asked);
  });

  it("needs a key of ours before it is even looked at", async () => {
    const answer = await send("https://evil.example/", { authorization: "Bearer sk-somebody" });
    expect(answer.status).toBe(401);
  });
});
