/**
 * The envelopes of an organization's secrets. Each is bound to its row by the additional authenticated data: copied
 * to another row or another organization it does not open.
 */
import { randomBytes } from "node:crypto";
import { decrypt, encrypt, open, readEnvelope, type Sealed } from "~/lib/encryption";
import { secrets } from "~/secrets.server";

const HASH_KEY_BYTES = 32;

/** A new key behind hashed placeholders, already sealed. */
export function createHashKey(organizationId: string): string {
  const key = randomBytes(HASH_KEY_BYTES).toString("base64url");
  return encrypt(secrets().keyring, key, `${organizationId}:hash-key`);
}

/**
 * The 256-bit key behind hashed placeholders.
 * @throws {DecryptionError}
 */
export function openHashKey(organizationId: string, ciphertext: string): Buffer {
  return Buffer.from(decrypt(secrets().keyring, ciphertext, `${organizationId}:hash-key`), "base64url");
}

interface ProviderKeyRow {
  organizationId: string;
  id: string;
}

export function sealProviderKey(row: ProviderKeyRow, key: string): string {
  return encrypt(secrets().keyring, key, `${row.organizationId}:${row.id}`);
}

/**
 * How to have a provider key in clear: once for each attempt that sends it, never kept.
 * @returns Throws DecryptionError when the envelope is damaged, foreign, or its key is not in the ring.
 */
export function providerKeyOpener(row: ProviderKeyRow, ciphertext: string): () => string {
  const associatedData = `${row.organizationId}:${row.id}`;
  let sealed: Sealed | null = null;
  return () => open(secrets().keyring, (sealed ??= readEnvelope(ciphertext)), associatedData);
}
