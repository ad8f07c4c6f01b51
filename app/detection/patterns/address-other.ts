/** Addresses without a street, in CJK script, and what stands in a field for an address. */
import { ENGLISH_PLACE, NAME_WORD, NEXT_PART } from "~/detection/address-parts";
import { type Pattern } from "~/detection/pattern";

const QUALIFIER =
  "(?:home|mailing|billing|shipping|street|postal|residential|delivery|current|permanent|business|work|office|his|her|my|their|customer|patient|full|new)";

const NO_ADDRESS = /@|:\/\/|0x|www\.|::|\d\.\d+\.\d|\d:\d|[A-Za-z0-9]{22}|^\W*(?:localhost|null|none)/i;

/** What a field for an address is called. Only within `(?i)`. */
const FIELD = String.raw`(?:street|address|adresse|anschrift|direcci[oó]n|domicilio|indirizzo|endereço|morada|adres|adress|osoite|адрес)(?:[ _-]?(?:line)?[ _-]?[12]?)`;
const fieldValue = (count: string) =>
  String.raw`[^\x00\n"'\x60<>|{}\[\]()=;:@\\ ][^\x00\n"<>|{}\[\]=;:@\\]${count}[^\x00\n"'\x60<>|{}\[\]=;:@\\ ,.]`;
/** What else a line for an address goes on with. */
const NEXT_FIELD = String.raw`[,;.]? {1,4}(?i:tel|puh|tlf|phone|ph|fax|mobile|mob|cell|e-?mail|dob|ssn|attn)\b`;
const FIELDS = "schema.org PostalAddress; field names of common address forms";

/** A word and a house number, and no other kind of address. */
const isAddress = (value: string) =>
  /\p{L}{3}/u.test(value) &&
  /(?:^|[ #,])\d{1,5}[A-Za-z]?(?:$|[ ,/.-])/.test(value) &&
  !NO_ADDRESS.test(value);

export const ADDRESS_OTHER_PATTERNS: readonly Pattern[] = [
  {
    id: "address_box",
    name: "Post office box",
    category: "address",
    source: String.raw`(?i:\b(?:p\.? ?o\.? ?bo?x|lock ?box|post office box|postfach|bo[iî]te postale|apartado(?: de correos| postal)?|casilla(?: de correo)?|postbus|caixa postal))(?: (?:no\.? |#|n° ?)?|#)\d{1,6}(?:-\d{1,4})?(?:(?:${ENGLISH_PLACE}|${NEXT_PART}\d{4,5} [A-ZÀ-Þ][A-Za-zÀ-ſ-]+))?`,
    core: String.raw`(?i:p\.? ?o\.? ?bo?x|lock ?box|post office box|postfach|bo[iî]te postale|apartado|casilla|postbus|caixa postal)`,
    boundary: (_before, after) => !/^(?:\w|[.,]\d)/.test(after),
    confidence: 0.85,
    examples: [
      "«P.O. Box 4471, Springfield, IL 62704»",
      "send it to «PO Box 12» please",
      "«Postfach 1234»",
      "信箱 «p.o. box 99»",
    ],
    nearMisses: ["box 12", "PO Box", "PO Box 12.5", "PO Box 1234567"],
    reference: "USPS Publication 28 section 28",
  },
  {
    id: "address_unit",
    name: "Name and number with an apartment or suite",
    category: "address",
    source: String.raw`(?:${NAME_WORD} ){1,3}\d{1,5}(?:-\d{1,4})?[a-zA-Z]?\.?,?[ \n]{1,3}(?:Apt|Apartment|Suite|Ste|Flat|Unit)\.? #?\d{1,5}[A-Za-z]?(?:${ENGLISH_PLACE})?`,
    core: String.raw`\d[a-zA-Z]?\.?,?[ \n]{1,3}(?:Apt|Apartment|Suite|Ste|Flat|Unit)\.? #?\d`,
    isCoreTelling: true,
    boundary: (before, after) => !/\w$/.test(before) && !/^(?:\w|[.,]\d)/.test(after),
    confidence: 0.7,
    examples: [
      "«Puruntie 82 Apt. 595» Helsinki",
      "lives at «Dašická 688, Flat 4»",
      "🏢 «Rahu 37 Suite 405, Springfield, IL 62704»",
    ],
    nearMisses: [
      "Apt. 595",
      "Office 365 Suite",
      "82 Apt. 595",
      "Puruntie 82 Apt. 595.5",
      "xPuruntie 82 Apt. 595x",
    ],
    reference: "UPU S42",
  },
  {
    id: "address_military",
    name: "US military address",
    category: "address",
    source: String.raw`(?:(?:PSC|Psc|CMR|UNIT|Unit|psc|unit) \d{1,5},? (?:Box|BOX|box) \d{1,5}|US(?:S|NS|CGC|NV) [A-ZÀ-Þ][A-Za-zÀ-ſ'-]+)${NEXT_PART}(?:[AFD]PO|[afd]po) (?:A[AEP]|a[aep]),? \d{5}(?:-\d{4})?`,
    core: String.raw`(?:[AFD]PO|[afd]po) (?:A[AEP]|a[aep])`,
    boundary: (_before, after) => !/^\w/.test(after),
    confidence: 0.95,
    examples: [
      "«PSC 3120, Box 4471\nAPO AE 09021»",
      "«Unit 2050 Box 4190, APO AP 96278» 🪖",
      "«USS Ardent\nFPO AP 96621»",
    ],
    nearMisses: ["PSC 3120, Box 4471", "Unit 2050 Box 4190, APO AP 962781", "USS Ardent sailed"],
    reference: "USPS Publication 28 section 25",
  },
  {
    id: "address_cjk",
    name: "Address in Chinese or Japanese",
    category: "address",
    source:
      String.raw`[一-鿿]{1,8}(?:省|市|区|县|自治区)?[一-鿿\d]{0,12}(?:路|街|道|巷|弄|大道)\d{1,5}号(?:院?\d{1,4}(?:号楼|栋|幢|座)?)?(?:\d{1,4}(?:单元|室))?(?:\d{1,4}室)?|` +
      String.raw`[一-鿿]{1,4}(?:都|道|府|県)?[一-鿿]{1,6}(?:市|区|町|村)[一-鿿ぁ-ヿ]{1,10}(?:\d{1,3}丁目\d{1,3}番?(?:\d{1,3}号)?|\d{1,3}-\d{1,3}(?:-\d{1,4})?)`,
    core: String.raw`[路街道巷弄]\d{1,5}号|丁目\d|[市区町村][一-鿿ぁ-ヿ]{1,10}\d`,
    boundary: (_before, after) => !/^[\w-]/.test(after),
    confidence: 0.8,
    examples: ["地址：«北京市朝阳区光华路88号»。", "住所は«東京都新宿区西早稲田2-11-7»です"],
    nearMisses: ["第88号", "北京市朝阳区", "東京都新宿区西早稲田2-11-7-5-x"],
    reference: "UPU S42, addressing systems of China and Japan",
  },
  {
    id: "address_field",
    name: "What stands in a line for an address",
    category: "address",
    before: String.raw`(?i:(?:^|[\n{,;|>(\x00]\s{0,8}|${QUALIFIER}[ _-]?)${FIELD}[ \t]{0,3}[:=][ \t]{0,4})`,
    source: fieldValue("{4,90}?"),
    after: String.raw`${NEXT_FIELD}|[.,]?(?:[\n<|\x00]|\r\n|$)`,
    core: String.raw`(?i:${FIELD}[ \t]{0,3}[:=])`,
    validate: isAddress,
    confidence: 0.65,
    examples: [
      "Address: «14 The Hollies, Ashford»\nPhone: none",
      "shipping_address=«Pagari 18»",
      "Osoite: «Pagari 18», puh. 12\nMorada: «Quinta Nova 7»",
      "Адрес: «Садовая 5»",
      "Endereço: «Quadra 4 Lote 12».",
      "Address: «5 Chapel Row, Ashford», tel. 01632 960 741",
      "漢字\nAddress: «7 Saltmarsh»",
    ],
    nearMisses: [
      "address: 10.0.0.1",
      "address: unknown",
      "Address: localhost 8080",
      "web address: example 12 com",
    ],
    reference: FIELDS,
  },
  {
    id: "address_field_quoted",
    name: "What stands in quotes in a field for an address",
    category: "address",
    before: String.raw`(?i:(?:^|[\s{,;|>(\x00]|${QUALIFIER}[ _-]?)\\?["']?${FIELD}\\?["']?[ \t]{0,3}[:=][ \t]{0,4}\\?["'])`,
    source: fieldValue("{4,90}"),
    after: String.raw`\\?["']`,
    core: String.raw`(?i:${FIELD}\\?["']?[ \t]{0,3}[:=][ \t]{0,4}\\?["'])`,
    validate: isAddress,
    confidence: 0.7,
    examples: [
      '{"address": "«Quarry Cottages 7, Lower Marsh»"}',
      "const user = { street: '«Pagari 18»' }",
      '{\\"billing_address\\": \\"«Rahu 37-4»\\"} 🏠',
    ],
    nearMisses: [
      '"address": "0x52908400098527886E0F7030069857D2E4169EE7"',
      '"address": "10.0.0.1"',
      '"address": "somewhere"',
    ],
    reference: FIELDS,
  },
];
