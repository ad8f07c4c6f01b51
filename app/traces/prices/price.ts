/** What a price list says of a model. */

/**
 * US dollars per million tokens, as vendors print them, with at most four decimals: a token then costs a whole
 * number of 10^-10 dollars, and sums are exact. A rate that is left out is unknown, not free, except for cacheWrite.
 */
export interface Rates {
  /** Input that was neither read from the prompt cache nor written to it. */
  input?: number;
  /** Left out where nothing is generated: embeddings. Reasoning is charged as output by every vendor here. */
  output?: number;
  cachedInput?: number;
  /** Input written to the cache for the vendor's shorter time. Left out where the vendor asks no more than for input. */
  cacheWrite?: number;
  /** Input written to the cache for an hour. */
  cacheWriteLong?: number;
}

/** One row: a price that some models have from a day on, until a later row of the same model. */
export interface PriceRow extends Rates {
  /** Names without a date; several when they cost the same or are other spellings. */
  models: readonly string[];
  /** The day, UTC: `2026-11-17`. */
  effectiveFrom: string;
  input: number;
  /** The rates of the whole request, output included, when its input is longer than this. */
  longPrompt?: Rates & { over: number };
}

export interface PriceList {
  /** The vendor's page that the rates are from. */
  source: string;
  /**
   * Endings that name a snapshot of a model and not another model; what is left of the name must be listed. No other
   * ending is taken off, so that `gpt-4o-audio-preview` does not cost what `gpt-4o` costs.
   */
  snapshotEndings: readonly RegExp[];
  rows: readonly PriceRow[];
}
