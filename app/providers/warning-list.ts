import { type Warnings } from "./codec";

const MAX_WARNINGS = 40;

/** A member that a protocol could have: a key of the caller's own may be anything, and may say anything. */
const MEMBER = /^[a-z_]{1,40}(\[\d{1,6}\])*$/i;

/** Paths are read in a header and on the trace, and hold nothing of the caller's. */
function printable(path: string): string {
  const members = path.split(".");
  return members.map((member) => (MEMBER.test(member) ? member : "(a member)")).join(".");
}

/** The warnings of one translation: each said once, in the order they came up, and not without end. */
export class WarningList {
  private readonly said = new Set<string>();

  /** @param what Words of our own, in ASCII. */
  add(path: string, what: string): void {
    const isFull = this.said.size >= MAX_WARNINGS;
    this.said.add(isFull ? "more: further warnings left out" : `${printable(path)}: ${what}`);
  }

  get all(): Warnings {
    return [...this.said];
  }
}
