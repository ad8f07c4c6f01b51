/** What Anthropic's objects say beside the canonical model. */
import { type VendorFields } from "../chat";
import { type JsonObject } from "../json-value";
import * as vendorFields from "../vendor-fields";
import { type WarningList } from "../warning-list";

export function partFields(fields: JsonObject): { vendor?: VendorFields } {
  return vendorFields.partFields("anthropic", fields);
}

export function answerFields(vendor: VendorFields | null, path: string, warnings: WarningList): JsonObject {
  return vendorFields.answerFields(["anthropic"], vendor, path, warnings);
}

export function ownFields(
  vendor: VendorFields | null | undefined,
  path: string,
  warnings: WarningList,
): JsonObject {
  return vendorFields.ownFields(["anthropic"], vendor, path, warnings);
}
