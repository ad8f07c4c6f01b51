import * as israeliId from "stdnum/lib/cjs/il/idnr.js";
import * as southAfricanId from "stdnum/lib/cjs/za/idnr.js";
import { ID_NUMBER, NUMBER, TOKEN } from "~/detection/boundaries";
import { isMonthDay, passesLuhn } from "~/detection/national-id-checks";
import { ELEVEN_DIGITS, NINE_DIGITS, TEN_DIGITS } from "~/detection/number-shapes";
import { type Pattern } from "~/detection/pattern";
import { compactOf, passes } from "~/detection/standard-number";

const category = "national_id";

export const NATIONAL_ID_MIDDLE_EAST_AFRICA_PATTERNS: readonly Pattern[] = [
  {
    id: "za_id",
    name: "South African identity number",
    category,
    source: String.raw`\b\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?\d{4} ?[01][089]\d\b`,
    boundary: ID_NUMBER,
    validate: passes(southAfricanId),
    confidence: 0.88,
    examples: ["ID number «8407196601081»", "«910305 4957 181» 🇿🇦", '"id_number":"«9103054199180»"'],
    nearMisses: ["8407196601082", "8407196601081.5", "84071966010811", "840719 6601 281"],
    reference: "Identification Act 68 of 1997; Department of Home Affairs",
  },
  {
    id: "ae_emirates_id",
    name: "Emirates ID",
    category,
    source: String.raw`\b784-?(?:19|20)\d{2}-?\d{7}-?\d\b`,
    boundary: NUMBER,
    validate: (value) => passesLuhn(compactOf(value)),
    confidence: 0.95,
    examples: ["Emirates ID «784-1984-9021569-0»", "«784198412969721»", "رقم الهوية «784-1984-1479535-5»"],
    nearMisses: ["784-1984-9021569-1", "1-784-1984-9021569-0", "784-1984-9021569-01"],
    reference: "Federal Authority for Identity, Emirates ID; Luhn",
  },
  {
    id: "pk_cnic",
    name: "Pakistani identity card number",
    category,
    source: String.raw`\b[1-7]\d{4}-\d{7}-[1-9]\b`,
    boundary: NUMBER,
    confidence: 0.88,
    examples: ["CNIC «35202-4418823-7»", "شناختی کارڈ «61101-2093388-4»"],
    nearMisses: ["1-35202-4418823-7", "35202-4418823-71", "35202-4418823-0"],
    reference: "NADRA, CNIC",
  },
  {
    id: "lk_nic",
    name: "Sri Lankan identity card number with its letter, near its name",
    category,
    source: String.raw`\b\d{2}(?:[0-36-7]\d{2}|[58]\d{2})\d{4}[VvXx]\b`,
    boundary: TOKEN,
    context: [
      "nic",
      "nic no",
      "national identity card",
      "identity card",
      "national id",
      "sri lanka",
      "sri lankan",
    ],
    confidence: 0.9,
    examples: ["NIC «842011234V»", "national identity card: «916510987x» 🇱🇰"],
    nearMisses: ["part 842011234V", "NIC a/842011234V", "NIC 842011234Z"],
    reference: "Department for Registration of Persons, NIC",
  },
  {
    id: "il_id",
    name: "Israeli identity number, near its name",
    category,
    source: String.raw`${NINE_DIGITS}|\b\d{8}-\d\b`,
    boundary: ID_NUMBER,
    validate: passes(israeliId),
    context: ["תעודת זהות", "ת.ז", 'ת"ז', "מספר זהות", "teudat zehut", "israeli id", "israel id", "zehut"],
    confidence: 0.92,
    examples: ["ת.ז. «972390249»", "תעודת זהות: «57390961-1»", "Teudat Zehut «573909611»"],
    nearMisses: ["ת.ז. 972390248", "order 972390249", "Teudat Zehut 972390249.5"],
    reference: "Population and Immigration Authority of Israel; Luhn",
  },
  {
    id: "middle_eastern_african_id_in_context",
    name: "Saudi, Egyptian or Nigerian identity number, near its name",
    category,
    source: String.raw`${TEN_DIGITS}|\b[23]\d{13}\b|${ELEVEN_DIGITS}`,
    boundary: ID_NUMBER,
    validate: (value) =>
      value.length === 10
        ? /^[12]/.test(value) && passesLuhn(value)
        : value.length === 11 || isMonthDay(value.slice(3, 7)),
    context: [
      "رقم الهوية",
      "الهوية الوطنية",
      "الرقم القومي",
      "رقم قومي",
      "iqama",
      "saudi id",
      "egyptian id",
      "national id",
      "national identification",
      "national identity",
      "nin",
    ],
    confidence: 0.8,
    examples: [
      "رقم الهوية «1092742772»",
      "Iqama no. «2031444348»",
      "الرقم القومي: «28407191234567»",
      "NIN: «12345678901»",
      "National Identification Number «70492218834» 🇳🇬",
    ],
    nearMisses: [
      "رقم الهوية 1092742773",
      "الرقم القومي 28413191234567",
      "meeting 1092742772",
      "NIN 12345678901.5",
    ],
    reference: "Absher, Egyptian Civil Status Organization, NIMC",
  },
];
