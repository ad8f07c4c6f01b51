/** Ratios with how far chance alone may have moved them: 95 % confidence intervals. */

export interface Estimate {
  value: number;
  low: number;
  high: number;
}

export interface Counts {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
}

/** The 97.5 % quantile of the normal distribution. */
const Z = 1.959964;
const RESAMPLES = 1000;
const SEED = 20_240_115;

/** Wilson's score interval. Of nothing, the whole range. */
export function wilson(successes: number, trials: number): Estimate {
  if (trials === 0) return { value: Number.NaN, low: 0, high: 1 };
  const share = successes / trials;
  const spread = Z * Math.sqrt((share * (1 - share) + Z ** 2 / (4 * trials)) / trials);
  const centre = share + Z ** 2 / (2 * trials);
  const scale = 1 + Z ** 2 / trials;
  return {
    value: share,
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}

export function f1({ truePositives, falsePositives, falseNegatives }: Counts): number {
  return (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);
}

export const precision = ({ truePositives, falsePositives }: Counts): Estimate =>
  wilson(truePositives, truePositives + falsePositives);

export const recall = ({ truePositives, falseNegatives }: Counts): Estimate =>
  wilson(truePositives, truePositives + falseNegatives);

export function addCounts(all: readonly Counts[]): Counts {
  const sum = { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
  for (const one of all) {
    sum.truePositives += one.truePositives;
    sum.falsePositives += one.falsePositives;
    sum.falseNegatives += one.falseNegatives;
  }
  return sum;
}

/** Mulberry32: small, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** F1 with the percentile bootstrap over texts, which are what was sampled; the same figures on every run. */
export function bootstrapF1(perText: readonly Counts[]): Estimate {
  const value = f1(addCounts(perText));
  if (Number.isNaN(value)) return { value, low: 0, high: 1 };
  const random = randomFrom(SEED);
  const resampled = Array.from({ length: RESAMPLES }, () =>
    f1(addCounts(perText.map((own) => perText[Math.floor(random() * perText.length)] ?? own))),
  )
    .filter((one) => !Number.isNaN(one))
    .sort((a, b) => a - b);
  const quantile = (share: number) => resampled[Math.floor(share * (resampled.length - 1))] ?? value;
  return { value, low: quantile(0.025), high: quantile(0.975) };
}
