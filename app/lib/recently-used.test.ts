import { expect, it } from "vitest";
import { RecentlyUsed } from "./recently-used";

it("makes each value once, and forgets the one unused for longest", () => {
  const made: string[] = [];
  const values = new RecentlyUsed<string | null>(2);
  const ask = (key: string) => values.get(key, () => (made.push(key), key === "none" ? null : `${key}!`));
  expect([ask("a"), ask("none"), ask("none"), ask("a"), ask("c")]).toEqual(["a!", null, null, "a!", "c!"]);
  expect(made).toEqual(["a", "none", "c"]);
  ask("a");
  ask("none");
  expect(made).toEqual(["a", "none", "c", "none"]);
});

it("remembers nothing of what fails", () => {
  const values = new RecentlyUsed<number>(2);
  const fail = () => {
    throw new Error("no");
  };
  expect(() => values.get("a", fail)).toThrow("no");
  expect(values.get("a", () => 1)).toBe(1);
});
