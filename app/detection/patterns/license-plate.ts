import { ASSIGNED_OR_SAID, REMARK } from "~/detection/labels";
import { type Pattern } from "~/detection/pattern";

const PLATE =
  String.raw`(?:(?:licen[sc]e|number|registration|reg|vehicle|car|tag)[ _-]?plates?(?:[ _-]?(?:number|num|no|#))?|plate[ _-]?(?:number|num|no|#)|licen[sc]e[ _-]?tag|tag number|` +
  String.raw`(?:vehicle|car)[ _-]?reg(?:istration)?(?:[ _-]?(?:number|no|mark))?|vrm|vrn|(?:kfz-?)?kennzeichen|nummernschild|(?:plaque|numéro) d['’]immatriculation|immatriculation|` +
  String.raw`matrícula(?: del? (?:coche|vehículo))?|placas?(?: del (?:auto|coche|vehículo))?|targa|kenteken|(?:numer|nr) rejestracyjny|госномер|номерной знак|车牌号?码?|車牌|ナンバープレート)`;

/** A province, a city, a serial. */
const CHINESE = String.raw`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]·?[A-Z0-9]{5,6}`;

const notWithin = (before: string, after: string) =>
  !/[\w-]$/.test(before) && !/^(?:\w|[-/:.·]\w)/.test(after);

function isPlate(value: string): boolean {
  const { length } = value.replace(/[ ·-]/g, "");
  return (
    length >= 4 &&
    length <= 10 &&
    /\d/.test(value) &&
    (length >= 5 || /[A-Z]/.test(value)) &&
    !/^(?:19|20)\d\d$/.test(value)
  );
}

const reference = "State and EU registration mark formats; Regulation (EC) No 2411/98";

export const LICENSE_PLATE_PATTERNS: readonly Pattern[] = [
  {
    id: "license_plate_labelled",
    name: "Licence plate after the word",
    category: "license_plate",
    before: String.raw`(?:(?i:(?:^|[^a-zà-ÿ])${PLATE})|[a-z](?:LicensePlate|LicencePlate|PlateNumber))(?i:\.?${REMARK}(?:${ASSIGNED_OR_SAID}|,? (?:reads |reading |number |of |on the [a-z]+ (?:is|was) |[a-z ]{1,20} (?:is|was|lautet|est|es) )))`,
    source: String.raw`(?:[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2}[ -]?\d{1,4}[EH]?|[A-Z0-9]{1,4}(?:[ ·-][A-Z0-9]{1,5}){1,3}|[A-Z0-9]{4,8}|${CHINESE})`,
    core: String.raw`(?i:plate|licen[sc]e[ _-]tag|tag number|(?:vehicle|car)[ _-]?reg|vr[mn]|kennzeichen|nummernschild|immatriculation|matrícula|placa|targa|kenteken|(?:numer|nr) rejestracyjny|госномер|номерной знак|车牌|車牌|ナンバープレート)`,
    boundary: notWithin,
    validate: isPlate,
    confidence: 0.8,
    examples: [
      "license plate «7ABC123»",
      "Licence plate: «AB12 CDE»",
      '{"licensePlate": "«KXT-4821»"}',
      "Kennzeichen: «B-MW 4821», Kfz-Kennzeichen «M AB 123E»",
      "immatriculation : «FG-482-KL»",
      "matrícula: «4821 KXT»",
      "车牌号：«京A48213»",
      "the number plate on the van is «KX71 ZYT»",
      "plate_number=«8XYZ482»",
      "vehicle registration number «MH 12 AB 4823», nr rejestracyjny «WA 4823K»",
    ],
    nearMisses: [
      "license plate holder",
      "plate 12",
      "license plate 2019",
      "template: ABC1234",
      "license plate ABC",
      "license plate 7ABC123-4567",
      "plate heat exchanger M10",
    ],
    reference,
  },
  {
    id: "license_plate_short_label",
    name: "Licence plate of a usual form after “plate”",
    category: "license_plate",
    before: String.raw`(?i:\bplates?(?:${ASSIGNED_OR_SAID}))`,
    source: String.raw`(?:\d[A-Z]{3}\d{3}|[A-Z]{3}[ -]?\d{3,4}|\d{3}[ -]?[A-Z]{3}|[A-Z]{2}\d{2} ?[A-Z]{3}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{1,4})`,
    boundary: notWithin,
    confidence: 0.7,
    examples: ["a red sedan, plate «7KXT482»", "plates: «KXT 4821» 🚙", "with plate «B-MW 4821»"],
    nearMisses: ["plate OD600 readings", "plate KXT4821B", "template KXT4821"],
    reference,
  },
  {
    id: "license_plate_china",
    name: "Chinese licence plate",
    category: "license_plate",
    source: CHINESE,
    boundary: notWithin,
    validate: (value) => /\d/.test(value),
    confidence: 0.85,
    examples: ["车牌«京A48213»", "«沪B·7K213»，«粤BD12345»"],
    nearMisses: ["京A4821", "京ABCDEF", "京A482133334", "中A48213"],
    reference: "GA 36-2018",
  },
  {
    id: "license_plate_in_context",
    name: "Licence plate of a European form near a word for it",
    category: "license_plate",
    source: String.raw`(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{2}-\d{3}-[A-Z]{2}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}[EH]?|\d{4} ?[BCDFGHJ-NPRSTV-Z]{3}|[A-Z]{2} ?\d{3} ?[A-Z]{2})`,
    boundary: notWithin,
    context: [
      "license plate",
      "licence plate",
      "number plate",
      "plates",
      "plate",
      "registration",
      "reg",
      "vehicle",
      "kennzeichen",
      "fahrzeug",
      "pkw",
      "kfz",
      "immatriculation",
      "plaque",
      "immatriculée",
      "immatriculé",
      "matrícula",
      "coche",
      "vehículo",
      "targata",
      "targa",
      "kenteken",
    ],
    confidence: 0.65,
    examples: [
      "A blue vehicle, «KX71 ZYT», left the scene.",
      "Mein Fahrzeug mit «HH-AB 4821» steht dort 🚙",
      "voiture immatriculée «FG-482-KL»",
      "coche «4821 KXT»",
    ],
    nearMisses: ["flight KX71 ZYT", "vehicle part x-KX71 ZYT", "vehicle KX71 ZYTA"],
    reference,
  },
];
