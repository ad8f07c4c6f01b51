/** JSON values for tests of codecs. */
import { isObject, type JsonObject } from "~/providers/json-value";

/** As it arrives on the other side. */
export function overTheWire(value: unknown): JsonObject {
  const parsed: unknown = JSON.parse(JSON.stringify(value));
  if (!isObject(parsed)) throw new Error("not an object");
  return parsed;
}

/** Whoever changes it, or anything in it, throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
