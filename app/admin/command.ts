/** What a command of `npm run admin` is. */
import { z } from "zod";
import { type Env } from "~/env.server";
import { isId } from "~/lib/ids";
import { Refusal } from "~/models/refusal";

/** What a command may use besides the models. */
export interface CommandContext {
  env: Env;
  /** The text of a file, or of standard input for `-`. */
  readText: (source: string) => Promise<string>;
}

export interface CommandOutput {
  /** Printed with --json. */
  json: unknown;
  /** Printed without. */
  text: string;
}

export type RawFlags = Readonly<Record<string, string | boolean | undefined>>;

export interface AdminCommand {
  /** Noun and verb. */
  name: string;
  summary: string;
  /** The flags as the help shows them. */
  usage: string;
  /** Flags with a value. */
  valueFlags: readonly string[];
  /** Flags without one. */
  switches: readonly string[];
  /**
   * Checks the flags, before anything is started.
   * @throws {Refusal} naming the flag.
   */
  prepare(flags: RawFlags): (context: CommandContext) => Promise<CommandOutput>;
}

interface Definition<Shape extends z.ZodRawShape> {
  name: string;
  summary: string;
  usage: string;
  /** By flag name, without the dashes. A boolean schema makes a switch. */
  flags: Shape;
  run: (flags: z.output<z.ZodObject<Shape>>, context: CommandContext) => Promise<CommandOutput>;
}

const isSwitch = (schema: z.core.$ZodType) => z.safeParse(schema, true).success;

export function defineCommand<Shape extends z.ZodRawShape>(definition: Definition<Shape>): AdminCommand {
  const { name, summary, usage, flags, run } = definition;
  const schema = z.object(flags);
  const [switches, valueFlags] = [true, false].map((wanted) =>
    Object.entries(flags).flatMap(([flag, type]) => (isSwitch(type) === wanted ? [flag] : [])),
  );
  return {
    name,
    summary,
    usage,
    switches: switches ?? [],
    valueFlags: valueFlags ?? [],
    prepare(given) {
      const result = schema.safeParse(given);
      if (!result.success) throw flagRefusal(result.error);
      return (context) => run(result.data, context);
    },
  };
}

function flagRefusal(error: z.ZodError): Refusal {
  const [issue] = error.issues;
  const flag = String(issue?.path[0] ?? "");
  return new Refusal("invalid_flag", `--${flag} ${issue?.message ?? "is not valid"}`, flag);
}

/** A flag's value, which must be there. @param what Ends the sentence “is missing: …”. */
export const required = (what: string) => z.string(`is missing: ${what}`).trim().min(1, `is empty: ${what}`);

/** The id of a row. */
export const rowId = (what: string) => required(what).refine(isId, `is not an id: ${what}`);

export const organizationId = rowId("the organization's id, as `user create` printed it");

/** One of a few words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, `must be one of ${words.join(", ")}`);
