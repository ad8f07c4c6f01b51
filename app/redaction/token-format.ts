/**
 * The tokens that stand in for values while they are away: a prefix, 128 bits of a keyed digest, and 32 bits of another
 * that shows the token to be ours. Nobody without the organization's key can guess one or make one up, and the same
 * value has the same token within its scope without anybody having to remember it.
 */
import { createHmac } from "node:crypto";

interface FoundToken {
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
const BODY = /^[a-z2-7]{32}$/;
const BODY_BEGINNING = /^[a-z2-7]{1,31}$/;

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

/**
 * @param key The organization's. @param prefixes All that its rules give out: letters, digits, `_` and `-` only.
 */
export function createTokenFormat(key: Buffer, prefixes: readonly string[]): TokenFormat {
  // The longest first: one prefix may begin with another.
  const sorted = [...new Set(prefixes)].sort((a, b) => b.length - a.length);
  const longest = Math.max(0, ...sorted.map(({ length }) => length)) + BODY_LENGTH;
  const digest = (...parts: string[]) => createHmac("sha256", key).update(parts.join("\0")).digest();
  const tagOf = (prefix: string, id: Buffer) =>
    digest("token tag", prefix, id.toString("hex")).subarray(0, TAG_BYTES);
  const minted = (prefix: string, id: Buffer) => prefix + base32(Buffer.concat([id, tagOf(prefix, id)]));
  const isOurs = (token: string) => {
    const prefix = token.slice(0, -BODY_LENGTH);
    return minted(prefix, readId(token.slice(-BODY_LENGTH))) === token;
  };
  const find = (text: string) => {
    const found = sorted.flatMap((prefix) => tokensWith(prefix, text).filter(({ token }) => isOurs(token)));
    return found.sort((a, b) => a.start - b.start).filter(isBehindOthers());
  };
  return {
    mint: (value, prefix, scope) =>
      minted(prefix, digest("token", scope, prefix, value).subarray(0, ID_BYTES)),
    find,
    holdFrom(text) {
      // The end of a token may look like the beginning of the next one.
      const from = Math.max(0, text.length - longest + 1, find(text).at(-1)?.end ?? 0);
      for (let at = from; at < text.length; at++) {
        if (sorted.some((prefix) => isBeginning(text.slice(at), prefix))) return at;
      }
      return text.length;
    },
  };
}

/** What has the shape of a token: one prefix may stand in the body of another's. */
function tokensWith(prefix: string, text: string): FoundToken[] {
  const found: FoundToken[] = [];
  for (let start = text.indexOf(prefix); start >= 0; start = text.indexOf(prefix, start + 1)) {
    const end = start + prefix.length + BODY_LENGTH;
    if (BODY.test(text.slice(start + prefix.length, end)))
      found.push({ token: text.slice(start, end), start, end });
  }
  return found;
}

/** Lets through, in order, what does not overlap what it let through before. */
function isBehindOthers(): (found: FoundToken) => boolean {
  let end = 0;
  return (found) => {
    if (found.start < end) return false;
    end = found.end;
    return true;
  };
}

function isBeginning(text: string, prefix: string): boolean {
  return text.length <= prefix.length
    ? prefix.startsWith(text)
    : text.startsWith(prefix) && BODY_BEGINNING.test(text.slice(prefix.length));
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
