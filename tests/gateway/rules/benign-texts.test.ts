/** Code, logs, JSON, identifiers, prices and prose pass the whole catalogue both ways as they are. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCorpus } from "../../../eval/detection/corpus";
import { piecesOf } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { VENDORS } from "../conformance/expectations";
import { askUnderRules, tenantUnder } from "./rule-case";

/** One in which the catalogue is known to be wrong fails here as well, and is found in `npm run eval:detection`. */
const BENIGN = readCorpus().filter(({ file }) => file.startsWith("ordinary-"));

let world: GatewayWorld;
let tenant: Tenant;
beforeAll(async () => {
  world = await startGatewayWorld();
  tenant = await tenantUnder(world, [
    { apply_to: "both", actions: [{ type: "redact_pii", categories: ["all"] }] },
  ]);
});
afterAll(() => world.stop());

describe.concurrent.each(VENDORS)("$caller.name", (vendor) => {
  it.each([false, true])("says and hears them as they are; streamed: %s", async (streamed) => {
    expect(BENIGN.length).toBeGreaterThan(40);
    // A share of them for each way of asking: together all are asked.
    const turn = VENDORS.indexOf(vendor) * 2 + Number(streamed);
    const own = BENIGN.filter((_, index) => index % (2 * VENDORS.length) === turn);
    for (const { text } of own) {
      const { heard, trace, received } = await askUnderRules(world, {
        vendor,
        tenant,
        streamed,
        text,
        says: () => ({ textPieces: piecesOf(text, 7) }),
      });
      expect(received[0]!.body.toString()).toContain(JSON.stringify(text).slice(1, -1));
      expect(heard?.text).toBe(text);
      expect(trace.ruleHits).toEqual([]);
    }
  });
});
