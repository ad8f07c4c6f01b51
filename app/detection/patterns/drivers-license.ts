import { columnName, inColumn } from "~/detection/columns";
import { ASSIGNED_OR_SAID, NUMBER_WORD, REMARK, SOME_WORDS } from "~/detection/labels";
import { type Pattern } from "~/detection/pattern";
import { digitsOf, looksLikeDate } from "~/detection/validators";

/** Each quote for itself, not as a class: the first look (`required-text.ts`) can then demand the whole of "driver's li". */
const WHOSE_S = "(?:s|'s|’s|s'|s’)?";
const LICENCE =
  String.raw`(?:driver${WHOSE_S}[ _-]?li[cs]en[sc]e|operator${WHOSE_S}[ _-]?li[cs]en[sc]e|driving[ _-]?licen[sc]e|driver${WHOSE_S} lic\.?|driver${WHOSE_S} permit|führerschein|fuehrerschein|permis de condui(?:re|cere)|num[ée]ro de permis|dvla driver number|` +
  String.raw`(?:carnet|permiso|licencia) de (?:conducir|conducción|manejo)|patente di guida|carta de condução|carteira de (?:motorista|habilitação)|cnh|rijbewijs|körkort|førerkort|kørekort|ajokortti|prawo jazdy|řidičský průkaz|vezetői engedély|jogosítvány|ehliyet|δίπλωμα οδήγησης|` +
  String.raw`водительск(?:ое удостоверение|ие права)|посвідчення водія|رخصة القيادة|ड्राइविंग लाइसेंस|驾驶证|驾照|運転免許証?|운전면허)`;
/** Abbreviations count only where "number", "#" or an assignment follows. */
const ABBREVIATION = String.raw`(?:\bC?DLN?|\bD\.L\.|\bdl_(?:num|number|no)|\bdriver_?[Ll]ic)`;
const WORD_FOR_NUMBER = String.raw`(?:[ -]?nummer|[ -]?nr\.?| number| id| n[°º]\.?|号码?|番号|번호)?`;

/** A licence of any kind: only near a word for drivers. */
const ANY_LICENCE = String.raw`licen[sc]e(?:[ _-]?(?:no|number|num|nr|id|#)\.?)`;
const COLUMN = String.raw`(?:\w*_)?(?:driver(?:s|'s|’s)?|driving)[ _-]?licen[sc]e(?:[ _-]?(?:no|number|num|nr|id|#))?\.?|dl[ _]?(?:no|number|num|#)\.?|dln|führerschein(?:nummer|[ -]?nr\.?)?|permis de conduire|numéro de permis|permiso de conducir|licencia de conducir|patente di guida|rijbewijs(?:nummer)?|cnh`;
/** What a licence is, in English, at the end of a sentence about a number. */
const OWNER = String.raw`(?:(?:my|his|her|their|your|the|our|a|[a-z]+['’]s|(?-i:[A-Z]{2})|(?-i:[A-Z][a-z]+)|state|valid|current|old|new) ){0,4}`;
const WHOSE = `(?:(?:that|this|it|which)(?:['’]s| is| was) |is |was |being )?${OWNER}`;
const IS_WHOSE = `,? (?:is|was|being) ${OWNER}`;

/** Half of it digits at least, but for the forms of Washington State, of which the newer begins with WDL. */
const isNumber = (value: string) => {
  const { length } = digitsOf(value);
  if (/^[A-Z0-9]{12}$/.test(value) && (length === 3 || (length > 0 && value.startsWith("WDL")))) return true;
  return length >= 4 && length * 2 >= value.replace(/[ -]/g, "").length && !looksLikeDate(value);
};

/** The birth date inside: decade, month (plus 50 for women), day, year. */
function hasBirthDate(value: string): boolean {
  const month = Number(value.slice(6, 8)) % 50;
  const day = Number(value.slice(8, 10));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

const NUMBER = String.raw`(?:[A-Za-z]{0,2}\d{2,5}(?:-\d{1,6}){1,4}|[A-Z]?\d{2,5}(?: \d{3,6}){1,3}|\d{5}/\d{2}/\d{4}|[A-Z]{2}[ -]\d{2} ?\d{11}|[A-Za-z0-9]{5,20})`;
const AAMVA = "AAMVA DL/ID card design standard; licence formats of the states";

const notWithin = (before: string, after: string) =>
  !/[\w-]$/.test(before) && !/^(?:\w|[-/:.]\w)/.test(after);

export const DRIVERS_LICENSE_PATTERNS: readonly Pattern[] = [
  {
    id: "drivers_license_labelled",
    name: "Driver's licence number after its name",
    category: "drivers_license",
    before:
      String.raw`(?:(?i:(?:^|[^a-z])${LICENCE}${NUMBER_WORD}${WORD_FOR_NUMBER}\.?${REMARK}${WORD_FOR_NUMBER}(?:${ASSIGNED_OR_SAID}|${SOME_WORDS} ))|` +
      String.raw`[a-z](?:Driver(?:s)?Licen[sc]e|DrivingLicen[sc]e)(?i:(?:number|no)?${ASSIGNED_OR_SAID})|` +
      String.raw`${ABBREVIATION}(?i:(?:[ _-]?(?:number|num|no\.?|#)${ASSIGNED_OR_SAID}|# ?|: ?))|\bdl_(?:num|number|no)\b${ASSIGNED_OR_SAID}|\bDLN |driver(?:s)?Licen[sc]e(?i:(?:number|no)?${ASSIGNED_OR_SAID}))`,
    source: NUMBER,
    core: String.raw`(?i:${LICENCE})|\bC?(?:DLN?[ _-]?[nN#]|DLN?:|DLN )|\bD\.L\.|\bdl_n|\bdriver_?[Ll]ic`,
    boundary: notWithin,
    validate: isNumber,
    confidence: 0.85,
    examples: [
      "driver's license «D1234567»",
      "My driver's license number is «S530-460-91-424-0»",
      '{"drivers_license": "«F162823540116»"}',
      "driverLicenseNumber: '«a56319335»'",
      "DL# «B4820193», DLN «48201937», DL No: «123 456 789»",
      "Führerscheinnummer: «B072RRE2155»",
      "WA driver's license «WDLAB6M7X4KC»",
      "permis de conduire n° «880712345678»",
      "permiso de conducir «12345678Z»",
      "驾驶证号：«310104198803121234»",
      '{\\"dl_number\\":\\"«P7426861»\\"}',
      "numéro de permis : «738531853261»",
      "prawo jazdy nr «04821/19/1261», carteira de motorista (CNH) nº «04829617353», kørekort: «48213907»",
      "driving license: «KA-0420190034561» (Bengaluru)",
    ],
    nearMisses: [
      "driver's license expired 2019-03-12",
      "driver's license 12",
      "driver license: MIT2000000000000000000000",
      "driver's license renewal",
      "DL 12345 files",
      "driver's license D1234567-x9",
    ],
    reference: "AAMVA DL/ID card design standard; licence formats of the states; FeV Anlage 8",
  },
  {
    id: "drivers_license_uk",
    name: "British driver number",
    category: "drivers_license",
    source: String.raw`[A-Z][A-Z9]{4}\d[0156]\d[0-3]\d{2}[A-Z][A-Z9]\d[A-Z]{2}`,
    boundary: notWithin,
    validate: hasBirthDate,
    confidence: 0.9,
    examples: ["«QUARR657054SM9IJ»", "licence «VOX99803121J99KL» 🚗", '"licence_no":"«HALDE552289AB1CD»"'],
    nearMisses: [
      "QUARR600054SM9IJ",
      "QUARR657004SM9IJ",
      "QUARR657054SM9IJK",
      "AQUARR657054SM9IJ",
      "QUARR657054SM",
    ],
    reference: "DVLA, driver number format (INF1D)",
  },
  {
    id: "drivers_license_abbreviated",
    name: "Driver's licence number after DL",
    category: "drivers_license",
    before: String.raw`\bC?DL(?: is| was)? `,
    source: String.raw`(?:[A-Z]{1,2}\d{6,12}|\d{7,9})`,
    boundary: notWithin,
    validate: isNumber,
    confidence: 0.75,
    examples: [
      "Texas DL «48213907»",
      "| Orr | DL «B4820193» | CA |",
      "🚗 CDL «482139071», my DL is «A4821390»",
    ],
    nearMisses: ["flight DL 1234", "DL 20190312", "DL 48213907-1", "MDL 48213907", "48 mg/dL 48213907"],
    reference: AAMVA,
  },
  {
    id: "drivers_license_in_context",
    name: "Licence number near a word for drivers",
    category: "drivers_license",
    before: String.raw`(?i:\b${ANY_LICENCE}(?:${ASSIGNED_OR_SAID}))|${inColumn(ANY_LICENCE)}`,
    source: NUMBER,
    core: `(?i:${ANY_LICENCE})`,
    boundary: notWithin,
    validate: isNumber,
    context: ["driver", "drivers", "driving", "dmv", "dvla", "chauffeur", "motorist"],
    confidence: 0.7,
    examples: [
      "Driver: A. Orr, license no. «D482-1390-7123»",
      "license number «48213907» issued by the DMV 🚗",
      "state,license_number,type\nTX,«48213907»,driver license",
    ],
    nearMisses: [
      "license no. D482-1390-7123 for the software",
      "driver, license no. 2019-03-12",
      "driver, license no. 48213907/A",
    ],
    reference: AAMVA,
  },
  {
    id: "drivers_license_grouped",
    name: "Driver's licence number of the Soundex form near the word",
    category: "drivers_license",
    source: String.raw`[A-Z]\d{3}-(?:\d{4}-\d{4}(?:-\d{2})?|\d{3}-\d{3}-\d{3}|\d{3}-\d{2}-\d{3}(?:-\d)?)`,
    boundary: notWithin,
    context: [
      "driver license",
      "drivers license",
      "driver's license",
      "driver licence",
      "driver's licence",
      "driving licence",
      "licence",
      "license",
    ],
    confidence: 0.75,
    examples: [
      "her license reads «S482-7788-9035»",
      "«D482-139-07-123-4» on the driver's license",
      "licence 🚗 «B482-139-071-234»",
    ],
    nearMisses: ["part S482-7788-9035", "license A-S482-7788-9035", "license S482-7788-90351"],
    reference: AAMVA,
  },
  {
    id: "drivers_license_before_label",
    name: "Number that is then said to be a driver's licence",
    category: "drivers_license",
    source: String.raw`(?:[A-Z]{1,2}\d{6,12}|\d{7,9}|[A-Z]\d{3}(?:-\d{2,4}){2,4})`,
    after: String.raw`(?i:(?:(?: - |-| \(|, )(?:${WHOSE})?|${IS_WHOSE})(?:driver${WHOSE_S}|driving) licen[sc]e)`,
    core: String.raw`(?i:driver${WHOSE_S} licen|driving licen)`,
    boundary: (before) => !/[\w-]$/.test(before),
    validate: isNumber,
    confidence: 0.75,
    examples: [
      "«J4821390» - that's my CA driver's license",
      "«48213907» is her Texas driver license",
      "🚗 «B4820193» (driver's license)",
    ],
    nearMisses: [
      "20190312, the driver's license",
      "D4821390 driver license files",
      "48213907 people with driver's licenses",
      "X-J4821390 is my driver's license",
    ],
    reference: AAMVA,
  },
  {
    id: "drivers_license_first_row",
    name: "Driver's licence number under its name in a table or an INSERT",
    category: "drivers_license",
    before: inColumn(COLUMN),
    source: NUMBER,
    core: columnName(COLUMN),
    isCoreTelling: true,
    boundary: notWithin,
    validate: isNumber,
    confidence: 0.8,
    examples: [
      "name,drivers_license\nK. Orr,«D4821390»",
      "INSERT INTO renters (id, drivers_license) VALUES (7, '«L4821390»');",
      "| Name | Führerschein |\n|---|---|\n| Ida 漢 | «B072RRE2155» |",
    ],
    nearMisses: [
      "name,drivers_license\nK. Orr,2019-03-12",
      "drivers_license,seen\nD4821390-x9,-",
      "name,drivers_license\nD4821390,-",
    ],
    reference: "RFC 4180; GitHub Flavored Markdown, tables; ISO/IEC 9075-2 (SQL)",
  },
];
