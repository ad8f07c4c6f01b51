import { type Pattern } from "~/detection/pattern";
import { digitsOf, looksLikeDate } from "~/detection/validators";

const SEPARATOR = "[ .-]";

/** Between a label and its value: `phone: `, `"phone": "`, `phone number is `. */
const LABEL_END = String.raw`\.?(?:["']? ?[:=#] ?["']?| (?:is |at |on |was )?)`;
const NUMBER_WORD = String.raw`(?:[ _-]?(?:number|num|no|nr|#))?`;

/** Not part of a longer number, an identifier, an amount or a version. */
const standsAlone = (before: string, after: string) =>
  !/\w$|\w[-.+]$|[+#$€£]$/.test(before) && !/^(?:\w|[-.]\d)/.test(after);

export const PHONE_PATTERNS: readonly Pattern[] = [
  {
    id: "phone_nanp",
    name: "Phone number, North America",
    category: "phone",
    source:
      String.raw`(?:1${SEPARATOR}?)?(?:\(\d{3}\)${SEPARATOR}?\d{3}${SEPARATOR}\d{4}|[1-9]\d{2}-\d{3}-\d{4}|` +
      String.raw`[1-9]\d{2}\.\d{3}\.\d{4}|[2-9]\d{2}/[2-9]\d{2}-\d{4}|[2-9]\d{2} [2-9]\d{2}[ -]\d{4})`,
    boundary: standsAlone,
    confidence: 0.75,
    examples: [
      "call «(415) 555-0132» today",
      "«415-555-0132»",
      "«1-415-555-0132»",
      "«415.555.0132», «415 555 0132», «415 555-0132»",
      "tel:«415‑555‑0132»",
      "«123-456-7890»",
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
    source:
      String.raw`\+1(?:${SEPARATOR}?[()]?${SEPARATOR}?\d){10}|\+[2-9](?:${SEPARATOR}?[()]?${SEPARATOR}?\d){7,14}|` +
      String.raw`00[1-9]\d{0,2}(?:${SEPARATOR}\(?\d{1,6}\)?){2,6}`,
    boundary: standsAlone,
    validate: (value) => {
      const { length } = digitsOf(value);
      return length <= 17 && length >= (value.startsWith("00") ? 10 : 8);
    },
    confidence: 0.8,
    examples: [
      "«+14155550132»",
      "«+1 (415) 555-0132», ext. 5",
      "«+44 20 7946 0958»",
      "«+44 (0)20 7946 0958»",
      "電話は«+81-3-1234-5678»です",
      "«0049 30 901820»",
    ],
    nearMisses: [
      "2024-01-15T10:00:00+01:00",
      "1.2.3+20240115",
      "+1.5 % and +20 points",
      "0012345678901",
      "00:00:10 000",
      "001 1 2",
    ],
    reference: "ITU-T E.164, E.123",
  },
  {
    id: "phone_labelled",
    name: "Phone number after a word that announces one",
    category: "phone",
    before:
      String.raw`(?i)(?:^|[^a-z0-9])(?:(?:tele)?phone|tel|mobile|cell|fax|whatsapp|(?:call|text|reach|ring)(?: me| us| him| her| them)?(?: at| on))` +
      String.raw`${NUMBER_WORD}${LABEL_END}`,
    source: String.raw`\(?\d{2,15}\)?(?:[ ./-]\(?\d{2,8}\)?){0,4}`,
    boundary: (_before, after) => !/^(?:\w|[-.:]\d)/.test(after),
    validate: (value) => {
      const { length } = digitsOf(value);
      return length >= 7 && length <= 15 && !looksLikeDate(value);
    },
    confidence: 0.8,
    examples: [
      "phone: «4155550132»",
      '{"phone_number": "«020 7946 0958»"}',
      "Tel. «030/901820»",
      "please call me at «555-0132»",
      "user_mobile=«07911123456»",
    ],
    nearMisses: [
      "iphone 15 2024",
      "phone: 2024-01-15",
      "the phone 3310",
      "hotel 4155550132",
      "phone: 12345678901234567890",
      "call me at 10:30",
    ],
    reference: "ITU-T E.123; the label makes a national number recognisable",
  },
];
