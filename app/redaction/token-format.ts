/**
 * The tokens that stand in for values while they are away: a prefix, 128 bits of a keyed digest, and 32 bits of another
 * that shows the token to be ours. Nobody without the organization's key can guess one or make one up, and the same
 * value has the same token within its scope without anybody having to remember it.
 */
import { createHmac } from "node:crypto";

export interface FoundToken {
  token: string;
  /** UTF-16 offsets, end exclusive. */
  start: number;
  end: number;
}

export interface TokenFormat {
  /** @param scope The trace or request within which the same value gets the same token. */
  mint(value: string, prefix: string, scope: string): string;
  /** The tokens of ours in a text, disjoint and in order; a stranger's are text. */
  find(text: string): FoundToken[];
  /** Where the end of the text may be the beginning of a token; the text's length when it is not. */
  holdFrom(text: string): number;
}

const ID_BYTES = 16;
const TAG_BYTES = 4;
/** Of id and tag together: 20 bytes, five bits a character. */
const BODY_LENGTH = 32;
/** RFC 4648 base32 in lower case: models copy it without mistakes, and nothing in it needs escaping. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const BODY = `[${ALPHABET}]`;

function base32(bytes: Buffer): string {
  let bits = 0;
  let held = 0;
  let text = "";
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((held >> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  return text;
}

/** What may be the beginning of a token at the end of a text. */
function beginningOf(prefix: string): string {
  const letters = Array.from(prefix);
  const nested = letters
    .slice(1)
    .reduceRight((rest, letter) => `(?:${letter}${rest})?`, `${BODY}{0,${BODY_LENGTH - 1}}`);
  return `${letters[0] ?? ""}${nested}`;
}

/**
 * @param key The organization's. @param prefixes All that its rules give out: letters, digits, `_` and `-` only.
 */
export function createTokenFormat(key: Buffer, prefixes: readonly string[]): TokenFormat {
  // The longest first: one prefix may begin with another.
  const sorted = [...new Set(prefixes)].sort((a, b) => b.length - a.length);
  const anyToken = new RegExp(`(?:${sorted.join("|")})${BODY}{${BODY_LENGTH}}`, "g");
  const beginning = new RegExp(`(?:${sorted.map(beginningOf).join("|")})$`);
  const longest = Math.max(0, ...sorted.map(({ length }) => length)) + BODY_LENGTH;
  const digest = (...parts: string[]) => createHmac("sha256", key).update(parts.join("\0")).digest();
  const tagOf = (prefix: string, id: Buffer) =>
    digest("token tag", prefix, id.toString("hex")).subarray(0, TAG_BYTES);
  const minted = (prefix: string, id: Buffer) => prefix + base32(Buffer.concat([id, tagOf(prefix, id)]));
  const isOurs = (token: string) => {
    const prefix = token.slice(0, -BODY_LENGTH);
    return minted(prefix, readId(token.slice(-BODY_LENGTH))) === token;
  };
  return {
    mint: (value, prefix, scope) =>
      minted(prefix, digest("token", scope, prefix, value).subarray(0, ID_BYTES)),
    find(text) {
      if (!sorted.some((prefix) => text.includes(prefix))) return [];
      return [...text.matchAll(anyToken)]
        .map(({ 0: token, index }) => ({ token, start: index, end: index + token.length }))
        .filter(({ token }) => isOurs(token));
    },
    holdFrom(text) {
      const from = Math.max(0, text.length - longest);
      const found = beginning.exec(text.slice(from));
      return found ? from + found.index : text.length;
    },
  };
}

/** The id in a token's body, which the tag follows. */
function readId(body: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of body) {
    held = (held << 5) | ALPHABET.indexOf(character);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
    held &= (1 << bits) - 1;
  }
  return Buffer.from(bytes.slice(0, ID_BYTES));
}
