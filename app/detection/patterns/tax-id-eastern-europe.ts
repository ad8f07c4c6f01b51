import * as cvr from "stdnum/lib/cjs/dk/cvr.js";
import * as ytunnus from "stdnum/lib/cjs/fi/ytunnus.js";
import * as greekVat from "stdnum/lib/cjs/gr/vat.js";
import * as norwegianOrgnr from "stdnum/lib/cjs/no/orgnr.js";
import * as nip from "stdnum/lib/cjs/pl/nip.js";
import * as inn from "stdnum/lib/cjs/ru/inn.js";
import * as swedishOrgnr from "stdnum/lib/cjs/se/orgnr.js";
import * as vkn from "stdnum/lib/cjs/tr/vkn.js";
import { ID_NUMBER, NUMBER } from "~/detection/boundaries";
import { EIGHT_DIGITS, NINE_DIGITS, TEN_DIGITS, TWELVE_DIGITS } from "~/detection/number-shapes";
import { type Pattern } from "~/detection/pattern";
import { passes } from "~/detection/standard-number";

const category = "tax_id";

export const TAX_ID_NORTHERN_AND_EASTERN_EUROPE_PATTERNS: readonly Pattern[] = [
  {
    id: "pl_nip",
    name: "Polish tax number (NIP)",
    category,
    source: String.raw`\b\d{3}-(?:\d{3}-\d{2}-\d{2}|\d{2}-\d{2}-\d{3})\b`,
    boundary: NUMBER,
    validate: passes(nip),
    confidence: 0.88,
    examples: ["NIP «274-444-59-61»", "«988-27-07-403»", "税号«988-270-74-03»"],
    nearMisses: ["274-444-59-62", "1-274-444-59-61", "274-444-59-61-2"],
    reference: "Ustawa o zasadach ewidencji i identyfikacji podatników",
  },
  {
    id: "pl_nip_in_context",
    name: "Polish tax number in one piece, near its name",
    category,
    source: TEN_DIGITS,
    boundary: ID_NUMBER,
    validate: passes(nip),
    context: ["nip", "numer identyfikacji podatkowej", "polish tax", "polish vat"],
    confidence: 0.92,
    examples: ["NIP: «2744445961»", '"nip":"«9882707403»"', "Mój NIP to «2744445961» 🇵🇱"],
    nearMisses: ["NIP 2744445963", "snip 2744445961", "NIP 2744445961.5"],
    reference: "Ustawa o zasadach ewidencji i identyfikacji podatników",
  },
  {
    id: "gr_afm",
    name: "Greek tax number (ΑΦΜ), near its name",
    category,
    source: NINE_DIGITS,
    boundary: ID_NUMBER,
    validate: passes(greekVat),
    context: ["αφμ", "α.φ.μ", "afm", "greek tax", "αριθμός φορολογικού μητρώου"],
    confidence: 0.92,
    examples: ["ΑΦΜ: «280136181»", "AFM «269477530»", "Α.Φ.Μ. «280136181»"],
    nearMisses: ["ΑΦΜ 280136182", "παραγγελία 280136181", "ΑΦΜ 280136181.5"],
    reference: "ΑΑΔΕ, Αριθμός Φορολογικού Μητρώου",
  },
  {
    id: "ru_inn",
    name: "Russian taxpayer number (ИНН), near its name",
    category,
    source: String.raw`${TEN_DIGITS}|${TWELVE_DIGITS}`,
    boundary: ID_NUMBER,
    validate: passes(inn),
    context: ["инн", "inn number", "inn no", "russian tax"],
    confidence: 0.92,
    examples: ["ИНН «7714427658»", "ИНН физлица: «774781220135»", '{"инн":"«7792980309»"}'],
    nearMisses: ["ИНН 7714427659", "заказ 7714427658", "ИНН 7714427658.5"],
    reference: "Приказ ФНС ЕД-7-14/559@",
  },
  {
    id: "nordic_organisation_number",
    name: "Swedish, Norwegian or Finnish organisation number, near its name",
    category,
    source: String.raw`\b\d{6}-\d{4}\b|\b\d{10}\b|\b\d{7}-\d\b|${NINE_DIGITS}`,
    boundary: ID_NUMBER,
    validate: passes(swedishOrgnr, norwegianOrgnr, ytunnus),
    context: [
      "organisationsnummer",
      "organisasjonsnummer",
      "organisation number",
      "org nummer",
      "org nr",
      "org. nr",
      "org.nr",
      "orgnr",
      "y tunnus",
      "ytunnus",
      "business id",
    ],
    confidence: 0.88,
    examples: [
      "organisationsnummer «556842-6927»",
      "Org.nr. «939 913 149»",
      "Y-tunnus «0302331-2»",
      "orgnr=«980927016» 🇳🇴",
    ],
    nearMisses: ["organisationsnummer 556842-6928", "ordernr 556842-6927", "Y-tunnus 0302331-2/1"],
    reference: "Bolagsverket; Brønnøysundregistrene; PRH, Business Information System",
  },
  {
    id: "dk_cvr",
    name: "Danish company number, near its name",
    category,
    source: String.raw`${EIGHT_DIGITS}|\b\d{2} \d{2} \d{2} \d{2}\b`,
    boundary: ID_NUMBER,
    validate: passes(cvr),
    context: ["cvr nummer", "cvrnummer", "cvr nr", "cvrnr", "cvr no", "cvr", "se nr"],
    confidence: 0.9,
    examples: ["CVR «91159392»", "CVR-nr. «77 86 44 58»", "cvr=«91159392» 🇩🇰"],
    nearMisses: ["CVR 91159393", "ordre 91159392", "CVR 91159392.5"],
    reference: "Erhvervsstyrelsen, CVR-nummer",
  },
  {
    id: "tr_vkn",
    name: "Turkish tax number, near its name",
    category,
    source: TEN_DIGITS,
    boundary: ID_NUMBER,
    validate: passes(vkn),
    context: ["vkn", "vergi kimlik", "vergi no", "vergi numarası", "turkish tax"],
    confidence: 0.92,
    examples: ["Vergi kimlik no «8172613683»", "VKN: «6178788809»", '"vkn":"«8172613683»" // 🇹🇷'],
    nearMisses: ["VKN 8172613684", "sipariş 8172613683", "VKN 8172613683.5"],
    reference: "Gelir İdaresi Başkanlığı, vergi kimlik numarası",
  },
];
