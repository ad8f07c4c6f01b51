import * as vnr from "stdnum/lib/cjs/at/vnr.js";
import * as svnr from "stdnum/lib/cjs/de/svnr.js";
import * as pps from "stdnum/lib/cjs/ie/pps.js";
import * as cartaoDeCidadao from "stdnum/lib/cjs/pt/cc.js";
import { ID_NUMBER, NO_LITERAL, TOKEN } from "~/detection/boundaries";
import { isGermanIdCard } from "~/detection/national-id-checks";
import { type Pattern } from "~/detection/pattern";
import { compactOf, passes } from "~/detection/standard-number";

const category = "national_id";

export const NATIONAL_ID_CENTRAL_EUROPE_PATTERNS: readonly Pattern[] = [
  {
    id: "de_rentenversicherungsnummer",
    name: "German pension insurance number",
    category,
    source: String.raw`\b\d{2}[ /]?[0-9]{2}[01]\d{3}[ /]?[A-Z][ /]?\d{2}[ /]?\d\b`,
    boundary: TOKEN,
    validate: passes(svnr),
    confidence: 0.93,
    examples: ["RVNR «15190784K010»", "Sozialversicherungsnummer: «53 050391 A 163»", "«15190784S633» 🙂"],
    nearMisses: ["15190784K011", "15193984K010", "15190784K0101", "id/15190784K010"],
    reference: "VKVV § 2; Deutsche Rentenversicherung",
  },
  {
    id: "de_personalausweis",
    name: "German identity card number, near its name",
    category,
    source: String.raw`\b[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}\d?\b|\b[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}<?\dD\b`,
    boundary: TOKEN,
    validate: (value) => /\d.*\d/.test(value) && (value.length === 9 || isGermanIdCard(compactOf(value))),
    context: [
      "personalausweisnummer",
      "personalausweisnr",
      "personalausweis",
      "ausweisnummer",
      "ausweisnr",
      "ausweis nr",
      "perso",
      "german id card",
      "german identity card",
    ],
    confidence: 0.85,
    examples: [
      "Personalausweis Nr. «L3C85T478»",
      "Ausweisnummer: «LZ6311T475»",
      "German identity card «L3C85T478» 🪪",
    ],
    nearMisses: [
      "Ausweisnummer LZ6311T476",
      "Artikel L3C85T478",
      "Ausweisnummer LCFGHJKLM",
      "Ausweisnummer a/L3C85T478",
    ],
    reference: "PAuswG § 5; ICAO 9303 part 3",
  },
  {
    id: "at_svnr",
    name: "Austrian social insurance number",
    category,
    source: String.raw`\b[1-9]\d{3}[ -]?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-5])\d{2}\b`,
    boundary: ID_NUMBER,
    validate: passes(vnr),
    context: [
      "sozialversicherungsnummer",
      "sozialversicherungs",
      "versicherungsnummer",
      "svnr",
      "sv nummer",
      "sv nr",
      "svnummer",
      "e card",
    ],
    confidence: 0.92,
    examples: ["SVNR «5435 140785»", "Sozialversicherungsnummer: «5080140785»", "SV-Nr. «5435 140785» 🇦🇹"],
    nearMisses: ["SVNR 5436 140785", "Rechnung 5435140785", "SVNR 5435140785.5"],
    reference: "ASVG § 31; Dachverband der Sozialversicherungsträger",
  },
  {
    id: "ie_pps",
    name: "Irish personal public service number",
    category,
    source: String.raw`\b\d{7} ?[A-W][ABHTWX]?\b`,
    boundary: NO_LITERAL,
    validate: passes(pps),
    confidence: 0.88,
    examples: ["PPS number «6651645J»", "PPSN: «9531903KW»", '"pps":"«9786014C»"', "号码«6651645J»"],
    nearMisses: ["6651645K", "n = 1070000D;", "16651645J", "6651645JQ", "x-6651645J"],
    reference: "Social Welfare Consolidation Act 2005, s. 262; Revenue, PPSN check character",
  },
  {
    id: "pt_cartao_de_cidadao",
    name: "Portuguese citizen card number",
    category,
    source: String.raw`\b\d{8}[ -]?\d[ -]?[0-9A-Z]{2}\d\b`,
    boundary: TOKEN,
    validate: (value) => /[A-Z]/.test(value) && passes(cartaoDeCidadao)(value),
    confidence: 0.9,
    examples: ["CC «15459938 9 BA7»", "cartão de cidadão: «747983233EK9»", "«15459938 9 BA7» 🇵🇹"],
    nearMisses: ["15459938 9 BA8", "747983233EK91", "doc-747983233EK9"],
    reference: "Portaria 203/2007; Cartão de Cidadão, algoritmo de validação",
  },
];
