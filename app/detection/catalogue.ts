import { type Pattern } from "~/detection/pattern";
import { ADDRESS_PATTERNS } from "~/detection/patterns/address";
import { ADDRESS_EUROPE_PATTERNS } from "~/detection/patterns/address-europe";
import { ADDRESS_OTHER_PATTERNS } from "~/detection/patterns/address-other";
import { ADDRESS_US_PATTERNS } from "~/detection/patterns/address-us";
import { CREDIT_CARD_PATTERNS } from "~/detection/patterns/credit-card";
import { DATE_OF_BIRTH_PATTERNS } from "~/detection/patterns/date-of-birth";
import { DRIVERS_LICENSE_PATTERNS } from "~/detection/patterns/drivers-license";
import { EMAIL_PATTERNS } from "~/detection/patterns/email";
import { GPS_COORDINATES_PATTERNS } from "~/detection/patterns/gps-coordinates";
import { LICENSE_PLATE_PATTERNS } from "~/detection/patterns/license-plate";
import { PASSPORT_PATTERNS } from "~/detection/patterns/passport";
import { PHONE_PATTERNS } from "~/detection/patterns/phone";
import { PHONE_ANNOUNCED_PATTERNS } from "~/detection/patterns/phone-announced";
import { POSTAL_CODE_PATTERNS } from "~/detection/patterns/postal-code";
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
  ...ADDRESS_US_PATTERNS,
  ...ADDRESS_EUROPE_PATTERNS,
  ...ADDRESS_OTHER_PATTERNS,
  ...POSTAL_CODE_PATTERNS,
  ...PASSPORT_PATTERNS,
  ...DRIVERS_LICENSE_PATTERNS,
  ...LICENSE_PLATE_PATTERNS,
  ...GPS_COORDINATES_PATTERNS,
  ...CREDIT_CARD_PATTERNS,
];

/** The patterns that find these categories, in catalogue order. */
export function patternIdsOf(categories: readonly Category[]): string[] {
  return CATALOGUE.filter(({ category }) => categories.includes(category)).map(({ id }) => id);
}
