/** What a class of RE2 matches, found by asking RE2. */
import RE2 from "re2";

export interface CharacterClass {
  /** The characters of ASCII that it matches, with ſ and K (the sign), which are cases of `s` and `k`. */
  plain: readonly string[];
  /** It may match others. */
  isBeyond: boolean;
  /** The one character that it is, in the cases that it matches; null for more characters. */
  single: readonly string[] | null;
}

const PLAIN = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), "ſ", "\u212a"];
/** Names characters, properties or codes that are not ASCII's. */
const NAMES_OTHERS = /[^\x00-\x7f]|\\[pP0-7]|\\x(?![0-7][\dA-Fa-f])/;

const classBySource = new Map<string, CharacterClass>();

function singleOf(source: string, isOne: (character: string) => boolean): CharacterClass["single"] {
  const bare = source
    .replace(/^\(\?i:(.*)\)$/su, "$1")
    .replace(/^\\x\{?([0-9A-Fa-f]+)\}?$/, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));
  if (!/^[^.]$/su.test(bare) || !isOne(bare)) return null;
  return [bare, bare.toLowerCase(), bare.toUpperCase()].filter(isOne);
}

function readClass(source: string): CharacterClass {
  const one = new RE2(`^(?:${source})$`, "u");
  const isOne = (character: string) => one.test(character);
  const others = new Set(new RE2(`(?:${source})`, "gu").replace(PLAIN.join(""), ""));
  return {
    plain: PLAIN.filter((character) => !others.has(character)),
    isBeyond: NAMES_OTHERS.test(source) || isOne("é") || isOne("😀"),
    single: singleOf(source, isOne),
  };
}

/** @param source What stands for one character, as `parseRe2` gives it. */
export function characterClass(source: string): CharacterClass {
  const known = classBySource.get(source) ?? readClass(source);
  classBySource.set(source, known);
  return known;
}
