/** Whether a written date can be the day on which somebody was born. */

/** How month names begin in English, German, French, Spanish, Italian, Portuguese and Dutch, without accents. */
const MONTHS = [
  /^(?:jan|ene|gen|januar)/,
  /^(?:feb|fev)/,
  /^(?:mar|mrz|maer|maa|mrt)/,
  /^(?:apr|avr|abr)/,
  /^(?:may|mai|mag|mei|maj)/,
  /^(?:jun|juin|giu)/,
  /^(?:jul|juil|lug)/,
  /^(?:aug|aou|ago)/,
  /^(?:sep|set)/,
  /^(?:oct|okt|ott|out)/,
  /^(?:nov)/,
  /^(?:dec|dez|dic|des)/,
];

const EARLIEST_YEAR = 1900;

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  const century = new Date().getFullYear() % 100 < year ? 1900 : 2000;
  return century + year;
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

/** @param value A day, month and year in any usual order, the month as a number or a name. */
export function canBeBirthDate(value: string): boolean {
  const [first = "", second = "", third = ""] = value.match(/\d+/g) ?? [];
  const name = /\p{L}{3,}/u.exec(value);
  const month = name ? monthOf(name[0]) : 0;
  if (month > 0) {
    return first.length === 4
      ? isDay(Number(first), month, Number(second))
      : isDay(fullYear(second), month, Number(first));
  }
  if (first.length === 8) {
    return isDay(Number(first.slice(0, 4)), Number(first.slice(4, 6)), Number(first.slice(6)));
  }
  if (first.length === 4) return isDay(Number(first), Number(second), Number(third));
  const year = fullYear(third);
  return isDay(year, Number(second), Number(first)) || isDay(year, Number(first), Number(second));
}
