/**
 * AES-256-GCM envelopes for secrets at rest (provider keys, vault tokens).
 *
 * An envelope reads `g1.<key id>.<iv>.<ciphertext+tag>`, base64url parts. The key id is derived from the key, so
 * that ENCRYPTION_KEY can be rotated: new envelopes use the current key, old ones open with the previous one.
 * The additional authenticated data binds an envelope to its row: copied to another row it does not open.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from "node:crypto";

const FORMAT = "g1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface EncryptionKey {
  /** First 8 hex digits of the key's SHA-256. */
  id: string;
  key: KeyObject;
}

/** The current key, and the ones that old envelopes may still need. */
export interface Keyring {
  current: EncryptionKey;
  all: readonly EncryptionKey[];
}

/** Thrown when an envelope cannot be opened. The message never holds any of its content. */
export class DecryptionError extends Error {
  override name = "DecryptionError";
}

/** @param hexKeys 64 hex digits each; the first one encrypts. */
export function createKeyring(currentHex: string, previousHex?: string): Keyring {
  const keys = [currentHex, ...(previousHex ? [previousHex] : [])].map((hex) => {
    const key = Buffer.from(hex, "hex");
    return { id: createHash("sha256").update(key).digest("hex").slice(0, 8), key: createSecretKey(key) };
  });
  const [current] = keys;
  if (!current) throw new Error("a keyring needs a key");
  return { current, all: keys };
}

export function encrypt(keyring: Keyring, plaintext: string, associatedData: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyring.current.key, iv);
  cipher.setAAD(Buffer.from(associatedData, "utf8"));
  const sealed = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return [FORMAT, keyring.current.id, iv.toString("base64url"), sealed.toString("base64url")].join(".");
}

/** An envelope taken apart. @throws {DecryptionError} when it is none. */
function readEnvelope(envelope: string) {
  const [format, keyId, ivPart, sealedPart, ...rest] = envelope.split(".");
  if (format !== FORMAT || !keyId || !ivPart || !sealedPart || rest.length > 0) {
    throw new DecryptionError("not an encryption envelope");
  }
  const iv = Buffer.from(ivPart, "base64url");
  const sealed = Buffer.from(sealedPart, "base64url");
  // Decoding ignores the spare bits of a last base64 digit; one secret has one envelope.
  const isExact = iv.toString("base64url") === ivPart && sealed.toString("base64url") === sealedPart;
  if (!isExact || iv.length !== IV_BYTES || sealed.length < TAG_BYTES) {
    throw new DecryptionError("damaged encryption envelope");
  }
  const end = sealed.length - TAG_BYTES;
  return { keyId, iv, ciphertext: sealed.subarray(0, end), tag: sealed.subarray(end) };
}

/** @throws {DecryptionError} when the envelope is malformed, foreign, altered, or its key is not in the ring. */
export function decrypt(keyring: Keyring, envelope: string, associatedData: string): string {
  const sealed = readEnvelope(envelope);
  const entry = keyring.all.find((key) => key.id === sealed.keyId);
  if (!entry) {
    throw new DecryptionError(
      `encrypted under key ${sealed.keyId}, which is neither ENCRYPTION_KEY nor ENCRYPTION_KEY_PREVIOUS`,
    );
  }
  try {
    const decipher = createDecipheriv("aes-256-gcm", entry.key, sealed.iv);
    decipher.setAAD(Buffer.from(associatedData, "utf8"));
    decipher.setAuthTag(sealed.tag);
    return Buffer.concat([decipher.update(sealed.ciphertext), decipher.final()]).toString("utf8");
  } catch {
    throw new DecryptionError("the encryption envelope was altered or belongs to another row");
  }
}
