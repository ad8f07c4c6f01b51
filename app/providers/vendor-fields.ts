/** What the canonical model does not name of a vendor's objects: kept for that vendor, told of elsewhere. */
import { type VendorFields } from "./chat";
import { isEmpty, isObject, type JsonObject } from "./json-value";
import { PROVIDER_NAMES, type ProviderId } from "./provider";
import { type WarningList } from "./warning-list";

/** Reads members one by one; what nobody took, or nobody could read, is the vendor's own to take or to refuse. */
export class Members {
  private readonly taken = new Set<string>();

  /** @param spellings How a member may be written, where that is not its name alone. */
  constructor(
    private readonly object: JsonObject,
    private readonly spellings: (name: string) => readonly string[] = (name) => [name],
  ) {}

  /** Null says nothing, whatever the reader makes of it. */
  take<T>(name: string, read: (value: unknown) => T | null): T | null {
    const names = this.spellings(name);
    const value = names.map((one) => this.object[one]).find((one) => one !== undefined && one !== null);
    const said = value === undefined ? null : read(value);
    if (said !== null) for (const one of names) this.taken.add(one);
    return said;
  }

  /** As the caller spelled them. */
  rest(): JsonObject {
    return otherMembers(this.object, this.taken);
  }
}

/** What an object says beside the named members; null says nothing. */
export function otherMembers(object: JsonObject, known: ReadonlySet<string>): JsonObject {
  const others = Object.entries(object).filter(([key, value]) => !known.has(key) && value !== null);
  return Object.fromEntries(others);
}

/** As a part of a message or of a tool carries them: no member at all when there are none. */
export function partFields(provider: ProviderId, fields: JsonObject): { vendor?: VendorFields } {
  return isEmpty(fields) ? {} : { vendor: { provider, fields } };
}

/** Objects that hold what several members of the canonical model say, so that only what is left of them is named. */
const TAKEN_APART = new Set(["generationConfig", "toolConfig", "output_config", "stream_options"]);

function namesOf(fields: JsonObject): string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    TAKEN_APART.has(name) && isObject(value) ? Object.keys(value).map((inner) => `${name}.${inner}`) : [name],
  );
}

/** About how the answer was made, not about the answer: nobody who asked another vendor misses it. */
const ABOUT_SERVING = new Set(["system_fingerprint", "service_tier", "usage", "createTime"]);

function saysNothing(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === "object" && Object.values(value).every(saysNothing);
}

/** Of an answer: what another vendor said beside it, without what says nothing there. */
export function answerFields(
  own: readonly ProviderId[],
  vendor: VendorFields | null,
  path: string,
  warnings: WarningList,
): JsonObject {
  if (!vendor || own.includes(vendor.provider)) return vendor?.fields ?? {};
  const told = Object.entries(vendor.fields).filter(
    ([name, value]) => !ABOUT_SERVING.has(name) && !saysNothing(value),
  );
  return ownFields(own, { ...vendor, fields: Object.fromEntries(told) }, path, warnings);
}

/** The fields as they go back on the wire; those of a vendor that is not one of `own` are left out with a warning. */
export function ownFields(
  own: readonly ProviderId[],
  vendor: VendorFields | null | undefined,
  path: string,
  warnings: WarningList,
): JsonObject {
  if (!vendor) return {};
  if (own.includes(vendor.provider)) return vendor.fields;
  for (const field of namesOf(vendor.fields)) {
    const at = path === "" ? field : `${path}.${field}`;
    warnings.add(at, `only ${PROVIDER_NAMES[vendor.provider]} knows it; left out`);
  }
  return {};
}
