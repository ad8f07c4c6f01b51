/** The text of a file or of standard input, at most as large as a rule file may be. */
import { createReadStream } from "node:fs";
import { Refusal } from "~/models/refusal";

const LARGEST_BYTES = 10 * 1024 * 1024;

/**
 * @param source A path, or `-` for `stdin`.
 * @throws {Refusal}
 */
export async function readText(source: string, stdin: AsyncIterable<Uint8Array | string>): Promise<string> {
  const input: AsyncIterable<Uint8Array | string> = source === "-" ? stdin : createReadStream(source);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of input) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      size += bytes.length;
      if (size > LARGEST_BYTES) break;
      chunks.push(bytes);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown reason";
    throw new Refusal("unreadable_file", `The file cannot be read: ${reason}`, "file");
  }
  if (size > LARGEST_BYTES) throw new Refusal("unreadable_file", "The file is larger than 10 MiB.", "file");
  return Buffer.concat(chunks).toString("utf8");
}
