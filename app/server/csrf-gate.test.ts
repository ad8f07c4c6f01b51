import { describe, expect, it } from "vitest";
import { passesCsrfGate } from "./csrf-gate";

const origin = "https://app.example";

describe("passesCsrfGate", () => {
  it.each([
    ["GET", {}, true],
    ["HEAD", { origin: "https://evil.example" }, true],
    ["POST", { origin }, true],
    ["POST", { origin: "https://evil.example" }, false],
    ["POST", { origin: "null" }, false],
    ["POST", { origin: "https://evil.example", "sec-fetch-site": "same-origin" }, false],
    ["POST", { "sec-fetch-site": "same-origin" }, true],
    ["POST", { "sec-fetch-site": "same-site" }, false],
    ["POST", { "sec-fetch-site": "none" }, false],
    ["POST", {}, false],
    ["DELETE", { host: "app.example", "x-forwarded-host": "app.example" }, false],
  ])("%s %o: %s", (method, headers, expected) => {
    expect(passesCsrfGate(method, headers, origin)).toBe(expected);
  });
});
