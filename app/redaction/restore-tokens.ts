/** Puts values back where their tokens stand, in text and in JSON that text holds. */
import { mapJsonStrings } from "~/redaction/json-text";
import { type TokenFormat } from "~/redaction/token-format";

/** What a token of ours becomes that nobody knows any more. */
const EXPIRED_TOKEN = "[TOKEN_EXPIRED]";

/** The values of tokens; those that are missing have expired. */
export type TokenValues = ReadonlyMap<string, string>;

/** Text that begins like JSON is taken for JSON, and what is put into it is escaped. */
export function isJsonLike(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function escaped(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/** @param asJson The text is JSON, or a piece of it. */
export function restoreInText(
  text: string,
  format: TokenFormat,
  values: TokenValues,
  asJson: boolean,
): string {
  let restored = "";
  let copied = 0;
  for (const { token, start, end } of format.find(text)) {
    const value = values.get(token);
    restored += text.slice(copied, start);
    restored += value === undefined ? EXPIRED_TOKEN : asJson ? escaped(value) : value;
    copied = end;
  }
  return restored + text.slice(copied);
}

/** In every string of a JSON document. @throws {JsonTextError} */
export function restoreInJson(source: string, format: TokenFormat, values: TokenValues): string {
  return mapJsonStrings(source, (text) => restoreInText(text, format, values, isJsonLike(text)));
}
