import { NUMBER } from "~/detection/boundaries";
import { type Pattern } from "~/detection/pattern";
import { digitsOf, isCardNumber } from "~/detection/validators";

const SEPARATOR = "[ .-]";

/** Grouped digits count only under one kind of separator: columns of figures mix them. */
function isUniform(value: string): boolean {
  return new Set(value.replace(/\d/g, "")).size <= 1;
}

const isCard = (value: string) => isUniform(value) && isCardNumber(digitsOf(value));

const reference = "ISO/IEC 7812-1; issuer ranges of the networks";

export const CREDIT_CARD_PATTERNS: readonly Pattern[] = [
  {
    id: "credit_card",
    name: "Card number in one piece",
    category: "credit_card",
    source: String.raw`[2-68]\d{11,18}`,
    boundary: NUMBER,
    validate: isCard,
    confidence: 0.95,
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
    boundary: NUMBER,
    validate: isCard,
    confidence: 0.95,
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
    boundary: NUMBER,
    validate: isCard,
    confidence: 0.95,
    examples: ["«6205 5000 0000 0000 004»"],
    nearMisses: ["6205 5000 0000 0000 005", "6205 5000 0000 0000 0045"],
    reference,
  },
  {
    id: "credit_card_3_groups",
    name: "Card number in three groups (American Express, Diners Club)",
    category: "credit_card",
    source: String.raw`3\d{3}${SEPARATOR}\d{6}${SEPARATOR}\d{4,5}`,
    boundary: NUMBER,
    validate: isCard,
    confidence: 0.95,
    examples: ["«3782 822463 10005»", "«3056-930902-5904»"],
    nearMisses: ["3782 822463 10006", "3782 822463-10005", "3782 822463 10005-7"],
    reference,
  },
];
