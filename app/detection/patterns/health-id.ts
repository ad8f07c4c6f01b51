import * as bcPhn from "stdnum/lib/cjs/ca/bc_bhn.js";
import { ID_NUMBER, NUMBER_IN_GROUPS, TOKEN } from "~/detection/boundaries";
import {
  isAustralianMedicare,
  isCartaoSus,
  isDeaNumber,
  isKrankenversichertennummer,
  isNhi,
  isNhsNumber,
  isNpi,
  isOntarioHealthCard,
  isQuebecHealthCard,
  isTaj,
} from "~/detection/health-id-checks";
import { NINE_DIGITS, TEN_DIGITS } from "~/detection/number-shapes";
import { type Pattern } from "~/detection/pattern";
import { compactOf, passes } from "~/detection/standard-number";

/** Letters of a Medicare beneficiary identifier: without S, L, O, I, B and Z. */
const MBI_LETTER = "[AC-HJKMNP-RT-Y]";
const MBI_EITHER = "[0-9AC-HJKMNP-RT-Y]";

const category = "health_id";

export const HEALTH_ID_PATTERNS: readonly Pattern[] = [
  {
    id: "gb_nhs_number",
    name: "NHS number in groups, of an issued range",
    category,
    source: String.raw`\b[3467]\d{2} \d{3} \d{4}\b`,
    boundary: NUMBER_IN_GROUPS,
    validate: (value) => isNhsNumber(compactOf(value)),
    // Less than a phone number's: one in eleven of those passes the check.
    confidence: 0.7,
    examples: ["NHS «458 349 6796»", "«645 693 5008»", "号码«452 563 0868»"],
    nearMisses: ["458 349 6797", "1 458 349 6796", "$458 349 6796", "458 349 67961"],
    reference: "NHS Data Model and Dictionary, NHS NUMBER; modulus 11",
  },
  {
    id: "gb_nhs_number_in_context",
    name: "NHS or CHI number, near its name",
    category,
    source: TEN_DIGITS,
    boundary: ID_NUMBER,
    validate: (value) => isNhsNumber(compactOf(value)),
    context: [
      "nhs",
      "nhs no",
      "nhs number",
      "nhsnumber",
      "chi number",
      "chi no",
      "health and care number",
      "h&c number",
    ],
    confidence: 0.95,
    examples: [
      "NHS number «943 476 5919»",
      '{"nhsNumber":"«4525630868»"}',
      "nhs_no=«6772958489»",
      "my NHS number is «458-349-6796» 🏥",
      "CHI number: «0101844441»",
    ],
    nearMisses: ["NHS number 943 476 5918", "ref 4525630868", "NHS 4525630868.25"],
    reference: "NHS Data Model and Dictionary, NHS NUMBER; modulus 11",
  },
  {
    id: "us_mbi",
    name: "US Medicare beneficiary identifier",
    category,
    source:
      String.raw`\b[1-9]${MBI_LETTER}${MBI_EITHER}\d(?:-${MBI_LETTER}${MBI_EITHER}\d-|${MBI_LETTER}${MBI_EITHER}\d)` +
      String.raw`${MBI_LETTER}{2}\d{2}\b`,
    boundary: TOKEN,
    confidence: 0.92,
    examples: [
      "Medicare no. «1EG4-TE5-MK73»",
      "MBI: «3KF7X49WP26»",
      '"mbi":"«9AA0-CD1-EF23»"',
      "医保号«2HN6-RC8-TJ51»",
    ],
    nearMisses: ["1EG4-TE5-MK7", "1SG4-TE5-MK73", "0EG4-TE5-MK73", "a-1EG4-TE5-MK73", "1EG4TE5-MK73"],
    reference: "CMS, Understanding the Medicare Beneficiary Identifier format",
  },
  {
    id: "au_medicare",
    name: "Australian Medicare number in groups",
    category,
    source: String.raw`\b[2-6]\d{3} \d{5} \d(?:[ /-]?[1-9])?\b`,
    boundary: NUMBER_IN_GROUPS,
    validate: (value) => isAustralianMedicare(compactOf(value)),
    confidence: 0.88,
    examples: ["Medicare «2788 97649 1»", "«6367 06053 1/2»", "医疗卡«2843 98235 1»"],
    nearMisses: ["2788 97659 1", "7788 97649 1", "1-2788 97649 1", "$2788 97649 1"],
    reference: "Services Australia, Medicare card number format",
  },
  {
    id: "au_medicare_in_context",
    name: "Australian Medicare number or health identifier in one piece, near its name",
    category,
    source: String.raw`\b[2-6]\d{9}[ /-]?[1-9]\b|\b8003 ?60\d{2} ?\d{4} ?\d{4}\b|${TEN_DIGITS}`,
    boundary: ID_NUMBER,
    validate: (value) =>
      /^8003 ?60/.test(value) || (/^[2-6]/.test(value) && isAustralianMedicare(compactOf(value))),
    context: ["medicare", "medicare no", "medicare card", "ihi", "healthcare identifier"],
    confidence: 0.9,
    examples: [
      "Medicare card no. «2788976491»",
      '"medicare":"«6367060531/2»"',
      "IHI «8003608697524122»",
      "IHI: «8003 6022 5366 0578» 🏥",
    ],
    nearMisses: ["Medicare 2788976591", "invoice 2788976491", "Medicare 2788976491.5"],
    reference: "Services Australia; Healthcare Identifiers Act 2010",
  },
  {
    id: "de_krankenversichertennummer",
    name: "German health insurance number, near its name",
    category,
    source: String.raw`\b[A-Z] ?\d{3} ?\d{3} ?\d{3}\b`,
    boundary: TOKEN,
    validate: (value) => isKrankenversichertennummer(compactOf(value)),
    context: [
      "krankenversichertennummer",
      "krankenversicherungsnummer",
      "krankenversicherten",
      "krankenversicherung",
      "krankenkasse",
      "versichertennummer",
      "versicherten nr",
      "versichertennr",
      "versicherten id",
      "versichertenid",
      "gesundheitskarte",
      "kvnr",
      "egk",
      "kv nummer",
    ],
    confidence: 0.92,
    examples: [
      "KVNR «X710130194»",
      "Versichertennummer: «M004330911»",
      '"kvnr":"«U471895049»"',
      "Krankenkasse AOK, «T921 062 828» 🏥",
    ],
    nearMisses: ["KVNR X710130195", "Artikel X710130194", "KVNR a/X710130194"],
    reference: "§ 290 SGB V; GKV-Spitzenverband, Richtlinie zur Krankenversichertennummer",
  },
  {
    id: "nz_nhi",
    name: "New Zealand national health index number, near its name",
    category,
    source: String.raw`\b[A-HJ-NP-Za-hj-np-z]{3}\d{2}(?:\d{2}|[A-HJ-NP-Za-hj-np-z]{2})\b`,
    boundary: TOKEN,
    validate: (value) => isNhi(value.toUpperCase()),
    context: ["nhi", "nhi no", "national health index"],
    confidence: 0.92,
    examples: ["NHI «YTU4668»", "NHI number: «wsg24ql»", '"nhi":"«LGX70AS»" // 健康'],
    nearMisses: ["NHI YTU4669", "room YTU4668", "NHI a/YTU4668"],
    reference: "HISO 10046:2023, Consumer Health Identity Standard",
  },
  {
    id: "ca_health_card",
    name: "Canadian health card number, near its name",
    category,
    source: String.raw`${TEN_DIGITS}|\b\d{4}[ -]\d{3}[ -]\d{3}(?:[ -]?[A-Z]{2})?\b|\b\d{10} ?[A-Z]{2}\b|\b[A-Z]{4} ?\d{4} ?\d{4}\b`,
    boundary: TOKEN,
    validate: (value) => {
      const compact = compactOf(value);
      if (/^[A-Z]/.test(compact)) return isQuebecHealthCard(compact);
      return isOntarioHealthCard(compact) || passes(bcPhn)(compact);
    },
    context: [
      "health card",
      "health number",
      "healthcard",
      "ohip",
      "personal health number",
      "personal health",
      "phn",
      "ramq",
      "assurance maladie",
      "carte soleil",
    ],
    confidence: 0.9,
    examples: [
      "OHIP «9916-461-719»",
      "health card: «7045 785 883 XK»",
      "PHN «9803 094 181»",
      "RAMQ «TREM 8457 1912»",
      "carte d'assurance maladie «LAFB 9102 0511» 🍁",
    ],
    nearMisses: ["OHIP 9916-461-718", "RAMQ TREM 8499 1912", "call 9916-461-719", "OHIP a/9916461719"],
    reference: "Ontario Ministry of Health; BC Ministry of Health, PHN; RAMQ, numéro d'assurance maladie",
  },
  {
    id: "other_health_card_in_context",
    name: "Brazilian health card or Hungarian social insurance number, near its name",
    category,
    source: String.raw`\b\d{15}\b|\b[1-9]\d{2}(?: \d{4}){3}\b|${NINE_DIGITS}`,
    boundary: ID_NUMBER,
    validate: (value) => {
      const digits = compactOf(value);
      return digits.length === 9 ? isTaj(digits) : isCartaoSus(digits);
    },
    context: [
      "cns",
      "cartão sus",
      "cartao sus",
      "cartão nacional de saúde",
      "cartao nacional de saude",
      "taj",
      "taj szám",
      "tajszám",
    ],
    confidence: 0.92,
    examples: ["CNS «785 1015 8341 9724»", "Cartão SUS: «787214861549912»", "TAJ szám: «897 251 121» 🇭🇺"],
    nearMisses: [
      "CNS 785 1015 8341 9725",
      "pedido 787214861549912",
      "TAJ 897 251 122",
      "CNS 787214861549912.5",
    ],
    reference: "Ministério da Saúde, Cartão Nacional de Saúde; NEAK, TAJ-szám",
  },
  {
    id: "us_prescriber_number",
    name: "US provider (NPI) or prescriber (DEA) number, near its name",
    category,
    source: String.raw`\b[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}\b|${TEN_DIGITS}`,
    boundary: TOKEN,
    validate: (value) =>
      value.length === 9 ? isDeaNumber(value) : /^[12]/.test(value) && isNpi(compactOf(value)),
    context: ["dea", "dea number", "dea no", "npi", "npi number", "national provider"],
    confidence: 0.9,
    examples: [
      "DEA «BP3299270»",
      "NPI: «1421336656»",
      '"npi":"«1985308224»"',
      "Dr. Lee (DEA# «BG8557386») 🩺",
    ],
    nearMisses: ["DEA BP3299271", "NPI 1421336657", "idea BP3299270", "DEA a/BP3299270"],
    reference: "21 CFR 1301; CMS, NPI check digit",
  },
];
