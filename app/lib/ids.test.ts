import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isId, newId, timeOfId } from "./ids";

describe("an id", () => {
  it("carries its time and sorts by it", () => {
    const time = fc.integer({ min: 0, max: Date.UTC(2200, 0) });
    fc.assert(
      fc.property(time, time, (first, second) => {
        const [a, b] = [newId(first), newId(second)];
        expect(timeOfId(a)?.getTime()).toBe(first);
        expect(isId(a)).toBe(true);
        if (first < second) expect(a < b).toBe(true);
      }),
    );
  });

  it("carries now when no time is given", () => {
    const before = Date.now();
    const at = timeOfId(newId())?.getTime() ?? 0;
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  it.each(["", "1", "not-an-id", "0190b5a8-0000-7000-8000-00000000000", "'; DROP TABLE users; --"])(
    "is not %j",
    (text) => {
      expect(isId(text)).toBe(false);
      expect(timeOfId(text)).toBeNull();
    },
  );

  it("has no time when it is a random UUID", () => {
    expect(timeOfId("8f14e45f-ceea-467f-a1d2-5b1a3c0d9e11")).toBeNull();
  });
});
