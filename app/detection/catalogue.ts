import { type Pattern } from "~/detection/pattern";
import { API_KEY_PATTERNS } from "~/detection/patterns/api-key";
import { CREDIT_CARD_PATTERNS } from "~/detection/patterns/credit-card";
import { EMAIL_PATTERNS } from "~/detection/patterns/email";
import { GENERIC_SECRET_PATTERNS } from "~/detection/patterns/generic-secret";
import { PHONE_PATTERNS } from "~/detection/patterns/phone";
import { SSN_PATTERNS } from "~/detection/patterns/ssn";
import { BASIC_AUTH_PATTERNS } from "~/detection/patterns/basic-auth";
import { BEARER_TOKEN_PATTERNS } from "~/detection/patterns/bearer-token";
import { CONNECTION_STRING_PATTERNS } from "~/detection/patterns/connection-string";
import { JWT_PATTERNS } from "~/detection/patterns/jwt";
import { OAUTH_SECRET_PATTERNS } from "~/detection/patterns/oauth-secret";
import { PASSWORD_PATTERNS } from "~/detection/patterns/password";
import { PASSWORD_IN_FILE_PATTERNS } from "~/detection/patterns/password-in-file";
import { PRIVATE_KEY_PATTERNS } from "~/detection/patterns/private-key";
import { WEBHOOK_URL_PATTERNS } from "~/detection/patterns/webhook-url";
import { type Category } from "~/rules/categories";

/** Every pattern, in the order of the categories. */
export const CATALOGUE: readonly Pattern[] = [
  ...EMAIL_PATTERNS,
  ...PHONE_PATTERNS,
  ...SSN_PATTERNS,
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
];

/** The patterns that find these categories, in catalogue order. */
export function patternIdsOf(categories: readonly Category[]): string[] {
  return CATALOGUE.filter(({ category }) => categories.includes(category)).map(({ id }) => id);
}
