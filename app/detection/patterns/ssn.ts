import { ID_NUMBER, NUMBER } from "~/detection/boundaries";
import { type Pattern } from "~/detection/pattern";
import { digitsOf, isIssuableSsn } from "~/detection/validators";

const isSsn = (value: string) => isIssuableSsn(digitsOf(value));
const reference = "SSA POMS RM 10201.030; randomization of 2011";

export const SSN_PATTERNS: readonly Pattern[] = [
  {
    id: "ssn",
    name: "US Social Security number",
    category: "ssn",
    source: String.raw`\b\d{3}(?:-\d{2}-| \d{2} )\d{4}\b`,
    boundary: NUMBER,
    validate: isSsn,
    confidence: 0.85,
    examples: [
      "SSN «536-22-8145».",
      "«536 22 8145»",
      "号码«123-45-6789»",
      "ssn:«536‑22‑8145»",
      '{\\"id\\": \\"«417-09-3361»\\"}',
      "He wrote «417-09-3361», then left 🙂",
    ],
    nearMisses: [
      "000-12-3456",
      "666-12-3456",
      "912-34-5678",
      "536-00-8145",
      "536-22-0000",
      "1536-22-8145",
      "536-22-81456",
      "12-536-22-8145",
      "536-22 8145",
      "536228145",
    ],
    reference,
  },
  {
    id: "ssn_in_context",
    name: "US Social Security number in one piece or unusual groups, near its name",
    category: "ssn",
    source: String.raw`\b\d{9}\b|\b\d{3}[-. /]\d{2}[-. /]\d{4}\b|\b\d{3}-\d{6}\b`,
    boundary: ID_NUMBER,
    validate: isSsn,
    context: [
      "ssn",
      "ssns",
      "social security",
      "social sec",
      "soc sec",
      "soc. sec",
      "soc security",
      "ss#",
      "ss number",
      "ss no",
      "my social",
      "your social",
      "seguro social",
    ],
    confidence: 0.9,
    examples: [
      "SSN: «536228145»",
      "my social security number is «536228145»",
      '{"ssn":"«536228145»"}',
      'const borrowerSsn = "«536228145»";',
      "employee_ssn=«536.22.8145»",
      "Soc. Sec. No. «536-228145»",
      "número de seguro social: «536228145»",
      "社会保障号 (SSN) «536228145»",
      "name,ssn,zip\nJane,«536228145»,94107",
    ],
    nearMisses: [
      "SSN: 000228145",
      "SSN: 5362281456",
      "session 536228145",
      "the ssn field is 536228145.75 wide",
      "social media campaign 536228145",
    ],
    reference,
  },
];
