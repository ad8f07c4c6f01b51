import { DASH, SEPARATOR, SPACE, type Candidate, type Pattern } from "~/detection/pattern";
import { digitsOf, isIssuableSsn, looksLikeDate } from "~/detection/validators";

/** Scripts that put spaces between words: only there can the letters before an @ be taken for part of an address. */
const LOCAL_LETTERS = String.raw`\p{Latin}\p{Greek}\p{Cyrillic}\p{N}`;
const LABEL_LETTERS = String.raw`\p{L}\p{M}\p{N}`;

/** `logo@2x.png` and its kin: what follows the last dot is a file extension and no top-level domain. */
const FILE_EXTENSION = /\.(?:png|jpe?g|gif|webp|svg|avif|ico|css|js|ts|json|html?|tgz|gz)$/i;

/** Between a label and its value: `phone: `, `"phone": "`, `phone number is `. */
const LABEL_END = String.raw`\.?(?:["']?${SPACE}?[:=#]${SPACE}?["']?|${SPACE}(?:is |at |on |was )?)`;
const NUMBER_WORD = String.raw`(?:[ _-]?(?:number|num|no|nr|#))?`;

/** Part of a longer number, an identifier, an amount or a version. */
function isEmbedded({ before, after }: Candidate): boolean {
  return /\w$|\w[-.+]$|[+#$€£]$/.test(before) || /^(?:\w|[-.]\d)/.test(after);
}

export const PII_PATTERNS: readonly Pattern[] = [
  {
    id: "email",
    name: "E-mail address",
    category: "email",
    source:
      String.raw`[${LOCAL_LETTERS}_][${LOCAL_LETTERS}\p{M}_.%+'&~-]*@(?:[${LABEL_LETTERS}](?:[${LABEL_LETTERS}-]*[${LABEL_LETTERS}])?\.)+` +
      String.raw`(?:xn--[A-Za-z0-9-]+|[A-Za-z]{2,63}|\p{L}[\p{L}\p{M}]+)`,
    accepts: ({ match }) => !FILE_EXTENSION.test(match),
    examples: [
      "write to «jane.doe@example.com».",
      "<«j_doe+news-letter@mail.example.co.uk»>",
      "'«o'brien@example.ie»'",
      "邮箱是«jane@example.com»，谢谢",
      "«jane@example.com»으로 보내 주세요",
      "почта:«иван.петров@почта.рф»",
      "«zoë@exämple.de», «x@xn--e1afmkfd.xn--p1ai»",
      "email=«jane@example.com»&next=1",
      "«user@例子.中国»",
    ],
    nearMisses: [
      "root@localhost",
      "logo@2x.png",
      "lodash@4.17.21",
      "ask @jane about it",
      "jane@ example.com",
      "user@10.0.0.1",
      "a@b.c",
    ],
    reference: "RFC 5321 section 4.1.2, RFC 6531, RFC 5890",
  },
  {
    id: "phone_nanp",
    name: "Phone number, North America",
    category: "phone",
    source:
      String.raw`(?:1${SEPARATOR}?)?(?:\(\d{3}\)${SEPARATOR}?\d{3}${SEPARATOR}\d{4}|[1-9]\d{2}${DASH}\d{3}${DASH}\d{4}|` +
      String.raw`[1-9]\d{2}\.\d{3}\.\d{4}|[2-9]\d{2}/[2-9]\d{2}${DASH}\d{4}|[2-9]\d{2}${SPACE}[2-9]\d{2}[ -]\d{4})`,
    accepts: (candidate) => !isEmbedded(candidate),
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
    accepts: (candidate) => {
      const { length } = digitsOf(candidate.match);
      return length <= 17 && length >= (candidate.match.startsWith("00") ? 10 : 8) && !isEmbedded(candidate);
    },
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
    ],
    reference: "ITU-T E.164, E.123",
  },
  {
    id: "phone_labelled",
    name: "Phone number after a word that announces one",
    category: "phone",
    source:
      String.raw`(?i)(?:^|[^a-z0-9])(?:(?:tele)?phone|tel|mobile|cell|fax|whatsapp|(?:call|text|reach|ring)(?: me| us| him| her| them)?(?: at| on))` +
      String.raw`${NUMBER_WORD}${LABEL_END}(\(?\d{2,15}\)?(?:[ ./\-\x{a0}\x{2011}]\(?\d{2,8}\)?){0,4})`,
    accepts: ({ match, after }) => {
      const { length } = digitsOf(match);
      return length >= 7 && length <= 15 && !looksLikeDate(match) && !/^(?:\w|[-.:]\d)/.test(after);
    },
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
  {
    id: "ssn",
    name: "US Social Security number",
    category: "ssn",
    source: String.raw`\d{3}(?:${DASH}\d{2}${DASH}|${SPACE}\d{2}${SPACE})\d{4}`,
    accepts: ({ match, before, after }) =>
      isIssuableSsn(digitsOf(match)) && !/\w$|\d[-.]$|[+$€£]$/.test(before) && !/^(?:\w|[-.]\d)/.test(after),
    examples: ["SSN «536-22-8145».", "«536 22 8145»", "号码«123-45-6789»", "ssn:«536‑22‑8145»"],
    nearMisses: [
      "000-12-3456",
      "666-12-3456",
      "912-34-5678",
      "536-00-8145",
      "536-22-0000",
      "1536-22-8145",
      "536-22-81456",
      "12-536-22-8145",
      "536228145",
    ],
    reference: "SSA POMS RM 10201.030; randomization of 2011",
  },
  {
    id: "ssn_labelled",
    name: "US Social Security number after its name",
    category: "ssn",
    source: String.raw`(?i)(?:^|[^a-z0-9])(?:ssn|social[ _-]security)${NUMBER_WORD}${LABEL_END}(\d{9})`,
    accepts: ({ match, after }) => isIssuableSsn(match) && !/^(?:\w|[-.]\d)/.test(after),
    examples: ["SSN: «536228145»", "my social security number is «536228145»", '{"ssn":"«536228145»"}'],
    nearMisses: ["SSN: 000228145", "SSN: 5362281456", "session 536228145"],
    reference: "SSA POMS RM 10201.030",
  },
];
