/** Sources that nobody would write: every piece of RE2's syntax and of JavaScript's that re2 translates, in any order. */
import fc from "fast-check";
import RE2 from "re2";

const R = String.raw;

const PIECES = [
  ...Array.from("abcK1-_,:&/{} \n\0éſ[](||)^$.*+?😀"),
  ...[
    "[^",
    "[:alpha:]",
    "[:^digit:]",
    "a-c",
    "(?:",
    "(?i)",
    "(?s:",
    "(?-i:",
    "(?m)",
    "(?U)",
    "(?)",
    "(?is-m:",
  ],
  ...["(?P<x>", "(?<y>", "{2}", "{1,3}", "{0,2}", "{2,}", "{0}", "{,2}", "{01}", "{1}", "*?", "??"],
  ...[
    R`\b`,
    R`\B`,
    R`\A`,
    R`\z`,
    R`\d`,
    R`\w`,
    R`\s`,
    R`\W`,
    R`\D`,
    R`\Q`,
    R`\E`,
    R`\n`,
    R`\t`,
    R`\a`,
    R`\v`,
  ],
  ...[R`\pL`, R`\PL`, R`\p{Lu}`, R`\p{^Greek}`, R`\P{Latin}`, R`\p{Letter}`, R`\p{Script=Greek}`],
  ...[
    R`\x41`,
    R`\x{1F600}`,
    R`\u0061`,
    R`\u{62}`,
    R`\cA`,
    R`\/`,
    R`\01`,
    R`\101`,
    R`\.`,
    R`\-`,
    R`\]`,
    R`\\`,
  ],
];

/** Only those that RE2 accepts. */
export const soup = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 12 })
  .map((pieces) => pieces.join(""))
  .filter((source) => {
    try {
      return new RE2(source, "u").source !== "";
    } catch {
      return false;
    }
  });

/** Texts of the characters that the soup speaks of, and of their neighbours. */
export const soupText = fc
  .array(fc.constantFrom(...Array.from("abcAkKsz1-_,:&/{}[]() \n\0éÉſ\u{212a}αß\t\x07\x0b\\.😀")), {
    maxLength: 14,
  })
  .map((characters) => characters.join(""));
