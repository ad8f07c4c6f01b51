import { type Boundary, type Pattern } from "~/detection/pattern";
import { looksLikeDate } from "~/detection/validators";

/** Between a label and its value: `mrn: `, `"mrn": "`, `MRN # is `, `<mrn>`. */
const LABEL_END = String.raw`(?:[ _-]?(?:numbers?|num|no|nr|id|#)\b\.?)?[^\w\n]{0,8}(?:t[dh]>[^\w\n]{0,3}){0,2}(?:(?:is|was|of)[ :]{1,3})?["'(\[#]?`;

/** Up to four letters, then digits with or without hyphens, perhaps a letter at the end. */
const RECORD_NUMBER = String.raw`(?:[A-Za-z]{1,4}-?)?\d(?:-?\d){3,13}(?:-?[A-Za-z])?\b`;

const goesNoFurther: Boundary = (_before, after) => !/^(?:\w|[-/:]\w|\.\d|%|@)/.test(after);

/** A date, or a year, stands where a number was expected. */
const isNoDate = (value: string) => !looksLikeDate(value) && !/^(?:19|20)\d{2}$/.test(value);

const category = "health_id";

export const HEALTH_ID_RECORD_PATTERNS: readonly Pattern[] = [
  {
    id: "medical_record_number",
    name: "Medical record number after its name",
    category,
    before:
      String.raw`(?i)(?:[a-z](?-i:Mrn|MRN|MedicalRecord|Patient(?:I[dD]|No|Number))|(?:\b|_)(?:e?mrns?|medical[ _-]?rec(?:ord)?s?|med[ _.-]{0,2}rec(?:ord)?|health[ _-]?record|patient[ _-]?(?:id(?:entifier)?|no|num(?:ber)?|#)|` +
      String.raw`(?:hospital|chart)[ _-]?(?:no|num(?:ber)?|#)|patientennummer|patienten[ _-]?(?:nr|id)|fallnummer|num[eé]ro de dossier|historia cl[ií]nica))${LABEL_END}`,
    source: RECORD_NUMBER,
    boundary: goesNoFurther,
    validate: isNoDate,
    confidence: 0.85,
    examples: [
      "MRN: «00123456»",
      '{"mrn": "«A1234567»"}',
      '{\\"mrn\\": \\"«88-41-207»\\"}',
      "Medical Record Number: «MR-2023-00451»",
      "medical record no. «7731902»",
      "patient_id=«4471932»",
      "patientId: «P0099812»",
      "MRN#«5520198»",
      "<mrn>«00123456»</mrn>",
      "<th>MRN</th><td>«00123456»</td>",
      "let newMrn = '«00123456»'",
      "Patientennummer «4471932»",
      "her MRN is «7731902», please",
      "病历号 (MRN) «00123456»",
    ],
    nearMisses: [
      "MRN: 2023-01-15",
      "MRN is required",
      "MRN: [REDACTED_HEALTH_ID]",
      "MRN: 123",
      "patient number 12 of 30",
      "chart no. 12345678901234567890",
      "MRN: 12345678-abc",
      "MRN: 12345678/7",
    ],
    reference: "HIPAA, 45 CFR 164.514(b)(2)(i)(H); the hospital chooses the form",
  },
  {
    id: "health_plan_id",
    name: "Member, policy or beneficiary number after its name, near words of health insurance",
    category,
    before:
      String.raw`(?i)(?:\b|_)(?:member|subscriber|enrollee|insured|beneficiary|policy(?:holder)?|group|health[ _-]?plan|insurance|medicaid|medicare|plan)` +
      String.raw`[ _-]?(?:member[ _-]?)?(?:id(?:entifier)?|numbers?|num|no|#)\b${LABEL_END}`,
    source: String.raw`(?:[A-Za-z]{1,4}-?)?\d(?:-?[0-9A-Z]){4,13}\b`,
    boundary: goesNoFurther,
    validate: isNoDate,
    context: [
      "health insurance",
      "health plan",
      "health",
      "healthcare",
      "medical insurance",
      "medical",
      "medicare",
      "medicaid",
      "insurance card",
      "blue cross",
      "blue shield",
      "bcbs",
      "aetna",
      "cigna",
      "humana",
      "kaiser",
      "anthem",
      "unitedhealthcare",
      "united healthcare",
      "hmo",
      "ppo",
      "copay",
      "patient",
      "beneficiary",
      "subscriber",
    ],
    confidence: 0.82,
    examples: [
      "Aetna member ID: «W123456789»",
      '{"insurer":"BCBS","memberId":"«XYZ123456789»"}',
      "health plan beneficiary number «8841-20773»",
      "Medicaid ID «84412077A»",
      "Subscriber ID: «H55020198» (PPO)",
      "medical insurance, policy number: «HP-4471932» 🏥",
    ],
    nearMisses: [
      "forum member ID: 12345678",
      "health plan group number: 2023-01-15",
      "health insurance policy number is required",
      "Aetna member ID: 123456789012345678",
      "medical policy number 12345-abc_d",
    ],
    reference: "HIPAA, 45 CFR 164.514(b)(2)(i)(I); the plan chooses the form",
  },
];
