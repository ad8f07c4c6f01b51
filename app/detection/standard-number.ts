/** Check digits of national numbers as the package stdnum knows them. */
import { type Validator } from "stdnum";

/** One number's module of stdnum. Each is imported by its path: the index loads all three hundred. */
type StandardNumber = Pick<Validator, "validate">;

/**
 * Whether stdnum accepts a number. It reports a rejection as an Error, whose stack trace takes three times as long as
 * the check itself and is read by nobody, so that none is captured meanwhile.
 */
function accepts({ validate }: StandardNumber, value: string): boolean {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return validate(value).isValid;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Letters and digits alone, in capitals. */
export function compactOf(value: string): string {
  return value.replace(/[^0-9A-Za-z]/g, "").toUpperCase();
}

/** Nine times the same digit passes many checks, is nobody's number and stands in many texts. */
const isOneDigitRepeated = (compact: string) => /^(\d)\1+$/.test(compact);

/** Tells whether a value, whatever its separators, passes one of these checks. */
export function passes(...numbers: readonly StandardNumber[]): (value: string) => boolean {
  return (value) => {
    const compact = compactOf(value);
    return !isOneDigitRepeated(compact) && numbers.some((number) => accepts(number, compact));
  };
}

/** The same for numbers whose separators mean something, such as the century. */
export function passesAsWritten(number: StandardNumber): (value: string) => boolean {
  return (value) => accepts(number, value.toUpperCase());
}
