/** The forms of API keys and provider keys. Browser-safe: both sides check with them. */
import { z } from "zod";

const name = z
  .string({ error: "Give the key a name." })
  .trim()
  .min(1, "Give the key a name.")
  .max(80, "At most 80 characters.");

export const apiKeySchema = z.object({ name });

export const providerKeySchema = z.object({
  name,
  key: z
    .string({ error: "Paste the key." })
    .trim()
    .min(8, "This is too short to be a key.")
    .max(512, "This is too long to be a key.")
    .regex(/^[\x21-\x7e]+$/, "A key has no spaces, line breaks or special letters.")
    .refine(
      (key) => !key.startsWith("grp_"),
      "This is a Grepture key. Paste the one that the provider gave you.",
    ),
});
