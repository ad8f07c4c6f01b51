/** Random expressions of every kind of syntax that the catalogue has, and texts that they may match. */
import fc from "fast-check";

// prettier-ignore
const ATOMS = [
  "a", "b", "foo", String.raw`\d`, "[ab]", "[a-f]", String.raw`\w`, ".", "é", "(?i:Xy)", " ", String.raw`\s`,
  "(?i:k)", "[^a]", String.raw`[ *\x60]`, String.raw`\p{L}`, "[A-Z]", "-", "[a-f]{20,}", String.raw`\d+`,
  "[^ ]", "[^ a]+", '"',
] as const;
const ASSERTIONS = [String.raw`\b`, String.raw`\B`, "^", "$", "(?m:^)", "(?m:$)"] as const;
const REPEATS = ["*", "+", "?", "{2}", "{1,3}", "{2,}"] as const;
// prettier-ignore
const PIECES = [
  "a", "b", "A", "f", "foo", "x", "Y", "xY", "1", "é", " ", "_", "ſ", "\u212a", "😀", "\n", "-", '"',
] as const;
// prettier-ignore
const LONG_PIECES = [
  "a".repeat(25), " ".repeat(25), "1".repeat(50), "a1 ".repeat(20), "b".repeat(100), '"b1'.repeat(60),
] as const;

function sourcesOf(atoms: readonly string[]): fc.Arbitrary<string> {
  return fc.letrec<{ source: string }>((tie) => ({
    source: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(...atoms),
      fc.tuple(tie("source"), tie("source")).map(([a, b]) => a + b),
      fc.tuple(tie("source"), tie("source")).map(([a, b]) => `(?:${a}|${b})`),
      fc.tuple(tie("source"), fc.constantFrom(...REPEATS)).map(([a, b]) => `(?:${a})${b}`),
    ),
  })).source;
}

export const source = sourcesOf(ATOMS);
export const sourceWithAssertions = sourcesOf([...ATOMS, ...ASSERTIONS]);
/** Of it, all is told apart by what is told apart of a text. */
export const asciiSource = sourcesOf([
  "a",
  "b",
  "foo",
  String.raw`\d`,
  "[ab]",
  "(?i:Xy)",
  " ",
  ...ASSERTIONS,
]);

/** One character many times, with runs as long as ordinary ones and longer. */
const run = fc
  .tuple(fc.constantFrom("a", "1", " ", "-", 'b"'), fc.constantFrom(20, 24, 25, 40, 48, 49, 128, 129))
  .map(([one, count]) => one.repeat(count));
const joined = (pieces: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...pieces), { maxLength }).map((parts) => parts.join(""));

export const textWithRuns = fc.oneof(run, joined([...PIECES, ...LONG_PIECES], 8));
export const shortText = joined(PIECES, 10);
export const shortAsciiText = joined(["a", "b", "A", "foo", "x", "Y", "xY", "1", " ", "_", "\n", "-"], 10);
