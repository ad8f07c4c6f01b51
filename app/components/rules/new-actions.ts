/** An action as the form adds it: with the schema's defaults, and empty where there is none. */
import { actionSchema, type ActionType } from "~/rules/rule-actions";
import { fieldsOfAction, type ActionFieldValues } from "./rule-fields";

/** What the schema asks for and only people know, and how its field looks when nobody has said it yet. */
const TO_FILL_IN: Partial<Record<ActionType, { valid: object; empty: ActionFieldValues }>> = {
  redact_pii: { valid: { categories: ["all"] }, empty: { categories: [] } },
  find_replace: { valid: { find: "x" }, empty: { find: "" } },
  redact_field: { valid: { fields: ["x"] }, empty: { fields: "" } },
  tokenize: { valid: { fields: ["x"] }, empty: { fields: "" } },
};

export function newAction(type: ActionType): ActionFieldValues {
  const { valid, empty } = TO_FILL_IN[type] ?? {};
  return { ...fieldsOfAction(actionSchema.parse({ type, ...valid })), ...empty };
}
