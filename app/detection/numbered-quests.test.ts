import { describe, expect, it } from "vitest";
import { numberQuests } from "~/detection/numbered-quests";
import { pattern } from "tests/support/patterns";

const telling = { core: String.raw`street \d`, isCoreTelling: true } as const;
const short = pattern({ ...telling, source: String.raw`[A-Z]street \d`, context: ["address"] });
const long = pattern({ ...telling, source: String.raw`[A-Z]street \d{1,50}, [A-Z][a-z]{30} #\d{6}!` });

describe("numbered quests", () => {
  it("look once for what patterns have as their core, as far as the longest of them reaches", () => {
    const { quests } = numberQuests([short, pattern({ source: "abc" }), long], true);
    expect(quests.map(({ members }) => members.flatMap(({ places }) => places))).toEqual([[0, 2], [1]]);
    const [shared] = quests;
    const [alone] = numberQuests([long], true).quests;
    expect(shared?.reach).toEqual(alone?.reach);
    expect(shared?.core?.test()).toBe(alone?.core?.test());
  });

  it("demand of patterns with a core in common what all of them demand", () => {
    const [shared] = numberQuests([short, long], true).quests;
    const [alone] = numberQuests([short], true).quests;
    expect(alone?.context).not.toBeNull();
    expect(shared?.context).toBeNull();
    const [same] = numberQuests([short, { ...short, id: "other", after: "," }], true).quests;
    expect(same?.members).toHaveLength(2);
    expect(same?.context).not.toBeNull();
  });

  it("ask for no context where that is not asked", () => {
    expect(numberQuests([short], false).quests[0]?.context).toBeNull();
  });
});
