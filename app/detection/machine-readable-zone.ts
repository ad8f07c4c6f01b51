/** The check digits in the machine-readable lines of passports and identity cards, ICAO Doc 9303 part 3 section 4.9. */

const WEIGHTS = [7, 3, 1];

function valueOf(character: string): number {
  if (character === "<") return 0;
  return parseInt(character, 36);
}

function checkDigitOf(field: string): string {
  let sum = 0;
  for (let i = 0; i < field.length; i++) sum += valueOf(field.charAt(i)) * (WEIGHTS[i % 3] ?? 0);
  return String(sum % 10);
}

/** A field with its check digit behind it. */
const isChecked = (field: string) => checkDigitOf(field.slice(0, -1)) === field.slice(-1);

/** @param line The second line of a passport (44 characters) or of a document of two lines of 36. */
function isTwoLineData(line: string): boolean {
  const composite = line.slice(0, 10) + line.slice(13, 20) + line.slice(21);
  return isChecked(line.slice(0, 10)) && isChecked(line.slice(13, 20)) && isChecked(composite);
}

/** @param first Beginning with the kind of document. @param second Beginning with the date of birth. */
function isThreeLineData(first: string, second: string): boolean {
  const composite = first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18);
  return isChecked(first.slice(5, 15)) && isChecked(second.slice(0, 7)) && isChecked(composite);
}

/** @param value The lines of one document, or the second line of a passport alone. */
export function isMachineReadableZone(value: string): boolean {
  const lines = value.split(/\s+|\\n/).filter((line) => line !== "");
  const [first = "", second = ""] = lines;
  if (lines.length === 3) return isThreeLineData(first, second);
  return isTwoLineData(lines.length === 2 ? second : first);
}
