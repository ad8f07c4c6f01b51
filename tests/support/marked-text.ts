/** Texts in which « and » stand around what is to be found. */
import { markedPieces } from "~/detection/marked-text";

export interface MarkedText {
  text: string;
  spans: { start: number; end: number }[];
}

/** The text without its marks, and the offsets they stood at. */
export function readMarks(marked: string): MarkedText {
  const spans: { start: number; end: number }[] = [];
  let text = "";
  for (const piece of markedPieces(marked)) {
    if (piece.isFound) spans.push({ start: text.length, end: text.length + piece.text.length });
    text += piece.text;
  }
  return { text, spans };
}

export function offsetsOf(findings: readonly { start: number; end: number }[]): MarkedText["spans"] {
  return findings.map(({ start, end }) => ({ start, end }));
}
