import { NUMBER } from "~/detection/boundaries";
import { hasAbaCheckDigit } from "~/detection/bank-numbers";
import { announcedBy, NAME_START, NUMBER_WORD, ownName } from "~/detection/announced-value";
import { type Pattern } from "~/detection/pattern";

/** Names of the bank's or branch's number in the systems of other countries. */
const BANK_CODE =
  `bank[ _-]?(?:code|identifier)|branch[ _-]?code|(?:branch[ _-]?)?transit${NUMBER_WORD}|institution${NUMBER_WORD}|` +
  `clearing(?:[ _-]?(?:code|number|nummer|nr|no)\\.?)?|code[ _-]?(?:banque|guichet)|${NAME_START}cnaps(?:[ _-]?code)?|` +
  "(?:银行)?联行号|支店番号|銀行コード|店番";

/** The first two digits in use: the Federal Reserve's districts, thrifts and electronic payments in them, traveller's cheques. */
const DISTRICT = "(?:0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)";

const ABA_NUMBER = String.raw`\b${DISTRICT}(?:\d{7}|\d\d-\d{4}-\d|\d[ -]\d{3}[ -]\d{3})\b`;

export const BANK_ROUTING_PATTERNS: readonly Pattern[] = [
  {
    id: "bank_routing_us",
    name: "ABA routing number",
    category: "bank_routing",
    source: ABA_NUMBER,
    boundary: NUMBER,
    validate: hasAbaCheckDigit,
    context: ["routing", "routings", "fedwire", "transit number", "wire transfer", "direct deposit"],
    confidence: 0.92,
    examples: [
      "routing number «021000021»",
      '{"routing_number":"«322271627»","account_number":"x"}',
      "«061 000 104» is the bank's routing number",
    ],
    nearMisses: [
      "routing number 021000022",
      "routing number 901000021",
      "routing number 0210000211",
      "routing 021000021-7",
      "order 021000021",
    ],
    reference: "ABA Routing Number Policy; Federal Reserve routing number directory",
  },
  {
    id: "bank_routing_us_labelled",
    name: "ABA routing number after its abbreviation",
    category: "bank_routing",
    before: announcedBy(`(?:${ownName("aba")}|${ownName("rtn")})(?: routing)?${NUMBER_WORD}?`),
    source: ABA_NUMBER,
    boundary: NUMBER,
    validate: hasAbaCheckDigit,
    confidence: 0.9,
    examples: ["ABA: «021000021»", "ABA # «0311-7611-0» 银行", '{"bankRtn": "«322271627»"}'],
    nearMisses: ["ABA: 021000022", "ABA 021000021-7", "database 021000021", "RTN 0210000211"],
    reference: "ABA Routing Number Policy",
  },
  {
    id: "bank_routing_us_before_name",
    name: "ABA routing number before its name",
    category: "bank_routing",
    source: ABA_NUMBER,
    after: String.raw`["')]? (?:is |as )?\(?(?:the |my |our |their )?(?i:aba|rtn)\b`,
    boundary: NUMBER,
    validate: hasAbaCheckDigit,
    confidence: 0.85,
    examples: ["Is «322271627» the ABA number for wires?", "«0311-7611-0» (ABA) 银行"],
    nearMisses: ["322271628 ABA", "322271627 abacus", "1-322271627 ABA", "322271627 is the order"],
    reference: "ABA Routing Number Policy",
  },
  {
    id: "bank_code_germany",
    name: "German bank code (Bankleitzahl)",
    category: "bank_routing",
    before: announcedBy(`${NAME_START}blz|bankleitzahl`),
    source: String.raw`[1-8]\d{2} ?\d{3} ?\d{2}\b`,
    confidence: 0.85,
    examples: ["BLZ «37040044»", "Bankleitzahl: «500 105 17»", "blz=«10070024»🏦"],
    nearMisses: ["BLZ 97040044", "Bankleitzahl 3704004", "BLZ 370400441", "Betrag 37040044"],
    reference: "Deutsche Bundesbank, Bankleitzahlendatei",
  },
  {
    id: "bank_code_india",
    name: "Indian bank branch code (IFSC)",
    category: "bank_routing",
    source: String.raw`\b[A-Z]{4}0[A-Z0-9]{6}\b`,
    context: ["ifsc", "neft", "rtgs"],
    confidence: 0.9,
    examples: ["IFSC: «HDFC0001234»", '"ifsc_code": "«SBIN0070812»"', "शाखा IFSC «ICIC0000104»"],
    nearMisses: ["IFSC HDFC1001234", "IFSC HDFC000123", "part HDFC0001234", "IFSC XHDFC0001234"],
    reference: "Reserve Bank of India, IFSC",
  },
  {
    id: "bank_code_italy",
    name: "Italian bank and branch codes (ABI, CAB)",
    category: "bank_routing",
    before: String.raw`\b(?:ABI|CAB|(?:[Cc]od(?:ice|\.) )(?:[Aa]bi|[Cc]ab))\b(?:[ :.=-]{1,3}|": ?")`,
    source: String.raw`\d{5}\b`,
    boundary: NUMBER,
    confidence: 0.8,
    examples: ["ABI «03069» CAB «09606»", "codice ABI: «03069» 🇮🇹"],
    nearMisses: ["--platform-abi=10812", "ABI 030691", "ABI 03069.5", "CAB fare 25"],
    reference: "Banca d'Italia, codici ABI e CAB",
  },
  {
    id: "bank_code",
    name: "Bank, branch or clearing code that is announced",
    category: "bank_routing",
    before: announcedBy(BANK_CODE),
    source: String.raw`\d{3,5}(?:-?\d{1,7})?\b`,
    boundary: NUMBER,
    confidence: 0.75,
    examples: [
      "transit number: «00011-003»",
      "Transit no. «00152», institution number «003»",
      "code banque «30006» code guichet «00011»",
      "branch code: «250655»",
      "clearingnummer «8327-9»",
      "联行号：«102100099996»",
    ],
    nearMisses: [
      "transit number 12",
      "branch code: 250655.5",
      "bank code: 12345678901234",
      "branch code coverage 85",
    ],
    reference: "Payments Canada standard 006; Banque de France, code banque and code guichet",
  },
];
