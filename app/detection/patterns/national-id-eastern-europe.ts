import * as egn from "stdnum/lib/cjs/bg/egn.js";
import * as rodneCislo from "stdnum/lib/cjs/cz/rc.js";
import * as amka from "stdnum/lib/cjs/gr/amka.js";
import * as oib from "stdnum/lib/cjs/hr/oib.js";
import * as pesel from "stdnum/lib/cjs/pl/pesel.js";
import * as cnp from "stdnum/lib/cjs/ro/cnp.js";
import * as emso from "stdnum/lib/cjs/si/emso.js";
import * as tckimlik from "stdnum/lib/cjs/tr/tckimlik.js";
import * as rntrc from "stdnum/lib/cjs/ua/rntrc.js";
import { ID_NUMBER, NUMBER } from "~/detection/boundaries";
import { isDayMonth, isSnils } from "~/detection/national-id-checks";
import { type Pattern } from "~/detection/pattern";
import { compactOf, passes } from "~/detection/standard-number";

const category = "national_id";

export const NATIONAL_ID_EASTERN_EUROPE_PATTERNS: readonly Pattern[] = [
  {
    id: "pl_pesel",
    name: "Polish PESEL number",
    category,
    source: String.raw`\b\d{2}(?:[02468][1-9]|[13579][0-2])(?:0[1-9]|[12]\d|3[01])\d{5}\b`,
    boundary: ID_NUMBER,
    validate: passes(pesel),
    context: [
      "pesel",
      "pesel numer",
      "numer pesel",
      "polish id",
      "national id",
      "national identification",
      "identity number",
    ],
    confidence: 0.95,
    examples: ["PESEL: «84071947091»", '{"pesel":"«02311438954»"}', "mój pesel to «84071959362» 🇵🇱"],
    nearMisses: ["PESEL 84071947092", "PESEL 84131947091", "zamówienie 84071947091", "PESEL 84071947091.5"],
    reference: "Ustawa o ewidencji ludności, art. 15",
  },
  {
    id: "cz_sk_rodne_cislo",
    name: "Czech or Slovak birth number",
    category,
    source: String.raw`\b\d{2}[0-35-8]\d[0-3]\d/\d{4}\b`,
    boundary: NUMBER,
    validate: passes(rodneCislo),
    confidence: 0.9,
    examples: ["rodné číslo «840719/9669»", "r.č. «916205/3032»", "«840719/9537» 🇨🇿"],
    nearMisses: ["840719/9660", "841419/9669", "1/840719/9669", "840719/9669/1"],
    reference: "Zákon 133/2000 Sb., § 13; zákon 301/1995 Z. z.",
  },
  {
    id: "ro_cnp",
    name: "Romanian personal code (CNP)",
    category,
    source: String.raw`\b[1-9]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[0-4]\d|5[12])\d{4}\b`,
    boundary: ID_NUMBER,
    validate: passes(cnp),
    context: ["cnp", "cod numeric personal", "personal numeric code", "romanian"],
    confidence: 0.95,
    examples: ["CNP «1840719404041»", "cod numeric personal: «2910305127655»", "cnp=«1840719406860» 🇷🇴"],
    nearMisses: ["CNP 1840719404042", "comanda 1840719404041", "CNP 1840719404041.5"],
    reference: "Legea 105/1996; Codul numeric personal",
  },
  {
    id: "south_slavic_jmbg",
    name: "Unique citizen number of Slovenia, Serbia and their neighbours (EMŠO, JMBG)",
    category,
    source: String.raw`\b(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])[09]\d{2}\d{6}\b`,
    boundary: ID_NUMBER,
    validate: passes(emso),
    context: ["jmbg", "emšo", "emso", "matični broj", "matični", "јмбг", "матични број", "embg"],
    confidence: 0.95,
    examples: ["JMBG: «1907984500644»", "EMŠO «1907984500423»", "ЈМБГ «1907984500644»"],
    nearMisses: ["JMBG 1907984500645", "order 1907984500644", "JMBG 1907984500644.5"],
    reference: "Zakon o jedinstvenom matičnom broju građana",
  },
  {
    id: "tr_kimlik",
    name: "Turkish identity number",
    category,
    source: String.raw`\b[1-9]\d{9}[02468]\b`,
    boundary: ID_NUMBER,
    validate: passes(tckimlik),
    context: [
      "t.c. kimlik",
      "tc kimlik",
      "tckimlik",
      "tc kimlik no",
      "tckn",
      "kimlik",
      "kimlik no",
      "kimlik numarası",
      "turkish id",
      "national id",
    ],
    confidence: 0.95,
    examples: ["T.C. Kimlik No: «69480388398»", '"tckn":"«89456807760»"', "kimlik numaram «69480388398» 🇹🇷"],
    nearMisses: ["TC kimlik 69480388396", "sipariş 69480388398", "TCKN 69480388398.5"],
    reference: "Nüfus ve Vatandaşlık İşleri, T.C. kimlik numarası",
  },
  {
    id: "ru_snils",
    name: "Russian pension insurance number (SNILS)",
    category,
    source: String.raw`\b\d{3}-\d{3}-\d{3}[ -]\d{2}\b`,
    boundary: NUMBER,
    validate: (value) => isSnils(compactOf(value)),
    confidence: 0.93,
    examples: ["СНИЛС «194-073-608 81»", "SNILS: «429-328-743 05»", "«793-809-208 52» 🇷🇺"],
    nearMisses: ["194-073-608 82", "1-194-073-608 81", "194-073-608 81-1"],
    reference: "Приказ ПФР 192п; контрольное число СНИЛС",
  },
  {
    id: "eastern_european_number_in_context",
    name: "Bulgarian, Croatian, Czech, Greek, Russian or Ukrainian personal number, near its name",
    category,
    source: String.raw`\b\d{9,11}\b|\b\d{6}/\d{3}\b`,
    boundary: ID_NUMBER,
    validate: (value) =>
      passes(egn, rodneCislo, rntrc, oib)(value) ||
      (value.length === 11 && ((isDayMonth(value.slice(0, 4)) && passes(amka)(value)) || isSnils(value))),
    context: [
      "егн",
      "egn",
      "oib",
      "osobni identifikacijski broj",
      "rodné číslo",
      "rodne cislo",
      "r.č",
      "αμκα",
      "α.μ.κ.α",
      "amka",
      "снилс",
      "snils",
      "рнокпп",
      "іпн",
      "ідентифікаційний",
    ],
    confidence: 0.9,
    examples: [
      "ЕГН «8407192521»",
      "OIB: «89916741554»",
      "rodné číslo «8407199669»",
      "ΑΜΚΑ: «14078554558»",
      "СНИЛС «19407360881»",
      "РНОКПП «2083299306»",
      "r.č. «480719/123»",
    ],
    nearMisses: ["OIB 89916741555", "boib 89916741554", "OIB 89916741554.5"],
    reference: "The registers' own descriptions, as collected by stdnum",
  },
];
