import { TOKEN } from "~/detection/boundaries";
import { BIC, isPerhapsBic, isPlainlyBic, SPACED_BIC } from "~/detection/bank-identifiers";
import { assignedTo, ownName } from "~/detection/announced-value";
import { type Pattern } from "~/detection/pattern";

const NAMES = `(?:${ownName("swift")}|${ownName("bic")})(?:[ /_-]?(?:swift|bic|code|number|no|id|address|代码|代碼|コード|코드)|#){0,3}\\.?`;

const reference = "ISO 9362; country codes of ISO 3166-1";

export const SWIFT_BIC_PATTERNS: readonly Pattern[] = [
  {
    id: "swift_bic_labelled",
    name: "BIC that is announced",
    category: "swift_bic",
    before: `(?:${assignedTo(NAMES)}|(?:[Ss]wift|SWIFT|[Bb]ic|BIC)(?:[/ -](?:SWIFT|BIC))? [Cc]ode (?:is |of )?|\\bBIC )`,
    source: `(?:${BIC}|${SPACED_BIC})`,
    validate: isPerhapsBic,
    confidence: 0.9,
    examples: [
      "SWIFT: «DEUTDEFF500»",
      "BIC/SWIFT: «NWBKGB2L»",
      '{"bic": "«COBADEFFXXX»"}',
      "swift code «BOFAUS3N»",
      "SWIFT-BIC：«BNPAFRPP»",
      "BIC: «DEUT DE FF 500»",
      'const bicCode = "«INGBNL2A»"',
      "IBAN DE29012671059638183872 BIC «COBADEFF»",
      "银行SWIFT代码：«BKCHCNBJ»",
      "BIC: «ABCDDEQV»",
      "<td>SWIFT</td><td>«BOFAUS3NXXX»</td>",
    ],
    nearMisses: [
      "SWIFT: DOCUMENTS",
      "SWIFT DOCUMENT ONLY",
      "BIC: DEUTXXFF",
      "CUBIC: DEUTDEFF",
      "BIC: [REDACTED_SWIFT_BIC]",
      "BIC: DEUTDEFF50",
      "SWIFT: deutdeff",
      "swift: DOCUMENT missing",
    ],
    reference,
  },
  {
    id: "swift_bic",
    name: "BIC near a word for it",
    category: "swift_bic",
    source: String.raw`\b${BIC}`,
    boundary: TOKEN,
    validate: isPlainlyBic,
    context: ["swift", "bic", "bank identifier", "iban"],
    confidence: 0.8,
    examples: [
      "wire via SWIFT to «BOFAUS3NXXX» today",
      "IBAN GB37KEWR10312079375474, «NWBKGB2L»",
      "«DEUTDEFF500» (BIC)",
      "Our SWIFT code changed from «ESSEDEFF» to «ESSEDE5F»",
      "SWIFT «SCBLHKHH»",
      "銀行 BIC：三菱 «BOTKJPJTXXX»",
    ],
    nearMisses: [
      "order BOFAUS3NXXX",
      "SWIFT DOCUMENT",
      "swift build-BOFAUS3N",
      "BIC is a pen, CONTAINER",
      "SWIFT BOFAUS3NXX",
    ],
    reference,
  },
];
