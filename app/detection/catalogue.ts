import { type Pattern } from "~/detection/pattern";
import { ADDRESS_PATTERNS } from "~/detection/patterns/address";
import { CREDIT_CARD_PATTERNS } from "~/detection/patterns/credit-card";
import { DATE_OF_BIRTH_PATTERNS } from "~/detection/patterns/date-of-birth";
import { EMAIL_PATTERNS } from "~/detection/patterns/email";
import { PHONE_PATTERNS } from "~/detection/patterns/phone";
import { PHONE_ANNOUNCED_PATTERNS } from "~/detection/patterns/phone-announced";
import { SSN_PATTERNS } from "~/detection/patterns/ssn";
import { type Category } from "~/rules/categories";

/** Every pattern, in the order of the categories. */
export const CATALOGUE: readonly Pattern[] = [
  ...EMAIL_PATTERNS,
  ...PHONE_PATTERNS,
  ...PHONE_ANNOUNCED_PATTERNS,
  ...SSN_PATTERNS,
  ...DATE_OF_BIRTH_PATTERNS,
  ...ADDRESS_PATTERNS,
  ...CREDIT_CARD_PATTERNS,
];

/** The patterns that find these categories, in catalogue order. */
export function patternIdsOf(categories: readonly Category[]): string[] {
  return CATALOGUE.filter(({ category }) => categories.includes(category)).map(({ id }) => id);
}
