/** Phone numbers that their form tells apart. */
import { type Pattern } from "~/detection/pattern";
import { fitsNumberingPlan } from "~/detection/phone-plans";
import { digitsOf } from "~/detection/validators";

const SEPARATOR = "[ .-]";
/** An extension that is written right behind the number. */
const EXTENSION = String.raw`(?: ?x ?\d{1,6})?`;

/** Not part of a longer number, an identifier, an amount or a version. */
const standsAlone = (before: string, after: string) =>
  !/\w$|\w[-.+]$|[+#$€£]$/.test(before) && !/^(?:\w|[-.]\d)/.test(after);

const GROUPED_OTHERWISE = /^\d\d([ .-])\d\d\1(?:19|20)\d\d|^\d{3}[ -]\d\d[ -]\d{4}$/;

/** Nor one of a row of figures. */
const isNotInRow = (before: string, after: string) =>
  standsAlone(before, after) && !/\d[ ,/]$/.test(before) && !/^[ ,/]\d/.test(after);

const isInternational = (value: string) => fitsNumberingPlan(value.replace(/x.*/, ""));

const E164 = "ITU-T E.164, E.123; lengths of the national plans from libphonenumber";

/** Of 9 to 12 digits under one kind of separator, no date, and not grouped as a Social Security number. */
function isTrunkNumber(value: string): boolean {
  const { length } = digitsOf(value);
  const separators = new Set(value.replace(/\) ?/, " ").replace(/[(\d]/g, ""));
  return length >= 9 && length <= 12 && separators.size === 1 && !GROUPED_OTHERWISE.test(value);
}

export const PHONE_PATTERNS: readonly Pattern[] = [
  {
    id: "phone_nanp",
    name: "Phone number, North America",
    category: "phone",
    source:
      String.raw`(?:1${SEPARATOR}?)?(?:\(\d{3}\)${SEPARATOR}?\d{3}${SEPARATOR}\d{4}|[1-9]\d{2}-\d{3}-\d{4}|` +
      String.raw`[1-9]\d{2}\.\d{3}\.\d{4}|[2-9]\d{2}/[2-9]\d{2}-\d{4}|[2-9]\d{2} [2-9]\d{2}[ -]\d{4})${EXTENSION}`,
    boundary: standsAlone,
    confidence: 0.75,
    examples: [
      "call «(415) 555-0132» today",
      "«415-555-0132»",
      "«1-415-555-0132»",
      "«415.555.0132», «415 555 0132», «415 555-0132»",
      "tel:«415‑555‑0132»",
      "«123-456-7890»",
      "«(415)555-0132x204», «415-555-0132 x7»",
    ],
    nearMisses: [
      "2024-01-15",
      "192.168.100.200",
      "order 4155550132",
      "ORD-415-555-0132",
      "415-555-0132-77",
      "550e8400-e29b-41d4-a716-446655440000",
      "1.415.555.01",
      "3.415-555-01322",
      "$415 555 0000",
    ],
    reference: "North American Numbering Plan",
  },
  {
    id: "phone_international",
    name: "Phone number with country code",
    category: "phone",
    source: String.raw`\+[1-9](?:[ ./-]?[()]?${SEPARATOR}?\d){7,14}${EXTENSION}`,
    boundary: standsAlone,
    validate: isInternational,
    confidence: 0.85,
    examples: [
      "«+14155550132»",
      "«+1 (415) 555-0132», ext. 5",
      "«+44 20 7946 0958»",
      "«+44 (0)20 7946 0958»",
      "«+447700900123», «+49 (0)30/901820», «+33 6 12 34 56 78»",
      "電話は«+81-3-1234-5678»です",
      '{"to": "«+5511987654321»"}',
    ],
    nearMisses: [
      "2024-01-15T10:00:00+01:00",
      "1.2.3+20240115",
      "+1.5 % and +20 points",
      "+12345678",
      "+44 1234 567890123",
      "+999 123 456 789",
      "1+14155550132",
    ],
    reference: E164,
  },
  {
    id: "phone_international_00",
    name: "Phone number with country code after 00, in groups",
    category: "phone",
    source: String.raw`\b00[1-9]\d{0,2}(?:[ ./-]\(?\d{1,6}\)?){2,6}${EXTENSION}`,
    // Length by length: each is looked for together with the digit that follows it.
    core: String.raw`(?:\b00[1-9][ ./-]\(?\d|\b00[1-9]\d[ ./-]\(?\d|\b00[1-9]\d\d[ ./-]\(?\d)`,
    isCoreTelling: true,
    boundary: isNotInRow,
    validate: isInternational,
    confidence: 0.75,
    examples: ["«0049 30 901820»", "«001-415-555-0132x12»", "☎ «0033 1 23 45 67 89»."],
    nearMisses: [
      "0012345678901",
      "00:00:10 000",
      "001 1 2",
      "DE89 3704 0044 0532 0130 00",
      "0099 123 456 789",
    ],
    reference: E164,
  },
  {
    id: "phone_trunk",
    name: "Phone number with the trunk prefix 0, in groups",
    category: "phone",
    source:
      String.raw`\(0[1-9]\d{0,3}\) ?\d{2,5}(?:[ -]\d{2,4}){1,2}|\(0[1-9]\d{1,3}\) ?\d{5,8}|` +
      String.raw`\b0[1-9](?:(?:[ .-]\d{2}){4}|\d{0,3}(?:(?: \d{2,4}){2,3}|(?:-\d{2,4}){2})|` +
      String.raw`\d{1,3}/\d{5,8}|\d{3} \d{6})`,
    boundary: isNotInRow,
    validate: isTrunkNumber,
    confidence: 0.65,
    examples: [
      "«020 7946 0958», «07700 900123», «(020) 7946 0958»",
      "«01 98 76 54 32», «06.98.76.54.32»",
      "«030/9018200» oder «0151 234 567 89»",
      "«03-1234-5678» へ、«090-1234-5678»",
      "「«010-1234-5678»」",
    ],
    nearMisses: [
      "01-02-2023",
      "01 02 2023 1200",
      "01-12-2023 10",
      "012 345",
      "0.123 456 789",
      "1,020 794 609 58",
      "08-15-99-1200",
      "054-28-6917",
      "02 01 98 76 54 32",
      "A01 98 76 54 32",
    ],
    reference:
      "ITU-T E.123 section 3 (national notation); Ofcom, ARCEP and Bundesnetzagentur numbering plans",
  },
];
