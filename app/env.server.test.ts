import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { EnvError, parseEnv, shareNodeEnv } from "./env.server";

const KEY = "0123456789abcdef".repeat(4);
const DATABASE_URL = "postgresql://grepture:hunter2hunter2@127.0.0.1:5432/grepture";

function failure(source: Record<string, string>): string {
  try {
    parseEnv(source);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvError);
    return error instanceof Error ? error.message : "";
  }
  throw new Error("it was accepted");
}

describe("parseEnv", () => {
  it("needs nothing: the embedded database, generated secrets, loopback", () => {
    const env = parseEnv({ PATH: "/bin" });
    expect(env).toMatchObject({
      NODE_ENV: "production",
      PORT: 3000,
      HOST: "127.0.0.1",
      APP_ORIGIN: "http://localhost:3000",
      DATA_DIR: path.resolve(".data"),
      OPENAI_BASE_URL: "https://api.openai.com",
      DEFAULT_PLAN: "free",
      LOG_LEVEL: "info",
    });
    expect(env.DATABASE_URL).toBeUndefined();
    expect(env).not.toHaveProperty("PATH");
  });

  it("takes an empty variable for an absent one", () => {
    const names = Object.keys(parseEnv({ DATABASE_URL, ENCRYPTION_KEY: KEY, SESSION_SECRET: KEY }));
    const empty = Object.fromEntries(names.map((name) => [name, ""]));
    expect(parseEnv(empty)).toEqual(parseEnv({}));
  });

  it("tidies URLs", () => {
    const env = parseEnv({
      PORT: "8080",
      APP_ORIGIN: "https://gateway.example.com/app/?x=1",
      OPENAI_BASE_URL: "http://127.0.0.1:9999//",
    });
    expect(env.APP_ORIGIN).toBe("https://gateway.example.com");
    expect(env.OPENAI_BASE_URL).toBe("http://127.0.0.1:9999");
    expect(parseEnv({ PORT: "8080" }).APP_ORIGIN).toBe("http://localhost:8080");
  });

  it.each([
    ["PORT", "65536"],
    ["PORT", "http"],
    ["PORT", "80.5"],
    ["NODE_ENV", "staging"],
    ["APP_ORIGIN", "gateway.example.com"],
    ["APP_ORIGIN", "ftp://gateway.example.com"],
    ["DATABASE_URL", "mysql://user:hunter2@localhost/db"],
    ["ENCRYPTION_KEY", "too-short-hunter2"],
    ["ENCRYPTION_KEY", "f".repeat(64)],
    ["ENCRYPTION_KEY_PREVIOUS", "z".repeat(64)],
    ["SESSION_SECRET", "abc"],
    ["OPENAI_BASE_URL", "api.openai.com"],
    ["DEFAULT_PLAN", "platinum"],
    ["UPSTREAM_IDLE_TIMEOUT_MS", "0"],
    ["UPSTREAM_IDLE_TIMEOUT_MS", "soon"],
    ["LOG_LEVEL", "loud"],
  ])("refuses %s=%s in one line that names it and does not repeat it", (name, value) => {
    const message = failure({ [name]: value });
    expect(message.startsWith(`${name}: `)).toBe(true);
    expect(message).not.toContain("\n");
    expect(message).not.toContain(value);
  });

  it.each(["ENCRYPTION_KEY", "SESSION_SECRET"])(
    "wants %s with DATABASE_URL, and says how to make one",
    (name) => {
      const both: Record<string, string> = { DATABASE_URL, ENCRYPTION_KEY: KEY, SESSION_SECRET: KEY };
      expect(parseEnv(both).DATABASE_URL).toBe(DATABASE_URL);
      const message = failure({ ...both, [name]: "" });
      expect(message).toContain(`${name}: is required`);
      expect(message).toContain("openssl rand -hex 32");
      expect(message).not.toContain("hunter2");
    },
  );
});

describe("shareNodeEnv", () => {
  it("tells libraries what the server takes for granted", () => {
    vi.stubEnv("NODE_ENV", undefined);
    shareNodeEnv(parseEnv({}));
    expect(process.env.NODE_ENV).toBe("production");
    vi.unstubAllEnvs();
  });
});
