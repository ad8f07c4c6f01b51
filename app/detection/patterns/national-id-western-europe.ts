import * as insz from "stdnum/lib/cjs/be/insz.js";
import * as ahv from "stdnum/lib/cjs/ch/ssn.js";
import * as dni from "stdnum/lib/cjs/es/dni.js";
import * as nie from "stdnum/lib/cjs/es/nie.js";
import * as nss from "stdnum/lib/cjs/es/nss.js";
import * as nir from "stdnum/lib/cjs/fr/nir.js";
import * as nino from "stdnum/lib/cjs/gb/nino.js";
import * as codiceFiscale from "stdnum/lib/cjs/it/codicefiscale.js";
import * as bsn from "stdnum/lib/cjs/nl/bsn.js";
import { ID_NUMBER, NO_LITERAL, NUMBER, NUMBER_IN_GROUPS, TOKEN } from "~/detection/boundaries";
import { NINE_DIGITS } from "~/detection/number-shapes";
import { type Pattern } from "~/detection/pattern";
import { passes } from "~/detection/standard-number";

const NINO_PREFIX = "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]";

const category = "national_id";

export const NATIONAL_ID_WESTERN_EUROPE_PATTERNS: readonly Pattern[] = [
  {
    id: "gb_nino",
    name: "UK National Insurance number",
    category,
    source: String.raw`\b${NINO_PREFIX}(?: ?\d{2} ?\d{2} ?\d{2} ?|-?\d{2}-\d{2}-\d{2}-?)[A-D]\b`,
    boundary: TOKEN,
    validate: passes(nino),
    confidence: 0.9,
    examples: [
      "NI number «JK762902C»",
      "«CW 83 46 21 C»",
      '{"nino":"«JW552889D»"}',
      "国民保险号«JK 905706 C»",
      "«JK-90-57-06-C»",
    ],
    nearMisses: ["BG762902C", "JK762902E", "QQ123456C", "JK7629023C", "JK762902CX", "key-JK762902C"],
    reference: "HMRC, National Insurance Manual NIM39110",
  },
  {
    id: "gb_nino_in_context",
    name: "UK National Insurance number without its last letter or in small letters, near its name",
    category,
    source: String.raw`(?i)\b${NINO_PREFIX} ?\d{2} ?\d{2} ?\d{2}(?: ?[A-D])?\b`,
    boundary: TOKEN,
    validate: passes(nino),
    context: ["national insurance", "ni number", "ni no", "nino", "nino number", "hmrc"],
    confidence: 0.85,
    examples: ["my national insurance number is «jk762902c»", "NI no. «CW 83 46 21»", "nino=«jw552889» 🇬🇧"],
    nearMisses: ["NI number BG762902", "bus JK762902 to town", "NI number a/jk762902c"],
    reference: "HMRC, National Insurance Manual NIM39110",
  },
  {
    id: "fr_nir",
    name: "French social security number (NIR) with its key",
    category,
    source:
      String.raw`\b[12]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6} ?\d{2}\b|` +
      String.raw`\b[1-478] \d{2} (?:0[1-9]|1[0-2]|[2-9]\d) (?:\d{2}|2[AB]) \d{3} \d{3} \d{2}\b`,
    boundary: NUMBER_IN_GROUPS,
    validate: passes(nir),
    confidence: 0.95,
    examples: [
      "NIR «1 84 07 75 972 812 33»",
      "n° de sécurité sociale : «291116914630926»",
      '"nir": "«1 79 03 2B 907 790 39»"',
      "社保号«1 84 07 75 134 559 12»",
    ],
    nearMisses: ["1 84 07 75 972 812 34", "9 84 07 75 972 812 33", "3.184077597281233", "1840775972812335"],
    reference: "INSEE, Numéro d'inscription au répertoire; control key of two digits",
  },
  {
    id: "es_dni",
    name: "Spanish identity number (DNI)",
    category,
    source: String.raw`\b(?:\d{8}[ -]?|\d{2}\.\d{3}\.\d{3}[ -]?)[A-HJ-NP-TV-Z]\b`,
    boundary: NO_LITERAL,
    validate: passes(dni),
    confidence: 0.9,
    examples: ["DNI «55204901W»", "«46347597-K»", '"dni":"«55.204.901-W»"', "身份证«46347597K»"],
    nearMisses: ["55204901A", "long n = 30000000L;", "155204901W", "55204901WX", "id/55204901W"],
    reference: "Real Decreto 1553/2005; Ministerio del Interior, cálculo del dígito de control",
  },
  {
    id: "es_nie",
    name: "Spanish foreigner's number (NIE)",
    category,
    source: String.raw`\b[XYZ][ -]?\d{7}[ -]?[A-HJ-NP-TV-Z]\b`,
    boundary: TOKEN,
    validate: passes(nie),
    confidence: 0.93,
    examples: ["NIE «X3854737Y»", "«Y-2789301-J»", "nie=«Z7106263G» 🇪🇸"],
    nearMisses: ["X3854737A", "W3854737Y", "X38547371Y", "a-X3854737Y"],
    reference: "Real Decreto 557/2011, art. 206",
  },
  {
    id: "es_nss",
    name: "Spanish social security number",
    category,
    source: String.raw`\b\d{2}[/-]\d{7,8}[/-]\d{2}\b`,
    boundary: NUMBER,
    validate: (value) => passes(nss)(value.length === 13 ? value.replace(/^(..)./, "$10") : value),
    confidence: 0.92,
    examples: ["NAF «28/52562155/26»", "«28-61539399-17»", "Seguridad Social: «28/52562155/26» ✔"],
    nearMisses: ["28/52562155/27", "99/52562155/26", "1/28/52562155/26"],
    reference: "Tesorería General de la Seguridad Social, Número de afiliación",
  },
  {
    id: "it_codice_fiscale",
    name: "Italian tax code",
    category,
    source: String.raw`(?i)\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b`,
    boundary: TOKEN,
    validate: passes(codiceFiscale),
    confidence: 0.97,
    examples: ["C.F. «BNCDRA84C52H501J»", "codice fiscale: «vrdgpp71t09f205e»", "税号«BNCRRD84C52H501A»"],
    nearMisses: ["BNCDRA84C52H501K", "BNCDRA84C52H501JX", "BNCDRA84C52H501", "path/BNCDRA84C52H501J"],
    reference: "DM 23 dicembre 1976; Agenzia delle Entrate",
  },
  {
    id: "it_codice_fiscale_in_context",
    name: "Italian tax code in groups, or with letters for digits that another person has too, near its name",
    category,
    source: String.raw`(?i)\b[A-Z]{3} ?[A-Z]{3} ?[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2} ?[A-Z][0-9LMNP-V]{3}[A-Z]\b`,
    boundary: TOKEN,
    validate: passes(codiceFiscale),
    context: [
      "codice fiscale",
      "codicefiscale",
      "cod. fiscale",
      "cod fisc",
      "cod. fisc",
      "c.f",
      "cf",
      "italian tax",
    ],
    confidence: 0.97,
    examples: ["codice fiscale «RSS MNG 90C41 J219M»", "C.F. «BNCDRA8QC52H501V»", "cf=«bncdra8qc52h501v» 🇮🇹"],
    nearMisses: ["codice fiscale BNCDRA8QC52H501W", "articolo BNCDRA8QC52H501V", "C.F. a/BNCDRA8QC52H501V"],
    reference: "DM 23 dicembre 1976; Agenzia delle Entrate, omocodia",
  },
  {
    id: "nl_bsn",
    name: "Dutch citizen service number (BSN), near its name",
    category,
    source: String.raw`${NINE_DIGITS}|\b\d{4}\.\d{2}\.\d{3}\b`,
    boundary: ID_NUMBER,
    validate: passes(bsn),
    context: [
      "burgerservicenummer",
      "burger service",
      "sofinummer",
      "sofi nummer",
      "bsn nummer",
      "bsnnummer",
      "bsn",
      "citizen service",
    ],
    confidence: 0.92,
    examples: [
      "BSN: «082731354»",
      '{"bsn":"«023052521»"}',
      "Mijn burgerservicenummer is «0827.31.354»",
      "BSN-nummer «082 731 354» 🇳🇱",
    ],
    nearMisses: ["BSN 082731355", "bestelling 082731354", "BSN 000000000", "BSN 082731354.5"],
    reference: "Wet algemene bepalingen burgerservicenummer; the 11-proof",
  },
  {
    id: "be_national_number",
    name: "Belgian national number",
    category,
    source: String.raw`\b\d{2}\.[0-5]\d\.[0-3]\d[- ]\d{3}[. ]\d{2}\b`,
    boundary: NUMBER,
    validate: passes(insz),
    confidence: 0.95,
    examples: ["rijksregisternummer «84.07.19-511.53»", "«02.11.05-343.43»", "NISS «84.07.19-595.66» 🇧🇪"],
    nearMisses: ["84.07.19-511.54", "84.07.19-511.531", "1.84.07.19-511.53"],
    reference: "Koninklijk besluit van 3 april 1984",
  },
  {
    id: "ch_ahv",
    name: "Swiss social insurance number (AHV, AVS)",
    category,
    source: String.raw`\b756(?:[. ]\d{4}[. ]\d{4}[. ]\d{2}|\d{10})\b`,
    boundary: NUMBER_IN_GROUPS,
    validate: passes(ahv),
    confidence: 0.95,
    examples: [
      "AHV-Nr. «756.9804.1928.90»",
      "«756 8707 5902 15»",
      '"ahv": "«7569804192890»"',
      "社保号«756.8707.5902.15»",
    ],
    nearMisses: ["756.9804.1928.91", "755.9804.1928.90", "756.9804.1928.901", "1.7569804192890"],
    reference: "Zentrale Ausgleichsstelle, AHV-Nummer; GS1 check digit",
  },
];
