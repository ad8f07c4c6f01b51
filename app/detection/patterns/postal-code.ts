import { CANADIAN_POSTCODE, UK_POSTCODE, US_STATE_NAME } from "~/detection/address-parts";
import { columnName, inColumn } from "~/detection/columns";
import { ASSIGNED, ASSIGNED_OR_SAID, REMARK } from "~/detection/labels";
import { type Pattern } from "~/detection/pattern";

const POSTAL_NAME =
  String.raw`(?:zip(?:[ _-]?codes?)?(?: ?\+ ?4)?|zip5|eircode|postal[ _-]?codes?|post[ _-]?codes?|plz|postleitzahl|code[ _-]?postal|c[oó]digo[ _-]?postal|cep|código de endereçamento postal|codice postale|codice di avviamento postale|` +
  String.raw`postnummer|postnr|postinumero|kod pocztowy|psč|irányítószám|pin[ _-]?codes?|почтовый индекс|邮政编码|邮编|郵便番号|우편번호)`;

/** Words between the name and the code: "zip code on file is", "postcode for the delivery:". */
const LINK =
  String.raw`,? (?:(?:is|was|are|should be|on|of|for|in|at|to|from|the|this|that|my|his|her|their|your|our|new|old|current|correct|billing|shipping|delivery|home|file|record|card|account|address|order|form|here|now|says|reads|changed|it['’]s) ){0,5}` +
  String.raw`(?:is|was|are|should be|file|record|card|account|address|order|form|here|now|says|reads|to|from|it['’]s)(?:: ?| )`;
/** A question for it and perhaps for more; the answer stands in the same line, or in the next behind its speaker. */
const ANSWERED = String.raw`(?:(?:(?:zip|post(?:al)?)[ _-]?codes?|plz|postleitzahl|(?:code|código)[ _-]postal)[^\n.?:\d\x00]{0,40}|zip(?:,? please)?)\?(?: {0,2}\r?\n\s{0,3}(?:[^\d\n\[\]\x00]{0,39}[ :,])??| {1,2}(?:(?:yes|yeah|sure|ok|okay|uh|um|it['’]s|its|it is|that['’]s|that is|is|my|the|code|zip|postcode)[ ,.:-]{1,3}){0,4})`;
/** Typed without capitals. */
const LOWER_CASE_CODE = String.raw`[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2}\b|[abceghj-nprstvxy]\d[a-z] ?\d[a-z]\d\b`;
const COLUMN = String.raw`(?:\w*[_.])?(?:zip(?:[ _-]?code)?|post(?:al)?[ _-]?code)|plz|postleitzahl|code[ _]postal|código[ _]postal|postnummer|postnr|kod[ _]pocztowy|邮编|郵便番号`;

/** US, German, Dutch, Portuguese, Swedish, Polish, Brazilian, Japanese, Indian, Canadian and British forms. */
const ANY_CODE = String.raw`\d{5}-\d{3,4}\b|\d{4}-\d{3}\b|\d{3}-\d{4}\b|\d{3} ?\d{3}\b|\d{5}\b|\d{3}[ -]\d{2}\b|\d{2}-\d{3}\b|\d{4} [A-Z]{2}\b|\d{4}\b|${CANADIAN_POSTCODE}|${UK_POSTCODE}\b|[A-Z]\d[\dW] ?[A-Z\d]{4}\b|${LOWER_CASE_CODE}`;

/** Postcode areas of the United Kingdom and the Crown dependencies. */
const UK_AREA =
  /^(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUXY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)\d/;

const US_STATE_CODE =
  "(?:A[KLRZ]|AA|AE|AP|C[AOT]|D[CE]|FL|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY])";

const NEVER_ISSUED = /^(?:00[0-4]|0000)/;

const notWithin = (before: string, after: string) =>
  !/[\w$€£#]$|\w[-./]$/.test(before) && !/^(?:\w|[-./]\w|,\d|%)/.test(after);

export const POSTAL_CODE_PATTERNS: readonly Pattern[] = [
  {
    id: "postal_code_labelled",
    name: "Postal code after its name",
    category: "postal_code",
    before: String.raw`(?:(?i:(?:^|[^a-zà-ÿ.])${POSTAL_NAME})|[a-z](?:ZipCode|Zip|PostalCode|Postcode|PostCode))(?i:\.?${REMARK}(?:${ASSIGNED_OR_SAID}|${LINK}))|(?i:(?:^|[^a-zà-ÿ.])${ANSWERED})|(?i:\.(?:zip|postal|post)_?(?:code)?${ASSIGNED})|〒 ?`,
    source: `(?:${ANY_CODE})`,
    boundary: notWithin,
    confidence: 0.85,
    examples: [
      "ZIP code «94107»",
      '{"zip": "«62704-1234»", "postalCode": "«M5G 1H1»", "codePostal": "«75002»"}',
      "PLZ: «10115»; code postal : «75002»; postcode is «NW1 6XE»",
      "address.zip = '«30301»', billingZip='«30301»'",
      "my zip code is «8200»",
      "〒«160-0022» 東京",
      "邮编：«100020»",
      "CEP: «01310-100», Eircode «D02 X285»",
      "ZIP+4 on file: «94107-3316», the zip code for the card is «94107»",
      "What's your postcode? ok, «nw1 6xe»",
      "And your zip, please? «94107»",
      "Agent: And the zip code for the card?\nCaller: uh, «94107».",
    ],
    nearMisses: [
      "zip file 12345678",
      "unzip 94107",
      "unzip file.zip 94107",
      "zip = 100",
      "zip code: 9410712",
      "postal code unknown",
      "zip: 94107.5",
      "zip files for 12345 people",
      "Is the postcode needed? It has 12345 rows",
      "Is it a zip file? It has 12345 entries",
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
    id: "postal_code_second",
    name: "Second of two ZIP codes",
    category: "postal_code",
    before: String.raw`(?i:\b(?:zip|post(?:al)?)[ _-]?codes?[^\n\d\x00]{0,24}) \d{5}(?:-\d{4})?(?i:,? (?:(?:and|or|to|we|it|which|that|used|was|were|now|not|be|is|from|had|have|been|before|previously|instead|of|formerly) ){1,6}|, ?|/)`,
    source: String.raw`\d{5}(?:-\d{4})?`,
    core: String.raw`(?i:(?:zip|post(?:al)?)[ _-]?code)`,
    boundary: notWithin,
    confidence: 0.7,
    examples: [
      "my new zip code is 94107, we used to be «94110»",
      "ZIP codes 94107, «94110»",
      "🏠 zip code changed from 94107 to «94110-1234»",
    ],
    nearMisses: ["zip code 94107, 12 people", "zip code 94107, 94110.5", "zip code 94107. Call 94110"],
    reference: "USPS Publication 28",
  },
  {
    id: "postal_code_us_state_name",
    name: "ZIP code behind the name of a state",
    category: "postal_code",
    before: String.raw`, ?(?:\r?\n)?${US_STATE_NAME},? {1,3}`,
    source: String.raw`\d{5}(?:-\d{4})?`,
    core: String.raw`${US_STATE_NAME},? {1,3}\d{5}`,
    boundary: notWithin,
    validate: (value) => !NEVER_ISSUED.test(value),
    confidence: 0.8,
    examples: ["Shipping from Newark, New Jersey «07102»", "Salem, Oregon «97301-1234» 🌲"],
    nearMisses: ["Salem, Oregon 973011", "in Oregon 97301", "Salem, Oregon 00012"],
    reference: "USPS Publication 28 appendix B",
  },
  {
    id: "postal_code_first_row",
    name: "Postal code under its name in a table or an INSERT",
    category: "postal_code",
    before: inColumn(COLUMN),
    source: `(?:${ANY_CODE})`,
    core: columnName(COLUMN),
    isCoreTelling: true,
    boundary: notWithin,
    confidence: 0.8,
    examples: [
      "name,email,zip\nK. Orr,k@orr.example,«94107»",
      "INSERT INTO t (id, postal_code) VALUES (7, '«NW1 6XE»')",
      "| Ort | PLZ |\n|---|---|\n| Köln | «50667» |",
    ],
    nearMisses: ["name,zip,price\nK. Orr,,12345", "zip,size\n9410712,1", "a.zip,size\n94107,1"],
    reference: "RFC 4180; GitHub Flavored Markdown, tables; ISO/IEC 9075-2 (SQL)",
  },
  {
    id: "postal_code_last_cell",
    name: "ZIP code in the last column of a table",
    category: "postal_code",
    source: String.raw`\d{5}(?:-\d{4})?`,
    boundary: (before, after) => /[,;\t]"?$/.test(before) && /^"?(?:\r?\n|$)/.test(after),
    context: [
      ",zip\n",
      ",zip\r\n",
      ";zip\n",
      "\tzip\n",
      ",zip_code\n",
      ",zipcode\n",
      ",postal_code\n",
      ",postcode\n",
      ";plz\n",
      ",plz\n",
    ],
    confidence: 0.7,
    examples: ["name,zip\nK. Orr,-\nA. Hale,«94107»\nB. 漢,«94110»"],
    nearMisses: ["name,size\nK. Orr,94107", "name,zip\nAt 94107", "archive.zip\n2024,94107"],
    reference: "RFC 4180",
  },
  {
    id: "postal_code_us_state",
    name: "ZIP code behind a state",
    category: "postal_code",
    before: String.raw`(?:, ?|[a-z] |\n\s{0,8})${US_STATE_CODE}\.?,? {1,3}`,
    source: String.raw`\d{5}(?:-\d{4})?`,
    boundary: notWithin,
    validate: (value) => !NEVER_ISSUED.test(value),
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
