/**
 * The process's logger: JSON lines on standard output.
 *
 * Rule: log ids, names, statuses and durations; never bodies, headers or URLs with queries. The redaction below is
 * the second line of defence, for an object that somebody logs whole.
 */
import { pino, type DestinationStream, type Logger } from "pino";

const SECRET_FIELDS = [
  "authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "api-key",
  "x-goog-api-key",
  "x-grepture-api-key",
  "x-grepture-auth-forward",
  "password",
  "passwordHash",
  "token",
  "key",
  "secret",
  "ciphertext",
  "connectionString",
];

const quoted = SECRET_FIELDS.map((field) => (/^\w+$/.test(field) ? field : `["${field}"]`));
const paths = ["", "*.", "*.*."].flatMap((depth) =>
  quoted.map((field) => (field.startsWith("[") ? `${depth.replace(/\.$/, "")}${field}` : `${depth}${field}`)),
);

export type { Logger } from "pino";

/** @param destination Standard output when left out; tests pass their own. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, redact: { paths, censor: "[redacted]" } };
  return destination ? pino(options, destination) : pino(options);
}

let current: Logger | undefined;

export function setLogger(logger: Logger): void {
  current = logger;
}

export function logger(): Logger {
  current ??= createLogger("info");
  return current;
}
