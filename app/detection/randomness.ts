/**
 * What tells a secret that a machine made from what stands in its place: filler (`xxxx`), a placeholder
 * (`your-api-key`), a name or a path. All of it looks at one value once.
 */

/** The same character four times and more, as nobody's keys repeat it. */
const RUN = /(.)\1{3,}/gs;
/** So much of a value may be runs; encoded zeros come as `AAAAAA`. */
const MAX_RUN_SHARE = 0.4;

const PLACEHOLDER = /your|placeholder|redacted|change_?me|replace_?me|insert_|\*{3}|\.{3}|<|>|\$\{|\{\{/i;

/** Nothing that waits for the real value: `xxxxxxxx`, `0000-0000`, `your-key-here`, `${KEY}`. */
export function isFilledIn(value: string): boolean {
  if (PLACEHOLDER.test(value)) return false;
  let repeated = 0;
  for (const [run] of value.matchAll(RUN)) repeated += run.length;
  return repeated <= value.length * MAX_RUN_SHARE;
}

/** Bits for each character, by the characters' own frequencies. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Words of snake_case, kebab-case and camelCase, names of algorithms and formats, and numbers. */
const PIECE = /(?:sha|ed|aes|base|pkcs|oauth|secp|html)\d{1,5}|[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g;
/** What no word has, and letters drawn at random soon do. */
const UNSPEAKABLE =
  /[bcdfghjklmnpqrstvwxz]{5}|q[^u]|j[^aeiou]|[^aeioudn]j|v[^aeiouy]|[bcdfghjkmpqstvwxz]x|x[bdfgjkmnqrvwxz]|z[bcdfghjkmnpqrstvwx]|[bcdfghjkmpqrvwx]z|w[cgjmpquvwxz]|uu|abcd|bcde|efgh|fghi|ghij|nopq|opqr|vwxy|wxyz|qwer|rtyu|uiop|asdf|zxcv/i;
const VOWEL = /[aeiouy]/i;
/** A letter and a digit side by side: names have one or two such places. */
const SEAM = /(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])/g;
const CHARACTERS_PER_SEAM = 5;

/** How much of a value reads as words. */
function wordShare(value: string): number {
  let spoken = 0;
  for (const [piece] of value.matchAll(PIECE)) {
    if (piece.length >= 4 && VOWEL.test(piece) && !UNSPEAKABLE.test(piece)) spoken += piece.length;
  }
  return spoken / value.length;
}

/** `nested_key_2`, `lib/utf-8.decoder`: words and short numbers between signs. */
const SNAKE_CASE = /^[A-Za-z]+\d?(?:[_./-](?:[A-Za-z]+\d{0,2}|\d{1,4}))+$/;

const MIN_ENTROPY = 2.8;
/** What has hardly any digits is a name far more often: it must be long, in both cases, and have few words in it. */
const MIN_LENGTH_OF_LETTERS = 20;

/** Letters and digits as a machine draws them: no word, name, path, number, date or placeholder. */
export function looksRandom(value: string): boolean {
  const digits = value.match(/\d/g)?.length ?? 0;
  const letters = value.match(/[A-Za-z]/g)?.length ?? 0;
  if (SNAKE_CASE.test(value)) return false;
  if (letters < value.length / 8 || !isFilledIn(value) || entropy(value) < MIN_ENTROPY) return false;
  if (digits < 2) {
    return (
      value.length >= MIN_LENGTH_OF_LETTERS &&
      /[a-z]/.test(value) &&
      /[A-Z]/.test(value) &&
      wordShare(value) < 0.35
    );
  }
  const seams = value.match(SEAM)?.length ?? 0;
  return wordShare(value) <= 0.5 || (seams >= 6 && seams * CHARACTERS_PER_SEAM >= value.length);
}
