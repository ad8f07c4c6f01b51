/** Says when an object or an array that comes in pieces is whole. Every character is looked at once. */
export class JsonProgress {
  private depth = 0;
  private begun = false;
  private inString = false;
  private escaped = false;

  get isWhole(): boolean {
    return this.begun && this.depth === 0;
  }

  push(text: string): void {
    for (const character of text) {
      if (this.inString) this.readString(character);
      else this.read(character);
    }
  }

  private readString(character: string): void {
    if (this.escaped) this.escaped = false;
    else if (character === "\\") this.escaped = true;
    else if (character === '"') this.inString = false;
  }

  private read(character: string): void {
    if (character === '"') this.inString = true;
    else if (character === "{" || character === "[") {
      this.depth++;
      this.begun = true;
    } else if (character === "}" || character === "]") this.depth--;
  }
}
