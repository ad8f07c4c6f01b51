/** How long a number is in the plan of the country that its calling code belongs to. */
import { getCountries, getCountryCallingCode, Metadata } from "libphonenumber-js/min";
import { digitsOf } from "~/detection/validators";

/** Its plan also has numbers of seven digits, which cannot be dialled from elsewhere. */
const NORTH_AMERICA = "1";

/**
 * Lengths of national numbers by calling code. Only lengths: the ranges in use leave out the numbers that regulators
 * reserve for films and examples, which people put into texts as if they were real.
 */
const LENGTHS: ReadonlyMap<string, ReadonlySet<number>> = (() => {
  const lengths = new Map([[NORTH_AMERICA, new Set([10])]]);
  const metadata = new Metadata();
  for (const country of getCountries()) {
    const code = getCountryCallingCode(country);
    const own = lengths.get(code) ?? new Set();
    lengths.set(code, own);
    if (code === NORTH_AMERICA) continue;
    metadata.selectNumberingPlan(country);
    for (const length of metadata.numberingPlan?.possibleLengths() ?? []) own.add(length);
  }
  return lengths;
})();

/** The prefix that is dialled only within a country, which many keep in brackets: +44 (0)20 ... */
const BRACKETED_TRUNK = /\(0\)/;

/** @param value With a calling code after `+` or `00`, without an extension. */
export function fitsNumberingPlan(value: string): boolean {
  if (value.length > 32) return false;
  const digits = digitsOf(value.replace(BRACKETED_TRUNK, "")).replace(/^00/, "");
  for (const codeLength of [1, 2, 3]) {
    const lengths = LENGTHS.get(digits.slice(0, codeLength));
    if (!lengths) continue;
    const national = digits.slice(codeLength);
    return lengths.has(national.length) || (national.startsWith("0") && lengths.has(national.length - 1));
  }
  return false;
}
