import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { CATEGORY_INFO, type CategoryChoice } from "~/rules/categories";
import { type ActionItem } from "./action-item";
import { RuleActions } from "./rule-actions";

/** The text in sight, and the text behind the press. */
function read(actions: ActionItem[]): { shown: string; folded: string } {
  const html = renderToStaticMarkup(<RuleActions actions={actions} />);
  const [, folded = ""] = /<details[^>]*>.*?<\/summary>(.*?)<\/details>/.exec(html) ?? [];
  const words = (part: string) =>
    part
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim();
  return { shown: words(html.replace(folded, "")), folded: words(folded) };
}

const FIRST = (count: number): CategoryChoice[] => CATEGORY_INFO.slice(0, count).map(({ id }) => id);
const labels = (choices: readonly { label: string }[]) => choices.map(({ label }) => label).join(" ");

describe("RuleActions", () => {
  it("shows up to six choices, and folds what goes beyond five of more", () => {
    expect(read([{ enabled: true, categories: FIRST(6), replacement: "hash" }])).toEqual({
      shown: `${labels(CATEGORY_INFO.slice(0, 6))} → hash`,
      folded: "",
    });
    expect(read([{ enabled: true, categories: FIRST(9), replacement: "mask" }])).toEqual({
      shown: `${labels(CATEGORY_INFO.slice(0, 5))} 4 more → mask`,
      folded: labels(CATEGORY_INFO.slice(5, 9)),
    });
  });

  it("counts a group once, whatever else of it is chosen", () => {
    const actions: ActionItem[] = [{ enabled: true, categories: [...FIRST(9), "pii"], replacement: "hash" }];
    expect(read(actions)).toEqual({ shown: "All personal data → hash", folded: "" });
  });

  it("tells each action with its own replacement", () => {
    const actions: ActionItem[] = [
      { enabled: true, categories: ["email"], replacement: "mask" },
      { enabled: true, categories: ["secrets"], replacement: "placeholder" },
    ];
    expect(read(actions).shown).toBe("E-mail address → mask All secrets → placeholder");
  });
});
