import { SEPARATOR, type Candidate, type Pattern } from "~/detection/pattern";
import { digitsOf, isCardNumber } from "~/detection/validators";

/** Part of a longer number, a decimal or a UUID. */
function isEmbedded({ before, after }: Candidate): boolean {
  return /\w$|\d\.$|[0-9a-f]{4}-$/i.test(before) || /^(?:\w|\.\d)/.test(after);
}

/** Grouped digits count only under one kind of separator: columns of figures mix them. */
function isUniform(match: string): boolean {
  return new Set(match.replace(/\d/g, "")).size <= 1;
}

function isCard(candidate: Candidate): boolean {
  const { match } = candidate;
  return isCardNumber(digitsOf(match)) && isUniform(match) && !isEmbedded(candidate);
}

const reference = "ISO/IEC 7812-1; issuer ranges of the networks";

export const FINANCIAL_PATTERNS: readonly Pattern[] = [
  {
    id: "credit_card",
    name: "Card number in one piece",
    category: "credit_card",
    source: String.raw`\b[2-68]\d{11,18}\b`,
    accepts: isCard,
    examples: [
      "card «4242424242424242» exp 12/30",
      "«378282246310005»",
      "«30569309025904»",
      "«2223003122003222»",
      "卡号«6200000000000005»。",
      "«4222222222222»",
    ],
    nearMisses: [
      "4242424242424241",
      "1234567812345670",
      "42424242424242424242",
      "0.4242424242424242",
      "4242424242424242.5",
      "550e8400-e29b-41d4-a716-424242424242",
      "id_4242424242424242",
      "1700000000000",
    ],
    reference,
  },
  {
    id: "credit_card_grouped",
    name: "Card number in groups of four",
    category: "credit_card",
    source: String.raw`[2-68]\d{3}(?:${SEPARATOR}\d{4}){3}`,
    accepts: isCard,
    examples: [
      "«4242 4242 4242 4242»",
      "«5555-5555-5555-4444», cvc 123",
      "1234 «4242 4242 4242 4242» 123",
      "«6011.1111.1111.1117»",
    ],
    nearMisses: [
      "4242 4242 4242 4241",
      "4242 4242-4242 4242",
      "4242 4242 4242",
      "2021 2022 2023 2024",
      "x4242 4242 4242 4242",
    ],
    reference,
  },
  {
    id: "credit_card_grouped_19",
    name: "Card number of 19 digits in groups",
    category: "credit_card",
    source: String.raw`[2-68]\d{3}(?:${SEPARATOR}\d{4}){3}${SEPARATOR}\d{3}`,
    accepts: isCard,
    examples: ["«6205 5000 0000 0000 004»"],
    nearMisses: ["6205 5000 0000 0000 005"],
    reference,
  },
  {
    id: "credit_card_3_groups",
    name: "Card number in three groups (American Express, Diners Club)",
    category: "credit_card",
    source: String.raw`3\d{3}${SEPARATOR}\d{6}${SEPARATOR}\d{4,5}`,
    accepts: isCard,
    examples: ["«3782 822463 10005»", "«3056-930902-5904»"],
    nearMisses: ["3782 822463 10006", "3782 822463-10005"],
    reference,
  },
];
