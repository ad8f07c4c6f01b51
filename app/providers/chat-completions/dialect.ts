/**
 * The chat completions protocol, which OpenAI and Azure share, and what tells the two apart.
 * https://platform.openai.com/docs/api-reference/chat/create
 * https://learn.microsoft.com/azure/ai-foundry/openai/reference
 */
import { type VendorFields } from "../chat";
import { type JsonObject } from "../json-value";
import { type ProviderId } from "../provider";
import * as vendorFields from "../vendor-fields";
import { type WarningList } from "../warning-list";

export interface Dialect {
  readonly provider: Extract<ProviderId, "openai" | "azure">;
  /** Fields of a request that only the other one knows. */
  readonly refuses: ReadonlySet<string>;
}

/** A word that the protocol has two spellings of: which one the caller used, so that he gets it back. */
export type Spelling = "max_tokens" | "functions" | "safety_identifier";

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

const SHARED: readonly ProviderId[] = ["openai", "azure"];

/** Whether a vendor's fields can be read by both, OpenAI and Azure. */
export function isShared({ provider }: VendorFields): boolean {
  return SHARED.includes(provider);
}

export function answerFields(vendor: VendorFields | null, path: string, warnings: WarningList): JsonObject {
  return vendorFields.answerFields(SHARED, vendor, path, warnings);
}

export function ownFields(vendor: VendorFields | undefined, path: string, warnings: WarningList): JsonObject {
  return vendorFields.ownFields(SHARED, vendor, path, warnings);
}
