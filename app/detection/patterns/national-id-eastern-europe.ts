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
import { ELEVEN_DIGITS, TEN_DIGITS, THIRTEEN_DIGITS } from "~/detection/number-shapes";
import { type Pattern } from "~/detection/pattern";
import { compactOf, passes } from "~/detection/standard-number";

/** Bulgarian months are 20 or 40 higher outside the twentieth century. */
const isEgn = (value: string) => /^\d\d(?:[024][1-9]|[135][0-2])[0-3]/.test(value) && passes(egn)(value);

function isBirthNumber(value: string): boolean {
  if (value.length === 11) return (isDayMonth(value.slice(0, 4)) && passes(amka)(value)) || isSnils(value);
  return isEgn(value) || passes(rodneCislo)(value);
}

const category = "national_id";

export const NATIONAL_ID_EASTERN_EUROPE_PATTERNS: readonly Pattern[] = [
  {
    id: "pl_pesel",
    name: "Polish PESEL number",
    category,
    source: ELEVEN_DIGITS,
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
    source: THIRTEEN_DIGITS,
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
    source: THIRTEEN_DIGITS,
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
    source: ELEVEN_DIGITS,
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
    id: "hr_oib",
    name: "Croatian personal number (OIB), near its name",
    category,
    source: ELEVEN_DIGITS,
    boundary: ID_NUMBER,
    validate: passes(oib),
    context: ["oib", "osobni identifikacijski broj"],
    confidence: 0.93,
    examples: [
      "OIB: «89916741554»",
      "osobni identifikacijski broj «50852992787»",
      '"oib":"«89916741554»" // 🇭🇷',
    ],
    nearMisses: ["OIB 89916741555", "boib 89916741554", "OIB 89916741554.5"],
    reference: "Zakon o osobnom identifikacijskom broju; ISO 7064 MOD 11,10",
  },
  {
    id: "ua_rnokpp",
    name: "Ukrainian taxpayer number (РНОКПП), near its name",
    category,
    source: TEN_DIGITS,
    boundary: ID_NUMBER,
    validate: passes(rntrc),
    context: ["рнокпп", "іпн", "ідентифікаційний номер", "ідентифікаційний код", "rnokpp"],
    confidence: 0.92,
    examples: ["РНОКПП «2083299306»", "ІПН: «5101583399»"],
    nearMisses: ["РНОКПП 2083299307", "замовлення 2083299306", "ІПН 2083299306.5"],
    reference: "Наказ Мінфіну 822/2017",
  },
  {
    id: "eastern_european_number_in_context",
    name: "Bulgarian, Czech, Greek or Russian personal number in one piece, near its name",
    category,
    source: String.raw`${TEN_DIGITS}|${ELEVEN_DIGITS}|\b\d{6}/\d{3}\b`,
    boundary: ID_NUMBER,
    validate: isBirthNumber,
    context: ["егн", "egn", "rodné číslo", "rodne cislo", "r.č", "αμκα", "α.μ.κ.α", "amka", "снилс", "snils"],
    confidence: 0.93,
    examples: [
      "ЕГН «8407192521»",
      "rodné číslo «8407199669»",
      "r.č. «480719/123»",
      "ΑΜΚΑ: «14078554558»",
      "СНИЛС «19407360881»",
    ],
    nearMisses: ["ЕГН 8407192522", "поръчка 8407192521", "ΑΜΚΑ 14078554558.5"],
    reference: "ГРАО; zákon 133/2000 Sb.; ΗΔΙΚΑ; СФР: the registers of the four countries",
  },
];
