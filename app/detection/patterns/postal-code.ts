import { CANADIAN_POSTCODE, UK_POSTCODE } from "~/detection/address-parts";
import { ASSIGNED, ASSIGNED_OR_SAID, REMARK } from "~/detection/labels";
import { type Pattern } from "~/detection/pattern";

const POSTAL_NAME =
  String.raw`(?:zip(?:[ _-]?codes?)?(?: ?\+ ?4)?|zip5|postal[ _-]?codes?|post[ _-]?codes?|plz|postleitzahl|code[ _-]postal|código[ _-]postal|codigo[ _-]postal|cep|` +
  String.raw`postnummer|postnr|postinumero|kod pocztowy|psč|irányítószám|pin[ _-]?codes?|почтовый индекс|邮政编码|邮编|郵便番号|우편번호)`;

/** US, German, Dutch, Portuguese, Swedish, Polish, Brazilian, Japanese, Indian, Canadian and British forms. */
const ANY_CODE = String.raw`\d{5}-\d{3,4}\b|\d{4}-\d{3}\b|\d{3}-\d{4}\b|\d{3} ?\d{3}\b|\d{5}\b|\d{3}[ -]\d{2}\b|\d{2}-\d{3}\b|\d{4} [A-Z]{2}\b|\d{4}\b|${CANADIAN_POSTCODE}|${UK_POSTCODE}`;

/** Postcode areas of the United Kingdom and the Crown dependencies. */
const UK_AREA =
  /^(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUXY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)\d/;

const US_STATE_CODE =
  "(?:A[KLRZ]|AA|AE|AP|C[AOT]|D[CE]|FL|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY])";

const notWithin = (before: string, after: string) =>
  !/[\w$€£#]$|\w[-./]$/.test(before) && !/^(?:\w|[-./]\w|,\d|%)/.test(after);

export const POSTAL_CODE_PATTERNS: readonly Pattern[] = [
  {
    id: "postal_code_labelled",
    name: "Postal code after its name",
    category: "postal_code",
    before: String.raw`(?:(?i:(?:^|[^a-zà-ÿ.])${POSTAL_NAME})|[a-z](?:ZipCode|Zip|PostalCode|Postcode|PostCode))(?i:\.?${REMARK}${ASSIGNED_OR_SAID})|(?i:\.(?:zip|postal|post)_?(?:code)?${ASSIGNED})|〒 ?`,
    source: `(?:${ANY_CODE})`,
    boundary: notWithin,
    confidence: 0.85,
    examples: [
      "ZIP code «94107»",
      '{"zip": "«62704-1234»", "postalCode": "«M5G 1H1»"}',
      "PLZ: «10115»; code postal : «75002»; postcode is «NW1 6XE»",
      "address.zip = '«30301»', billingZip='«30301»'",
      "my zip code is «8200»",
      "〒«160-0022» 東京",
      "邮编：«100020»",
      "CEP: «01310-100»",
    ],
    nearMisses: [
      "zip file 12345678",
      "unzip 94107",
      "unzip file.zip 94107",
      "zip = 100",
      "zip code: 9410712",
      "postal code unknown",
      "zip: 94107.5",
    ],
    reference: "UPU postal addressing systems, postcode formats by country",
  },
  {
    id: "postal_code_abbreviated",
    name: "Postal code after CP, CAP or C.P.",
    category: "postal_code",
    before: String.raw`\b(?:CAP|C\.A\.P\.|CP|C\.P\.)(?:: ?| )`,
    source: String.raw`\d{5}`,
    boundary: notWithin,
    confidence: 0.7,
    examples: ["CAP «20121» Milano", "C.P. «28013», Madrid", "CP: «06600» 🇲🇽"],
    nearMisses: ["DEFAULT_CAP = 10000", "CP 1234", "CAP 123456", "MCP 20121"],
    reference: "UPU postal addressing systems: Italy, Spain, Mexico, France",
  },
  {
    id: "postal_code_us_state",
    name: "ZIP code behind a state",
    category: "postal_code",
    before: String.raw`(?:, ?|[a-z] |\n\s{0,8})${US_STATE_CODE}\.?,? {1,3}`,
    source: String.raw`\d{5}(?:-\d{4})?`,
    boundary: notWithin,
    validate: (value) => !/^(?:00[0-4]|0000)/.test(value),
    confidence: 0.85,
    examples: [
      "Springfield, IL «62704»",
      "in Portland OR «97201-1234».",
      "Cambridge, MA  «02138»",
      "住所: Austin, TX «78701»",
    ],
    nearMisses: ["CA 62704", "Springfield, IL 627041", "error, OK 00012", "xIL 62704"],
    reference: "USPS Publication 28 section 22 and appendix B",
  },
  {
    id: "postal_code_uk",
    name: "UK postcode",
    category: "postal_code",
    source: String.raw`[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}`,
    boundary: (before, after) => notWithin(before, after) && !/[A-Z\d] $/.test(before.slice(-2)),
    validate: (value) => UK_AREA.test(value),
    confidence: 0.8,
    examples: ["London «SW1A 2AB», «M1 1AE»", "郵便 «EC1A 1BB»", '"postcode": "«CF10 3AT»"'],
    nearMisses: ["SW1A 2CV", "QX1 2AB", "SW1A 2ABC", "A1 B2", "XSW1A 2AB", "ID 7 M1 1AE-9"],
    reference: "Royal Mail PAF Programmers' Guide; BS 7666",
  },
  {
    id: "postal_code_canada",
    name: "Canadian postal code",
    category: "postal_code",
    source: String.raw`[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] \d[ABCEGHJ-NPRSTV-Z]\d`,
    boundary: notWithin,
    confidence: 0.85,
    examples: ["Toronto ON «M5V 2T6»", "«K1A 0B1», Ottawa 🇨🇦", "«H2X 1Y4»"],
    nearMisses: ["D5V 2T6", "M5V 2T67", "M5V-2T6-9", "xM5V 2T6"],
    reference: "Canada Post addressing guidelines",
  },
  {
    id: "postal_code_country_prefix",
    name: "Postal code with the sign of its country, and the Dutch code before a place",
    category: "postal_code",
    source: String.raw`(?:(?:D|DE|A|AT|CH|F|FR|B|BE|L|I|IT|E|ES|DK|N|NO|S|SE|FI|NL)-\d{4,5}|[1-9]\d{3} [A-Z]{2})`,
    after: " [A-ZÀ-Þ][a-zß-ÿ]{2}",
    boundary: (before) => notWithin(before, ""),
    validate: (value) =>
      !/ (?:SA|SD|SS|NW|SW|NE|SE|VW|AM|PM|US|UK|EU|ET|AD|BC|CE|KB|MB|GB|TB|HP|PC|AG|CD|TV|II|III|IV|VI)$/.test(
        value,
      ),
    confidence: 0.7,
    examples: ["«D-10115» Berlin", "«1016 DX» Amsterdam", "🏠 «CH-8001» Zürich"],
    nearMisses: [
      "E-1234 error",
      "2019 US President",
      "1600 NW Compton Drive",
      "XD-10115 Berlin",
      "D-101155 Berlin",
    ],
    reference: "UPU postal addressing systems; PostNL",
  },
];
