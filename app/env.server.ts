/**
 * The environment, checked once at start. Nothing else reads `process.env`; a wrong variable stops the server
 * with one line that names it. The meaning of each variable for operators: docs/operations.md.
 */
import path from "node:path";
import { z } from "zod";
import { parseAllowedHosts } from "~/upstream/allowed-hosts";

const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http or https URL" })
  .transform((value) => value.replace(/\/+$/, ""));

const port = z.coerce.number().int().min(0).max(65_535);
const milliseconds = (fallback: number) => z.coerce.number().int().min(1).max(86_400_000).default(fallback);

const secretKey = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, "must be 64 hexadecimal digits (32 bytes), as `openssl rand -hex 32` prints them")
  .refine((value) => !/^(.)\1*$/.test(value), "must be random, not one repeated digit");

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: port.default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  APP_ORIGIN: z
    .url({ protocol: /^https?$/, error: "must be an http or https URL" })
    .transform((value) => new URL(value).origin)
    .optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgresql:// URL" }).optional(),
  DATA_DIR: z
    .string()
    .min(1)
    .default(".data")
    .transform((value) => path.resolve(value)),
  ENCRYPTION_KEY: secretKey.optional(),
  ENCRYPTION_KEY_PREVIOUS: secretKey.optional(),
  SESSION_SECRET: secretKey.optional(),
  OPENAI_BASE_URL: httpUrl.default("https://api.openai.com"),
  ANTHROPIC_BASE_URL: httpUrl.default("https://api.anthropic.com"),
  GEMINI_BASE_URL: httpUrl.default("https://generativelanguage.googleapis.com"),
  ALLOWED_TARGET_HOSTS: z
    .string()
    .default("")
    .superRefine((value, context) => {
      try {
        parseAllowedHosts(value);
      } catch (error) {
        context.addIssue(error instanceof Error ? error.message : "must be a list of hosts");
      }
    }),
  DEFAULT_PLAN: z.enum(["free", "pro", "business"]).default("free"),
  UPSTREAM_CONNECT_TIMEOUT_MS: milliseconds(10_000),
  UPSTREAM_FIRST_BYTE_TIMEOUT_MS: milliseconds(600_000),
  UPSTREAM_IDLE_TIMEOUT_MS: milliseconds(120_000),
  UPSTREAM_TOTAL_TIMEOUT_MS: milliseconds(1_800_000),
  STREAM_KEEP_ALIVE_MS: milliseconds(15_000),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

export type Env = Omit<z.infer<typeof schema>, "APP_ORIGIN"> & { APP_ORIGIN: string };

/** One line for the operator: which variable is wrong and why. */
export class EnvError extends Error {
  override name = "EnvError";
}

/**
 * Checks a set of environment variables. Pure: reads only `source`. An empty variable counts as absent: compose
 * files and CI set those for what nobody configured.
 * @throws {EnvError} naming the first wrong variable; its value is not repeated, it may be a secret.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new EnvError(`${issue?.path.join(".") ?? "environment"}: ${issue?.message ?? "is not valid"}`);
  }
  const env = result.data;
  if (env.DATABASE_URL) {
    for (const name of ["ENCRYPTION_KEY", "SESSION_SECRET"] as const) {
      if (!env[name]) {
        throw new EnvError(
          `${name}: is required with DATABASE_URL, because every instance must share it; make one with \`openssl rand -hex 32\``,
        );
      }
    }
  }
  return { ...env, APP_ORIGIN: env.APP_ORIGIN ?? `http://localhost:${env.PORT}` };
}

/** The unchecked variables of this process, for a command that sets some of its own before they are checked. */
export function processEnvironment(): Record<string, string | undefined> {
  return { ...process.env };
}

let current: Env | undefined;

/** Makes a checked environment the process's own, when it is not simply the variables it was started with. */
export function setEnv(value: Env): void {
  current = value;
}

/** The checked environment of this process. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/**
 * Sets the one variable that libraries read for themselves when they are loaded. React works as for development where it
 * is not set: slowly, and with warnings.
 */
export function shareNodeEnv({ NODE_ENV }: Env): void {
  process.env.NODE_ENV = NODE_ENV;
}
