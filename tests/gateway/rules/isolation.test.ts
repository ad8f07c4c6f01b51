/** Tokens never lead to another's values: neither to those of a request beside it nor to another organization's. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { piecesOf } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { VENDORS } from "../conformance/expectations";
import { askUnderRules, tenantUnder } from "./rule-case";

const TOKEN = /pii_[a-z2-7]{32}/g;
const REQUESTS = 500;

let world: GatewayWorld;
let tenants: readonly Tenant[];
beforeAll(async () => {
  world = await startGatewayWorld();
  const masking = {
    actions: [
      { type: "redact_pii" as const, categories: ["email" as const], mode: "mask_and_restore" as const },
    ],
  };
  tenants = [await tenantUnder(world, [masking]), await tenantUnder(world, [masking])];
});
afterAll(() => world.stop());

it(`each of ${REQUESTS} requests in parallel gets its own value back, and no token twice`, async () => {
  const everyToken = new Set<string>();
  const requests = Array.from({ length: REQUESTS }, async (_, index) => {
    // Half of them ask about the same person, in two organizations.
    const email = index % 2 === 0 ? "shared@mail.example.org" : `caller${index}@mail.example.org`;
    const { heard, error, received } = await askUnderRules(world, {
      vendor: VENDORS[index % VENDORS.length]!,
      tenant: tenants[(index >> 1) % 2]!,
      streamed: index % 3 === 0,
      text: `About ${email}, please.`,
      says: (asked) => ({ textPieces: piecesOf(`It is ${asked.match(TOKEN)?.[0]}.`, 9) }),
    });
    expect(error).toBeNull();
    expect(heard?.text).toBe(`It is ${email}.`);
    const own = new Set(received[0]!.body.toString().match(TOKEN));
    expect(own.size).toBe(1);
    for (const token of own) everyToken.add(token);
  });
  await Promise.all(requests);
  expect(everyToken.size).toBe(REQUESTS);
});

it("gives a value the same token within a trace, and another one in the next", async () => {
  const tokenFor = async (trace: string, tenant: Tenant) => {
    const answer = await world.post(
      tenant,
      JSON.stringify({ model: "fake", messages: [{ role: "user", content: "shared@mail.example.org" }] }),
      { "x-grepture-trace-id": trace },
    );
    await answer.text();
    return world.provider.last().body.toString().match(TOKEN)?.[0];
  };
  const [one, other] = tenants as [Tenant, Tenant];
  const first = await tokenFor("conversation-1", one);
  expect(await tokenFor("conversation-1", one)).toBe(first);
  expect(await tokenFor("conversation-2", one)).not.toBe(first);
  expect(await tokenFor("conversation-1", other)).not.toBe(first);
});
