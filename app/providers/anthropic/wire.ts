/** Members of the wire's objects: those that the canonical model names, and those that are left to the vendor. */
import { type WarningList } from "../chat-completions/warning-list";
import { type VendorFields } from "../chat";
import { type JsonObject } from "../json-value";
import { PROVIDER_NAMES } from "../provider";

/** Reads members one by one; what nobody took, or nobody could read, is the vendor's own to take or to refuse. */
export class Members {
  private readonly taken = new Set<string>();

  constructor(private readonly object: JsonObject) {}

  take<T>(name: string, read: (value: unknown) => T | null): T | null {
    const value = this.object[name];
    const said = value === undefined || value === null ? null : read(value);
    if (said !== null) this.taken.add(name);
    return said;
  }

  rest(): JsonObject {
    return otherMembers(this.object, this.taken);
  }
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

export function isEmpty(object: JsonObject): boolean {
  return Object.keys(object).length === 0;
}

/** As a part of a message or of a tool carries them: no member at all when there are none. */
export function partFields(fields: JsonObject): { vendor?: VendorFields } {
  return isEmpty(fields) ? {} : { vendor: { provider: "anthropic", fields } };
}

/** The fields as they go back on the wire; those of another vendor are left out with a warning. */
export function ownFields(
  vendor: VendorFields | null | undefined,
  path: string,
  warnings: WarningList,
): JsonObject {
  if (!vendor) return {};
  if (vendor.provider === "anthropic") return vendor.fields;
  for (const field of Object.keys(vendor.fields)) {
    const at = path === "" ? field : `${path}.${field}`;
    warnings.add(at, `only ${PROVIDER_NAMES[vendor.provider]} knows it; left out`);
  }
  return {};
}

export function readNumber(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

export function readBoolean(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}
