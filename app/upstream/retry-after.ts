/**
 * How long a provider asks to be left alone. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after, and the two
 * headers in milliseconds that OpenAI and Azure send beside it because a second is too coarse for them.
 */
import { type UpstreamResponse } from "./send-attempt";

type HeaderValue = UpstreamResponse["headers"][string];

/** No vendor's window is longer. What asks for more is a mistake, and must not take a key out of use for good. */
export const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

const AMOUNT = /^-?\d+(?:\.\d+)?$/;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The three forms of an HTTP date; recipients must read all of them. The name of the day tells nothing new. */
const DATES = [
  /^[a-z]{3}, (?<day>\d{1,2}) (?<month>[a-z]{3}) (?<year>\d{4}) (?<time>\d\d:\d\d:\d\d) gmt$/i,
  /^[a-z]{6,9}, (?<day>\d{1,2})-(?<month>[a-z]{3})-(?<year>\d\d) (?<time>\d\d:\d\d:\d\d) gmt$/i,
  /^[a-z]{3} (?<month>[a-z]{3}) {1,2}(?<day>\d{1,2}) (?<time>\d\d:\d\d:\d\d) (?<year>\d{4})$/i,
];

/** A year of two digits is the latest with these digits that is at most 50 years ahead. */
function fullYear(year: string, now: number): number {
  if (year.length === 4) return Number(year);
  const latest = new Date(now).getUTCFullYear() + 50;
  return latest - ((latest - Number(year)) % 100);
}

/** Milliseconds since midnight; null when there is no such time. */
function readTime(text: string): number | null {
  const [hours = NaN, minutes = NaN, seconds = NaN] = text.split(":").map(Number);
  // 60 is a leap second.
  if (hours > 23 || minutes > 59 || seconds > 60) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** Not Date.parse: it takes nearly any text for a date, and the form without a zone for local time. */
function readDate(text: string, now: number): number | null {
  const fields = DATES.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (!fields) return null;
  const { day = "", month = "", year = "", time = "" } = fields;
  const midnight = Date.UTC(fullYear(year, now), MONTHS.indexOf(month.toLowerCase()), Number(day));
  const sinceMidnight = readTime(time);
  const isReal = MONTHS.includes(month.toLowerCase()) && new Date(midnight).getUTCDate() === Number(day);
  return isReal && sinceMidnight !== null ? midnight + sinceMidnight : null;
}

function readAmount(text: string): number | null {
  return AMOUNT.test(text) ? Number(text) : null;
}

function readWait(text: string, now: number): number | null {
  const seconds = readAmount(text);
  if (seconds !== null) return seconds * 1000;
  const date = readDate(text, now);
  return date === null ? null : date - now;
}

/** The first value that can be read: a header may come more than once. */
function firstReadable(value: HeaderValue, read: (text: string) => number | null): number | null {
  const texts = value === undefined ? [] : [value].flat();
  return texts.map((text) => read(text.trim())).find((wait) => wait !== null) ?? null;
}

/**
 * The most exact header counts; one that makes no sense is passed over.
 * @param now Milliseconds since the epoch.
 * @returns Whole milliseconds from 0 (also for a moment that is past) to LONGEST_WAIT_MS; null when none is told.
 */
export function retryAfterMs(headers: UpstreamResponse["headers"], now: number): number | null {
  const wait =
    firstReadable(headers["retry-after-ms"], readAmount) ??
    firstReadable(headers["x-ms-retry-after-ms"], readAmount) ??
    firstReadable(headers["retry-after"], (text) => readWait(text, now));
  // Up, never down: a key that is asked too early is told to wait again.
  return wait === null ? null : Math.min(Math.max(Math.ceil(wait), 0), LONGEST_WAIT_MS);
}
