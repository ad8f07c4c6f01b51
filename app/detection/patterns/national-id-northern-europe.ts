import * as ik from "stdnum/lib/cjs/ee/ik.js";
import * as hetu from "stdnum/lib/cjs/fi/hetu.js";
import * as kennitala from "stdnum/lib/cjs/is/kennitala.js";
import * as asmensKodas from "stdnum/lib/cjs/lt/asmens.js";
import * as pvn from "stdnum/lib/cjs/lv/pvn.js";
import * as fodselsnummer from "stdnum/lib/cjs/no/fodselsnummer.js";
import * as personnummer from "stdnum/lib/cjs/se/personnummer.js";
import { ID_NUMBER, NUMBER } from "~/detection/boundaries";
import { hasCprCheckDigit, isDayMonth, looksLikeTimestamp } from "~/detection/national-id-checks";
import { DATE_AND_FOUR_DIGITS, ELEVEN_DIGITS } from "~/detection/number-shapes";
import { type Pattern } from "~/detection/pattern";
import { compactOf, passes, passesAsWritten } from "~/detection/standard-number";

/** stdnum wants the sign between date and serial number. */
const isPersonnummer = (value: string) =>
  passesAsWritten(personnummer)(value.replace(/^(\d{6}|\d{8}) ?(\d{4})$/, "$1-$2"));

const category = "national_id";

export const NATIONAL_ID_NORTHERN_EUROPE_PATTERNS: readonly Pattern[] = [
  {
    id: "se_personnummer",
    name: "Swedish personal identity number",
    category,
    source: String.raw`\b(?:1[89]|20)?\d{2}(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278]\d|[39][01])[-+]\d{4}\b`,
    boundary: NUMBER,
    validate: (value) => !looksLikeTimestamp(value) && isPersonnummer(value),
    confidence: 0.88,
    examples: [
      "personnummer «840719-4557»",
      "«19910305-4186»",
      '"personnummer":"«840719-1777»"',
      "身份证号«19910305-3923»",
    ],
    nearMisses: [
      "840719-4558",
      "010618-0011",
      "20240115-1030",
      "841319-4557",
      "1840719-4557",
      "840719-4557-1",
      "1-840719-4557",
    ],
    reference: "Skatteverket, SKV 704; coordination numbers SKV 707",
  },
  {
    id: "se_personnummer_in_context",
    name: "Swedish personal identity number in one piece, near its name",
    category,
    source: String.raw`${DATE_AND_FOUR_DIGITS}|\b(?:1[89]|20)\d{6}[- ]?\d{4}\b`,
    boundary: ID_NUMBER,
    validate: isPersonnummer,
    context: [
      "personnummer",
      "personnr",
      "person nr",
      "pers nr",
      "persnr",
      "samordningsnummer",
      "swedish personal",
      "personal identity number",
      "ssn",
    ],
    confidence: 0.92,
    examples: ["personnummer: «199103054186»", "Personnr «8407194557»", "samordningsnummer «840779 4554» 🇸🇪"],
    nearMisses: ["personnummer 8407194558", "order 8407194557", "personnummer 8407194557.5"],
    reference: "Skatteverket, SKV 704",
  },
  {
    id: "fi_hetu",
    name: "Finnish personal identity code",
    category,
    source: String.raw`(?i)\b(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]\b`,
    boundary: NUMBER,
    validate: (value) => !looksLikeTimestamp(value) && passesAsWritten(hetu)(value),
    confidence: 0.93,
    examples: ["hetu «190784-927F»", "henkilötunnus: «050302W0946»", "«050302b111r»", "身份«190784-9441»"],
    nearMisses: ["190784-927H", "061121-0359", "191384-927F", "190784-927FX", "1-190784-927F"],
    reference: "Digital and Population Data Services Agency, the personal identity code",
  },
  {
    id: "dk_cpr",
    name: "Danish CPR number with its check digit",
    category,
    source: String.raw`\b(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-\d{4}\b`,
    boundary: NUMBER,
    validate: (value) => !looksLikeTimestamp(value) && hasCprCheckDigit(compactOf(value)),
    confidence: 0.85,
    examples: ["CPR «190784-9674»", "«050391-3070»", "CPR-nummer: «190784-3366» 🇩🇰"],
    nearMisses: ["190784-9675", "080804-0522", "191384-9674", "1-190784-9674", "190784-96741"],
    reference: "CPR-kontoret, Personnummeret i CPR",
  },
  {
    id: "dk_cpr_in_context",
    name: "Danish CPR number, near its name",
    category,
    source: DATE_AND_FOUR_DIGITS,
    boundary: ID_NUMBER,
    validate: (value) => isDayMonth(value.slice(0, 4)),
    context: ["cpr nummer", "cprnummer", "cpr nr", "cprnr", "cpr no", "cpr number", "cpr", "personnummer"],
    confidence: 0.88,
    examples: ["CPR-nr. «190784-9675»", "cpr=«0503913071»", "cprNummer: «190784 9675» 🙂"],
    nearMisses: ["CPR 191384-9675", "ordre 190784-9675", "CPR 190784-9675/2"],
    reference: "CPR-kontoret, Personnumre uden kontrolciffer (2007)",
  },
  {
    id: "no_fodselsnummer",
    name: "Norwegian national identity number",
    category,
    source: String.raw`\b(?:[04][1-9]|[1256]\d|[37][01])(?:[04][1-9]|[15][0-2])\d{2}[ -]?\d{5}\b`,
    boundary: ID_NUMBER,
    validate: passes(fodselsnummer),
    confidence: 0.9,
    examples: [
      "fødselsnummer «19078442266»",
      "«050391 02899»",
      '"fnr":"«19078422583»"',
      "身份证«05039110174»",
    ],
    nearMisses: ["19078442267", "19978442266", "190784422661", "19078442266.5"],
    reference: "Skatteetaten, fødselsnummer and D-nummer",
  },
  {
    id: "is_kennitala",
    name: "Icelandic identity number",
    category,
    source: String.raw`\b(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d{2}-\d{3}[890]\b`,
    boundary: NUMBER,
    validate: (value) => !looksLikeTimestamp(value) && passes(kennitala)(value),
    confidence: 0.85,
    examples: ["kennitala «190784-1189»", "kt. «050302-3180»", "«190784-1699» 🇮🇸"],
    nearMisses: ["190784-1199", "210707-1740", "191384-1189", "1-190784-1189"],
    reference: "Registers Iceland, kennitala",
  },
  {
    id: "baltic_personal_code",
    name: "Estonian, Lithuanian or new Latvian personal code, near its name",
    category,
    source: String.raw`${ELEVEN_DIGITS}|\b32\d{4}-?\d{5}\b`,
    boundary: ID_NUMBER,
    validate: (value) => value.startsWith("32") || passes(ik, asmensKodas)(value),
    context: [
      "isikukood",
      "isiku kood",
      "personas kods",
      "asmens kodas",
      "personal code",
      "personal id",
      "personal identification",
      "national id",
      "estonian",
      "lithuanian",
    ],
    confidence: 0.92,
    examples: [
      "isikukood «38407190374»",
      "asmens kodas: «38407191719»",
      "personal code «49103050249» 🇪🇪",
      "personas kods «320011-12345»",
    ],
    nearMisses: ["isikukood 38407190375", "tellimus 38407190374", "isikukood 38407190374.5"],
    reference: "EVS 585:2007; Lietuvos Respublikos gyventojų registro įstatymas",
  },
  {
    id: "lv_personas_kods",
    name: "Latvian personal code",
    category,
    source: String.raw`\b[0-3]\d{5}-\d{5}\b`,
    boundary: NUMBER,
    validate: (value) => isDayMonth(value.slice(0, 4)) && passes(pvn)(value),
    confidence: 0.85,
    examples: ["personas kods «190784-10019»", "«190784-10027» 🇱🇻"],
    nearMisses: ["190784-10209", "191384-10208", "1-190784-10019"],
    reference: "Fizisko personu reģistra likums",
  },
];
