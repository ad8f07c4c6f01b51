/** What a rule's action that rewrites text finds, and what it becomes. Buffered text and streams ask the same. */
import { type OpenText } from "~/detection/hold-back";
import { replacementText } from "~/redaction/replacement-text";
import { type TokenIssuer } from "~/redaction/token-issuer";
import { type Category } from "~/rules/categories";
import { type CompiledAction } from "~/rules/compile-action";

export type TextAction = Extract<CompiledAction, { type: "redact_pii" | "find_replace" }>;

export function isTextAction(action: CompiledAction): action is TextAction {
  return action.type === "redact_pii" || action.type === "find_replace";
}

/** What replacements are made with. */
export interface ReplacementMeans {
  readonly hashKey: Buffer;
  readonly tokens: TokenIssuer;
}

export interface TextFinding {
  /** UTF-16 offsets into the text, end exclusive. */
  start: number;
  end: number;
  /** Null for what a user's own pattern found. */
  category: Category | null;
  replacement: string;
}

type RedactPii = Extract<TextAction, { type: "redact_pii" }>;

function redactedValue(
  { replacement, tokens: policy }: Pick<RedactPii, "replacement" | "tokens">,
  { value, category }: { value: string; category: Category },
  { hashKey, tokens }: ReplacementMeans,
): string {
  return policy ? tokens.issue(value, policy) : replacementText(value, category, replacement, hashKey);
}

type Found = { start: number; end: number } & ({ category: Category } | { text: string });

function withReplacement(
  action: TextAction,
  text: string,
  found: Found,
  means: ReplacementMeans,
): TextFinding {
  const { start, end } = found;
  if (!("category" in found) || action.type !== "redact_pii") {
    return { start, end, category: null, replacement: "text" in found ? found.text : "" };
  }
  const { category } = found;
  const replacement = redactedValue(action, { value: text.slice(start, end), category }, means);
  return { start, end, category, replacement };
}

/** The findings of each text, disjoint and in order. */
export function findInTexts(
  action: TextAction,
  texts: readonly string[],
  means: ReplacementMeans,
): TextFinding[][] {
  const found: Found[][] =
    action.type === "redact_pii"
      ? action.scanner.scanMany(texts)
      : texts.map((text) => action.pattern.replacements(text, action.replace));
  return found.map((own, index) =>
    own.map((finding) => withReplacement(action, texts[index] ?? "", finding, means)),
  );
}

function findOpen(action: TextAction, open: OpenText): { found: readonly Found[]; openFrom: number } {
  if (action.type === "find_replace") return action.pattern.findOpen(open, action.replace);
  const { findings, openFrom } = action.scanner.scanOpen(open);
  return { found: findings, openFrom };
}

/**
 * The same of the end of a text that is still being received.
 * @returns And from where on its continuation may change what was found: every finding ends before it.
 */
export function findInOpenText(
  action: TextAction,
  open: OpenText,
  means: ReplacementMeans,
): { findings: TextFinding[]; openFrom: number } {
  const { found, openFrom } = findOpen(action, open);
  const certain = found.filter(({ end }) => end <= openFrom);
  return {
    findings: certain.map((finding) => withReplacement(action, open.text, finding, means)),
    openFrom,
  };
}

/** The same when nothing more will come. */
export function findInRest(action: TextAction, open: OpenText, means: ReplacementMeans): TextFinding[] {
  const { text, from } = open;
  const found =
    action.type === "find_replace"
      ? action.pattern.replacements(text, action.replace, from)
      : action.scanner.scan(text).filter(({ start }) => start >= from);
  return found.map((finding) => withReplacement(action, text, finding, means));
}
