/** Another provider's answer passes the same rules, and brings the same values back, as the caller's own would. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { piecesOf } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld } from "tests/support/gateway-world";
import { createTestRule } from "tests/support/factories";
import { CHAT_VENDORS } from "../fallback/chain-case";
import { askUnderRules } from "./rule-case";

const TOKEN = /pii_[a-z2-7]{32}/;
const EMAIL = "zoe@mail.example.org";

let world: GatewayWorld;
beforeAll(async () => {
  world = await startGatewayWorld();
});
afterAll(() => world.stop());

const pairs = CHAT_VENDORS.flatMap((vendor, index) => {
  const other = CHAT_VENDORS[(index + 2) % CHAT_VENDORS.length]!;
  return [false, true].map((streamed) => ({ vendor, from: other.caller.protocol, streamed }));
});

describe.concurrent.each(pairs)(
  "$vendor.caller.name, answered by $from, streamed: $streamed",
  ({ vendor, from, streamed }) => {
    it("is redacted and restored in text and arguments", async () => {
      const word = `says${from}${vendor.caller.protocol}${streamed ? "s" : "b"}`;
      const tenant = await world.chain([
        { provider: vendor.caller.protocol, words: "status-500" },
        { provider: from, model: `elsewhere.${word}` },
      ]);
      for (const rule of [
        {
          actions: [
            {
              type: "redact_pii" as const,
              categories: ["email" as const],
              mode: "mask_and_restore" as const,
            },
          ],
        },
        {
          apply_to: "output" as const,
          actions: [{ type: "redact_pii" as const, categories: ["credit_card" as const] }],
        },
      ]) {
        await createTestRule(tenant.organizationId, rule);
      }
      const said = (asked: string) => `For ${TOKEN.exec(asked)?.[0]}: 4242 4242 4242 4242.`;
      world.provider.says(word, (asked) => ({
        textPieces: piecesOf(said(asked), 5),
        toolCalls: [{ id: "call_1", name: "send", args: { to: said(asked) } }],
      }));
      const { heard, error, trace, wire } = await askUnderRules(world, {
        vendor,
        tenant,
        streamed,
        text: `I am ${EMAIL}.`,
        says: () => ({}),
      });
      expect(error).toBeNull();
      const expected = `For ${EMAIL}: [REDACTED_CREDIT_CARD].`;
      expect(heard?.text).toBe(expected);
      expect(heard?.toolCalls).toEqual([{ name: "send", args: { to: expected } }]);
      expect(await wire.received).not.toContain("4242 4242");
      expect(trace).toMatchObject({ outcome: "ok", provider: from });
      expect(`${trace.requestBody}${trace.responseBody}`).not.toMatch(/4242 4242|zoe@/);
    });
  },
);
