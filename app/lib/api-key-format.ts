/**
 * The form of our own API keys: `grp_` + 43 base62 characters (256 random bits) + 6 base62 characters of checksum.
 *
 * The checksum lets the gateway tell our keys from a provider's without a look-up, so that neither is ever sent
 * to the wrong side, and makes secret scanners precise. It is no protection: keys are looked up by digest.
 */
import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

const PREFIX = "grp_";
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const RANDOM_BYTES = 32;
const RANDOM_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const KEY_LENGTH = PREFIX.length + RANDOM_LENGTH + CHECKSUM_LENGTH;
const BODY = /^[0-9A-Za-z]+$/;

function toBase62(value: bigint, length: number): string {
  let rest = value;
  let digits = "";
  while (digits.length < length) {
    digits = (ALPHABET[Number(rest % 62n)] ?? "") + digits;
    rest /= 62n;
  }
  return digits;
}

function checksum(random: string): string {
  let rest = crc32(PREFIX + random);
  let digits = "";
  while (digits.length < CHECKSUM_LENGTH) {
    digits = (ALPHABET[rest % 62] ?? "") + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** A new key. The only moment it exists in clear. */
export function generateApiKey(): string {
  const random = toBase62(BigInt(`0x${randomBytes(RANDOM_BYTES).toString("hex")}`), RANDOM_LENGTH);
  return PREFIX + random + checksum(random);
}

/** Whether a credential is one of ours by prefix, length, alphabet and checksum. */
export function isApiKey(candidate: string): boolean {
  if (candidate.length !== KEY_LENGTH || !candidate.startsWith(PREFIX)) return false;
  const body = candidate.slice(PREFIX.length);
  if (!BODY.test(body)) return false;
  const expected = checksum(body.slice(0, RANDOM_LENGTH));
  return timingSafeEqual(Buffer.from(body.slice(RANDOM_LENGTH)), Buffer.from(expected));
}

/** Whether it was meant to be one of ours: such a credential is never forwarded, even when it is mistyped. */
export function looksLikeApiKey(candidate: string): boolean {
  return candidate.startsWith(PREFIX);
}

const KEY_INSIDE = /grp_[0-9A-Za-z]{40,}/;

/** Whether a text has one of our keys somewhere in it, or most of one. */
export function holdsApiKey(text: string): boolean {
  return text.includes(PREFIX) && KEY_INSIDE.test(text);
}

/** What is stored and looked up in place of the key: its SHA-256. */
export function hashApiKey(key: string): Buffer<ArrayBuffer> {
  return Buffer.from(hash("sha256", key, "buffer"));
}
