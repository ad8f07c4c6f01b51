import { columnName, inColumn } from "~/detection/columns";
import { ASSIGNED, ASSIGNED_OR_SAID, REMARK } from "~/detection/labels";
import { type Pattern } from "~/detection/pattern";

const PLATE =
  String.raw`(?:(?:licen[sc]e|number|registration|reg|vehicle|car|tag)[ _-]?plates?(?:[ _-]?(?:number|num|no|#))?|plate[ _-]?(?:number|num|no|#)|licen[sc]e[ _-]?tag|tag number|` +
  String.raw`(?:vehicle|car)[ _-]?reg(?:istration)?(?:[ _-]?(?:number|no|mark))?|vrm|vrn|(?:kfz-?)?kennzeichen|nummernschild|(?:plaque|numéro) d['’]immatriculation|immatriculation|plaque minéralogique|` +
  String.raw`matrícula(?: del? (?:coche|vehículo))?|(?:número de )?placas?(?: del (?:auto|coche|vehículo))?|patente del (?:auto|vehículo)|targa|kenteken(?:plaat)?|nummerplaat|nummerplade|(?:numer|nr) rejestracyjny|tablic[ae] rejestracyjn[ae]|` +
  String.raw`rego[ _-]?(?:plate|number|no|num)|rendszám|rekisterinumero|registreringsnummer|plaka no|госномер|номерной знак|车牌号?码?|車牌|ナンバープレート|번호판|차량번호)`;
const COLUMN = String.raw`(?:\w*_|(?:car|vehicle|licen[sc]e|number) )?plate(?:[ _]?(?:no|nr|num|number))?\.?|(?:car|vehicle)[ _]?reg(?:istration)?(?:[ _](?:no|nr|number))?\.?|vrm|vrn|kennzeichen|kfz[ _-]kennzeichen|immatriculation|matrícula|placa|targa|kenteken|nr rejestracyjny|车牌号?`;

/** A province, a city, a serial. */
const CHINESE = String.raw`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]·?[A-Z0-9]{5,6}`;

/** Groups of letters and figures as plates have them, the longer before the shorter. */
const GROUPS =
  String.raw`[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2}[ -]?\d{1,4}[EH]?\b|[A-Z]{2}[ -]\d{1,2}[ -][A-Z]{1,3}[ -]\d{1,4}\b|` +
  String.raw`[A-Z0-9]{1,4}-[A-Z0-9]{1,5}-[A-Z0-9]{1,5}\b|[A-Z]{1,3} \d{2,4} [A-Z]{2,3}\b|\d{1,3} [A-Z]{1,3} \d{2,4}\b|[A-Z0-9]{1,4}[ ·-][A-Z0-9]{1,5}\b`;
const LOWER = String.raw`\d[a-z]{3}\d{3}\b|[a-z]{2,3}[ -]?\d{3,4}\b|[a-z]{2}\d{2} ?[a-z]{3}\b`;
const ANY = String.raw`(?:${CHINESE}|${GROUPS}|[A-Z0-9]{4,8}|${LOWER})`;
/** What is no word, measure or year, even where nothing but "plate" is said. */
const USUAL =
  String.raw`(?:\d[A-Z]{3}\d{3}|[A-Z]{3,4}[ -]?\d{3,4}|\d{3,4}[ -]?[A-Z]{3}|[A-Z]{2}\d{2} ?[A-Z]{3}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{1,4}|` +
  String.raw`[A-Z]{3}[ -](?:[A-Z]\d{2}|\d[A-Z]\d|\d{2}[A-Z])|[A-Z]{2}[ -]\d{2,3}[ -][A-Z]{2}|[A-Z]{1,2}\d[A-Z]\d{3,4}|\d[A-Z]{4}\d[A-Z])`;
/** A question for it, and the answer in the next line. */
const ANSWER = String.raw`[^\n?\d\x00]{0,30}\?\s{1,3}[^\d\n\x00]{0,40}?[ :,]`;
/** Their names look like the first half of a plate. */
const MAKE = /^(?:BMW|BYD|CAT|DAF|DS|GMC|JAC|KIA|MAN|MG|RAM|VW)\b/;

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
    source: ANY,
    core: `(?i:${PLATE})|LicensePlate|LicencePlate|PlateNumber`,
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
      "Licence plate «CKVB 118» Ontario, plaque d'immatriculation «1-ABC-482» belge",
      "my license plate is «7kxt482», rendszám: «ABC-482», rego number «1KX T48»",
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
    before: String.raw`(?i:\bplates?(?:${ASSIGNED_OR_SAID}|${ANSWER}| (?:was|is|reads|read|number)(?: like| something like)? ))`,
    source: USUAL,
    boundary: notWithin,
    confidence: 0.7,
    examples: [
      "a red sedan, plate «7KXT482»",
      "plates: «KXT 4821» 🚙",
      "with plate «B-MW 4821»",
      "plate «KXT Y48», plate «2LUCK4U» entered 08:14",
      "Did you see the plate?\nDriver: yes, «KXT 482».",
    ],
    nearMisses: ["plate OD600 readings", "plate KXT4821B", "template KXT4821", "plate?\nno idea"],
    reference,
  },
  {
    id: "license_plate_assigned",
    name: "What is assigned to a plate",
    category: "license_plate",
    before: String.raw`(?i:\bplates?\.?${REMARK}${ASSIGNED})|[a-z]Plate(?i:${ASSIGNED})`,
    source: ANY,
    boundary: notWithin,
    validate: (value) => isPlate(value) && /^.{5,}$/.test(value) && /[A-Z]/i.test(value),
    confidence: 0.75,
    examples: [
      "| plate | «KS 91 XB» |",
      '{"plate": "«GX 4417»"} 🚙',
      "carPlate: '«AB12345»'",
      "plates => «1KXT482»",
    ],
    nearMisses: ["plate: 4821", "plate: ABCDEF", "plate: KXT4821-99", "template: KXT4821", "plate: A1"],
    reference,
  },
  {
    id: "license_plate_of_vehicle",
    name: "Licence plate in the line for the car",
    category: "license_plate",
    before: String.raw`(?i:(?:^|[\n,;|>(] ?)(?:car|vehicle|van|truck|(?-i:Auto)|fahrzeug|pkw|véhicule|voiture|coche|vehículo|veicolo|voertuig)(?: reg\.?)?\*{0,2}(?: \| |: ?|\t))`,
    source: String.raw`(?:[A-Z]{2}-\d{3}-[A-Z]{2}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{1,4}|[A-Z]{2}\d{2} ?[A-Z]{3}|\d[A-Z]{3}\d{3}|[A-Z]{2,3}[ -]\d{3,4}|\d{4} [BCDFGHJ-NPRSTV-Z]{3})`,
    boundary: notWithin,
    validate: (value) => !MAKE.test(value),
    confidence: 0.65,
    examples: [
      "Guest: A. Orr\nCar: «KXT-482»\n",
      "Vehicle: «KX71 ZYT»",
      "| Fahrzeug | «HH-AB 4821» |",
      "🚗\nvéhicule: «FG-482-KL»",
    ],
    nearMisses: ["Car: BMW 320", "Oscar: KXT-482", "Car: KXT-482-A", "auto: TLS-1200"],
    reference,
  },
  {
    id: "license_plate_first_row",
    name: "Licence plate under its name in a table or an INSERT",
    category: "license_plate",
    before: inColumn(COLUMN),
    source: ANY,
    core: columnName(COLUMN),
    isCoreTelling: true,
    boundary: notWithin,
    validate: (value) => isPlate(value) && /[A-Z]/i.test(value),
    confidence: 0.75,
    examples: [
      "name,license_plate\nK. Orr,«7KXT482»",
      "INSERT INTO tows (id, plate) VALUES (7, '«KXT 4821»');",
      "veh_plate,owner\n«KDA 482M»,Orr",
      "| Kennzeichen | Ort |\n|---|---|\n| «HH-AB 4821» | 漢 |",
    ],
    nearMisses: [
      "name,license_plate\nK. Orr,4821",
      "license_plate,seen\nKXT-48211-B-C,2019",
      "name,plates\n1,KXT482",
      "name,license_plate\n7KXT482,-",
    ],
    reference: "RFC 4180; GitHub Flavored Markdown, tables; ISO/IEC 9075-2 (SQL)",
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
