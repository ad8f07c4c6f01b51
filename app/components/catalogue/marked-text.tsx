import { Fragment } from "react";
import type { TextPiece } from "~/detection/marked-text";

/** A text with what is found in it. */
export function MarkedText({ pieces }: { pieces: readonly TextPiece[] }) {
  return pieces.map(({ text, isFound }, index) =>
    isFound ? <mark key={index}>{text}</mark> : <Fragment key={index}>{text}</Fragment>,
  );
}
