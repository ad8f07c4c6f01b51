import { type Pattern } from "~/detection/pattern";
import { ADDRESS_PATTERNS } from "~/detection/patterns/address";
import { ADDRESS_EUROPE_PATTERNS } from "~/detection/patterns/address-europe";
import { ADDRESS_OTHER_PATTERNS } from "~/detection/patterns/address-other";
import { ADDRESS_US_PATTERNS } from "~/detection/patterns/address-us";
import { API_KEY_PATTERNS } from "~/detection/patterns/api-key";
import { BANK_ACCOUNT_PATTERNS } from "~/detection/patterns/bank-account";
import { BANK_ROUTING_PATTERNS } from "~/detection/patterns/bank-routing";
import { BASIC_AUTH_PATTERNS } from "~/detection/patterns/basic-auth";
import { BEARER_TOKEN_PATTERNS } from "~/detection/patterns/bearer-token";
import { CARD_EXPIRY_PATTERNS } from "~/detection/patterns/card-expiry";
import { CARD_SECURITY_CODE_PATTERNS } from "~/detection/patterns/card-security-code";
import { CONNECTION_STRING_PATTERNS } from "~/detection/patterns/connection-string";
import { CREDIT_CARD_PATTERNS } from "~/detection/patterns/credit-card";
import { CRYPTO_ADDRESS_PATTERNS } from "~/detection/patterns/crypto-address";
import { DATE_OF_BIRTH_PATTERNS } from "~/detection/patterns/date-of-birth";
import { DRIVERS_LICENSE_PATTERNS } from "~/detection/patterns/drivers-license";
import { EMAIL_PATTERNS } from "~/detection/patterns/email";
import { GENERIC_SECRET_PATTERNS } from "~/detection/patterns/generic-secret";
import { GPS_COORDINATES_PATTERNS } from "~/detection/patterns/gps-coordinates";
import { HEALTH_ID_PATTERNS } from "~/detection/patterns/health-id";
import { HEALTH_ID_RECORD_PATTERNS } from "~/detection/patterns/health-id-records";
import { IBAN_PATTERNS } from "~/detection/patterns/iban";
import { INTERNAL_HOSTNAME_PATTERNS } from "~/detection/patterns/internal-hostname";
import { IP_ADDRESS_PATTERNS } from "~/detection/patterns/ip-address";
import { JWT_PATTERNS } from "~/detection/patterns/jwt";
import { LICENSE_PLATE_PATTERNS } from "~/detection/patterns/license-plate";
import { MAC_ADDRESS_PATTERNS } from "~/detection/patterns/mac-address";
import { NATIONAL_ID_AMERICAS_PATTERNS } from "~/detection/patterns/national-id-americas";
import { NATIONAL_ID_ASIA_PATTERNS } from "~/detection/patterns/national-id-asia";
import { NATIONAL_ID_CENTRAL_EUROPE_PATTERNS } from "~/detection/patterns/national-id-central-europe";
import { NATIONAL_ID_EASTERN_EUROPE_PATTERNS } from "~/detection/patterns/national-id-eastern-europe";
import { NATIONAL_ID_MIDDLE_EAST_AFRICA_PATTERNS } from "~/detection/patterns/national-id-middle-east-africa";
import { NATIONAL_ID_NORTHERN_EUROPE_PATTERNS } from "~/detection/patterns/national-id-northern-europe";
import { NATIONAL_ID_WESTERN_EUROPE_PATTERNS } from "~/detection/patterns/national-id-western-europe";
import { OAUTH_SECRET_PATTERNS } from "~/detection/patterns/oauth-secret";
import { PASSPORT_PATTERNS } from "~/detection/patterns/passport";
import { PASSWORD_PATTERNS } from "~/detection/patterns/password";
import { PASSWORD_IN_FILE_PATTERNS } from "~/detection/patterns/password-in-file";
import { PHONE_PATTERNS } from "~/detection/patterns/phone";
import { PHONE_ANNOUNCED_PATTERNS } from "~/detection/patterns/phone-announced";
import { POSTAL_CODE_PATTERNS } from "~/detection/patterns/postal-code";
import { PRIVATE_IP_ADDRESS_PATTERNS } from "~/detection/patterns/private-ip-address";
import { PRIVATE_KEY_PATTERNS } from "~/detection/patterns/private-key";
import { SORT_CODE_PATTERNS } from "~/detection/patterns/sort-code";
import { SSN_PATTERNS } from "~/detection/patterns/ssn";
import { SWIFT_BIC_PATTERNS } from "~/detection/patterns/swift-bic";
import { TAX_ID_AMERICAS_PATTERNS } from "~/detection/patterns/tax-id-americas";
import { TAX_ID_ASIA_PACIFIC_PATTERNS } from "~/detection/patterns/tax-id-asia-pacific";
import { TAX_ID_NORTHERN_AND_EASTERN_EUROPE_PATTERNS } from "~/detection/patterns/tax-id-eastern-europe";
import { TAX_ID_VAT_PATTERNS } from "~/detection/patterns/tax-id-vat";
import { TAX_ID_WESTERN_EUROPE_PATTERNS } from "~/detection/patterns/tax-id-western-europe";
import { URL_CREDENTIALS_PATTERNS } from "~/detection/patterns/url-credentials";
import { WEBHOOK_URL_PATTERNS } from "~/detection/patterns/webhook-url";
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
  ...TAX_ID_AMERICAS_PATTERNS,
  ...TAX_ID_WESTERN_EUROPE_PATTERNS,
  ...TAX_ID_NORTHERN_AND_EASTERN_EUROPE_PATTERNS,
  ...TAX_ID_VAT_PATTERNS,
  ...TAX_ID_ASIA_PACIFIC_PATTERNS,
  ...NATIONAL_ID_WESTERN_EUROPE_PATTERNS,
  ...NATIONAL_ID_CENTRAL_EUROPE_PATTERNS,
  ...NATIONAL_ID_NORTHERN_EUROPE_PATTERNS,
  ...NATIONAL_ID_EASTERN_EUROPE_PATTERNS,
  ...NATIONAL_ID_AMERICAS_PATTERNS,
  ...NATIONAL_ID_ASIA_PATTERNS,
  ...NATIONAL_ID_MIDDLE_EAST_AFRICA_PATTERNS,
  ...HEALTH_ID_PATTERNS,
  ...HEALTH_ID_RECORD_PATTERNS,
  ...API_KEY_PATTERNS,
  ...BEARER_TOKEN_PATTERNS,
  ...JWT_PATTERNS,
  ...OAUTH_SECRET_PATTERNS,
  ...PRIVATE_KEY_PATTERNS,
  ...CONNECTION_STRING_PATTERNS,
  ...WEBHOOK_URL_PATTERNS,
  ...BASIC_AUTH_PATTERNS,
  ...PASSWORD_PATTERNS,
  ...PASSWORD_IN_FILE_PATTERNS,
  ...GENERIC_SECRET_PATTERNS,
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
