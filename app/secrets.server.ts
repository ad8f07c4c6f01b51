/**
 * The two secrets of an installation: the key that provider keys are encrypted under, and the one that session ids
 * are digested under. From the environment; else made once and kept in DATA_DIR/secrets.json.
 */
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Env } from "~/env.server";
import { createKeyring, type Keyring } from "~/lib/encryption";

export interface Secrets {
  keyring: Keyring;
  /** 32 bytes. */
  sessionSecret: Buffer;
}

/** The secrets cannot be read or made. One line that says what to do; holds no secret. */
export class SecretsError extends Error {
  override name = "SecretsError";
}

type SecretsEnv = Pick<Env, "DATA_DIR" | "ENCRYPTION_KEY" | "ENCRYPTION_KEY_PREVIOUS" | "SESSION_SECRET">;

const hexKey = z.string().regex(/^[0-9a-f]{64}$/);
const fileSchema = z.object({ encryptionKey: hexKey, sessionSecret: hexKey });
type SecretsFile = z.infer<typeof fileSchema>;

/**
 * A variable that is set wins over the file. Several processes may call it at once: they get the same secrets.
 * @throws {SecretsError} when the file is damaged (it is never overwritten) or the folder cannot be written.
 */
export function loadSecrets(env: SecretsEnv): Secrets {
  const { ENCRYPTION_KEY, SESSION_SECRET } = env;
  const stored = ENCRYPTION_KEY && SESSION_SECRET ? null : readOrCreate(env.DATA_DIR);
  return {
    keyring: createKeyring(ENCRYPTION_KEY ?? stored?.encryptionKey ?? "", env.ENCRYPTION_KEY_PREVIOUS),
    sessionSecret: Buffer.from(SESSION_SECRET ?? stored?.sessionSecret ?? "", "hex"),
  };
}

function readOrCreate(dataDir: string): SecretsFile {
  const file = path.join(dataDir, "secrets.json");
  try {
    return read(file) ?? create(file);
  } catch (error) {
    if (error instanceof SecretsError) throw error;
    const reason = error instanceof Error ? error.message : "unknown error";
    throw new SecretsError(
      `the secrets in DATA_DIR cannot be kept (${reason}): set DATA_DIR to a folder that this user may write, or set ENCRYPTION_KEY and SESSION_SECRET`,
    );
  }
}

function read(file: string): SecretsFile | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    throw new SecretsError(
      `${file} is damaged: restore it from a backup. Without it the stored provider keys cannot be decrypted; to begin anew, remove it and enter them again`,
    );
  }
}

/** Written aside and linked into place, which fails when the name is taken: whole or absent, and never replaced. */
function create(file: string): SecretsFile {
  const made = {
    encryptionKey: randomBytes(32).toString("hex"),
    sessionSecret: randomBytes(32).toString("hex"),
  };
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  mkdirSync(path.dirname(file), { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  try {
    writeFileSync(temporary, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: "wx", flush: true });
    linkSync(temporary, file);
    return made;
  } catch (error) {
    const winner = error instanceof Error && "code" in error && error.code === "EEXIST" ? read(file) : null;
    if (winner) return winner;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

let current: Secrets | undefined;

export function setSecrets(secrets: Secrets): void {
  current = secrets;
}

/** @throws when nothing has called `setSecrets`. */
export function secrets(): Secrets {
  if (!current) throw new Error("the secrets are not loaded: call loadSecrets and setSecrets first");
  return current;
}
