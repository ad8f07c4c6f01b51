/** What the patterns of keys have in common that their issuer marks with a prefix. */
import { KEY_END } from "~/detection/boundaries";
import { type Pattern } from "~/detection/pattern";
import { isFilledIn } from "~/detection/randomness";

/** The prefix says it all: only filler in place of a key speaks against it. */
export const ISSUED_KEY = {
  category: "api_key",
  validate: isFilledIn,
  confidence: 0.95,
} as const satisfies Partial<Pattern>;

/** A key of a fixed length, and not the beginning of something longer. */
export const SIZED_KEY = { ...ISSUED_KEY, boundary: KEY_END } as const satisfies Partial<Pattern>;
