import { ASSIGNED_OR_SAID, NUMBER_WORD, REMARK, SOME_WORDS } from "~/detection/labels";
import { isMachineReadableZone } from "~/detection/machine-readable-zone";
import { type Pattern } from "~/detection/pattern";
import { digitsOf, looksLikeDate } from "~/detection/validators";

const PASSPORT = String.raw`(?:passport|passeport|reisepass|pass(?:-?nr|nummer)|pasaporte|passaporto|passaporte|paspoort|paszport|pasport|загранпаспорт|паспорта?|护照|護照|旅券|パスポート|여권)`;

const notWithin = (before: string, after: string) =>
  !/[\w-]$/.test(before) && !/^(?:[\w@]|[-/.:]\w)/.test(after);

/** Four digits at least, and no date. */
const isNumber = (value: string) => digitsOf(value).length >= 4 && !looksLikeDate(value);

const NEW_LINE = String.raw`(?:\r?\n|\\n| {1,2})`;

export const PASSPORT_PATTERNS: readonly Pattern[] = [
  {
    id: "passport_labelled",
    name: "Passport number after the word",
    category: "passport",
    before: String.raw`(?i:${PASSPORT}(?:[ _-]?(?:book|card|id))?(?:\b|[a-z]*)(?:${NUMBER_WORD}|\r?\n[> ]{0,4}(?:number|no\.?))(?:nummer|numéro|number|号码|號碼|番号|번호)?\.?${REMARK}(?:${ASSIGNED_OR_SAID}|${SOME_WORDS} |[是为はが는은]{0,2}))`,
    source: String.raw`(?:\d{2} \d{7}|(?:\d{4}|\d{2} \d{2})(?: | ?(?:№|N|номер) ?)\d{6}|[A-Z]{1,2} \d{6,8}|(?i:[a-z]{0,3}\d{6,9}[a-z]?|\d{2}[a-z]{2}\d{5}|[a-z]\d{2}[a-z0-9]{6}\d?d?|[a-z]\d[a-z0-9]{7}\d?d?|[a-z]{2}[a-z0-9]{6}\d|[a-z][a-z0-9]{7}\d))`,
    core: `(?i:${PASSPORT})`,
    boundary: notWithin,
    validate: isNumber,
    confidence: 0.85,
    examples: [
      "passport no. «533380006»",
      '{"passportNumber": "«X12345678»"}',
      "passport_number=«AB1234567»",
      "Reisepass Nr. «C01X4R7T6», Passnummer: «CZ6311T47»",
      "Passeport n° «17FV90213»",
      "Her passport is «K4820913», issued in Ottawa",
      "паспорт «45 1234567», паспорт серия «8371 № 680241», паспорт: «83 71 680241»",
      "My passport\nnumber, for the form, is «P643061»",
      "护照号码：«E71204839»，护照«E71204839»",
      "My passport number for the trip is «N8120456»",
    ],
    nearMisses: [
      "passport expires 2024-01-15",
      "passport valid until 20300115",
      "passport photo",
      "passport no. 12345",
      "passport no. 533380006-77",
      "passport.js v0123456789012",
    ],
    reference: "ICAO Doc 9303 part 4; passport number formats of the issuing states",
  },
  {
    id: "passport_nine_digits",
    name: "Nine digits right after “passport number”",
    category: "passport",
    before: String.raw`(?i:passport[ _-]?(?:no|nr|num|number|#)\b\.?${ASSIGNED_OR_SAID})`,
    source: String.raw`\d{9}`,
    boundary: notWithin,
    confidence: 0.92,
    examples: [
      "passport no. «533380006», to act in all matters of social security",
      "🛂 passport_number: «533380006»",
    ],
    nearMisses: ["passport no. 533380006-77", "passport no. 53338000", "passport, SSN 533380006"],
    reference: "ICAO Doc 9303 part 4; US, UK and Dutch passport numbers",
  },
  {
    id: "passport_in_context",
    name: "Passport number near the word",
    category: "passport",
    source: String.raw`(?:[A-Z]{1,2}\d{7}|[A-Z]\d{8}|\d{2}[A-Z]{2}\d{5}|\d{9})`,
    boundary: notWithin,
    context: [
      "passport",
      "passport number",
      "passeport",
      "reisepass",
      "pasaporte",
      "passaporto",
      "護照",
      "护照",
    ],
    confidence: 0.6,
    examples: [
      "I lost my passport. 2 days ago I still had it: «X1234567».",
      "«533380006» is the number in his passport 🛂",
    ],
    nearMisses: [
      "order X1234567",
      "my passport, ref-X1234567",
      "passport <722.734906773@host>",
      "passport control at gate 12",
    ],
    reference: "ICAO Doc 9303 part 4",
  },
  {
    id: "passport_mrz",
    name: "Machine-readable lines of a passport or identity card",
    category: "passport",
    source:
      String.raw`\b(?:[PV][A-Z<][A-Z<]{3}[A-Z<]{39}${NEW_LINE})?[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{14}[0-9<]\d|` +
      String.raw`\b[ACIV][A-Z0-9<][A-Z<]{3}[A-Z<]{31}${NEW_LINE}[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{7}\d|` +
      String.raw`\b[ACI][A-Z0-9<][A-Z<]{3}[A-Z0-9<]{9}[0-9<][A-Z0-9<]{15}${NEW_LINE}\d{7}[MFX<]\d{7}[A-Z<]{3}[A-Z0-9<]{11}\d${NEW_LINE}[A-Z<]{30}`,
    core: String.raw`\d{7}[MFX<]\d{7}`,
    boundary: (before, after) => !/[A-Z0-9<]$/.test(before) && !/^[A-Z0-9<]/.test(after),
    validate: isMachineReadableZone,
    confidence: 0.99,
    examples: [
      "«P<UTOQUARRY<<LARA<MAE<<<<<<<<<<<<<<<<<<<<<<<\nK482091376UTO8503127F3104150ZE184226B<<<<<10»",
      "MRZ: «C01X4R7T67D<<9001011M3001019<<<<<<<<<<<<<<<2» ✈️",
      "«I<UTOD231458907<<<<<<<<<<<<<<<\n7411227M3204153UTO<<<<<<<<<<<4\nHALDEN<<TOM<<<<<<<<<<<<<<<<<<<»",
      "«I<UTOHALDEN<<TOM<<<<<<<<<<<<<<<<<<<<\nD231458907UTO7411227M3204153<<<<<<<4»",
    ],
    nearMisses: [
      "P<UTOQUARRY<<LARA<MAE<<<<<<<<<<<<<<<<<<<<<<<\nK482091376UTO8503127F3104150ZE184226B<<<<<14",
      "C01X4R7T68D<<9001011M3001019<<<<<<<<<<<<<<<2",
      "C01X4R7T67D<<9001011M3001019<<<<<<<<<<<<<<<2<",
      "XC01X4R7T67D<<9001011M3001019<<<<<<<<<<<<<<<2",
      "I<UTOD231458907<<<<<<<<<<<<<<<\n7411227M3204153UTO<<<<<<<<<<<5\nHALDEN<<TOM<<<<<<<<<<<<<<<<<<<",
    ],
    reference: "ICAO Doc 9303 parts 3 to 5",
  },
];
