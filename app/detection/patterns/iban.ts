import { hasIbanCheckDigits, ibanSource } from "~/detection/bank-numbers";
import { type Pattern } from "~/detection/pattern";

export const IBAN_PATTERNS: readonly Pattern[] = [
  {
    id: "iban",
    name: "IBAN, in one piece or in groups",
    category: "iban",
    source: ibanSource(),
    validate: hasIbanCheckDigits,
    confidence: 0.98,
    examples: [
      "«DE29 0126 7105 9638 1838 72» BIC INGDDEFF",
      "iban=«GB37KEWR10312079375474»&x=1",
      '{"iban":"«fr1041467366023926313299522»"}',
      "NL: «NL44-LAFV-2892-2137-54», NO: «NO79 8798 3382 339»",
      "«FR10 41467 36602 39263132995 22»",
      "银行账户«CH5416431506543940955»。",
      "«MT03 KPEM 6119 2304 9249 8426 0666 226»",
      "«BR94 7063 2002 8516 3446 7199 229P 1» 💶",
    ],
    nearMisses: [
      "DE29 0126 7105 9638 1838 73",
      "DE2901267105963818387",
      "DE290126710596381838722",
      "XX29 0126 7105 9638 1838 72",
      "ADE29012671059638183872",
      "GB37 KEWR 1031 2079 3754 7X",
      "de2901267105963818de2901",
    ],
    reference: "ISO 13616-1; SWIFT IBAN registry",
  },
];
