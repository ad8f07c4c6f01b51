/** A rule's action as lists show it. */
import { type CategoryChoice } from "~/rules/categories";
import { type Replacement, type RuleAction } from "~/rules/rule-actions";

export type ActionItem =
  { categories: CategoryChoice[]; replacement: Replacement | "token" } | { description: string };

const AI_NAMES = {
  ai_detect_pii: "names and places",
  ai_detect_injection: "prompt injection",
  ai_detect_toxicity: "toxicity",
  ai_detect_dlp: "confidential content",
  ai_detect_compliance: "regulated content",
} as const;

function describe(action: Exclude<RuleAction, { type: "redact_pii" }>): string {
  switch (action.type) {
    case "find_replace":
      return `Replace ${action.is_regex ? "the pattern" : "the text"} “${action.find}”`;
    case "redact_field":
      return `Redact ${action.fields.join(", ")}`;
    case "tokenize":
      return `Tokenize ${action.fields.join(", ")}`;
    case "block_request":
      return `Block with status ${action.status_code}`;
    case "log_only":
      return `Log as ${action.severity}${action.label === "" ? "" : `: ${action.label}`}`;
    default:
      return `Detect ${AI_NAMES[action.type]} with a local model`;
  }
}

export function actionItems(actions: readonly RuleAction[]): ActionItem[] {
  return actions.map((action) =>
    action.type === "redact_pii"
      ? {
          categories: action.categories,
          replacement: action.mode === "mask_and_restore" ? "token" : action.replacement,
        }
      : { description: describe(action) },
  );
}
