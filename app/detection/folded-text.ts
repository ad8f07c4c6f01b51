/**
 * A coarse view of text, in which a first look is cheap: letters without case, every digit alike, and all that is not
 * ASCII thrown together in a few kinds. Whatever is in a text is in its coarse view.
 */

/** The kinds of characters: each a number below KINDS. */
export const KINDS = 128;
const DIGIT = "0".charCodeAt(0);
/** Kinds that ASCII leaves free: its control characters and upper case letters. */
const FREE = [...Array(32).keys(), ...Array.from({ length: 26 }, (_, index) => 65 + index)].filter(
  (code) => code !== 9 && code !== 10 && code !== 13 && code !== 0,
);

/** One case for all that are each other's; a letter whose other case is several stays as it is. */
function withoutCase(code: number): number {
  const character = String.fromCharCode(code);
  const upper = character.toUpperCase();
  const lower = (upper.length === 1 ? upper : character).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

/** By UTF-16 unit. ſ and K (the sign) become s and k, as RE2 has it. */
const KIND_OF = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
  const code = withoutCase(unit);
  if (code >= 48 && code <= 57) return DIGIT;
  return code < KINDS ? code : (FREE[code % FREE.length] ?? 0);
});

/** @param code UTF-16 unit. */
export function kindOf(code: number): number {
  return KIND_OF[code] ?? 0;
}

/** The kinds of a text, as a string of their numbers. */
export function fold(text: string): string {
  let folded = "";
  for (let at = 0; at < text.length; at++) folded += String.fromCharCode(kindOf(text.charCodeAt(at)));
  return folded;
}
