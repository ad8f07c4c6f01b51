import { ASSIGNED_OR_SAID, NUMBER_WORD, REMARK, SOME_WORDS } from "~/detection/labels";
import { type Pattern } from "~/detection/pattern";
import { digitsOf, looksLikeDate } from "~/detection/validators";

const LICENCE =
  String.raw`(?:(?:driver|operator)(?:['’]?s|s['’])?[ _-]?li[cs]en[sc]e|driving[ _-]?licen[sc]e|driver(?:['’]?s)? lic\.?|driver(?:['’]?s)? permit|führerschein|fuehrerschein|permis de conduire|num[ée]ro de permis|dvla driver number|` +
  String.raw`(?:carnet|permiso|licencia) de (?:conducir|conducción|manejo)|patente di guida|carta de condução|carteira de motorista|cnh|rijbewijs|körkort|førerkort|prawo jazdy|` +
  String.raw`водительск(?:ое удостоверение|ие права)|驾驶证|驾照|運転免許証?|운전면허)`;
/** Abbreviations count only where "number", "#" or an assignment follows. */
const ABBREVIATION = String.raw`(?:\bDLN?|\bD\.L\.|\bdl_(?:num|number|no)|\bdriver_?[Ll]ic)`;
const WORD_FOR_NUMBER = String.raw`(?:[ -]?nummer|[ -]?nr\.?| number| id| n[°º]\.?|号码?|番号|번호)?`;

/** Half of it digits at least, but for the form of Washington State. */
const isNumber = (value: string) => {
  const { length } = digitsOf(value);
  if (length === 3 && /^[A-Z0-9]{12}$/.test(value)) return true;
  return length >= 4 && length * 2 >= value.replace(/[ -]/g, "").length && !looksLikeDate(value);
};

/** The birth date inside: decade, month (plus 50 for women), day, year. */
function hasBirthDate(value: string): boolean {
  const month = Number(value.slice(6, 8)) % 50;
  const day = Number(value.slice(8, 10));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

const notWithin = (before: string, after: string) =>
  !/[\w-]$/.test(before) && !/^(?:\w|[-/:.]\w)/.test(after);

export const DRIVERS_LICENSE_PATTERNS: readonly Pattern[] = [
  {
    id: "drivers_license_labelled",
    name: "Driver's licence number after its name",
    category: "drivers_license",
    before:
      String.raw`(?:(?i:(?:^|[^a-z])${LICENCE}${NUMBER_WORD}${WORD_FOR_NUMBER}\.?${REMARK}(?:${ASSIGNED_OR_SAID}|${SOME_WORDS} ))|` +
      String.raw`[a-z](?:Driver(?:s)?Licen[sc]e|DrivingLicen[sc]e)(?i:(?:number|no)?${ASSIGNED_OR_SAID})|` +
      String.raw`${ABBREVIATION}(?i:(?:[ _-]?(?:number|num|no\.?|#)${ASSIGNED_OR_SAID}|# ?|: ?))|\bdl_(?:num|number|no)\b${ASSIGNED_OR_SAID}|\bDLN |driver(?:s)?Licen[sc]e(?i:(?:number|no)?${ASSIGNED_OR_SAID}))`,
    source: String.raw`(?:[A-Za-z]{0,2}\d{2,5}(?:-\d{1,6}){1,4}|[A-Z]?\d{2,5}(?: \d{3,6}){1,3}|[A-Za-z0-9]{5,20})`,
    core: `(?i:${LICENCE})|Driver(?:s)?Licen[sc]e|DrivingLicen[sc]e|driver(?:s)?Licen[sc]e|${ABBREVIATION}`,
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
      "permis de conduire n° «880712345678»",
      "permiso de conducir «12345678Z»",
      "驾驶证号：«310104198803121234»",
      '{\\"dl_number\\":\\"«P7426861»\\"}',
      "numéro de permis : «738531853261»",
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
];
