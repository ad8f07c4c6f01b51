import { type CategoryText } from "~/rules/categories/category-text";

export const FINANCIAL_CATEGORIES = [
  {
    id: "credit_card",
    label: "Credit card number",
    explanation: "Numbers of a known card network whose check digit is right, spaced or not.",
    example: "4242 4242 4242 4242",
  },
  {
    id: "iban",
    label: "IBAN",
    explanation:
      "International bank account numbers of the right length for their country, checksum verified.",
    example: "DE89 3704 0044 0532 0130 00",
  },
  {
    id: "bank_routing",
    label: "Bank routing number",
    explanation:
      "US routing numbers in an issued range, check digit verified, near a word that names them; and bank and branch codes of other countries after theirs, such as IFSC, Bankleitzahl and transit numbers.",
    example: "routing number 021000021",
  },
  {
    id: "sort_code",
    label: "Sort code",
    explanation: "Six digits in pairs near the words “sort code”, and Australian BSB numbers after theirs.",
    example: "sort code 20-00-00",
  },
  {
    id: "bank_account",
    label: "Bank account number",
    explanation:
      "Account numbers that words such as “account number”, “Kontonummer” or “CLABE” announce, in any country's form.",
    example: "account number 000123456789",
  },
  {
    id: "swift_bic",
    label: "SWIFT / BIC code",
    explanation: "Bank identifier codes of a real country near “SWIFT” or “BIC”.",
    example: "SWIFT: DEUTDEFF500",
  },
  {
    id: "card_security_code",
    label: "Card security code",
    explanation:
      "The three or four digits that “CVV”, “CVC” or “security code” announce, or that follow a card's number and expiry date.",
    example: "CVV 123",
  },
  {
    id: "card_expiry",
    label: "Card expiry date",
    explanation: "Month and year that “exp” or “valid thru” announce, or that stand beside a card number.",
    example: "exp 12/29",
  },
  {
    id: "crypto_address",
    label: "Crypto address",
    explanation:
      "Bitcoin, Ethereum and a dozen other addresses whose checksum is right; Solana's, which has none, near its name.",
    example: "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
  },
] as const satisfies readonly CategoryText[];
