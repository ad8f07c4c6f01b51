import { describe, expect, it } from "vitest";
import { scan, type ScanContext } from "./scan";
import { readScanRequest } from "./scan-request";

const context: ScanContext = {
  organizationId: "none is asked for where there are drafts",
  hashKey: Buffer.alloc(32, 7),
  requestId: "r",
  isGone: () => false,
};
const drafts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `r${index}`, actions: [{ type: "log_only" }] }));

function run(body: Record<string, unknown>, more: Partial<ScanContext> = {}) {
  const source = JSON.stringify(body);
  return scan(readScanRequest(source, JSON.parse(source)), { ...context, ...more });
}

/** Every look at it finds it this much later. */
function clock(step: number): () => number {
  let now = 0;
  return () => (now += step);
}

describe("a scan", () => {
  it("ends after ten seconds of work, and says how far it came", async () => {
    // A look at the clock before and one after each rule.
    const slow = run({ text: "x", rules: drafts(1000) }, { now: clock(20) });
    await expect(slow).rejects.toMatchObject({
      code: "scan_too_long",
      status: 400,
      message: expect.stringContaining("Rule 501 was the last before 10 seconds") as string,
    });
    expect((await run({ text: "x", rules: drafts(500) }, { now: clock(20) })).steps).toHaveLength(500);
  });

  it("ends when nobody waits for it any more", async () => {
    const rules = drafts(3);
    await expect(run({ text: "x", rules }, { now: clock(20), isGone: () => true })).rejects.toMatchObject({
      code: "client_closed",
    });
    // It only looks where it pauses.
    expect((await run({ text: "x", rules }, { now: () => 0, isGone: () => true })).steps).toHaveLength(3);
  });

  it("lets others have their turn in between", async () => {
    let turns = 0;
    const count = () => {
      turns++;
      immediate = setImmediate(count);
    };
    let immediate = setImmediate(count);
    await run({ text: "x", rules: drafts(100) }, { now: clock(20) });
    clearImmediate(immediate);
    expect(turns).toBeGreaterThanOrEqual(99);
  });

  it("gives out tokens that are its own", async () => {
    const rules = [
      { name: "t", actions: [{ type: "redact_pii", categories: ["email"], mode: "mask_and_restore" }] },
    ];
    const text = "jane@example.com, jane@example.com";
    const [one, other] = [await run({ text, rules }), await run({ text, rules })];
    expect(one.content.json).toMatch(/^"(pii_[a-z2-7]{32}), \1"$/);
    expect(other.content.json).not.toBe(one.content.json);
  });
});
