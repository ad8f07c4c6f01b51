import { type Pattern } from "~/detection/pattern";
import { BANK_ACCOUNT_PATTERNS } from "~/detection/patterns/bank-account";
import { BANK_ROUTING_PATTERNS } from "~/detection/patterns/bank-routing";
import { CARD_EXPIRY_PATTERNS } from "~/detection/patterns/card-expiry";
import { CARD_SECURITY_CODE_PATTERNS } from "~/detection/patterns/card-security-code";
import { CREDIT_CARD_PATTERNS } from "~/detection/patterns/credit-card";
import { CRYPTO_ADDRESS_PATTERNS } from "~/detection/patterns/crypto-address";
import { EMAIL_PATTERNS } from "~/detection/patterns/email";
import { IBAN_PATTERNS } from "~/detection/patterns/iban";
import { INTERNAL_HOSTNAME_PATTERNS } from "~/detection/patterns/internal-hostname";
import { IP_ADDRESS_PATTERNS } from "~/detection/patterns/ip-address";
import { MAC_ADDRESS_PATTERNS } from "~/detection/patterns/mac-address";
import { PHONE_PATTERNS } from "~/detection/patterns/phone";
import { PRIVATE_IP_ADDRESS_PATTERNS } from "~/detection/patterns/private-ip-address";
import { SORT_CODE_PATTERNS } from "~/detection/patterns/sort-code";
import { SSN_PATTERNS } from "~/detection/patterns/ssn";
import { SWIFT_BIC_PATTERNS } from "~/detection/patterns/swift-bic";
import { URL_CREDENTIALS_PATTERNS } from "~/detection/patterns/url-credentials";
import { type Category } from "~/rules/categories";

/** Every pattern, in the order of the categories. */
export const CATALOGUE: readonly Pattern[] = [
  ...EMAIL_PATTERNS,
  ...PHONE_PATTERNS,
  ...SSN_PATTERNS,
  ...CREDIT_CARD_PATTERNS,
  ...IBAN_PATTERNS,
  ...BANK_ROUTING_PATTERNS,
  ...SORT_CODE_PATTERNS,
  ...BANK_ACCOUNT_PATTERNS,
  ...SWIFT_BIC_PATTERNS,
  ...CARD_SECURITY_CODE_PATTERNS,
  ...CARD_EXPIRY_PATTERNS,
  ...CRYPTO_ADDRESS_PATTERNS,
  ...IP_ADDRESS_PATTERNS,
  ...PRIVATE_IP_ADDRESS_PATTERNS,
  ...MAC_ADDRESS_PATTERNS,
  ...URL_CREDENTIALS_PATTERNS,
  ...INTERNAL_HOSTNAME_PATTERNS,
];

/** The patterns that find these categories, in catalogue order. */
export function patternIdsOf(categories: readonly Category[]): string[] {
  return CATALOGUE.filter(({ category }) => categories.includes(category)).map(({ id }) => id);
}
