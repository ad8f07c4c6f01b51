import { execFile } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "vite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decrypt, encrypt } from "~/lib/encryption";
import { loadSecrets, SecretsError } from "./secrets.server";

const HEX = { first: "0a".repeat(32), second: "1b".repeat(32), third: "2c".repeat(32) };

describe("loadSecrets", () => {
  let folder: string;
  let dataDir: string;
  const load = (env: Partial<Parameters<typeof loadSecrets>[0]> = {}) =>
    loadSecrets({
      DATA_DIR: dataDir,
      ENCRYPTION_KEY: undefined,
      ENCRYPTION_KEY_PREVIOUS: undefined,
      SESSION_SECRET: undefined,
      ...env,
    });

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "grepture-secrets-"));
    dataDir = path.join(folder, "data");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("makes them once, readable by this user alone, and finds them again", () => {
    const made = load();
    expect(made.sessionSecret).toHaveLength(32);
    expect(statSync(path.join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(["secrets.json"]);
    const found = load();
    expect(found.sessionSecret).toEqual(made.sessionSecret);
    expect(decrypt(found.keyring, encrypt(made.keyring, "value", "aad"), "aad")).toBe("value");
  });

  it("are the same for processes that start together", async () => {
    const bundle = path.resolve(`node_modules/.cache/grepture-test-secrets-${process.pid}`);
    const config = { configFile: false, logLevel: "warn", publicDir: false } as const;
    const alias = { "~": path.resolve("app") };
    try {
      await build({ ...config, resolve: { alias }, build: { ssr: "app/secrets.server.ts", outDir: bundle } });
      const script = `import { loadSecrets } from ${JSON.stringify(path.join(bundle, "secrets.server.js"))};
        const { keyring, sessionSecret } = loadSecrets({ DATA_DIR: ${JSON.stringify(dataDir)} });
        console.log(keyring.current.id, sessionSecret.toString("hex"));`;
      const load = () => promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
      const outputs = await Promise.all(Array.from({ length: 6 }, load));
      expect(new Set(outputs.map(({ stdout }) => stdout)).size).toBe(1);
      expect(readdirSync(dataDir)).toEqual(["secrets.json"]);
    } finally {
      rmSync(bundle, { recursive: true, force: true });
    }
  });

  it("differ between installations", () => {
    const here = load();
    const there = load({ DATA_DIR: path.join(folder, "other") });
    expect(there.sessionSecret).not.toEqual(here.sessionSecret);
    expect(there.keyring.current.id).not.toBe(here.keyring.current.id);
  });

  it("prefers variables, and touches no file when both are set", () => {
    const { keyring, sessionSecret } = load({ ENCRYPTION_KEY: HEX.first, SESSION_SECRET: HEX.second });
    expect(keyring.current.key.export().toString("hex")).toBe(HEX.first);
    expect(sessionSecret.toString("hex")).toBe(HEX.second);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("takes only the missing one from the file", () => {
    const { keyring, sessionSecret } = load({ ENCRYPTION_KEY: HEX.first });
    expect(keyring.current.key.export().toString("hex")).toBe(HEX.first);
    expect(sessionSecret).toEqual(load().sessionSecret);
  });

  it("opens what the previous key sealed", () => {
    const old = load({ ENCRYPTION_KEY: HEX.first, SESSION_SECRET: HEX.third });
    const now = load({
      ENCRYPTION_KEY: HEX.second,
      ENCRYPTION_KEY_PREVIOUS: HEX.first,
      SESSION_SECRET: HEX.third,
    });
    expect(decrypt(now.keyring, encrypt(old.keyring, "value", "aad"), "aad")).toBe("value");
  });

  it.each(["", "{", "{}", JSON.stringify({ encryptionKey: HEX.first, sessionSecret: "short" })])(
    "refuses the damaged file %j and leaves it as it is",
    (content) => {
      mkdirSync(dataDir);
      writeFileSync(path.join(dataDir, "secrets.json"), content);
      expect(() => load()).toThrow(/secrets\.json is damaged: restore it from a backup/);
      expect(readFileSync(path.join(dataDir, "secrets.json"), "utf8")).toBe(content);
    },
  );

  it("says what to do when the folder cannot be written", () => {
    writeFileSync(path.join(folder, "file"), "");
    chmodSync(path.join(folder, "file"), 0o600);
    const attempt = () => load({ DATA_DIR: path.join(folder, "file", "data") });
    expect(attempt).toThrow(SecretsError);
    expect(attempt).toThrow(/set DATA_DIR to a folder that this user may write, or set ENCRYPTION_KEY/);
  });
});
