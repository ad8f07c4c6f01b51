/** Whether a written date can be the day on which somebody was born. */

/**
 * How month names begin in English, German, French, Spanish, Italian, Portuguese, Dutch, the Nordic languages, Polish,
 * Czech, Russian and Turkish, without accents.
 */
const MONTHS = [
  /^(?:jan|ene|gen|stycz|led|янв|oca)/,
  /^(?:feb|fev|lut|uno|фев|sub)/,
  /^(?:mar|mrz|maer|maa|mrt|brez|мар)/,
  /^(?:apr|avr|abr|kwie|dub|апр|nis)/,
  /^(?:may|mai|mag|mei|maj|kvet|мая)/,
  /^(?:jun|juin|giu|czerw|cervna|июн|haz)/,
  /^(?:jul|juil|lug|lip|cervence|июл|tem)/,
  /^(?:aug|aou|ago|sierp|srp|авг|agu)/,
  /^(?:sep|set|wrze|zari|сен|eyl)/,
  /^(?:oct|okt|ott|out|pazdz|rij|окт|eki)/,
  /^(?:nov|listop|ноя|kas)/,
  /^(?:dec|dez|dic|des|grud|pros|дек|ara)/,
];

const ORDINALS =
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(
    " ",
  );
const DAY_IN_WORDS = /\b(?:(twenty|thirty)[ -])?([a-z]{3,9}(?:st|nd|rd|th))\b/gi;

const EARLIEST_YEAR = 1900;

/** Of two digits both centuries are possible: whoever was born on a day to come was so a century ago. */
function yearsOf(digits: string): number[] {
  const year = Number(digits);
  return digits.length > 2 ? [year] : [2000 + year, 1900 + year];
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return (
    year >= EARLIEST_YEAR &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getTime() <= Date.now()
  );
}

function monthOf(name: string): number {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return MONTHS.findIndex((beginning) => beginning.test(plain)) + 1;
}

/** "the second of May 1938" with a figure for its day. */
function withFigures(value: string): string {
  return value.replace(DAY_IN_WORDS, (word: string, tens: string | undefined, ordinal: string) => {
    const unit = ordinal.toLowerCase() === "thirtieth" ? 30 : ORDINALS.indexOf(ordinal.toLowerCase()) + 1;
    if (unit === 0) return word;
    return String((tens === undefined ? 0 : tens.toLowerCase() === "twenty" ? 20 : 30) + unit);
  });
}

/** @param value A day, month and year in any usual order, the month as a number or a name, the day also in English words. */
export function canBeBirthDate(value: string): boolean {
  const [first = "", second = "", third = ""] = withFigures(value).match(/\d+/g) ?? [];
  const month =
    value
      .match(/\p{L}{3,}/gu)
      ?.map(monthOf)
      .find((number) => number > 0) ?? 0;
  if (month > 0) {
    return first.length === 4
      ? isDay(Number(first), month, Number(second))
      : yearsOf(second).some((year) => isDay(year, month, Number(first)));
  }
  if (first.length === 8) {
    return isDay(Number(first.slice(0, 4)), Number(first.slice(4, 6)), Number(first.slice(6)));
  }
  if (first.length === 4) return isDay(Number(first), Number(second), Number(third));
  return yearsOf(third).some(
    (year) => isDay(year, Number(second), Number(first)) || isDay(year, Number(first), Number(second)),
  );
}
