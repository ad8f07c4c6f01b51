/** A rule's action as lists show it. */
import { type CategoryChoice } from "~/rules/categories";
import { type ActionOf, type Replacement, type RuleAction } from "~/rules/rule-actions";
import { ACTION_WORDS, REPLACEMENT_LABELS, wordsOf } from "./rule-words";

type ActionItemContent =
  { categories: CategoryChoice[]; replacement: Replacement | "token" } | { description: string };
/** One that is off stays in the rule and does nothing. */
export type ActionItem = ActionItemContent & { enabled: boolean };

/** More would push aside what a rule does. */
const LONGEST_QUOTE = 60;

function quote(text: string): string {
  return `“${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}”`;
}

function describeFindReplace({ find, replace, is_regex: isPattern }: ActionOf<"find_replace">): string {
  const found = `${isPattern ? "the pattern" : "the text"} ${quote(find)}`;
  return replace === "" ? `Take out ${found}` : `Replace ${found} with ${quote(replace)}`;
}

function outcomeOf(action: Extract<RuleAction, { on_detect: string }>): string {
  const { on_detect: outcome, block_status_code: status } = action;
  return outcome === "block" ? `block with status ${status}` : outcome;
}

function chosen(ids: readonly string[]): string {
  return ids.map((id) => wordsOf(id).toLowerCase()).join(", ");
}

function describeDetection(action: Extract<RuleAction, { threshold: number }>): string {
  const { label } = ACTION_WORDS[action.type];
  switch (action.type) {
    case "ai_detect_pii": {
      const { mode, replacement, categories } = action;
      const becomes =
        mode === "mask_and_restore"
          ? "token, restored in the answer"
          : REPLACEMENT_LABELS[replacement].toLowerCase();
      return `Detect ${chosen(categories)} → ${becomes}`;
    }
    case "ai_detect_injection":
      return `${label} → ${outcomeOf(action)}`;
    case "ai_detect_compliance":
      return `${label} (${chosen(action.domains)}) → ${outcomeOf(action)}`;
    default:
      return `${label} (${chosen(action.categories)}) → ${outcomeOf(action)}`;
  }
}

function describe(action: Exclude<RuleAction, { type: "redact_pii" }>): string {
  switch (action.type) {
    case "find_replace":
      return describeFindReplace(action);
    case "redact_field":
      return `Redact ${action.fields.join(", ")}`;
    case "tokenize":
      return `Tokenize ${action.fields.join(", ")}`;
    case "block_request":
      return `Block with status ${action.status_code}`;
    case "log_only":
      return `Log as ${action.severity}${action.label === "" ? "" : `: ${action.label}`}`;
    default:
      return `${describeDetection(action)}; there is no model here yet`;
  }
}

export function actionItems(actions: readonly RuleAction[]): ActionItem[] {
  return actions.map((action) => {
    const { enabled } = action;
    if (action.type !== "redact_pii") return { enabled, description: describe(action) };
    const { categories, mode, replacement } = action;
    return { enabled, categories, replacement: mode === "mask_and_restore" ? "token" : replacement };
  });
}
