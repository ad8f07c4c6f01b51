/**
 * Coarse views of text, in which a first look is cheap. Each gives every UTF-16 unit a kind, so that what is in a text is
 * in its view, at the same place.
 */

/** Kinds are numbers below KINDS. */
const KINDS = 128;

export interface View {
  /** By UTF-16 unit. */
  readonly kinds: Uint8Array;
  /** What all that is not ASCII is; null where it is told apart. */
  readonly beyondAscii: string | null;
  /** Whether it tells much that a character is of one of these kinds. */
  isTelling(kinds: ReadonlySet<string>): boolean;
  /** Longer texts tell little more. */
  readonly longestText: number;
  /** How seldom a text of kinds comes up in ordinary text, in bits: half as often is one more. */
  rarityOf(text: string): number;
}

const DIGIT = "0".charCodeAt(0);
const DELETE = 0x7f;
const LONG_S = 0x17f;
const KELVIN = 0x212a;
/** Kinds for all that is not ASCII, which are none of ASCII's in this view. */
const FREE = Array.from("ABCDEFGHIJKL", (character) => character.charCodeAt(0));

/** One case for all that are each other's; a letter whose other case is several stays as it is. */
function withoutCase(code: number): number {
  const character = String.fromCharCode(code);
  const upper = character.toUpperCase();
  const lower = (upper.length === 1 ? upper : character).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

let casesByLetter: Map<number, string[]> | null = null;

/** All characters that are one with another but for their case, itself among them. */
export function casesOf(character: string): readonly string[] {
  if (!casesByLetter) {
    casesByLetter = new Map();
    for (let code = 0; code < 0x10000; code++) {
      const letter = withoutCase(code);
      const cases = casesByLetter.get(letter);
      if (cases) cases.push(String.fromCharCode(code));
      else casesByLetter.set(letter, [String.fromCharCode(code)]);
    }
  }
  const cases = character.length === 1 ? casesByLetter.get(withoutCase(character.charCodeAt(0))) : undefined;
  return cases ?? [character];
}

function kindsBy(kindOf: (unit: number) => number): Uint8Array {
  return Uint8Array.from({ length: 0x10000 }, (_, unit) => kindOf(unit));
}

/** How many of a thousand characters of prose, code and JSON are these. */
const SHARES: readonly (readonly [string, number])[] = [
  [" ", 140],
  ["e", 80],
  ["atoinsr", 55],
  ["hldc", 30],
  ["umpfgwyb", 17],
  [".,", 15],
  ['vk"-_:/', 8],
  ["0", 20],
  ["jxqz", 2],
];

function shareOf(character: string): number {
  return (SHARES.find(([characters]) => characters.includes(character))?.[1] ?? 2) / 1000;
}

/** Where two letters are, the rest of a word is not far. */
const IN_WORD = 0.5;

/** A character behind one of its kind is another thing than one that stands there first. */
function rarityBy(shareOfKind: (kind: string, before: string) => number): View["rarityOf"] {
  return (text) => {
    let bits = 0;
    for (let at = 0; at < text.length; at++) {
      bits -= Math.log2(shareOfKind(text.charAt(at), text.slice(Math.max(0, at - 2), at)));
    }
    return bits;
  };
}

const BEHIND_COMMA = 0.8;
/** Numbers have several parts, and behind a mark there often is another one. */
const DIGIT_IN_NUMBER = 0.6;
const MARK_IN_NUMBER = 0.15;
const BEHIND_MARK = 0.2;

/** How often a mark or a digit stands there, as far as it depends on what stands before it. */
function shareBehind(kind: string, before: string): number | null {
  if (kind === "0") return /0[.,:/-]?$/.test(before) ? DIGIT_IN_NUMBER : null;
  if (kind === " ") return before.endsWith(",") ? BEHIND_COMMA : null;
  if (/[.,:/-]/.test(kind) && before.endsWith("0")) return MARK_IN_NUMBER;
  return /["',:]/.test(kind) && /["',:[{(]$/.test(before) ? BEHIND_MARK : null;
}

/** A class of more kinds is as good as any character. */
const MOST_KINDS = 4;
const isFew = ({ size }: ReadonlySet<string>) => size > 0 && size <= MOST_KINDS;

/** Letters without case, every digit alike, all that is not ASCII thrown together in a few kinds. */
export const FOLDED: View = {
  // ſ and K (the sign) become s and k, as RE2 has it.
  kinds: kindsBy((unit) => {
    const code = withoutCase(unit);
    if (code >= 48 && code <= 57) return DIGIT;
    return code < KINDS ? code : (FREE[code % FREE.length] ?? 0);
  }),
  beyondAscii: null,
  isTelling: isFew,
  longestText: 10,
  rarityOf: rarityBy((kind, before) => {
    const behind = shareBehind(kind, before);
    if (behind !== null) return behind;
    return /^[a-z ]{2}$/.test(before) && /[a-z ]/.test(kind) ? IN_WORD : shareOf(kind);
  }),
};

/** Letters of either case, digits, and each of ASCII's other characters: the form that numbers have. */
export const SHAPE: View = {
  kinds: kindsBy((unit) => {
    const character = String.fromCharCode(unit);
    if (/[A-Z]/.test(character) || unit === KELVIN) return "A".charCodeAt(0);
    if (/[a-z]/.test(character) || unit === LONG_S) return "a".charCodeAt(0);
    if (/[0-9]/.test(character)) return DIGIT;
    return unit < KINDS ? unit : DELETE;
  }),
  beyondAscii: String.fromCharCode(DELETE),
  isTelling: isFew,
  longestText: 10,
  rarityOf: rarityBy((kind, before) => {
    const isNext = before.endsWith(kind);
    const behind = shareBehind(kind, before);
    if (behind !== null) return behind;
    if (kind === "a") return isNext ? 0.8 : 0.65;
    if (kind === "A" && !isNext) return before.endsWith(" ") ? 0.1 : 0.03;
    if (kind === "A") return 0.6;
    return kind === " " ? 0.4 : shareOf(kind);
  }),
};

/** Word characters and hyphens, and all else: keys are long runs of the former. */
export const WORDS: View = {
  kinds: kindsBy((unit) =>
    /[\w-]/.test(String.fromCharCode(unit)) || unit === LONG_S || unit === KELVIN ? 1 : 0,
  ),
  beyondAscii: "\0",
  isTelling: (kinds) => kinds.size === 1 && kinds.has("\x01"),
  longestText: 64,
  // Where one is, there are often more: names in code, UUIDs, hashes.
  rarityOf: (text) => text.length / 8 + 2,
};

export const VIEWS = [FOLDED, SHAPE, WORDS] as const;

/** The kinds of a text, as a string of their numbers. */
export function viewOf({ kinds }: View, text: string): string {
  let seen = "";
  for (let at = 0; at < text.length; at++) seen += String.fromCharCode(kinds[text.charCodeAt(at)] ?? 0);
  return seen;
}
