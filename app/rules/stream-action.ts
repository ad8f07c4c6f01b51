/**
 * One action that rewrites text, on a text that comes in pieces. Whatever the pieces, it puts out what it would have
 * made of the whole; what can no longer change goes on at once, and only a possible beginning of a match waits.
 */
import { splitSegment, type Segment } from "~/redaction/segmented-text";
import {
  findInOpenText,
  findInRest,
  type ReplacementMeans,
  type TextAction,
  type TextFinding,
} from "~/rules/find-in-text";
import { type SpanOwner } from "~/rules/rule-document";
import { WaitingText } from "~/rules/waiting-text";

/** Text on its way: still open to rules, or put in by one. */
export type StreamSegment = Segment<SpanOwner>;

/** More than this is never held back for a match that may come. UTF-16 units. */
export const MAX_HELD = 256 * 1024;

/** A text was held back for a match so long that it cannot be decided in bounded memory. */
class HeldTooLongError extends Error {
  override name = "HeldTooLongError";
}

export class StreamAction {
  private readonly held = new WaitingText();

  constructor(
    private readonly action: TextAction,
    private readonly means: ReplacementMeans,
    private readonly ownerOf: (finding: TextFinding) => SpanOwner,
  ) {}

  /** @throws {HeldTooLongError} */
  push(segment: StreamSegment): StreamSegment[] {
    // Open texts end at what was put in, and begin anew behind it.
    if (segment.owner !== null) return [...this.end(), segment];
    if (segment.text === "") return [];
    const { held } = this;
    held.add(segment.text);
    const { findings, openFrom } = findInOpenText(this.action, held, this.means);
    const goesOn = this.release(findings, openFrom);
    if (held.waiting.length > MAX_HELD) throw new HeldTooLongError("no end of a match for too long");
    return goesOn;
  }

  /** The text is complete; the next one is another. */
  end(): StreamSegment[] {
    const { held } = this;
    const findings = held.waiting === "" ? [] : findInRest(this.action, held, this.means);
    const goesOn = this.release(findings, held.text.length);
    held.clear();
    return goesOn;
  }

  /** What waits, as it came. */
  giveUp(): StreamSegment[] {
    return this.release([], this.held.text.length);
  }

  private release(findings: readonly TextFinding[], to: number): StreamSegment[] {
    const { from } = this.held;
    const own = findings
      .filter(({ start, end }) => start >= from && end <= to)
      .map((finding) => ({ ...finding, start: finding.start - from, end: finding.end - from }));
    return splitSegment(this.held.release(to), own, (finding) => ({
      text: finding.replacement,
      owner: this.ownerOf(finding),
    })).filter(({ text, owner }) => owner !== null || text !== "");
  }
}
