import { CARD_AND_EXPIRY_FIELD } from "~/detection/card-numbers";
import { announcedBy, askedFor, assignedTo, ownName } from "~/detection/announced-value";
import { type Boundary, type Pattern } from "~/detection/pattern";

const NAMES =
  "cvv2?|cvc2?|card[ _-]?(?:security|verification|validation)[ _-]?(?:code|value|number|no)|security[ _-]?code|" +
  `verification[ _-]?value|${ownName("cvn")}2?|sicherheitscode|kartenpr(?:ü|ue)f(?:nummer|ziffer)|pr(?:ü|ue)f(?:nummer|ziffer)|` +
  "cryptogramme(?: visuel)?|code de s[ée]curit[ée]|c[óo]digo de segur(?:idad|an[çc]a)|codice di sicurezza|beveiligingscode|" +
  "(?:three|four|3|4)[ -]digit (?:security )?(?:code|number)(?: on the (?:back|front))?|(?:three|four|3|4) digits on the (?:back|front)|" +
  "安全码|セキュリティコード|код безопасности";

/** Not a decimal, a date, a phone number or a measure. */
const ENDS: Boundary = (_before, after) => !/^(?:[-.,:/]\d|%|-\w| ?(?:%|px|ms|kb|mb)\b)/i.test(after);

export const CARD_SECURITY_CODE_PATTERNS: readonly Pattern[] = [
  {
    id: "card_security_code",
    name: "Card security code that is announced",
    category: "card_security_code",
    before: `(?:${askedFor(`(?:${NAMES})(?:[ _-]?(?:code|number|no|num)\\b\\.?)?`)}|${assignedTo(ownName("csc"))})`,
    source: String.raw`\d{3,4}\b`,
    boundary: ENDS,
    confidence: 0.85,
    examples: [
      "CVV «123»",
      '{"cvv": "«481»", "cvc2":«7302»}',
      '{\\"cvv\\": \\"«481»\\"}',
      "card_verification_code=«902»&x",
      "my security code is «5519».",
      "csc: «481»",
      "The last three digits on the back?\nCustomer: «515»",
      "the three digits on the back. They're «491», I think",
      "the CVV on my new card is «009», right?",
      "What is the CVV on the back?\n[10:17 AM] Jane: Sure, it's «481».",
      "const userCvc = '«481»';",
      "<cvv>«481»</cvv>",
      "| CVV | «481» |",
      "**CVC:** «481»",
      "--cvv «481»",
      "Kartenprüfnummer: «481», cryptogramme visuel : «902»",
      "código de segurança «481», código de seguridad: «902»",
      "安全码：«481»。",
      "4266 0517 7628 5219 CVV2 «481» 💳",
    ],
    nearMisses: [
      "CVV: 12345",
      "security code: 482913",
      "CVV: ***",
      "cvv: [REDACTED_CARD_SECURITY_CODE]",
      "the CVV is on the back",
      "cvv: 12",
      "cid=123",
      "CSC 252",
      "tcvn5712, cvv123",
      "cvc 4.5",
      "security code: 123-456-7890",
      "CVC 481.5",
      "zip code 9410",
    ],
    reference: "PCI DSS glossary: card verification code or value (CVV2, CVC2, CID, CAV2)",
  },
  {
    id: "card_security_code_amex",
    name: "American Express card identification number",
    category: "card_security_code",
    before: announcedBy(ownName("cid")),
    source: String.raw`\d{4}\b`,
    boundary: ENDS,
    // Programs call too many other things so.
    context: ["amex", "american express"],
    confidence: 0.8,
    examples: ["CID «3526» (amex)", "American Express 3714 417381 87993, cid: «3526» 💳"],
    nearMisses: ["cid=3526", "amex cid 35261", "amex placid 3526", "amex cid 3526.5"],
    reference: "American Express, card identification number on the front",
  },
  {
    id: "card_security_code_beside_expiry",
    name: "Card security code beside number and expiry date",
    category: "card_security_code",
    before: CARD_AND_EXPIRY_FIELD,
    source: String.raw`\d{3,4}\b`,
    boundary: ENDS,
    confidence: 0.85,
    examples: [
      "4266051776285219|12|2029|«481»",
      "4266 0517 7628 5219 12/29 «481» 💳",
      "3714 417381 87993, 09/28, «7302»",
    ],
    nearMisses: [
      "4266051776285219|12|2029|48",
      "4266051776285219 12/29 481.5",
      "4266 0517 7628 5219 481",
      "426605177628 12/29 481",
    ],
    reference: "PCI DSS glossary: card verification code or value; lists of cards are written so",
  },
];
