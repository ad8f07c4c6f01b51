import { CARD_EXPIRY, CARD_FIELD } from "~/detection/card-numbers";
import { announcedBy, askedFor, NAME_START, ownName } from "~/detection/announced-value";
import { type Boundary, type Pattern } from "~/detection/pattern";

const MONTH = "(?:0[1-9]|1[0-2])";
/** Above twelve, where two digits: in day and month the second is a month. No card is valid for more than twenty years. */
const YEAR = String.raw`(?:20[1-4]\d|1[3-9]|[2-4]\d)`;
const LONG_YEAR = String.raw`20[2-4]\d`;
const MONTH_AND_YEAR = String.raw`(?:${MONTH} ?[/-] ?${YEAR}|[1-9] ?/ ?${YEAR}|${MONTH}(?:1[3-9]|[2-4]\d))\b`;
const MONTH_AND_LONG_YEAR = String.raw`(?:(?:${MONTH} ?[/-] ?|[1-9] ?/ ?)${LONG_YEAR}|${LONG_YEAR}-${MONTH})\b`;
const MONTH_NAME = "(?i:jan|feb|mar|m[äa]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]{0,6}";

/** Names that cards have to themselves, or that no month and year follow otherwise. */
const NAMES =
  `(?:${ownName("exp")}|${NAME_START}cc_?exp|card[ _-]?exp)(?:iry|iration)?(?:[ _.-]{0,2}date)?\\b\\.?|(?:valid|good)[ _-]?(?:thru|through)|` +
  "mm ?/ ?(?:yy|jj|aa)(?:yy|jj|aa)?|g(?:ü|ue)ltig bis|ablauf(?:datum)?|l(?:ä|ae)uft ab|verf(?:ä|a)llt|date d['’]expiration|" +
  "expire (?:le|en|fin)|val(?:able|ide) jusqu['’](?:au|en|à)|fecha de (?:vencimiento|caducidad)|vence(?: el| en)?|caduca(?: el| en)?|" +
  "v[áa]lid[ao] (?:hasta|até)|validade|scade(?:nza)?(?: il)?|verloopt(?: op)?|geldig tot|有效期(?:至)?|有効期限";
/** What offers, contracts and certificates do too. */
const EVERYDAY_NAMES =
  "(?:expires?|expiring|valid)(?: on| in| until| till| to| through| end of)?|expir(?:es?|y|ation)[ _-]?(?:at|on|date)";

/** Not a full date, a ratio or a time. */
const ENDS: Boundary = (_before, after) => !/^(?: ?[-/]|\.|,|:)\d|^[-+%]/.test(after);

export const CARD_EXPIRY_PATTERNS: readonly Pattern[] = [
  {
    id: "card_expiry",
    name: "Expiry date that is announced",
    category: "card_expiry",
    before: askedFor(NAMES),
    source: MONTH_AND_YEAR,
    boundary: ENDS,
    confidence: 0.8,
    examples: [
      "exp «12/29»",
      "Exp. date: «03/2031», expiry «04-28»",
      '{"expiry":"«0927»","exp_date":"«12/2029»"}',
      "card_expiry=«12/29»&cvv=123",
      "VALID THRU «09/27» 💳",
      "MM/YY: «11/28»",
      "expiration date is «5/2030»",
      "有效期：«08/29»",
      "date d'expiration : «08/29», fecha de vencimiento «10/30»",
      "gültig bis «02/31», vence «01/29», scadenza «11/30»",
      "the exp date on it says «02/2029»",
      "And the expiry date?\nCustomer: «11/28»",
    ],
    nearMisses: [
      "exp 13/29",
      "gemini-exp-03-25",
      "expiry: 2024-01-15",
      "exp 12/05/2029",
      "exp: 1700000000",
      "expiry 12/29%",
      "export 12/29",
      "expired 12/29",
      "exp [REDACTED_CARD_EXPIRY]",
      "experience 12/29",
      "vence el 10/12",
      "exp: 10/24:30",
    ],
    reference: "ISO/IEC 7813: expiration date; embossed as month and year",
  },
  {
    id: "card_expiry_parts",
    name: "Month or year of expiry, in a field of its own",
    category: "card_expiry",
    before: announcedBy(`exp(?:iry|iration)?[ _-]?(?:month|year)`),
    source: String.raw`(?:0?[1-9]|1[0-2]|[2-4]\d|20[1-4]\d)\b`,
    boundary: ENDS,
    confidence: 0.75,
    examples: [
      '"exp_month": «8», "exp_year": «2031»',
      "expMonth=«12»&expYear=«29»",
      "expiry month: «04», 年: expiry year «28»",
    ],
    nearMisses: [
      "exp_month: 13",
      "exp_year: 1999",
      "exp_month: 8.5",
      "next month: 8",
      "exp_year: [REDACTED_CARD_EXPIRY]",
    ],
    reference: "Field names of payment interfaces, such as Stripe's card object",
  },
  {
    id: "card_expiry_long",
    name: "Month and year in four digits after a word for expiry",
    category: "card_expiry",
    before: announcedBy(EVERYDAY_NAMES),
    source: MONTH_AND_LONG_YEAR,
    boundary: ENDS,
    confidence: 0.75,
    examples: ["expires «11/2028»", 'expiration_date: "«2028-04»"', "valid until «06/2030» 卡"],
    nearMisses: [
      "expires 11/12/2028",
      "expires 2028-04-30",
      "valid until 2030",
      "expires 13/2028",
      "valid 06/2030-2",
    ],
    reference: "ISO/IEC 7813: expiration date",
  },
  {
    id: "card_expiry_in_context",
    name: "Validity of a card",
    category: "card_expiry",
    before: announcedBy(EVERYDAY_NAMES),
    source: String.raw`(?:${MONTH_AND_YEAR}|${MONTH_NAME}\.? (?:${LONG_YEAR}|[2-4]\d)\b)`,
    boundary: ENDS,
    context: [
      "card",
      "cards",
      "visa",
      "mastercard",
      "amex",
      "cvv",
      "cvc",
      "credit",
      "debit",
      "karte",
      "kreditkarte",
      "carte",
      "tarjeta",
      "carta",
      "cartão",
      "security code",
    ],
    confidence: 0.75,
    examples: [
      "my Visa card expires «12/29» 💳",
      "expires «01/28», security code 260",
      "card expires «August 2029»",
      '{"card":{"brand":"visa","expires":"«12/29»"}}',
    ],
    nearMisses: [
      "the offer expires 12/24",
      "the card offer expires 12/24/2029",
      "card valid until 13/29",
      "card expires in 12 days",
      "the card expires on 2029-12-31",
    ],
    reference: "ISO/IEC 7813: expiration date",
  },
  {
    id: "card_expiry_beside_number",
    name: "Expiry date beside a card number",
    category: "card_expiry",
    before: CARD_FIELD,
    source: String.raw`${CARD_EXPIRY}\b`,
    boundary: ENDS,
    confidence: 0.8,
    examples: [
      "4266 0517 7628 5219 «12/29» 481",
      "4266051776285219|«12|2029»|481",
      "371441738187993,«09-28»,x 卡",
      "4266-0517-7628-5219 - «04/31»",
    ],
    nearMisses: [
      "4266 0517 7628 5219 13/29",
      "4266051776285219 12/25/2029",
      "426605177628 12/29",
      "4266051776285219 2024",
      "4266051776285219 0928",
      "0.426605177628521909/28",
    ],
    reference: "ISO/IEC 7813: expiration date",
  },
];
