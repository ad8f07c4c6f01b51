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
  createBase58check,
  type BytesCoder,
} from "@scure/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isAlgorandAddress,
  isBase58Address,
  isBech32Address,
  isCashAddress,
  isEthereumAddress,
  isMoneroAddress,
  isRippleAddress,
  isSolanaKey,
  isStellarAddress,
  isTonAddress,
} from "~/detection/crypto-addresses";
import { createScanner } from "~/detection/scanner";
import { patternIdsOf } from "~/detection/catalogue";
import { offsetsOf } from "tests/support/marked-text";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** CRC-16/XMODEM by division, bit for bit. */
function crc16(data: Uint8Array): number {
  let remainder = 0n;
  for (const byte of data) remainder = (remainder << 8n) | BigInt(byte);
  remainder <<= 16n;
  const generator = 0x11021n;
  for (let bit = BigInt(data.length) * 8n + 15n; bit >= 16n; bit--) {
    if ((remainder >> bit) & 1n) remainder ^= generator << (bit - 16n);
  }
  return Number(remainder);
}

/** The remainder of the CashAddr specification, of 40 bits. */
function cashRemainder(symbols: readonly number[]): bigint {
  const generators = [0x98f2bc8e61n, 0x79b76d99e2n, 0xf33e5fb3c4n, 0xae2eabe2a8n, 0x1e4f43e470n];
  let remainder = 1n;
  for (const symbol of symbols) {
    const top = remainder >> 35n;
    remainder = ((remainder & 0x7ffffffffn) << 5n) ^ BigInt(symbol);
    for (const [bit, generator] of generators.entries())
      if ((top >> BigInt(bit)) & 1n) remainder ^= generator;
  }
  return remainder ^ 1n;
}

const BASE32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

function cashAddress(version: number, hash: Uint8Array): string {
  const prefix = [..."bitcoincash".matchAll(/./g)].map(([letter]) => letter.charCodeAt(0) & 31);
  const data = bech32.toWords(Uint8Array.of(version, ...hash));
  const remainder = cashRemainder([...prefix, 0, ...data, 0, 0, 0, 0, 0, 0, 0, 0]);
  const checksum = Array.from({ length: 8 }, (_, i) => Number((remainder >> BigInt(5 * (7 - i))) & 31n));
  return [...data, ...checksum].map((symbol) => BASE32[symbol]).join("");
}

function checksumCase(hex: string): string {
  const hash = keccak_256(new TextEncoder().encode(hex));
  return Array.from(hex, (digit, i) => {
    const nibble = ((hash[i >> 1] ?? 0) >> (i % 2 ? 0 : 4)) & 15;
    return nibble > 7 ? digit.toUpperCase() : digit;
  }).join("");
}

const versioned = (coder: BytesCoder, version: readonly number[], hash: Uint8Array) => {
  const data = join(Uint8Array.from(version), hash);
  return coder.encode(join(data, sha256(sha256(data)).subarray(0, 4)));
};
const withCrc = (coder: BytesCoder, data: Uint8Array, isLowerFirst: boolean) => {
  const crc = crc16(data);
  const checksum = [crc >> 8, crc & 0xff];
  return coder.encode(join(data, Uint8Array.from(isLowerFirst ? checksum.reverse() : checksum)));
};

/** The versions that the chains publish. */
const VERSIONS = [
  [0x00],
  [0x05],
  [0x30],
  [0x32],
  [0x1e],
  [0x4c],
  [0x41],
  [0x1c, 0xb8],
  [0x1c, 0xbd],
  [0x06, 0xa1, 0x9f],
];

const ALPHABETS = {
  base58: "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
  base32: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  url: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
};

const FORMS = [
  {
    name: "base 58 with a version",
    isAddress: isBase58Address,
    alphabet: ALPHABETS.base58,
    addresses: fc
      .tuple(fc.constantFrom(...VERSIONS), bytes(20))
      .map(([version, hash]) => versioned(base58, version, hash)),
  },
  {
    name: "XRP",
    isAddress: isRippleAddress,
    alphabet: ALPHABETS.base58,
    addresses: bytes(20).map((hash) => versioned(base58xrp, [0], hash)),
  },
  {
    name: "bech32",
    isAddress: isBech32Address,
    alphabet: BASE32,
    addresses: fc.oneof(
      fc
        .tuple(fc.constantFrom("bc", "ltc", "tb"), fc.oneof(bytes(20), bytes(32)))
        .map(([prefix, program]) => bech32.encode(prefix, [0, ...bech32.toWords(program)])),
      bytes(32).map((program) => bech32m.encode("bc", [1, ...bech32m.toWords(program)])),
      bytes(57).map((data) => bech32.encode("addr", bech32.toWords(data), false)),
      fc
        .tuple(fc.constantFrom("cosmos", "osmo", "erd"), fc.oneof(bytes(20), bytes(32)))
        .map(([prefix, data]) => bech32.encode(prefix, bech32.toWords(data))),
    ),
  },
  {
    name: "Bitcoin Cash",
    isAddress: isCashAddress,
    alphabet: BASE32,
    addresses: fc
      .tuple(fc.constantFrom(0, 8), bytes(20))
      .map(([version, hash]) => cashAddress(version, hash)),
  },
  {
    name: "Monero",
    isAddress: isMoneroAddress,
    alphabet: ALPHABETS.base58,
    addresses: fc
      .oneof(
        bytes(64).map((keys) => join(Uint8Array.of(18), keys)),
        bytes(64).map((keys) => join(Uint8Array.of(42), keys)),
        bytes(72).map((keys) => join(Uint8Array.of(19), keys)),
      )
      .map((data) => base58xmr.encode(join(data, keccak_256(data).subarray(0, 4)))),
  },
  {
    name: "Stellar",
    isAddress: isStellarAddress,
    alphabet: ALPHABETS.base32,
    addresses: bytes(32).map((key) => withCrc(base32nopad, join(Uint8Array.of(6 << 3), key), true)),
  },
  {
    name: "TON",
    isAddress: isTonAddress,
    alphabet: ALPHABETS.url,
    addresses: fc
      .tuple(fc.constantFrom(0x11, 0x51), fc.constantFrom(0, 0xff), bytes(32))
      .map(([flags, chain, hash]) => withCrc(base64urlnopad, join(Uint8Array.of(flags, chain), hash), false)),
  },
  {
    name: "Algorand",
    isAddress: isAlgorandAddress,
    alphabet: ALPHABETS.base32,
    addresses: bytes(32).map((key) => base32nopad.encode(join(key, sha512_256(key).subarray(-4)))),
  },
];

const scanner = createScanner(patternIdsOf(["crypto_address"]));

describe.each(FORMS)("an address in the form of $name", ({ isAddress, addresses, alphabet }) => {
  it("is accepted, and found whole in a text", () => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(isAddress(address)).toBe(true);
        expect(offsetsOf(scanner.scan(`to: ${address}.`))).toEqual([{ start: 4, end: 4 + address.length }]);
      }),
      { numRuns: 200 },
    );
  });

  it("is none with any one character changed", () => {
    fc.assert(
      fc.property(addresses, fc.nat(), fc.nat(), (address, place, other) => {
        const first = address.includes("1") && alphabet === BASE32 ? address.indexOf("1") + 1 : 1;
        const at = first + (place % (address.length - first));
        const character = alphabet[other % alphabet.length] ?? "";
        if (character === address[at]) return;
        expect(isAddress(address.slice(0, at) + character + address.slice(at + 1))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe("an Ethereum address", () => {
  const hex = bytes(20).map((address) => Buffer.from(address).toString("hex"));

  it("is accepted in one case, and in mixed case with the right one alone", () => {
    fc.assert(
      fc.property(hex, fc.nat(39), (digits, place) => {
        expect(isEthereumAddress(`0x${digits}`)).toBe(true);
        expect(isEthereumAddress(`0x${digits.toUpperCase()}`)).toBe(true);
        const mixed = checksumCase(digits);
        expect(isEthereumAddress(`0x${mixed}`)).toBe(true);
        const letter = mixed.charAt(place);
        const turned = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
        const wrong = mixed.slice(0, place) + turned + mixed.slice(place + 1);
        if (wrong === mixed || wrong === digits || wrong === digits.toUpperCase()) return;
        expect(isEthereumAddress(`0x${wrong}`)).toBe(false);
      }),
    );
  });

  it("is not the zero address or a precompiled contract", () => {
    for (const end of ["0", "1", "a"]) expect(isEthereumAddress(`0x${end.padStart(40, "0")}`)).toBe(false);
  });
});

describe("forms", () => {
  it("are those of the specifications", () => {
    expect(isCashAddress("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a")).toBe(true);
    expect(isBase58Address(createBase58check(sha256).encode(new Uint8Array(21)))).toBe(true);
    expect(isEthereumAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")).toBe(true);
  });

  it("need their bytes: a Solana key has 32", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 28, maxLength: 36 }), (key) => {
        expect(isSolanaKey(base58.encode(key))).toBe(key.length === 32);
      }),
    );
  });

  it("refuse what cannot be decoded", () => {
    for (const isAddress of FORMS.map((form) => form.isAddress)) {
      for (const text of ["", "a", "0OIl", "!!!!", "é".repeat(34)]) expect(isAddress(text)).toBe(false);
    }
  });
});
