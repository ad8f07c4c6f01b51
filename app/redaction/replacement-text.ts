import { createHmac } from "node:crypto";
import { categoryInfo, type Category } from "~/rules/categories";
import { type Replacement } from "~/rules/rule-actions";

const HASH_LENGTH = 12;
/** Up to this many characters, the two that a mask keeps would give too much away. */
const FULLY_MASKED_LENGTH = 4;

function mask(value: string): string {
  const characters = Array.from(value);
  if (characters.length <= FULLY_MASKED_LENGTH) return "*".repeat(characters.length);
  return `${characters.at(0) ?? ""}${"*".repeat(characters.length - 2)}${characters.at(-1) ?? ""}`;
}

/**
 * What stands in for a value: the category's placeholder; or the first 12 hex digits of its HMAC-SHA-256 under the
 * organization's key, the same for the same value and useless to others; or its first and last character (code
 * points) with asterisks between.
 */
export function replacementText(
  value: string,
  category: Category,
  replacement: Replacement,
  hashKey: Buffer,
): string {
  switch (replacement) {
    case "placeholder":
      return categoryInfo(category).placeholder;
    case "hash":
      return createHmac("sha256", hashKey).update(value, "utf8").digest("hex").slice(0, HASH_LENGTH);
    case "mask":
      return mask(value);
  }
}
