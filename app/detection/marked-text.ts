/** A stretch of a text in which « and » stand around what is found. */
export interface TextPiece {
  text: string;
  isFound: boolean;
}

/** The stretches of a marked text, without the marks; none is empty. */
export function markedPieces(marked: string): TextPiece[] {
  return marked
    .split(/[«»]/)
    .map((text, index) => ({ text, isFound: index % 2 === 1 }))
    .filter(({ text }) => text !== "");
}
