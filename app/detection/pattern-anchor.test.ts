import { describe, expect, it } from "vitest";
import { type Pattern } from "~/detection/pattern";
import { questsFor } from "~/detection/pattern-anchor";
import { pattern } from "tests/support/patterns";

const anchorsOf = (own: Partial<Pattern>) =>
  questsFor(pattern(own)).map(({ anchor }) => anchor && [...anchor.demand].sort());

describe("where a search for a pattern begins", () => {
  it("is what is rare, or near an end of the match", () => {
    expect(anchorsOf({ before: "password[:=] ?", source: String.raw`\S+` })).toEqual([
      ["password:", "password="],
    ]);
    expect(anchorsOf({ source: String.raw`[A-Z][^\n]*, [^\n]*#\d{4}` })).toEqual([["#0000"]]);
  });

  it("is on the side where the match ends sooner, which the test is read from", () => {
    const [atEnd] = questsFor(pattern({ source: String.raw`[a-z ]{1,300}#\d{4}` }));
    const [atBeginning] = questsFor(pattern({ source: String.raw`#\d{4}[a-z ]{1,300}` }));
    expect(atEnd?.anchor?.whole.isForwards).toBe(false);
    expect(atBeginning?.anchor?.whole.isForwards).toBe(true);
  });

  it("is looked for option by option where one of them would make all of it dear", () => {
    const source = String.raw`(?:#\d{4}[a-z ]{1,300}|[a-z ]{1,300}=\d{6}!)`;
    expect(anchorsOf({ source })).toEqual([["#0000"], ["=000000!"]]);
  });

  it("is that of a telling core, which is tested before the whole", () => {
    const own = { source: String.raw`[A-Z][a-z ]+ \d+(?:, [A-Z][a-z ]+)*`, core: String.raw`street \d` };
    const [plain] = questsFor(pattern(own));
    const [telling] = questsFor(pattern({ ...own, isCoreTelling: true }));
    expect(telling?.anchor?.demand).toEqual(["street 0"]);
    expect(plain?.anchor?.core).toBeNull();
    expect(telling?.anchor?.core?.reach.left.anywhere).toBeLessThan(10);
  });

  it("is nowhere when nothing is known of a match, and context words are known all the same", () => {
    const [quest] = questsFor(pattern({ source: "[a-z]+", context: ["account number", "iban"] }));
    expect(quest?.anchor).toBeNull();
    expect(quest?.context).toEqual(["account", "iban"]);
  });

  it("is read once for a pattern", () => {
    const one = pattern({ source: "abc" });
    expect(questsFor(one)).toBe(questsFor(one));
    const whole = questsFor(one)[0]?.anchor?.whole;
    expect(whole?.test()).toBe(whole?.test());
  });
});
