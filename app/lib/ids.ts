/** Row ids: UUIDv7, so that they sort by time and keep indexes compact. */
import { v7 as uuidv7, validate, version } from "uuid";

/** @param at Milliseconds since the epoch that the id carries; now when left out. */
export function newId(at?: number): string {
  return at === undefined ? uuidv7() : uuidv7({ msecs: at });
}

/** Whether a string from a URL or a flag can be an id at all, so that it may reach a uuid column. */
export function isId(value: string): boolean {
  return validate(value);
}

/** The moment a UUIDv7 carries, or null when it is another kind of UUID. */
export function timeOfId(id: string): Date | null {
  if (!validate(id) || version(id) !== 7) return null;
  return new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16));
}
