/**
 * The envelopes of an organization's secrets. Each is bound to its row by the additional authenticated data: copied
 * to another row or another organization it does not open.
 */
import { randomBytes } from "node:crypto";
import { decrypt, encrypt } from "~/lib/encryption";
import { PaddedSecret } from "~/lib/padded-secret";
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
 * How to have a provider key in clear: once for each attempt that sends it, never kept. The envelope is opened by the
 * first attempt; until the next ones the key lies under a pad, since opening the envelope costs 7 µs.
 * @returns Throws DecryptionError when the envelope is damaged, foreign, or its key is not in the ring.
 */
export function providerKeyOpener(row: ProviderKeyRow, ciphertext: string): () => string {
  let key: PaddedSecret | null = null;
  return () => {
    key ??= new PaddedSecret(decrypt(secrets().keyring, ciphertext, `${row.organizationId}:${row.id}`));
    return key.open();
  };
}
