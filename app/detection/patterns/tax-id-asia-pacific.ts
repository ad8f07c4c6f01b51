import * as abn from "stdnum/lib/cjs/au/abn.js";
import * as acn from "stdnum/lib/cjs/au/acn.js";
import * as tfn from "stdnum/lib/cjs/au/tfn.js";
import * as npwp from "stdnum/lib/cjs/id/npwp.js";
import * as gstin from "stdnum/lib/cjs/in/gstin.js";
import * as pan from "stdnum/lib/cjs/in/pan.js";
import * as corporateNumber from "stdnum/lib/cjs/jp/cn.js";
import * as brn from "stdnum/lib/cjs/kr/brn.js";
import * as ird from "stdnum/lib/cjs/nz/ird.js";
import * as uen from "stdnum/lib/cjs/sg/uen.js";
import * as ubn from "stdnum/lib/cjs/tw/ubn.js";
import * as mst from "stdnum/lib/cjs/vn/mst.js";
import { ID_NUMBER, NUMBER, NUMBER_IN_GROUPS, TOKEN } from "~/detection/boundaries";
import {
  EIGHT_DIGITS,
  ELEVEN_DIGITS,
  NINE_DIGITS,
  TEN_DIGITS,
  THIRTEEN_DIGITS,
} from "~/detection/number-shapes";
import { type Pattern } from "~/detection/pattern";
import { passes } from "~/detection/standard-number";

/** Capitals of the Chinese code, without I, O, S, V and Z, count upwards from 10. */
const USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** GB 32100-2015. stdnum rejects the codes whose check character is 0. */
function isUnifiedSocialCreditCode(code: string): boolean {
  const sum = USCC_WEIGHTS.reduce(
    (total, weight, place) => total + weight * USCC_CHARACTERS.indexOf(code.charAt(place)),
    0,
  );
  return USCC_CHARACTERS.charAt((31 - (sum % 31)) % 31) === code.charAt(17);
}

const category = "tax_id";

export const TAX_ID_ASIA_PACIFIC_PATTERNS: readonly Pattern[] = [
  {
    id: "in_pan",
    name: "Indian tax number (PAN)",
    category,
    source: String.raw`\b[A-Z]{3}[ABCFGHJKLPT][A-Z]\d{4}[A-Z]\b`,
    boundary: TOKEN,
    validate: passes(pan),
    confidence: 0.85,
    examples: ["PAN: «XGQPW2720F»", '"pan":"«CTIPF3024F»"', "पैन «SRYCV8726M» है"],
    nearMisses: ["XGQPW0000F", "XGQXW2720F", "XGQPW2720F9", "key/XGQPW2720F"],
    reference: "Income Tax Department of India, Rule 114",
  },
  {
    id: "in_gstin",
    name: "Indian goods and services tax number (GSTIN)",
    category,
    source: String.raw`\b\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]\b`,
    boundary: TOKEN,
    validate: passes(gstin),
    confidence: 0.97,
    examples: ["GSTIN «27KPCCW5299F1ZS»", 'gstin="«27BSJCF9152T1ZK»"', "जीएसटी «27BSJCF9152T1ZK»"],
    nearMisses: ["27KPCCW5299F1ZT", "99KPCCW5299F1ZS", "a/27KPCCW5299F1ZS"],
    reference: "GST Network, structure of the GSTIN",
  },
  {
    id: "au_tfn",
    name: "Australian tax file number, near its name",
    category,
    source: NINE_DIGITS,
    boundary: ID_NUMBER,
    validate: passes(tfn),
    context: ["tfn", "tax file"],
    confidence: 0.92,
    examples: ["TFN: «516 114 249»", "my tax file number is «707847980»", '"tfn": "«516-114-249»" // 税'],
    nearMisses: ["TFN 516 114 248", "order 516 114 249", "TFN 516114249.75"],
    reference: "Australian Taxation Office, TFN algorithm",
  },
  {
    id: "au_abn",
    name: "Australian business number",
    category,
    source: String.raw`\b[1-9]\d(?: \d{3}){3}\b`,
    boundary: NUMBER_IN_GROUPS,
    validate: passes(abn),
    confidence: 0.88,
    examples: ["ABN «13 950 097 543»", "«23 733 868 860»", "企业编号«13 950 097 543»"],
    nearMisses: ["13 950 097 544", "$13 950 097 543", "13 950 097 5432"],
    reference: "Australian Business Register, Format of the ABN",
  },
  {
    id: "au_company_number_in_context",
    name: "Australian business or company number in one piece, near its name",
    category,
    source: String.raw`${ELEVEN_DIGITS}|${NINE_DIGITS}`,
    boundary: ID_NUMBER,
    validate: passes(abn, acn),
    context: ["abn", "acn", "arbn", "australian business", "australian company"],
    confidence: 0.92,
    examples: ["ABN: «13950097543»", "ACN «547 829 792»", "abn=«23733868860» 🦘"],
    nearMisses: ["ABN 13950097544", "turn 13950097543", "ABN 13950097543/2"],
    reference: "ASIC, Australian Company Number check digit",
  },
  {
    id: "kr_brn",
    name: "South Korean business number",
    category,
    source: String.raw`\b\d{3}-\d{2}-\d{5}\b`,
    boundary: NUMBER,
    validate: passes(brn),
    confidence: 0.85,
    examples: ["사업자등록번호 «127-30-23611»", "BRN «684-01-13601»"],
    nearMisses: ["127-30-23612", "1-127-30-23611", "127-30-23611-1"],
    reference: "National Tax Service of Korea, business registration number",
  },
  {
    id: "id_npwp",
    name: "Indonesian tax number (NPWP)",
    category,
    source: String.raw`\b\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}\b`,
    boundary: NUMBER,
    validate: passes(npwp),
    confidence: 0.95,
    examples: ["NPWP «89.829.844.3-535.350»", "«08.796.557.0-757.848» 🇮🇩"],
    nearMisses: ["89.829.844.4-535.350", "1.89.829.844.3-535.350", "89.829.844.3-535.350.1"],
    reference: "Direktorat Jenderal Pajak, NPWP",
  },
  {
    id: "cn_uscc",
    name: "Chinese unified social credit code",
    category,
    source: String.raw`\b[159][1239]\d{6}[0-9A-HJ-NPQRTUWXY]{10}\b`,
    boundary: TOKEN,
    validate: isUnifiedSocialCreditCode,
    context: [
      "统一社会信用代码",
      "社会信用代码",
      "信用代码",
      "纳税人识别号",
      "税号",
      "uscc",
      "social credit code",
      "unified social credit",
    ],
    confidence: 0.95,
    examples: [
      "统一社会信用代码：«91110105NH3DCBM8JG»",
      "USCC «91110105N3HHF3XY61»",
      "税号 «91310115MA1K313430»",
    ],
    nearMisses: ["USCC 91110105NH3DCBM8JH", "serial 91110105NH3DCBM8JG", "USCC a/91110105NH3DCBM8JG"],
    reference: "GB 32100-2015",
  },
  {
    id: "nz_ird",
    name: "New Zealand tax number, near its name",
    category,
    source: String.raw`${NINE_DIGITS}|${EIGHT_DIGITS}|\b\d{2}-\d{3}-\d{3}\b`,
    boundary: ID_NUMBER,
    validate: passes(ird),
    context: ["ird number", "ird no", "ird", "inland revenue"],
    confidence: 0.92,
    examples: ["IRD number «39-935-457»", "IRD: «896-420-502»", "ird_no=«20592974» 🥝"],
    nearMisses: ["IRD 39-935-451", "bird 39-935-457", "IRD 39-935-457-2"],
    reference: "Inland Revenue, Resident withholding tax and IRD number validation",
  },
  {
    id: "sg_uen",
    name: "Singapore entity number, near its name",
    category,
    source: String.raw`\b\d{8,9}[A-Z]\b|\b[RST]\d{2}[A-Z]{2}\d{4}[A-Z]\b`,
    boundary: TOKEN,
    validate: passes(uen),
    context: ["uen", "unique entity", "acra", "gst reg"],
    confidence: 0.93,
    examples: ["UEN «201444340K»", "Unique Entity Number: «61348764L»", "uen=«206225841N» 🇸🇬"],
    nearMisses: ["UEN 201444340J", "part 201444340K", "UEN a/201444340K"],
    reference: "ACRA, Unique Entity Number",
  },
  {
    id: "east_asian_company_number",
    name: "Japanese, Taiwanese or Vietnamese company number, near its name",
    category,
    source: String.raw`${EIGHT_DIGITS}|${TEN_DIGITS}(?:-\d{3}\b)?|${THIRTEEN_DIGITS}`,
    boundary: ID_NUMBER,
    validate: passes(corporateNumber, ubn, mst),
    context: ["法人番号", "corporate number", "統一編號", "統編", "taiwan tax", "mã số thuế", "mst"],
    confidence: 0.9,
    examples: ["法人番号：«6613321687194»", "統一編號 «14386188»", "Mã số thuế: «0393924563»"],
    nearMisses: ["法人番号 6613321687195", "注文 6613321687194", "統一編號 14386188.5"],
    reference: "国税庁; 財政部; Tổng cục Thuế: the tax administrations of the three countries",
  },
];
