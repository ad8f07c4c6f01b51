import { isId } from "./ids";
import { notFound } from "./not-found.server";

/**
 * The id of a row from a URL or a form.
 * @throws {Response} 404 when it cannot be one, so that it never reaches a uuid column.
 */
export function requireRowId(value: FormDataEntryValue | null | undefined): string {
  if (typeof value !== "string" || !isId(value)) throw notFound();
  return value;
}
