/** Phone numbers that words announce: national and local forms that are only figures without them. */
import { ASSIGNED_OR_SAID, NUMBER_WORD, REMARK } from "~/detection/labels";
import { type Pattern } from "~/detection/pattern";
import { digitsOf, looksLikeDate } from "~/detection/validators";

/** As an extension is written right behind the number. */
const EXTENSION = String.raw`(?: ?x ?\d{1,6})?`;
const GROUPED = String.raw`\(?\d{2,5}\)?(?:[ ./-]\(?\d{2,8}\)?){1,4}`;

/** As ZIP+4, Social Security number, Polish tax number or a span of years; or a round figure. */
const GROUPED_OTHERWISE =
  /^(?:\d+0{5}$|(?:19|20)\d\d[ -](?:19|20)\d\d$|\d{5}-\d{4}$|\d{3}[ -]\d\d[ -]\d{4}$|[1-9]\d\d-\d{3}-\d\d-\d\d$)/;

const hasDigits = (value: string, least: number, most: number) => {
  const { length } = digitsOf(value.replace(/x.*/, ""));
  return length >= least && length <= most && !looksLikeDate(value) && !GROUPED_OTHERWISE.test(value);
};

const notWithin = (before: string, after: string) =>
  !/[\w$€£+#]$|\w[-.,:/+]$/.test(before) && !/^(?:\w|[-.:,/]\d|%)/.test(after);

/** Words of many languages that name a phone or its number. */
const PHONE_WORD =
  String.raw`(?:tele|mobile[ _-]?|cell[ _-]?|home[ _-]?|work[ _-]?|office[ _-]?|contact[ _-]?)?phone|tele?fono?|tel|tél(?:éphone)?|telephone|mobile?|` +
  String.raw`handy|cell(?:ulare|ular)?|celular|portable|móvil|telefoon|puhelin|fax|facsimile|telefax|whatsapp|msisdn|contact[ _-]?(?:number|num|no)|rufnummer|fon|` +
  String.raw`телефон|тел|电话|電話|手机|手機|携帯|전화|휴대폰`;
/** Words that ask to be called. */
const REACH_WORDS =
  String.raw`(?:call|text|reach|ring|dial|phone|sms|contact|appel(?:ez|er)|llam(?:ar|e|a))[ -](?:me|us|him|her|them|moi|nous)(?: back)?(?: at| on| au| al)?|` +
  String.raw`(?:call|dial|(?:reach(?:ed)?|contact(?:ed)?)(?: at| on|:))`;

const reference = "ITU-T E.123; the label makes a national number recognisable";

export const PHONE_ANNOUNCED_PATTERNS: readonly Pattern[] = [
  {
    id: "phone_labelled",
    name: "Phone number after a word that announces one",
    category: "phone",
    before:
      String.raw`(?:(?:(?i:^|[^a-zà-ÿ0-9])(?i:${PHONE_WORD})|[a-hj-z](?:Phone|Tel|Mobile|Fax))(?i:${NUMBER_WORD}(?:nummer)?\.?${REMARK}${ASSIGNED_OR_SAID})|` +
      String.raw`(?i:(?:^|[^a-z0-9])(?:${REACH_WORDS}):? ))`,
    source: String.raw`(?:\+\d|\(\+?\d|\d\d|8[ -]\(?\d)\d{0,14}\)?(?:(?: / |[ ./-])\(?\d{2,8}\)?){0,4}${EXTENSION}`,
    boundary: (_before, after) => !/^(?:\w|[-.:]\d|,\d{3})/.test(after),
    validate: (value) => hasDigits(value, 6, 15),
    confidence: 0.8,
    examples: [
      "phone: «4155550132»",
      '{"phone_number": "«020 7946 0958»"}',
      '{\\"mobile\\": \\"«07700900123»\\"}',
      "Tel. «030/901820»; Office phone (direct): «(+45) 45 93 34 34»",
      "please call me at «555-0132»",
      "user_mobile=«07911123456», homePhone: '«555 0132»'",
      "<phone>«4155550132»</phone>",
      "Telefonnummer: «0170 1234567», Fon: «089 / 12345678»",
      "Phone (home): «68 58 82»",
      "Phone:\n«+1234567890»",
      "手机：«13800138000»",
      "тел: «8 (495) 123-45-67»; contact_number: «4155550132»",
      "Tel: «(0209) 860141»; ('phone', '«+1-555-0123»')",
    ],
    nearMisses: [
      "iphone 15 2024",
      "phone: 2024-01-15",
      "the phone 3310",
      "hotel 4155550132",
      "phone: 12345678901234567890",
      "phone: 1234567,000",
      "call 1000000 times, reach 1234567 people, phone 2019-2020",
      "call me at 10:30",
      "phone: [REDACTED_PHONE] 2024",
      'pattern_text == "000000000"',
      "a 3-gon ring is 432621513",
    ],
    reference,
  },
  {
    id: "phone_before_label",
    name: "Phone number before the word that says so",
    category: "phone",
    source: GROUPED + EXTENSION,
    after: String.raw`(?i:[ -]{1,2}\(?(?:office|fax|mobile|cell|home|work|tel|phone|direct)\b)`,
    core: String.raw`\d\)?(?i:[ -]{1,2}\(?(?:office|fax|mobile|cell|home|work|tel|phone|direct)\b)`,
    isCoreTelling: true,
    boundary: (before) => notWithin(before, ""),
    validate: (value) => hasDigits(value, 6, 13),
    confidence: 0.7,
    examples: ["«416 60 039» office\n«028-64-66-98» (fax)", "«(37) 788-063»-Office", "📞 «781 1704» mobile"],
    nearMisses: [
      "2024-01-15 office",
      "12 345 officers",
      "10 20 home",
      "1.781 1704 mobile",
      "781 1704 officers",
    ],
    reference,
  },
  {
    id: "phone_in_context",
    name: "Phone number near a word that announces one",
    category: "phone",
    source:
      String.raw`\b(?:0\d{1,4}[ -]\d{5,8}|\d{3,4}[ -]\d{4}|\d{2,5}(?: \d{2,4}){2,4}|\d{2,3}(?:-\d{2,4}){2,3}|` +
      String.raw`\d{2} \d{6}|1[3-9]\d{9}|\d{4} \d{2} \d{2} \d{2})|` +
      String.raw`\(\d{2,3}\) ?\d{3,4}[ -]\d{3,4}|\+\d{9,14}|\+\d-\d{3}-\d{4}`,
    boundary: notWithin,
    validate: (value) => hasDigits(value, 7, 13),
    context: [
      "phone",
      "telephone",
      "phone number",
      "mobile number",
      "cell phone",
      "call me",
      "call me on",
      "call us",
      "someone call",
      "can call",
      "please call",
      "my number",
      "your number",
      "his number",
      "her number",
      "new number",
      "contact number",
      "direct line",
      "reach me",
      "reach you",
      "reach us",
      "text me",
      "answering at",
      "messages to",
      "my registered",
      "whatsapp",
      "hotline",
      "telefon",
      "handy",
      "téléphone",
      "teléfono",
      "móvil",
      "portable",
      "телефон",
      "тел",
      "电话",
      "電話",
      "手机",
      "手機",
      "携帯",
      "联系",
      "微信",
      "전화",
    ],
    confidence: 0.7,
    examples: [
      "They did not pick up the phone, it was «99 668 472».",
      "Do you still have my new number? It's «555-0132».",
      "your phone number?\n[2:19 PM] Customer: It's «+1987654321».",
      "They are not answering at «0348 2102744», nor can you call me on «06-24312407»",
      "How can we reach you? You can call «(81) 3570-7492»",
      "stop sending messages to «0470 66 46 70» 😀",
    ],
    nearMisses: [
      "the score was 555-0132",
      "phone support in the US, SSN 536-22-8145",
      "my phone was bought on 2024-01-15",
      "the phone costs $1200 4000",
      "my phone is 10 20 30",
      "my phone, sold 2019-2020",
    ],
    reference,
  },
];
