/**
 * Members of Google's objects. Their JSON is that of protocol buffers: every field has two spellings, and null says
 * nothing. https://protobuf.dev/programming-guides/json/
 */
import { type VendorFields } from "../chat";
import { isEmpty, type JsonObject } from "../json-value";
import * as vendorFields from "../vendor-fields";
import { type WarningList } from "../warning-list";

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** @param name In camel case. */
export function member(object: JsonObject, name: string): unknown {
  return object[name] ?? object[snakeCase(name)];
}

/** Names are given in camel case. */
export class Members extends vendorFields.Members {
  constructor(object: JsonObject) {
    super(object, (name) => [name, snakeCase(name)]);
  }
}

/** The member alone, or nothing when its object is empty. */
export function unlessEmpty(name: string, object: JsonObject): JsonObject {
  return isEmpty(object) ? {} : { [name]: object };
}

export function partFields(fields: JsonObject): { vendor?: VendorFields } {
  return vendorFields.partFields("gemini", fields);
}

export function answerFields(vendor: VendorFields | null, path: string, warnings: WarningList): JsonObject {
  return vendorFields.answerFields(["gemini"], vendor, path, warnings);
}

export function ownFields(
  vendor: VendorFields | null | undefined,
  path: string,
  warnings: WarningList,
): JsonObject {
  return vendorFields.ownFields(["gemini"], vendor, path, warnings);
}
