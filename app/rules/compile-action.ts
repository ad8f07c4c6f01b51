/** An action of a rule, ready to run. */
import { patternIdsOf } from "~/detection/catalogue";
import { createScanner, type Scanner } from "~/detection/scanner";
import { compileUserPattern, type UserPattern } from "~/detection/user-pattern";
import { expandCategories } from "~/rules/categories";
import { parseJsonPath, type JsonPath } from "~/rules/json-path";
import { type ActionOf, type ActionType, type Replacement, type RuleAction } from "~/rules/rule-actions";

/** How tokens are made that are restored in the answer. */
interface TokenPolicy {
  readonly prefix: string;
  readonly ttlSeconds: number;
}

export type CompiledAction =
  | {
      readonly type: "redact_pii";
      readonly replacement: Replacement;
      /** Null: what is taken out does not come back. */
      readonly tokens: TokenPolicy | null;
      readonly patternIds: readonly string[];
      readonly scanner: Scanner;
    }
  | { readonly type: "find_replace"; readonly pattern: UserPattern; readonly replace: string }
  | { readonly type: "redact_field"; readonly paths: readonly JsonPath[]; readonly replacement: string }
  | { readonly type: "tokenize"; readonly paths: readonly JsonPath[]; readonly tokens: TokenPolicy }
  | { readonly type: "block_request"; readonly status: number; readonly message: string }
  | Pick<ActionOf<"log_only">, "type" | "severity" | "label">
  /** Carried, and told on the trace that there is no model for it. */
  | { readonly type: Extract<ActionType, `ai_${string}`> };

export function compileAction(action: RuleAction): CompiledAction {
  switch (action.type) {
    case "redact_pii": {
      const { type, replacement, mode, token_prefix: prefix, ttl_seconds: ttlSeconds } = action;
      const patternIds = patternIdsOf(expandCategories(action.categories));
      const tokens = mode === "mask_and_restore" ? { prefix, ttlSeconds } : null;
      return { type, replacement, tokens, patternIds, scanner: createScanner(patternIds) };
    }
    case "find_replace": {
      const { type, find, replace, is_regex: isRegex, case_sensitive: caseSensitive } = action;
      const pattern = compileUserPattern(find, { isLiteral: !isRegex, ignoreCase: !caseSensitive });
      return { type, pattern, replace };
    }
    case "redact_field":
      return {
        type: action.type,
        paths: action.fields.map(parseJsonPath),
        replacement: action.replacement,
      };
    case "tokenize": {
      const { type, token_prefix: prefix, ttl_seconds: ttlSeconds } = action;
      return { type, paths: action.fields.map(parseJsonPath), tokens: { prefix, ttlSeconds } };
    }
    case "block_request":
      return { type: action.type, status: action.status_code, message: action.message };
    case "log_only":
      return { type: action.type, severity: action.severity, label: action.label };
    default:
      return { type: action.type };
  }
}
