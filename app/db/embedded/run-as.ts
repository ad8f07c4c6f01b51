/** Runs PostgreSQL's programs: as ourselves, or as the service user when we are root, which they refuse. */
import { execFile, type ExecFileOptions } from "node:child_process";

export interface ServiceUser {
  uid: number;
  gid: number;
}

interface Outcome {
  ok: boolean;
  /** Standard output and error, trimmed; at most a mebibyte. */
  output: string;
}

const OUTPUT_LIMIT = 1024 * 1024;
const BARE_ENVIRONMENT = {
  PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
  LC_ALL: "C",
  NODE_ENV: "production",
} as const;

/**
 * Never rejects: a program that cannot be run at all is an outcome too.
 * The programs get an environment of their own: ours holds secrets, and PG* variables would change what they do.
 */
export function runAs(
  user: ServiceUser | null,
  file: string,
  args: string[],
  timeoutMs = 120_000,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const options: ExecFileOptions = { cwd: "/", timeout: timeoutMs, maxBuffer: OUTPUT_LIMIT, ...user };
    if (process.platform !== "win32") options.env = { ...BARE_ENVIRONMENT };
    execFile(file, args, options, (error, stdout, stderr) => {
      const output = [stdout, stderr, typeof error?.code === "string" ? error.message : ""].join("\n").trim();
      resolve({ ok: !error, output });
    });
  });
}
