/** What no match of an expression has inside, so that none reaches across it. */
import { characterClass } from "~/detection/character-class";
import { classesOf, type Syntax } from "~/detection/re2-syntax";

export interface Barriers {
  /** The end of the last barrier before an offset, but no less than the lowest offset. */
  before(text: string, offset: number, lowest: number): number;
  /** The first barrier at or behind an offset, but no more than the highest offset. */
  behind(text: string, offset: number, highest: number): number;
}

/** To search through so much costs as little as to look for a barrier. UTF-16 units. */
const NEAR = 48;

const NO_BARRIERS: Barriers = {
  before: (_text, _offset, lowest) => lowest,
  behind: (_text, _offset, highest) => highest,
};

const LINES: Barriers = {
  before: (text, offset, lowest) =>
    offset - lowest <= NEAR ? lowest : lowest + text.slice(lowest, offset).lastIndexOf("\n") + 1,
  behind: (text, offset, highest) => {
    if (highest - offset <= NEAR) return highest;
    const found = text.slice(offset, highest).indexOf("\n");
    return found < 0 ? highest : offset + found;
  },
};

function anyOf(isBarrier: Uint8Array): Barriers {
  const isAt = (text: string, at: number) => {
    const unit = text.charCodeAt(at);
    return unit < isBarrier.length && isBarrier[unit] === 1;
  };
  return {
    before(text, offset, lowest) {
      if (offset - lowest <= NEAR) return lowest;
      let at = offset;
      while (at > lowest && !isAt(text, at - 1)) at--;
      return at;
    },
    behind(text, offset, highest) {
      if (highest - offset <= NEAR) return highest;
      let at = offset;
      while (at < highest && !isAt(text, at)) at++;
      return at;
    },
  };
}

/** Those of the whole that is made of some parts: characters of ASCII that none of them has. */
export function barriersOf(parts: readonly Syntax[]): Barriers {
  const isBarrier = new Uint8Array(128).fill(1);
  for (const source of classesOf(parts)) {
    for (const character of characterClass(source).plain) isBarrier[character.charCodeAt(0)] = 0;
  }
  const has = (character: string) => isBarrier[character.charCodeAt(0)] === 1;
  if (has(" ") || has('"')) return anyOf(isBarrier);
  return has("\n") ? LINES : NO_BARRIERS;
}
