import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isInPath, JsonPathError, parseJsonPath } from "~/rules/json-path";

const place = (...steps: (string | number)[]) => steps;

/** A path as its author thinks of it. */
type Piece =
  { kind: "name"; name: string } | { kind: "index"; index: number } | { kind: "any" } | { kind: "deep" };

const name = fc.oneof(
  fc.constantFrom("a", "b", "user", "0"),
  fc.string({ unit: "grapheme", maxLength: 5 }).filter((text) => text.isWellFormed()),
);
const step: fc.Arbitrary<Piece> = fc.oneof(
  name.map((name) => ({ kind: "name" as const, name })),
  fc.nat(3).map((index) => ({ kind: "index" as const, index })),
  fc.constant({ kind: "any" as const }),
);
/** `..` stands before a step, and never twice. */
const pieces = fc
  .array(fc.record({ deep: fc.integer({ min: 0, max: 3 }).map((draw) => draw === 0), step }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((list) => list.flatMap(({ deep, step: one }): Piece[] => (deep ? [{ kind: "deep" }, one] : [one])));

const quoted = (key: string, quote: string) => `${quote}${key.replace(/[\\"']/g, String.raw`\$&`)}${quote}`;
const PLAIN = /^[^.[\]*"'\s$]+$/;

/** One of the ways to write it. */
function write(list: readonly Piece[], quote: string, bare: boolean): string {
  let text = "";
  let isAfterDots = true;
  for (const piece of list) {
    const dot = isAfterDots ? "" : ".";
    if (piece.kind === "deep") text += "..";
    else if (piece.kind === "index") text += `[${piece.index}]`;
    else if (piece.kind === "any") text += bare ? `${dot}*` : "[*]";
    else text += bare && PLAIN.test(piece.name) ? dot + piece.name : `[${quoted(piece.name, quote)}]`;
    isAfterDots = piece.kind === "deep";
  }
  return text;
}

/** What the path means, said the slow way. */
function means(list: readonly Piece[], where: readonly (string | number)[]): boolean {
  const [first, ...rest] = list;
  if (!first) return true;
  if (first.kind === "deep") return where.some((_, from) => means(rest, where.slice(from)));
  const [step, ...deeper] = where;
  if (step === undefined) return false;
  const fits =
    first.kind === "any" || (first.kind === "name" ? String(step) === first.name : step === first.index);
  return fits && means(rest, deeper);
}

describe("a path", () => {
  it("however it is written, names the places that it means", () => {
    const steps = fc.array(fc.oneof(name, fc.nat(3)), { maxLength: 6 });
    fc.assert(
      fc.property(
        pieces,
        fc.constantFrom('"', "'"),
        fc.boolean(),
        fc.constantFrom("", "$"),
        steps,
        (list, quote, bare, root, where) => {
          const written = write(list, quote, bare);
          const rooted = root === "" ? written : `$${/^[.[]/.test(written) ? "" : "."}${written}`;
          const path = parseJsonPath(rooted);
          expect(isInPath(path, where)).toBe(means(list, where));
          // A place made from the path itself, and all below it.
          const own = list.flatMap((piece) =>
            piece.kind === "name"
              ? piece.name
              : piece.kind === "index"
                ? piece.index
                : piece.kind === "any"
                  ? "z"
                  : ["x", 1],
          );
          expect(isInPath(path, own)).toBe(true);
          expect(isInPath(path, [...own, "below", 0])).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("that is any text is read or refused with the character, and never anything else", () => {
    const soup = fc
      .array(fc.constantFrom("a", ".", "..", "[", "]", "*", '"', "'", "0", "\\", " ", "$", "é"), {
        maxLength: 12,
      })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(soup, fc.string()), (text) => {
        try {
          expect(parseJsonPath(text).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(JsonPathError);
          const at = /at character (\d+)$/.exec(String(error))?.[1];
          if (at !== undefined) {
            expect(Number(at)).toBeGreaterThanOrEqual(1);
            expect(Number(at)).toBeLessThanOrEqual(text.trim().length);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["user.email", [place("user", "email")], [place("user"), place("email"), place("x", "user", "email")]],
    ["messages[*].metadata", [place("messages", 3, "metadata", "id")], [place("messages", "metadata")]],
    ["$..ssn", [place("ssn"), place("a", 0, "ssn")], [place("a", "ssns")]],
    // A name may be an index, and an index is never a name.
    ["$.a[0]", [place("a", 0)], [place("a", 1), place("a", "0")]],
    ["a.0", [place("a", 0), place("a", "0")], [place("a", 1)]],
    ['items[0]["odd.key"]', [place("items", 0, "odd.key")], [place("items", 0, "odd", "key")]],
    ["*.id", [place("a", "id"), place(0, "id")], [place("id"), place("a", "b", "id")]],
    ["a..b", [place("a", "b"), place("a", "x", 1, "b")], [place("b"), place("x", "a", "b")]],
    [" a.b ", [place("a", "b")], [place("a")]],
    ["$a", [place("$a")], [place("a")]],
  ])("%s", (text, inside, outside) => {
    const path = parseJsonPath(text);
    for (const steps of inside) expect(isInPath(path, steps)).toBe(true);
    for (const steps of outside) expect(isInPath(path, steps)).toBe(false);
  });

  it.each([
    ["", /at least one field/],
    ["$", /at least one field/],
    ["a.", /ends with a dot/],
    ["a..", /ends with a dot/],
    ["a...b", /character 4$/],
    ["a b", /character 2$/],
    ["a[", /character 2$/],
    ["a[x]", /character 2$/],
    ["$.a.[0]", /character 5$/],
    ['a["b]', /character 2$/],
    ["a]", /character 2$/],
    [Array(51).fill("a").join("."), /character 100$/],
  ])("%j is refused", (text, message) => {
    expect(() => parseJsonPath(text)).toThrow(message);
  });

  it("costs no more than steps times segments", () => {
    const path = parseJsonPath(Array(12).fill("..a").join(""));
    expect(isInPath(path, Array<string>(20_000).fill("b"))).toBe(false);
    expect(isInPath(path, Array<string>(20_000).fill("a"))).toBe(true);
  });
});
