/** Puts values back into a text that comes in pieces. Only what may be the beginning of a token waits. */
import { isJsonLike, restoreInText, type TokenValues } from "~/redaction/restore-tokens";
import { type TokenFormat } from "~/redaction/token-format";

/** Looks tokens up; what is missing in the answer has expired. */
export type ResolveTokens = (tokens: readonly string[]) => TokenValues | Promise<TokenValues>;

export class RestoreStream {
  private waiting = "";
  /** Told by the first characters. */
  private asJson: boolean | null;

  /** @param isJson The text is JSON; null where its beginning tells. */
  constructor(
    private readonly format: TokenFormat,
    private readonly resolve: ResolveTokens,
    isJson: boolean | null,
  ) {
    this.asJson = isJson;
  }

  async push(text: string): Promise<string> {
    this.waiting += text;
    if (this.waiting.trim() !== "") this.asJson ??= isJsonLike(this.waiting);
    return this.release(this.format.holdFrom(this.waiting));
  }

  async end(): Promise<string> {
    return this.release(this.waiting.length);
  }

  private async release(to: number): Promise<string> {
    const text = this.waiting.slice(0, to);
    this.waiting = this.waiting.slice(to);
    const tokens = this.format.find(text).map(({ token }) => token);
    if (tokens.length === 0) return text;
    return restoreInText(text, this.format, await this.resolve(tokens), this.asJson ?? false);
  }
}
