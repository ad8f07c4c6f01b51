import { describe, expect, it } from "vitest";
import { matchesEmpty } from "./user-pattern";

describe("matchesEmpty", () => {
  it.each(["", "a*", "x?", "$", "^", String.raw`\b`, "(?:foo)?", "a|", "(?m:^)", String.raw`\B`])(
    "says so of %j, and comes back",
    (source) => expect(matchesEmpty(source)).toBe(true),
  );

  it.each(["a", "a+", "[ab]", String.raw`\d{1,3}`, "^a$", String.raw`b\b`])("does not of %j", (source) =>
    expect(matchesEmpty(source)).toBe(false),
  );
});
