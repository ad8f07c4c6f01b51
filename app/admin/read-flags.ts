/** Command-line flags: `--flag value` or `--flag=value`, each once; everything else is refused by name. */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { Refusal } from "~/models/refusal";
import { type RawFlags } from "./command";

interface Flags {
  valueFlags: readonly string[];
  switches: readonly string[];
}

const refuse = (message: string, flag: string | null) => new Refusal("invalid_flag", message, flag);

/** @throws {Refusal} */
export function readFlags(args: readonly string[], { valueFlags, switches }: Flags): RawFlags {
  const options: NonNullable<ParseArgsConfig["options"]> = {};
  for (const flag of valueFlags) options[flag] = { type: "string" };
  for (const flag of switches) options[flag] = { type: "boolean" };
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const flags: Record<string, string | boolean> = {};
  for (const token of tokens) {
    // What is not a flag is not repeated: it may be a secret that lost its flag.
    if (token.kind !== "option") throw refuse("There is a value that belongs to no flag. See --help.", null);
    const { name, rawName, value } = token;
    if (Object.hasOwn(flags, name)) throw refuse(`${rawName} is given twice.`, name);
    if (switches.includes(name)) {
      if (value !== undefined) throw refuse(`${rawName} takes no value.`, name);
      flags[name] = true;
    } else if (valueFlags.includes(name)) {
      const isMissing = value === undefined || (!token.inlineValue && value.startsWith("--"));
      if (isMissing) throw refuse(`${rawName} needs a value: write ${rawName}=VALUE.`, name);
      flags[name] = value;
    } else {
      throw refuse(`There is no flag ${rawName} here. See --help.`, name);
    }
  }
  return flags;
}
