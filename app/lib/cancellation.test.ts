import { describe, expect, it } from "vitest";
import { Cancellation } from "./cancellation";

describe("Cancellation", () => {
  it("calls each listener once, late ones at once, and those that were taken away never", () => {
    const calls: string[] = [];
    const cancellation = new Cancellation();
    cancellation.onCancel(() => calls.push("early"));
    const remove = cancellation.onCancel(() => calls.push("removed"));
    remove();
    expect(cancellation.isCancelled).toBe(false);
    cancellation.cancel();
    cancellation.cancel();
    cancellation.onCancel(() => calls.push("late"));
    expect(calls).toEqual(["early", "late"]);
    expect(cancellation.isCancelled).toBe(true);
  });
});
