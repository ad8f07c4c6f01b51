import { NUMBER } from "~/detection/boundaries";
import { type Pattern } from "~/detection/pattern";
import { digitsOf, isIssuableSsn } from "~/detection/validators";

const isSsn = (value: string) => isIssuableSsn(digitsOf(value));
const reference = "SSA POMS RM 10201.030; randomization of 2011";

export const SSN_PATTERNS: readonly Pattern[] = [
  {
    id: "ssn",
    name: "US Social Security number",
    category: "ssn",
    source: String.raw`\d{3}(?:-\d{2}-| \d{2} )\d{4}`,
    boundary: NUMBER,
    validate: isSsn,
    confidence: 0.85,
    examples: ["SSN «536-22-8145».", "«536 22 8145»", "号码«123-45-6789»", "ssn:«536‑22‑8145»"],
    nearMisses: [
      "000-12-3456",
      "666-12-3456",
      "912-34-5678",
      "536-00-8145",
      "536-22-0000",
      "1536-22-8145",
      "536-22-81456",
      "12-536-22-8145",
      "536228145",
    ],
    reference,
  },
  {
    id: "ssn_bare",
    name: "US Social Security number in one piece, after its name",
    category: "ssn",
    source: String.raw`\d{9}`,
    boundary: NUMBER,
    validate: isSsn,
    context: ["ssn", "social security", "social security number"],
    confidence: 0.9,
    examples: ["SSN: «536228145»", "my social security number is «536228145»", '{"ssn":"«536228145»"}'],
    nearMisses: ["SSN: 000228145", "SSN: 5362281456", "session 536228145"],
    reference,
  },
];
