/** Numbers as people read them. Fixed to one notation, so that server and browser print the same text. */
const integers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** 1234567 as "1,234,567". */
export function formatCount(count: number): string {
  return integers.format(count);
}

/** Milliseconds as "842 ms", "1.24 s" or "2 min 5 s". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_995) return `${(milliseconds / 1000).toFixed(2)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Microseconds as "84 µs" or like milliseconds. */
export function formatMicros(microseconds: number): string {
  if (microseconds < 1000) return `${Math.round(microseconds)} µs`;
  const milliseconds = microseconds / 1000;
  return milliseconds < 100 ? `${milliseconds.toFixed(1)} ms` : formatDuration(milliseconds);
}

/** A share from 0 to 1 as "0%", "3.1%" or "100%"; what is not quite nothing or everything is never shown as it. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.001) return "<0.1%";
  const tenths = share < 1 ? Math.min(999, Math.round(share * 1000)) : 1000;
  return `${tenths / 10}%`;
}

/** US dollars with as many digits as a small amount needs: "$12.40", "$0.0031", "$0.0000074". */
export function formatDollars(dollars: number): string {
  if (dollars === 0 || dollars >= 0.1) return `$${dollars.toFixed(2)}`;
  const digits = Math.min(10, 1 - Math.floor(Math.log10(dollars)));
  return `$${dollars.toFixed(digits).replace(/0+$/, "")}`;
}

/** "1 match", "3 matches". */
export function formatNoun(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
