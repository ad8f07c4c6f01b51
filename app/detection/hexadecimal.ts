/**
 * So many hexadecimal digits between what stands beside them, as alternatives in RE2 syntax. A class of digits would match
 * the same; but from a class of so many kinds no text can be read that every match contains, and for `core` one is wanted.
 */
export function hexadecimalCore(before: string, count: number, after: string): string {
  let alternatives = [before];
  for (let i = 0; i < count; i++) {
    alternatives = alternatives.flatMap((start) =>
      [String.raw`\d`, "a", "b", "c", "d", "e", "f"].map((digit) => start + digit),
    );
  }
  return alternatives.map((start) => `(?i:${start + after})`).join("|");
}
