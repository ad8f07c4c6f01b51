/**
 * The chat completions protocol, which OpenAI and Azure share, and what tells the two apart.
 * https://platform.openai.com/docs/api-reference/chat/create
 * https://learn.microsoft.com/azure/ai-foundry/openai/reference
 */
import { type VendorFields } from "../chat";
import { type JsonObject } from "../json-value";
import { PROVIDER_NAMES, type ProviderId } from "../provider";
import { type WarningList } from "./warning-list";

export interface Dialect {
  readonly provider: Extract<ProviderId, "openai" | "azure">;
  /** Fields of a request that only the other one knows. */
  readonly refuses: ReadonlySet<string>;
}

/** A word that the protocol has two spellings of: which one the caller used, so that he gets it back. */
export type Spelling = "max_tokens" | "functions";

interface SpelledFields extends VendorFields {
  readonly spelling: readonly Spelling[];
}

/** The vendor fields of a request; null when there is nothing to say. */
export function requestFields(
  provider: ProviderId,
  fields: JsonObject,
  spelling: readonly Spelling[],
): VendorFields | null {
  const spelled: SpelledFields = { provider, fields, spelling };
  if (spelling.length > 0) return spelled;
  return Object.keys(fields).length > 0 ? { provider, fields } : null;
}

function isSpelled(vendor: VendorFields): vendor is SpelledFields {
  return "spelling" in vendor;
}

export function isSpelledWith(vendor: VendorFields | null, spelling: Spelling): boolean {
  return vendor !== null && isSpelled(vendor) && vendor.spelling.includes(spelling);
}

/** As a part of a message or of a tool carries them: no member at all when there are none. */
export function partFields(provider: ProviderId, fields: JsonObject): { vendor?: VendorFields } {
  return Object.keys(fields).length > 0 ? { vendor: { provider, fields } } : {};
}

/** Whether a vendor's fields can be read by both, OpenAI and Azure. */
export function isShared({ provider }: VendorFields): boolean {
  return provider === "openai" || provider === "azure";
}

/** The fields as they go back on the wire; those of another protocol are left out with a warning. */
export function ownFields(vendor: VendorFields | undefined, path: string, warnings: WarningList): JsonObject {
  if (vendor === undefined) return {};
  if (isShared(vendor)) return vendor.fields;
  for (const field of Object.keys(vendor.fields)) {
    warnings.add(`${path}.${field}`, `only ${PROVIDER_NAMES[vendor.provider]} knows it; left out`);
  }
  return {};
}

/** What an object says beside the named members; null says nothing. */
export function otherMembers(object: JsonObject, known: ReadonlySet<string>): JsonObject {
  const others = Object.entries(object).filter(([key, value]) => !known.has(key) && value !== null);
  return Object.fromEntries(others);
}

/** The object without the members that are null. */
export function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}
