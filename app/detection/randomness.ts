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

/** Words of snake_case, kebab-case and camelCase, and numbers. */
const PIECE = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g;
/** Names of algorithms and formats: digits, and yet a word. */
const ALGORITHM = /(?:sha|aes|rsa|ed|base|pkcs|pbkdf|oauth|secp|html|utf)[-_]?\d{1,5}/gi;
/** What no word has, and letters drawn at random soon do. */
const UNSPEAKABLE =
  /[bcdfghjklmnpqrstvwxz]{5}|q[^u]|j[^aeiou]|[^aeioudn]j|v[^aeiouy]|[bcdfghjkmpqstvwxz]x|x[bdfgjkmnqrvwxz]|z[bcdfghjkmnpqrstvwx]|[bcdfghjkmpqrvwx]z|w[cgjmpquvwxz]|uu|abcd|bcde|efgh|fghi|ghij|nopq|opqr|vwxy|wxyz|qwer|rtyu|uiop|asdf|zxcv/i;
const VOWEL = /[aeiouy]/i;
/** A letter and a digit side by side: names have one or two such places. */
const SEAM = /(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])/g;
const CHARACTERS_PER_SEAM = 5;

/** How much of a value reads as words. */
function wordShare(value: string): number {
  const rest = value.replace(ALGORITHM, "");
  let spoken = value.length - rest.length;
  for (const [piece] of rest.matchAll(PIECE)) {
    if (piece.length >= 4 && VOWEL.test(piece) && !UNSPEAKABLE.test(piece)) spoken += piece.length;
  }
  return spoken / value.length;
}

/** `nested_key_2`, `lib/utf-8.decoder`: words and short numbers between signs. */
const SNAKE_CASE = /^[A-Za-z]+\d?(?:[_./-](?:[A-Za-z]+\d{0,2}|\d{1,4}))+$/;
/** `prod/db-AbC123`, `/home/…`: an address of something within something. */
const PATH = /^[A-Za-z]+(?:[/-][A-Za-z]+\d{0,4})+$|^\/[^/]+\//;
const FILE_NAME =
  /\.(?:[cm]?[jt]sx?|css|json|html?|map|md|txt|ya?ml|xml|png|jpe?g|gif|svg|webp|ico|woff2?|pem|crt|key|pdf|zip|gz|py|rb|go|rs|java|sh)$/i;

const MIN_LENGTH = 10;
const MIN_ENTROPY = 2.8;
const MIN_LETTER_SHARE = 1 / 8;
/** What has hardly any digits is a name far more often: it must be long, in both cases, and have few words in it. */
const MIN_LENGTH_OF_LETTERS = 20;

function looksLikeDrawnLetters(value: string): boolean {
  return (
    value.length >= MIN_LENGTH_OF_LETTERS &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    wordShare(value) < 0.35
  );
}

function looksLikeDrawnCharacters(value: string): boolean {
  if (wordShare(value) <= 0.5) return true;
  const seams = value.match(SEAM)?.length ?? 0;
  return seams >= 6 && seams * CHARACTERS_PER_SEAM >= value.length;
}

const namesSomething = (value: string) =>
  SNAKE_CASE.test(value) || FILE_NAME.test(value) || (value.includes("/") && PATH.test(value));

const count = (value: string, characters: RegExp) => value.match(characters)?.length ?? 0;

/** Letters and digits as a machine draws them: no word, name, path, number, date or placeholder. */
export function looksRandom(value: string): boolean {
  if (value.length < MIN_LENGTH || namesSomething(value)) return false;
  if (count(value, /[A-Za-z]/g) < value.length * MIN_LETTER_SHARE) return false;
  if (!isFilledIn(value) || entropy(value) < MIN_ENTROPY) return false;
  return count(value, /\d/g) < 2 ? looksLikeDrawnLetters(value) : looksLikeDrawnCharacters(value);
}
