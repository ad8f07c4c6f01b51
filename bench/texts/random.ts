/** Varied texts that are the same on every run. */
export interface Random {
  /** A whole number from 0 up to and without the limit. */
  below(limit: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** So many characters of an alphabet. */
  characters(count: number, alphabet: string): string;
}

/** Xorshift with 32 bits of state. */
export function randomFrom(seed: number): Random {
  let state = seed | 1;
  const below = (limit: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  return {
    below,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
    characters: (count, alphabet) =>
      Array.from({ length: count }, () => alphabet.charAt(below(alphabet.length))).join(""),
  };
}
