import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeRedirect } from "./safe-redirect";

describe("safeRedirect", () => {
  it.each(["/", "/org/acme/traffic?cursor=1#top", "/a//b", "/org/acme/../acme"])(
    "keeps %s on this site",
    (to) => {
      const target = new URL(safeRedirect(to, "/fallback"), "https://grepture.example");
      expect(target.href).toBe(new URL(to, "https://grepture.example").href);
    },
  );

  it.each([
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "evil.example",
    "",
    null,
    undefined,
    7,
    new File([], "x"),
  ])("refuses %j", (to) => expect(safeRedirect(to, "/fallback")).toBe("/fallback"));

  it("never leads to another origin, as a browser resolves it", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "//",
      "evil.example",
      "@",
      ":",
      "?",
      "#",
      "\t",
      "\r",
      "%2f",
      "a",
      "http:",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const target = safeRedirect(pieces.join(""), "/fallback");
        expect(new URL(target, "https://grepture.example/login").origin).toBe("https://grepture.example");
        expect(target).toMatch(/^\/(?!\/)/);
      }),
      { numRuns: 2000 },
    );
  });
});
