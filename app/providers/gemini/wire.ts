/**
 * Members of Google's objects. Their JSON is that of protocol buffers: every field has two spellings, and null says
 * nothing. https://protobuf.dev/programming-guides/json/
 */
import { type VendorFields } from "../chat";
import { type WarningList } from "../chat-completions/warning-list";
import { isObject, type JsonObject } from "../json-value";
import { PROVIDER_NAMES } from "../provider";

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** @param name In camel case. */
export function member(object: JsonObject, name: string): unknown {
  return object[name] ?? object[snakeCase(name)];
}

/** Reads members one by one; what nobody took, or nobody could read, is the vendor's own to take or to refuse. */
export class Members {
  private readonly taken = new Set<string>();

  constructor(private readonly object: JsonObject) {}

  /** @param name In camel case. */
  take<T>(name: string, read: (value: unknown) => T | null): T | null {
    const value = member(this.object, name);
    const said = value === undefined || value === null ? null : read(value);
    if (said !== null) this.taken.add(name).add(snakeCase(name));
    return said;
  }

  /** As the caller spelled them. */
  rest(): JsonObject {
    const others = Object.entries(this.object).filter(
      ([key, value]) => !this.taken.has(key) && value !== null,
    );
    return Object.fromEntries(others);
  }
}

export function readObject(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

export function readNumber(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

export function readBoolean(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

export function isEmpty(object: JsonObject): boolean {
  return Object.keys(object).length === 0;
}

/** The object without the members that are null. */
export function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

/** The member alone, or nothing when its object is empty. */
export function unlessEmpty(name: string, object: JsonObject): JsonObject {
  return isEmpty(object) ? {} : { [name]: object };
}

/** As a part of a message or of a tool carries them: no member at all when there are none. */
export function partFields(fields: JsonObject): { vendor?: VendorFields } {
  return isEmpty(fields) ? {} : { vendor: { provider: "gemini", fields } };
}

/** The fields as they go back on the wire; those of another vendor are left out with a warning. */
export function ownFields(
  vendor: VendorFields | null | undefined,
  path: string,
  warnings: WarningList,
): JsonObject {
  if (!vendor) return {};
  if (vendor.provider === "gemini") return vendor.fields;
  for (const field of Object.keys(vendor.fields)) {
    const at = path === "" ? field : `${path}.${field}`;
    warnings.add(at, `only ${PROVIDER_NAMES[vendor.provider]} knows it; left out`);
  }
  return {};
}
