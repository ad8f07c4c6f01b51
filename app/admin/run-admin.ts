/** From arguments to what is printed: find the command, check its flags, start the database, run, stop. */
import { setDatabase } from "~/db/database";
import { DatabaseStartError, startDatabase } from "~/db/start-database";
import { EnvError, type Env } from "~/env.server";
import { createLogger } from "~/lib/logger";
import { PasswordQueueFullError } from "~/lib/password-hash";
import { Refusal } from "~/models/refusal";
import { loadSecrets, SecretsError, setSecrets } from "~/secrets.server";
import { type AdminCommand, type CommandContext, type CommandOutput } from "./command";
import { COMMANDS } from "./commands";
import { readFlags } from "./read-flags";

export interface AdminInput {
  /** Without the interpreter and the script. */
  args: readonly string[];
  /** @throws {EnvError} */
  env: () => Env;
  readText: CommandContext["readText"];
  /** Standard error: warnings of the database. */
  log: { write(line: string): void };
}

export interface AdminResult {
  exitCode: 0 | 1;
  stdout: string;
  stderr: string;
}

interface Failure {
  code: string;
  message: string;
  field?: string;
}

/** Never throws: a failure is a result. */
export async function runAdmin(input: AdminInput): Promise<AdminResult> {
  const { args } = input;
  const asJson = args.includes("--json");
  if (args.length === 0 || args.includes("--help")) return { exitCode: 0, stdout: help(), stderr: "" };
  try {
    const { json, text } = await execute(input);
    return { exitCode: 0, stdout: `${asJson ? JSON.stringify(json) : text}\n`, stderr: "" };
  } catch (error) {
    const failure = describe(error);
    const stack = failure.code === "internal_error" && error instanceof Error ? `${error.stack ?? ""}\n` : "";
    if (asJson) return { exitCode: 1, stdout: `${JSON.stringify({ error: failure })}\n`, stderr: stack };
    return { exitCode: 1, stdout: "", stderr: `${stack}${failure.message}\n` };
  }
}

async function execute({ args, env, readText, log }: AdminInput): Promise<CommandOutput> {
  const command = findCommand(args);
  const flags = readFlags(args.slice(2), { ...command, switches: [...command.switches, "json"] });
  const run = command.prepare(flags);
  const checked = env();
  const database = await startDatabase({
    env: checked,
    purpose: "command",
    logger: createLogger("warn", log),
  });
  try {
    setDatabase(database);
    setSecrets(loadSecrets(checked));
    return await run({ env: checked, readText });
  } finally {
    await database.stop();
  }
}

/** @throws {Refusal} */
function findCommand(args: readonly string[]): AdminCommand {
  const name = args.slice(0, 2).join(" ");
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command) return command;
  const names = COMMANDS.map((candidate) => candidate.name).join(", ");
  throw new Refusal("unknown_command", `There is no such command. The commands are ${names}.`);
}

/** Failures with a message for people; anything else is ours and keeps its text to standard error. */
function describe(error: unknown): Failure {
  if (error instanceof Refusal) {
    const { code, message, field } = error;
    return field === null ? { code, message } : { code, message, field };
  }
  if (error instanceof EnvError) return { code: "environment", message: error.message };
  if (error instanceof DatabaseStartError) return { code: "database", message: error.message };
  if (error instanceof SecretsError) return { code: "secrets", message: error.message };
  if (error instanceof PasswordQueueFullError) return { code: "busy", message: error.message };
  return { code: "internal_error", message: "The command failed; its standard error says where." };
}

function help(): string {
  const lines = COMMANDS.map(({ name, summary, usage }) => `  ${name} ${usage}\n      ${summary}\n`);
  const head = "Usage: npm run --silent admin -- <noun> <verb> [flags] [--json]\n\n";
  return `${head}${lines.join("\n")}\nWith --json, one JSON value is printed, and an error as {"error":{"code","message","field"}} with exit code 1.\n`;
}
