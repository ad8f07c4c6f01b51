import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKeyring, decrypt, DecryptionError, encrypt } from "./encryption";

const OLD = "0123456789abcdef".repeat(4);
const NEW = "fedcba9876543210".repeat(4);
const ring = createKeyring(OLD);

const text = fc.string({ unit: "grapheme", maxLength: 200 });

describe("an encryption envelope", () => {
  it("opens to what was sealed, under the same data alone", () => {
    fc.assert(
      fc.property(text, text, text, (secret, data, otherData) => {
        const envelope = encrypt(ring, secret, data);
        expect(decrypt(ring, envelope, data)).toBe(secret);
        fc.pre(otherData !== data);
        expect(() => decrypt(ring, envelope, otherData)).toThrow(DecryptionError);
      }),
    );
  });

  it("does not open after any change of one character", () => {
    fc.assert(
      fc.property(
        text,
        fc.nat(),
        fc.constantFrom(...Array.from("ABCDwxyz0189-_.g")),
        (secret, at, replacement) => {
          const envelope = encrypt(ring, secret, "row");
          const index = at % envelope.length;
          fc.pre(envelope[index] !== replacement);
          const changed = envelope.slice(0, index) + replacement + envelope.slice(index + 1);
          expect(() => decrypt(ring, changed, "row")).toThrow(DecryptionError);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("does not open with another last character, though some decode to the same bytes", () => {
    for (const secret of ["", "a", "ab", "abc"]) {
      const envelope = encrypt(ring, secret, "row");
      for (const last of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=") {
        const changed = envelope.slice(0, -1) + last;
        if (changed !== envelope) expect(() => decrypt(ring, changed, "row")).toThrow(DecryptionError);
      }
    }
  });

  it("does not open after any flipped bit of nonce, text or tag", () => {
    const parts = encrypt(ring, "sk-secret", "row").split(".");
    for (const part of [2, 3]) {
      const bytes = Buffer.from(parts[part]!, "base64url");
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        const changed = parts.with(part, flipped.toString("base64url")).join(".");
        expect(() => decrypt(ring, changed, "row")).toThrow(DecryptionError);
      }
    }
  });

  it("is never the same twice", () => {
    const envelopes = Array.from({ length: 100 }, () => encrypt(ring, "same", "row"));
    expect(new Set(envelopes).size).toBe(100);
  });

  it("outlives a rotation of the key, once", () => {
    const envelope = encrypt(ring, "sk-secret", "row");
    const rotated = createKeyring(NEW, OLD);
    expect(decrypt(rotated, envelope, "row")).toBe("sk-secret");
    expect(decrypt(createKeyring(NEW), encrypt(rotated, "next", "row"), "row")).toBe("next");
    expect(() => decrypt(createKeyring(NEW), envelope, "row")).toThrow(/neither ENCRYPTION_KEY nor/);
  });

  it.each(["", ".", "g1", "g1.a.b", "g1.a.b.c.d", "g2.00000000.AAAA.AAAA", randomBytes(40).toString("hex")])(
    "is not %s",
    (envelope) => expect(() => decrypt(ring, envelope, "row")).toThrow(DecryptionError),
  );

  it("is refused without repeating any of it", () => {
    const [format, id, iv, sealed] = encrypt(ring, "sk-secret", "row").split(".");
    for (const envelope of [`${format}.${id}.${iv}.${sealed}`, `${format}.${id}.${iv}.AAAA`]) {
      let message = "";
      try {
        decrypt(ring, envelope, "another row");
      } catch (error) {
        message = String(error);
      }
      expect(message).not.toBe("");
      expect(message).not.toContain(iv!);
      expect(message).not.toContain(sealed!);
    }
  });
});
