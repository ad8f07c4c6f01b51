/**
 * A text while rules rewrite it: a list of segments, each either still open or put in by a rule. A later rule sees the
 * open segments only, each as a text of its own, so that it never matches what an earlier one put in, and offsets
 * cannot go stale: they are counted once, at the end.
 */

/** UTF-16 offsets, end exclusive. */
interface Stretch {
  start: number;
  end: number;
}

/** What a rule put in place of a finding. `Owner` says on whose behalf. */
export interface Insertion<Owner> {
  text: string;
  owner: Owner;
}

export type Segment<Owner> = { text: string; owner: null } | Insertion<Owner>;

/** Offsets into the whole text as it is now. */
export interface Span<Owner> extends Stretch {
  owner: Owner;
}

export class SegmentedText<Owner extends object> {
  #segments: Segment<Owner>[];

  constructor(text: string) {
    this.#segments = [{ text, owner: null }];
  }

  /** The texts that rules may still look at and rewrite. */
  openTexts(): string[] {
    return this.#segments.filter(({ owner }) => owner === null).map(({ text }) => text);
  }

  /** @param findings For each of `openTexts()`, disjoint and in order. */
  replace<Finding extends Stretch>(
    findings: readonly (readonly Finding[])[],
    insert: (finding: Finding, value: string) => Insertion<Owner>,
  ): void {
    if (findings.every((own) => own.length === 0)) return;
    let next = 0;
    this.#segments = this.#segments.flatMap((segment) =>
      segment.owner === null ? splitSegment(segment.text, findings[next++] ?? [], insert) : segment,
    );
  }

  /** The whole text, whatever was put in before, becomes one insertion. */
  replaceWhole(insertion: Insertion<Owner>): void {
    this.#segments = [insertion];
  }

  /** The text as it is now, and where the insertions are in it. */
  read(): { text: string; spans: Span<Owner>[] } {
    const spans: Span<Owner>[] = [];
    let start = 0;
    for (const { text, owner } of this.#segments) {
      if (owner !== null) spans.push({ owner, start, end: start + text.length });
      start += text.length;
    }
    return { text: this.#segments.map(({ text }) => text).join(""), spans };
  }
}

/** An open text with insertions in place of the findings, which are disjoint and in order. */
export function splitSegment<Owner, Finding extends Stretch>(
  text: string,
  findings: readonly Finding[],
  insert: (finding: Finding, value: string) => Insertion<Owner>,
): Segment<Owner>[] {
  const segments: Segment<Owner>[] = [];
  let start = 0;
  for (const finding of findings) {
    segments.push({ text: text.slice(start, finding.start), owner: null });
    segments.push(insert(finding, text.slice(finding.start, finding.end)));
    start = finding.end;
  }
  return [...segments, { text: text.slice(start), owner: null }];
}
