import { type Warnings } from "./codec";

const MAX_WARNINGS = 40;

/** The warnings of one translation: each said once, in the order they came up, and not without end. */
export class WarningList {
  private readonly said = new Set<string>();

  add(path: string, what: string): void {
    this.said.add(this.said.size < MAX_WARNINGS ? `${path}: ${what}` : "more: further warnings left out");
  }

  get all(): Warnings {
    return [...this.said];
  }
}
