/** Who is calling, in every protocol: wire.md's table, row by row, seen from the provider's side. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateApiKey } from "~/lib/api-key-format";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { ask, type Question } from "./caller";
import { CREDENTIAL_HEADERS, expectedErrorClass, VENDORS, type Vendor } from "./expectations";
import { newQuestion } from "./gateway-case";
import { plainRequest, withQuery } from "./plain-request";

let world: GatewayWorld;
let tenant: Tenant;
beforeAll(async () => {
  world = await startGatewayWorld();
  tenant = await world.tenant({ providers: ["openai", "anthropic", "gemini", "azure"] });
});
afterAll(() => world.stop());

async function post(vendor: Vendor, question: Question, carried: Record<string, string>, query = "") {
  const { path, headers, body } = plainRequest(vendor, question);
  const init = { method: "POST", headers: { ...headers, ...carried }, body };
  const answer = await fetch(world.server.origin + withQuery(path, query), init);
  return { status: answer.status, text: await answer.text() };
}

function expectCredential(vendor: Vendor, question: Question, key: string): void {
  const [received] = world.provider.withText(question.tag);
  const { url, headers } = received!;
  const sent = CREDENTIAL_HEADERS.filter((name) => headers[name] !== undefined);
  expect(sent).toEqual([vendor.credentialHeader]);
  expect(headers[vendor.credentialHeader]).toBe(vendor.credential(key));
  expect(url).toBe(vendor.path(question.model, false));
  expect(url + JSON.stringify(headers)).not.toContain("grp_");
}

describe.concurrent.each(VENDORS)("$caller.name", (vendor) => {
  const { caller } = vendor;
  const { protocol } = caller;
  const stored = () => tenant.providerKeys[protocol] ?? "no key is stored";
  it.each([
    ["Authorization", (key: string) => ({ authorization: `Bearer ${key}` })],
    ["x-api-key", (key: string) => ({ "x-api-key": key })],
    ["api-key", (key: string) => ({ "api-key": key })],
    ["x-goog-api-key", (key: string) => ({ "x-goog-api-key": key })],
  ])("our key in %s is the organization's, and its stored key goes on", async (_, carry) => {
    const question = newQuestion("", false);
    expect(await post(vendor, question, carry(tenant.apiKey))).toMatchObject({ status: 200 });
    expectCredential(vendor, question, stored());
  });

  it("our key in ?key= is taken, and taken out", async () => {
    const question = newQuestion("", false);
    const answer = await post(vendor, question, {}, `key=${tenant.apiKey}`);
    expect(answer).toMatchObject({ status: 200 });
    expectCredential(vendor, question, stored());
    expect(JSON.stringify(await world.traceOf(tenant, question.tag))).not.toContain(tenant.apiKey);
  });

  it.each(["", "Bearer "])("an own key in X-Grepture-Auth-Forward goes on instead: '%s…'", async (scheme) => {
    const question = newQuestion("", false);
    const own = `own-canary-${randomUUID()}`;
    const answer = await post(vendor, question, {
      authorization: `Bearer ${tenant.apiKey}`,
      "x-grepture-auth-forward": scheme + own,
    });
    expect(answer).toMatchObject({ status: 200 });
    expectCredential(vendor, question, own);
    const trace = await world.traceOf(tenant, question.tag);
    expect(trace).toMatchObject({ providerKeyId: null, provider: protocol });
    expect(JSON.stringify(trace)).not.toContain(own);
  });

  it("an own key where the provider's belongs, beside X-Grepture-Api-Key", async () => {
    const question = newQuestion("", false);
    const own = `own-canary-${randomUUID()}`;
    const answer = await post(vendor, question, {
      [vendor.credentialHeader]: vendor.credential(own),
      "x-grepture-api-key": tenant.apiKey,
    });
    expect(answer).toMatchObject({ status: 200 });
    expectCredential(vendor, question, own);
    expect(JSON.stringify(await world.traceOf(tenant, question.tag))).not.toContain(own);
  });

  it("no key, an unknown one, and no stored key are 401 as the SDK knows it", async () => {
    const keyless = await world.tenant({ withProviderKey: false });
    for (const apiKey of [generateApiKey(), "somebody-elses-key", keyless.apiKey]) {
      for (const streamed of [false, true]) {
        const question = newQuestion("", streamed);
        const { error } = await ask(caller, { origin: world.server.origin, apiKey }, question);
        expect(caller.tell(error)).toMatchObject({ status: 401, kind: expectedErrorClass(protocol, 401) });
        expect(caller.tell(error).message).not.toContain(apiKey);
        expect(world.provider.withText(question.tag)).toEqual([]);
      }
    }
  });
});
