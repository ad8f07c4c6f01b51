import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDay, formatMoment } from "./viewer-time";

describe("formatMoment", () => {
  const moment = new Date("2026-03-29T00:59:59.999Z");

  it.each([
    [null, "29 Mar 2026, 00:59:59"],
    ["Asia/Bangkok", "29 Mar 2026, 07:59:59"],
    ["America/Los_Angeles", "28 Mar 2026, 17:59:59"],
    ["Europe/Berlin", "29 Mar 2026, 01:59:59"],
  ])("in %s", (zone, text) => {
    expect(formatMoment(moment, zone)).toBe(text);
  });

  it("skips the hour that a change of clocks skips", () => {
    expect(formatMoment(new Date(moment.getTime() + 1), "Europe/Berlin")).toBe("29 Mar 2026, 03:00:00");
  });

  it("writes midnight as 00, and every moment so that it can be read back", () => {
    expect(formatMoment(new Date("2026-01-01T00:00:00Z"), null)).toBe("1 Jan 2026, 00:00:00");
    const moments = fc.date({
      min: new Date("2000-01-01"),
      max: new Date("2099-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (at) => {
        const whole = Math.floor(at.getTime() / 1000) * 1000;
        expect(new Date(`${formatMoment(at, "UTC")} UTC`).getTime()).toBe(whole);
      }),
    );
  });

  it("gives the day alone", () => {
    expect(formatDay(moment, "America/Los_Angeles")).toBe("28 Mar 2026");
  });
});
