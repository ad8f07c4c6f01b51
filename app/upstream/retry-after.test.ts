import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST_WAIT_MS, retryAfterMs } from "./retry-after";

const NOW = Date.UTC(2026, 7, 3, 12, 0, 0);
const inSeconds = (text: string, now = NOW) => retryAfterMs({ "retry-after": text }, now);

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The three forms of one moment, put together from what `toISOString` says. */
function writtenForms(at: number): { imf: string; rfc850: string; asctime: string } {
  const [year = "", month = "", day = "", time = ""] = new Date(at).toISOString().split(/[-T.]/);
  const weekday = DAYS[new Date(at).getUTCDay()] ?? "";
  const monthName =
    ["", ..."Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")][Number(month)] ?? "";
  return {
    imf: `${weekday.slice(0, 3)}, ${day} ${monthName} ${year} ${time} GMT`,
    rfc850: `${weekday}, ${day}-${monthName}-${year.slice(2)} ${time} GMT`,
    asctime: `${weekday.slice(0, 3)} ${monthName} ${String(Number(day)).padStart(2)} ${time} ${year}`,
  };
}

describe("retryAfterMs", () => {
  it.each([
    ["7", 7_000],
    ["0", 0],
    ["-5", 0],
    ["-0.4", 0],
    ["0.5", 500],
    ["0.0201", 21],
    [" 3 ", 3_000],
    ["86400", LONGEST_WAIT_MS],
    ["86401", LONGEST_WAIT_MS],
    ["9".repeat(400), LONGEST_WAIT_MS],
    ["Mon, 03 Aug 2026 12:00:09 GMT", 9_000],
    ["Monday, 03-Aug-26 12:00:09 GMT", 9_000],
    ["Mon Aug  3 12:00:09 2026", 9_000],
    ["Mon Aug 03 12:00:09 2026", 9_000],
    ["mon, 3 aug 2026 12:00:09 gmt", 9_000],
    ["Mon, 03 Aug 2026 12:00:60 GMT", 60_000],
    ["Mon, 03 Aug 2026 11:59:59 GMT", 0],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
    ["Sunday, 06-Nov-94 08:49:37 GMT", 0],
    ["Sun Nov  6 08:49:37 1994", 0],
    ["Tue, 03 Aug 2027 12:00:00 GMT", LONGEST_WAIT_MS],
  ])("reads %j", (text, expected) => {
    expect(inSeconds(text)).toBe(expected);
  });

  it.each([
    "",
    " ",
    "soon",
    "7s",
    "7,5",
    "5, 10",
    "1e3",
    "0x10",
    "+5",
    "5.",
    ".5",
    "--5",
    "NaN",
    "Infinity",
    "7\n8",
    "2026-08-03T12:00:09Z",
    "1785758409 GMT",
    "Mon, 03 Aug 2026 12:00:09",
    "Mon, 03 Aug 2026 12:00:09 CET",
    "Mon, 03 Aug 2026 24:00:00 GMT",
    "Mon, 03 Aug 2026 12:60:00 GMT",
    "Mon, 03 Aug 2026 12:00:61 GMT",
    "Mon, 31 Jun 2026 12:00:09 GMT",
    "Mon, 00 Aug 2026 12:00:09 GMT",
    "Mon, 29 Feb 2027 12:00:09 GMT",
    "Mon, 03 Xyz 2026 12:00:09 GMT",
    "Mon Aug  3 12:00:09 2026 GMT",
    "Monday, 03-Aug-2026 12:00:09 GMT",
  ])("finds no time in %j", (text) => {
    expect(inSeconds(text)).toBeNull();
    expect(retryAfterMs({ "retry-after": text, "x-other": "3" }, NOW)).toBeNull();
  });

  it.each([
    ["nothing", {}, null],
    ["an absent value", { "retry-after": undefined }, null],
    ["an empty list", { "retry-after": [] }, null],
    ["milliseconds", { "retry-after-ms": "1500" }, 1_500],
    ["part of a millisecond", { "retry-after-ms": "20.25" }, 21],
    ["Azure's milliseconds", { "x-ms-retry-after-ms": "250" }, 250],
    ["the most exact of all", { "retry-after": "9", "retry-after-ms": "8100" }, 8_100],
    ["OpenAI's name before Azure's", { "x-ms-retry-after-ms": "2", "retry-after-ms": "1" }, 1],
    ["Azure's before seconds", { "retry-after": "9", "x-ms-retry-after-ms": "8100" }, 8_100],
    ["seconds beside nonsense", { "retry-after": "9", "retry-after-ms": "soon" }, 9_000],
    ["no date where milliseconds are due", { "retry-after-ms": "Mon, 03 Aug 2026 12:00:09 GMT" }, null],
    ["the first of a list", { "retry-after": ["4", "5"] }, 4_000],
    ["the first that can be read", { "retry-after": ["soon", "Mon, 03 Aug 2026 12:00:09 GMT"] }, 9_000],
  ])("takes %s", (_, headers, expected) => {
    expect(retryAfterMs(headers, NOW)).toBe(expected);
  });

  it("reads a year of two digits as the latest that is at most 50 years ahead", () => {
    const at2090 = Date.UTC(2090, 0, 1);
    expect(inSeconds("Sunday, 01-Jan-90 00:00:05 GMT", at2090)).toBe(5_000);
    expect(inSeconds("Sunday, 01-Jan-10 00:00:05 GMT", at2090)).toBe(LONGEST_WAIT_MS);
    expect(inSeconds("Sunday, 01-Jan-76 00:00:05 GMT")).toBe(LONGEST_WAIT_MS);
    expect(inSeconds("Sunday, 01-Jan-77 00:00:05 GMT")).toBe(0);
  });

  it("reads every moment in all three forms of a date alike", () => {
    const moment = fc.integer({ min: Date.UTC(1980, 0, 1) / 1000, max: Date.UTC(2070, 0, 1) / 1000 });
    fc.assert(
      fc.property(moment, fc.integer({ min: -2 * 86_400, max: 2 * 86_400 }), (seconds, wait) => {
        const now = seconds * 1000;
        const forms = writtenForms(now + wait * 1000);
        const expected = Math.min(Math.max(wait * 1000, 0), LONGEST_WAIT_MS);
        for (const text of Object.values(forms))
          expect([text, inSeconds(text, now)]).toEqual([text, expected]);
      }),
    );
  });

  it("never asks earlier than a fraction of a second or of a millisecond says, and at most 1 ms later", () => {
    const digits = fc.stringMatching(/^[0-9]{1,9}$/);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80_000 }), digits, (whole, fraction) => {
        const text = `${whole}.${fraction}`;
        // In whole nanoseconds, without floating point.
        const nanos = BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0"));
        const ceiling = (perMillisecond: bigint) => Number((nanos + perMillisecond - 1n) / perMillisecond);
        const told = [inSeconds(text), retryAfterMs({ "retry-after-ms": text }, NOW)];
        const least = [ceiling(1_000_000n), Math.min(ceiling(1_000_000_000n), LONGEST_WAIT_MS)];
        for (const [index, ms] of told.entries()) {
          expect((ms ?? -1) - (least[index] ?? 0)).toBeOneOf([0, 1]);
        }
      }),
    );
  });

  it("answers any header with null or whole milliseconds within a day", () => {
    const nearlyDate = fc
      .tuple(
        fc.constantFrom(...Object.values(writtenForms(NOW + 5_000))),
        fc.nat(30),
        fc.string({ maxLength: 3 }),
      )
      .map(([text, at, noise]) => text.slice(0, at) + noise + text.slice(at + 1));
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[-+]?[0-9]{0,40}[.,e]?[0-9]{0,40}$/),
      nearlyDate,
      fc.double().map(String),
    );
    const value = fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.constant(undefined));
    const headers = fc.record(
      { "retry-after": value, "retry-after-ms": value, "x-ms-retry-after-ms": value },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(headers, fc.integer({ min: 0, max: 4e12 }), (given, now) => {
        const wait = retryAfterMs(given, now);
        if (wait === null) return;
        expect(Number.isInteger(wait) && wait >= 0 && wait <= LONGEST_WAIT_MS).toBe(true);
        expect(Object.is(wait, -0)).toBe(false);
      }),
    );
  });
});
