/** What the patterns of keys have in common that their issuer marks with a prefix. */
import { KEY } from "~/detection/boundaries";
import { type Pattern } from "~/detection/pattern";
import { isFilledIn } from "~/detection/randomness";

/** The prefix and the length say it all: only filler in place of a key speaks against it. */
export const ISSUED_KEY = {
  category: "api_key",
  boundary: KEY,
  validate: isFilledIn,
  confidence: 0.95,
} as const satisfies Partial<Pattern>;
