import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "~/models/refusal";
import { readFlags } from "./read-flags";

const known = { valueFlags: ["name", "default-model"], switches: ["primary", "json"] };

function refusal(args: string[]): Refusal {
  try {
    readFlags(args, known);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("readFlags", () => {
  it("reads any value in both forms", () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (value, primary) => {
        const rest = primary ? ["--primary"] : [];
        const expected = { name: value, ...(primary ? { primary } : {}) };
        expect(readFlags([`--name=${value}`, ...rest], known)).toEqual(expected);
        fc.pre(!value.startsWith("--"));
        expect(readFlags([...rest, "--name", value], known)).toEqual(expected);
      }),
    );
  });

  it.each<[string[], string | null]>([
    [["--nmae", "x"], "nmae"],
    [["--nmae=x"], "nmae"],
    [["-n", "x"], "n"],
    [["--no-json"], "no-json"],
    [["--__proto__=x"], "__proto__"],
    [["--name", "a", "--name=b"], "name"],
    [["--name"], "name"],
    [["--name", "--json"], "name"],
    [["--primary=yes"], "primary"],
    [["--json", "stray-secret"], null],
    [["--", "--name"], null],
  ])("refuses %j and names the flag", (args, flag) => {
    expect(refusal(args)).toMatchObject({ code: "invalid_flag", field: flag });
    expect(refusal(args).message).not.toContain("stray-secret");
  });
});
