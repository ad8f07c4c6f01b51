import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WarningList } from "./warning-list";

describe("WarningList", () => {
  it("says each warning once, in order, and not without end", () => {
    const list = new WarningList();
    list.add("stop", "left out");
    for (let index = 0; index < 60; index++) list.add(`messages[${index}]`, "left out");
    list.add("stop", "left out");
    expect(list.all).toHaveLength(41);
    expect(list.all.slice(0, 2)).toEqual(["stop: left out", "messages[0]: left out"]);
    expect(list.all.at(-1)).toBe("more: further warnings left out");
  });

  it("names members of protocols, and never a key that could be anything", () => {
    const pathOf = (path: string) => {
      const list = new WarningList();
      list.add(path, "x");
      return list.all[0]!.slice(0, -": x".length);
    };
    expect(pathOf("messages[1].content[0].cache_control")).toBe("messages[1].content[0].cache_control");
    expect(pathOf("generationConfig.responseModalities")).toBe("generationConfig.responseModalities");
    expect(pathOf("tools[0].card 4111111111111111")).toBe("tools[0].(a member)");
    expect(pathOf("sk-live-1")).toBe("(a member)");
    expect(pathOf("")).toBe("(a member)");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (key) => {
        expect(pathOf(key)).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });
});
