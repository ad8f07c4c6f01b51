import { isCardNumber } from "~/detection/card-numbers";
import { type Boundary, type Pattern } from "~/detection/pattern";

/**
 * Not within a decimal, an amount, an identifier or a UUID. Unlike other numbers a card may stand between commas, slashes
 * and colons: lists and exports of cards do that, and the check digit tells them from figures.
 */
const ALONE: Boundary = (before, after) =>
  !/[\w$€£.+]$|\w-$/.test(before) && !/^(?:-\w|\.\d|%|\+)/.test(after);

/** Nor among code points (`5427 5446 5443 5433 5448 541B`), nor in a dump of bytes (`00000010: 4749 4638 3961 0100`). */
const GROUPS_ALONE: Boundary = (before, after) =>
  ALONE(before, after) &&
  !/\b(?=\d*[A-F])[\dA-F]{1,5} (?:\d{4} )*$|\b0[\da-f]{6,7}: {1,2}$/.test(before) &&
  !/^(?: \d{4})* (?=\d*[A-F])[\dA-F]{4}\b/.test(after);

/** What stands between groups, the same within one number: columns of figures and ranges mix them. */
const SEPARATORS = [" ", "-", String.raw`\.`, " - "];

/** Groups of digits of these lengths, the first one given as an expression. */
function grouped(first: string, ...groupings: readonly (readonly string[])[]): string {
  const alternatives = SEPARATORS.flatMap((separator) =>
    groupings.map((lengths) => lengths.map((length) => String.raw`${separator}\d{${length}}`).join("")),
  );
  return String.raw`\b${first}(?:${alternatives.join("|")})\b`;
}

/** How the number begins in the networks that write it in groups of four; years, 19xx and 20xx, do not. */
const FIRST_GROUP = String.raw`(?:2[2-7]|[3-6]\d|8[126]|9[78])\d\d`;

const reference = "ISO/IEC 7812-1; issuer ranges of the networks";

export const CREDIT_CARD_PATTERNS: readonly Pattern[] = [
  {
    id: "credit_card",
    name: "Card number in one piece",
    category: "credit_card",
    source:
      String.raw`\b(?:4\d{12}|4\d{15}|4\d{18}|3\d{13,18}|[56]\d{11,18}|2[2-7]\d{14,17}|8[126]\d{14,17}|` +
      String.raw`9[78]\d{14}|9704\d{15}|(?:1800|2131)\d{11})\b`,
    boundary: ALONE,
    validate: isCardNumber,
    confidence: 0.95,
    examples: [
      "card «4242424242424242» exp 12/30",
      "«371441738187993», «30567705001586»",
      "«2223003122003222»|12|2030|123",
      "卡号«6200000000000005»。",
      "«4222222222222»",
      '{"pan":"«2200293337193937»","name":"x"}',
      "1,«5067425395560533»,12/30",
      "carte=«9792361500288757»&ok=1",
      "maestro «630425475831»",
    ],
    nearMisses: [
      "4242424242424241",
      "1234567812345670",
      "42424242424242424242",
      "0.4242424242424242",
      "4242424242424242.5",
      "550e8400-e29b-41d4-a716-424242424242",
      "id_4242424242424242",
      "$4242424242424242",
      "1700000000000",
      "EAN 4003994155486",
      "9791234567890128",
    ],
    reference,
  },
  {
    id: "credit_card_track",
    name: "Card number on a magnetic stripe",
    category: "credit_card",
    before: "%?[Bb]",
    source: String.raw`[2-9]\d{11,18}`,
    after: String.raw`\^`,
    validate: isCardNumber,
    confidence: 0.98,
    examples: ["%B«4266051776285219»^SAMPLE/PAT^2912101000000000?", "B«371441738187993»^SAMPLE/PAT^2912 💳"],
    nearMisses: ["%B4266051776285218^SAMPLE/PAT^2912", "%B4266051776285219", "%A4266051776285219^"],
    reference: "ISO/IEC 7813: track 1",
  },
  {
    id: "credit_card_grouped",
    name: "Card number in groups of four",
    category: "credit_card",
    source: grouped(FIRST_GROUP, ["4", "4", "4"]),
    boundary: GROUPS_ALONE,
    validate: isCardNumber,
    confidence: 0.95,
    examples: [
      "«4242 4242 4242 4242»",
      "«5555-5555-5555-4444», cvc 123",
      "1234 «4242 4242 4242 4242» 123",
      "«6011.1111.1111.1117»",
      "💳«4242 - 4242 - 4242 - 4242»",
      "«4242 4242 4242 4242»/12/30",
    ],
    nearMisses: [
      "4242 4242 4242 4241",
      "4242 4242-4242 4242",
      "4242 4242 4242",
      "2021 2022 2023 2024",
      "x4242 4242 4242 4242",
      "A1-4242-4242-4242-4242",
      "4E10 4242 4242 4242 4242",
      "4242 4242 4242 4242 5431 54AF",
      "[.4242.4242.4242.4242]",
      "00000010: 4266 0517 7628 5219 8000 0000 0000 0000",
    ],
    reference,
  },
  {
    id: "credit_card_unequal_groups",
    name: "Card number in other groups",
    category: "credit_card",
    source: grouped(FIRST_GROUP, ["6", "4,5"], ["4", "4", "2,3"], ["4", "4", "4", "1,3"]),
    boundary: GROUPS_ALONE,
    validate: isCardNumber,
    confidence: 0.95,
    examples: [
      "Amex «3714 417381 87993»",
      "Diners «3056-538131-5882»",
      "«3714-4173-8187-993», «3056 5381 3158 82»",
      "银联«6205 6237 8201 6681 925»",
    ],
    nearMisses: [
      "3714 417381 87994",
      "3714 417381-87993",
      "6205 6237 8201 6681 926",
      "6205 6237 8201 6681 9251",
      "3714 417381 87993-7",
    ],
    reference,
  },
  {
    id: "credit_card_two_groups",
    name: "Card number as its bank's digits and the rest",
    category: "credit_card",
    source: grouped(String.raw`${FIRST_GROUP}\d\d`, ["13"]),
    boundary: GROUPS_ALONE,
    validate: isCardNumber,
    confidence: 0.95,
    examples: ["«620562 3782016681925»", "Maestro «676334-7972090868695»"],
    nearMisses: ["620562 3782016681926", "620562 3782016681925-1", "620562 37820166819251"],
    reference,
  },
];
