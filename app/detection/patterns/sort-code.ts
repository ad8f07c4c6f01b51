import { NUMBER } from "~/detection/boundaries";
import { announcedBy, ownName, NUMBER_WORD } from "~/detection/announced-value";
import { type Pattern } from "~/detection/pattern";

export const SORT_CODE_PATTERNS: readonly Pattern[] = [
  {
    id: "sort_code_uk",
    name: "UK sort code",
    category: "sort_code",
    source: String.raw`\b(?:\d\d-\d\d-\d\d|\d\d \d\d \d\d)\b`,
    boundary: NUMBER,
    context: ["sort code", "sort codes", "sortcode"],
    confidence: 0.85,
    examples: [
      "sort code «20-00-00»",
      "«40 47 84» (sort code)",
      "Sort Code | Account\n«09-01-28» | x",
      "sortCode：«60-16-13»",
    ],
    nearMisses: ["date 20-01-15", "sort code 20-00-00-1", "sort code 120-00-00", "sort code 20-00 00"],
    reference: "Pay.UK, Extended Industry Sort Code Directory",
  },
  {
    id: "sort_code_uk_bare",
    name: "UK sort code in one piece",
    category: "sort_code",
    before: announcedBy(`sort[ _-]?code${NUMBER_WORD}?`),
    source: String.raw`\d{6}\b`,
    boundary: NUMBER,
    confidence: 0.85,
    examples: ["sort code: «200000»", '{"sortCode":"«404784»"}', "<sort_code>«090128»</sort_code>"],
    nearMisses: ["sort codes 200000", "sort code 2000001", "sort code 200000.5", "code 200000"],
    reference: "Pay.UK, Extended Industry Sort Code Directory",
  },
  {
    id: "bsb_australia",
    name: "Australian bank, state and branch number",
    category: "sort_code",
    before: announcedBy(`${ownName("bsb")}(?:[ _-]?code)?${NUMBER_WORD}?`),
    source: String.raw`\d{3}[ -]?\d{3}\b`,
    boundary: NUMBER,
    confidence: 0.85,
    examples: ["BSB «062-000»", "bsb: «733123»", "BSB Number «012 003» 🇦🇺", '{"bsb_number":"«484-799»"}'],
    nearMisses: ["BSB 062-0001", "BSB 062-000-1", "absb 062000", "bus 062-000"],
    reference: "AusPayNet, BSB numbers in Australia",
  },
];
