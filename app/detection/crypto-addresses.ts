/** Whether a text is an address of a blockchain: the checksum that its form carries. One function for each form. */
import { sha256, sha512_256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import {
  base32nopad,
  base58,
  base58xmr,
  base58xrp,
  base64urlnopad,
  bech32,
  bech32m,
  type BytesCoder,
} from "@scure/base";

/** Whether what stands before the last bytes leads to them. */
function endsWithChecksum(
  bytes: Uint8Array,
  length: number,
  checksum: (data: Uint8Array) => Uint8Array,
): boolean {
  if (bytes.length <= length) return false;
  const data = bytes.subarray(0, -length);
  const expected = checksum(data);
  return bytes.subarray(-length).every((byte, index) => byte === expected[index]);
}

/** The bytes of a text; none where it has a length or a form that no bytes lead to. */
function decode(coder: BytesCoder, text: string): Uint8Array {
  try {
    return coder.decode(text);
  } catch {
    return new Uint8Array();
  }
}

const sha256Twice = (data: Uint8Array) => sha256(sha256(data));

/** A version of one to three bytes, a hash of 20, a checksum of four. */
const isBase58Check = (bytes: Uint8Array) =>
  bytes.length >= 25 && bytes.length <= 27 && endsWithChecksum(bytes, 4, sha256Twice);

/** Bitcoin, Litecoin, Dogecoin, Dash, Zcash, Tron, Tezos. */
export const isBase58Address = (address: string) => isBase58Check(decode(base58, address));

export const isRippleAddress = (address: string) => isBase58Check(decode(base58xrp, address));

/** Network, two keys of 32 bytes, for integrated addresses a payment id of eight, a checksum of four. */
export function isMoneroAddress(address: string): boolean {
  const bytes = decode(base58xmr, address);
  return (bytes.length === 69 || bytes.length === 77) && endsWithChecksum(bytes, 4, keccak_256);
}

/** A public key of 32 bytes: the form carries no checksum. */
export const isSolanaKey = (address: string) => decode(base58, address).length === 32;

/** The witness version is the first character; from 1 on the checksum is that of BIP 350. */
export function isBech32Address(address: string): boolean {
  const isLaterWitness = /^(?:bc|tb|ltc)1[^q]/i.test(address);
  return (isLaterWitness ? bech32m : bech32).decodeUnsafe(address, false) !== undefined;
}

const CASHADDR_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/** Generators of its code, of 40 bits each: the upper eight, and the lower 32. */
const CASHADDR_HIGH = [0x98, 0x79, 0xf3, 0xae, 0x1e];
const CASHADDR_LOW = [0xf2bc8e61, 0xb76d99e2, 0x3e5fb3c4, 0x2eabe2a8, 0x4f43e470];

/** Five bits each of "bitcoincash", and of the colon. */
const CASHADDR_PREFIX = Array.from("bitcoincash:", (letter) => letter.charCodeAt(0) & 31).with(-1, 0);

/** The prefix counts in the checksum also where it is left out. */
export function isCashAddress(address: string): boolean {
  const payload = address.slice(address.indexOf(":") + 1).toLowerCase();
  let high = 0;
  let low = 1;
  for (let i = 0; i < CASHADDR_PREFIX.length + payload.length; i++) {
    const symbol =
      CASHADDR_PREFIX[i] ?? CASHADDR_ALPHABET.indexOf(payload.charAt(i - CASHADDR_PREFIX.length));
    const carry = high >>> 3;
    high = ((high & 7) << 5) | (low >>> 27);
    low = (low << 5) ^ symbol;
    for (let bit = 0; carry >>> bit > 0; bit++) {
      if (((carry >>> bit) & 1) === 0) continue;
      high ^= CASHADDR_HIGH[bit] ?? 0;
      low ^= CASHADDR_LOW[bit] ?? 0;
    }
  }
  return high === 0 && (low ^ 1) === 0;
}

const ASCII = new TextEncoder();

/**
 * In mixed case the letters' case is the checksum (EIP-55); in one case there is none. The zero address and the
 * precompiled contracts are nobody's.
 */
export function isEthereumAddress(address: string): boolean {
  const digits = address.slice(2);
  if (digits.startsWith("0".repeat(30))) return false;
  const lower = digits.toLowerCase();
  if (digits === lower || digits === digits.toUpperCase()) return true;
  const hash = keccak_256(ASCII.encode(lower));
  return Array.from(digits).every((digit, index) => {
    const nibble = (hash[index >> 1] ?? 0) >> (index % 2 === 0 ? 4 : 0);
    return digit === ((nibble & 8) > 0 ? digit.toUpperCase() : digit.toLowerCase());
  });
}

/** CRC-16/XMODEM. */
function crc16(data: Uint8Array): number {
  let crc = 0;
  for (const byte of data) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ ((crc & 0x8000) > 0 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}

/** A kind, a key of 32 bytes, a checksum of two with the lower byte first. */
export const isStellarAddress = (address: string) =>
  endsWithChecksum(decode(base32nopad, address), 2, (data) => {
    const crc = crc16(data);
    return Uint8Array.of(crc & 0xff, crc >> 8);
  });

/** Flags, a workchain, a hash of 32 bytes, a checksum of two with the upper byte first. */
export const isTonAddress = (address: string) =>
  endsWithChecksum(decode(base64urlnopad, address), 2, (data) => {
    const crc = crc16(data);
    return Uint8Array.of(crc >> 8, crc & 0xff);
  });

/** A key of 32 bytes, of whose hash the last four are the checksum. */
export const isAlgorandAddress = (address: string) =>
  endsWithChecksum(decode(base32nopad, address), 4, (data) => sha512_256(data).subarray(-4));
