import fc from "fast-check";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { hexadecimalCore } from "~/detection/hexadecimal";

describe("hexadecimalCore", () => {
  it("matches exactly so many hexadecimal digits, in any case", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.stringMatching(/^[0-9a-hA-H]{1,4}$/),
        (count, digits) => {
          const expression = new RE2(`^(?:${hexadecimalCore(":", count, "-")})$`);
          const isOne = digits.length === count && /^[0-9A-Fa-f]*$/.test(digits);
          expect(expression.test(`:${digits}-`)).toBe(isOne);
        },
      ),
    );
  });
});
