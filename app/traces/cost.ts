/** What a request cost, by the provider's list price. Fees by the call, discounts and service tiers are not in it. */
import { type ProviderId, type Usage } from "~/providers/provider";
import { findPrice } from "./prices/find-price";
import { type PriceRow, type Rates } from "./prices/price";

/** Dollars are counted in 10^-10: what the database keeps, and what a token at a rate of four decimals costs. */
const FRACTION_DIGITS = 10;
const UNITS_PER_RATE = 10_000;
/** What the database's columns hold. */
const MAX_TOKENS = 2 ** 31 - 1;

/** Tokens of a request, each in one place only. */
interface Counts {
  input: number;
  output: number;
  cachedInput: number;
  cacheWrite: number;
  cacheWriteLong: number;
}

/**
 * @param at When the request was made.
 * @returns US dollars as an exact decimal with at most ten decimals: "0", "0.0023". Null when the model's price is
 * unknown, a count that it needs was not reported, or the counts contradict each other. Never zero for "unknown".
 */
export function costOf(input: {
  provider: ProviderId;
  model: string;
  usage: Usage;
  at: Date | number;
}): string | null {
  const price = findPrice(input);
  if (price === null) return null;
  const counts = countsOf(input.usage, price);
  if (counts === null) return null;
  const units = unitsOf(counts, ratesFor(counts, price));
  return units === null ? null : decimal(units);
}

/** Cached input is part of the input, and so is what was written to the cache: the rest is plain input. */
function countsOf(usage: Usage, price: PriceRow): Counts | null {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === null) return null;
  if (outputTokens === null && price.output !== undefined) return null;
  const cachedInput = usage.cachedInputTokens ?? 0;
  const written = usage.cacheWriteTokens ?? 0;
  const cacheWriteLong = usage.cacheWriteLongTokens ?? 0;
  const counts: Counts = {
    input: inputTokens - cachedInput - written,
    output: outputTokens ?? 0,
    cachedInput,
    cacheWrite: written - cacheWriteLong,
    cacheWriteLong,
  };
  return Object.values(counts).every(isCount) ? counts : null;
}

const isCount = (value: number) => Number.isInteger(value) && value >= 0 && value <= MAX_TOKENS;

/** A long prompt changes the rates of the whole request, not of what is beyond the limit. */
function ratesFor(counts: Counts, price: PriceRow): Rates {
  const { longPrompt } = price;
  const prompt = counts.input + counts.cachedInput + counts.cacheWrite + counts.cacheWriteLong;
  return longPrompt && prompt > longPrompt.over ? longPrompt : price;
}

/** In 10^-10 dollars. Null when there are tokens without a rate. */
function unitsOf(counts: Counts, rates: Rates): bigint | null {
  const charges = [
    [counts.input, rates.input],
    [counts.output, rates.output],
    [counts.cachedInput, rates.cachedInput],
    [counts.cacheWrite, rates.cacheWrite ?? rates.input],
    [counts.cacheWriteLong, rates.cacheWriteLong],
  ] as const;
  let total = 0n;
  for (const [tokens, rate] of charges) {
    if (tokens === 0) continue;
    if (rate === undefined) return null;
    total += BigInt(tokens) * BigInt(Math.round(rate * UNITS_PER_RATE));
  }
  return total;
}

function decimal(units: bigint): string {
  const digits = units.toString().padStart(FRACTION_DIGITS + 1, "0");
  const whole = digits.slice(0, -FRACTION_DIGITS);
  const fraction = digits.slice(-FRACTION_DIGITS).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
