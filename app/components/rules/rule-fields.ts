/**
 * Between the rule form and Rule JSON. The names of the form's fields are the paths of Rule JSON
 * (`actions[1].find`), so that an error of the schema belongs to its field without a table.
 */
import { type DefaultValue } from "@conform-to/react";
import { type OnError, type Rule } from "~/rules/rule";
import { type ActionType, type RuleAction } from "~/rules/rule-actions";

/** All that an action of any type may have. */
export interface ActionFields {
  type: ActionType;
  enabled: boolean;
  categories: string[];
  domains: string[];
  replacement: string;
  mode: string;
  token_prefix: string;
  ttl_seconds: number;
  find: string;
  replace: string;
  is_regex: boolean;
  case_sensitive: boolean;
  /** One path a line. */
  fields: string;
  status_code: number;
  message: string;
  severity: string;
  label: string;
  threshold: number;
  on_detect: string;
  block_status_code: number;
  block_message: string;
}

export type RuleFields = Omit<Rule, "actions" | "on_error"> & {
  /** Empty: as the actions suggest. */
  on_error: OnError | "";
  actions: ActionFields[];
};

export type RuleFieldValues = NonNullable<DefaultValue<RuleFields>>;
export type ActionFieldValues = NonNullable<DefaultValue<ActionFields>>;

export function fieldsOfAction(action: RuleAction): ActionFieldValues {
  return "fields" in action ? { ...action, fields: action.fields.join("\n") } : action;
}

/** What the form starts with. */
export function fieldsOfRule(rule: Rule): RuleFieldValues {
  return { ...rule, on_error: rule.on_error ?? "", actions: rule.actions.map(fieldsOfAction) };
}

const NUMBERS = [
  "sampling_rate",
  "timeout_seconds",
  "ttl_seconds",
  "status_code",
  "block_status_code",
  "threshold",
];
/** An unchecked box is not sent at all. */
const BOXES = ["enabled", "match_all", "is_regex", "case_sensitive"];
/** Nor is a list of boxes of which none is checked. */
const BOX_LISTS = ["categories", "domains"];
/** Browsers take line ends out of these; from the others they come back as CR LF, whatever they were. */
const SINGLE_LINES = ["name", "label"];

function asTyped(member: string, text: string): string {
  return SINGLE_LINES.includes(member) ? text.replace(/[\r\n]+/g, "") : text.replace(/\r\n?/g, "\n");
}

/**
 * The texts of a stored rule by what a browser makes of them: an imported rule is saved with the line ends it had. Of
 * several that look the same there, in their order.
 */
function storedTexts(stored: Rule | undefined): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  const visit = (value: unknown, member: string) => {
    if (typeof value === "string") {
      const key = `${member}:${asTyped(member, value)}`;
      texts.set(key, [...(texts.get(key) ?? []), value]);
    } else if (Array.isArray(value)) for (const item of value) visit(item, member);
    else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) visit(inner, name);
    }
  };
  visit(stored, "");
  return texts;
}

function numberOf(text: unknown): unknown {
  // Number("") is 0, and nobody typed that.
  return typeof text === "string" && text.trim() !== "" ? Number(text) : text;
}

function linesOf(text: unknown): unknown {
  return typeof text === "string" ? text.split(/\r\n?|\n/).filter((line) => line.trim() !== "") : text;
}

/** @param payload What was posted, by path. @returns Rule JSON, to be checked by its schema. */
export function ruleJsonOf(payload: Readonly<Record<string, unknown>>, stored?: Rule): unknown {
  const texts = storedTexts(stored);
  const textOf = (member: string, text: string) => {
    const typed = asTyped(member, text);
    const originals = texts.get(`${member}:${typed}`) ?? [typed];
    return (originals.length > 1 ? originals.shift() : originals[0]) ?? typed;
  };
  const read = (member: string, value: unknown): unknown => {
    if (NUMBERS.includes(member)) return numberOf(value);
    if (BOX_LISTS.includes(member)) return value === undefined ? [] : [value].flat();
    if (member === "fields") return linesOf(value);
    if (member === "on_error" && value === "") return undefined;
    if (typeof value === "string") return textOf(member, value);
    if (Array.isArray(value)) return value.map((item) => read(member, item));
    return typeof value === "object" && value !== null ? readObject(value) : value;
  };
  const readObject = (object: object) => {
    const json: Record<string, unknown> = {};
    for (const [member, value] of Object.entries(object)) json[member] = read(member, value);
    for (const member of BOXES) json[member] = member in object && json[member] === "on";
    for (const member of BOX_LISTS) json[member] ??= [];
    return json;
  };
  return readObject(payload);
}
