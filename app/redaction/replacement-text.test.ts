import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replacementText } from "~/redaction/replacement-text";

const key = Buffer.from("a key of the organization");

describe("replacementText", () => {
  it("names the category in a placeholder", () => {
    expect(replacementText("x", "credit_card", "placeholder", key)).toBe("[REDACTED_CREDIT_CARD]");
  });

  it("is the first 12 hex digits of the HMAC", () => {
    const digest = createHmac("sha256", key).update("zoë@example.de").digest("hex");
    expect(replacementText("zoë@example.de", "email", "hash", key)).toBe(digest.slice(0, 12));
  });

  it.each([
    ["jane@example.com", "j**************m"],
    ["12345", "1***5"],
    ["1234", "****"],
    ["", ""],
    ["😀bcd😀", "😀***😀"],
  ])("masks %s", (value, masked) => {
    expect(replacementText(value, "email", "mask", key)).toBe(masked);
  });

  it("keeps the length in characters and at most two of them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const masked = Array.from(replacementText(value, "phone", "mask", key));
        expect(masked).toHaveLength(Array.from(value).length);
        expect(masked.slice(1, -1).every((character) => character === "*")).toBe(true);
      }),
    );
  });
});
