import * as austrianTin from "stdnum/lib/cjs/at/tin.js";
import * as idnr from "stdnum/lib/cjs/de/idnr.js";
import * as stnr from "stdnum/lib/cjs/de/stnr.js";
import * as cif from "stdnum/lib/cjs/es/cif.js";
import * as siren from "stdnum/lib/cjs/fr/siren.js";
import * as siret from "stdnum/lib/cjs/fr/siret.js";
import * as utr from "stdnum/lib/cjs/gb/utr.js";
import * as iva from "stdnum/lib/cjs/it/iva.js";
import * as frenchNif from "stdnum/lib/cjs/fr/nif.js";
import * as portugueseNif from "stdnum/lib/cjs/pt/nif.js";
import { ID_NUMBER, NUMBER_IN_GROUPS } from "~/detection/boundaries";
import { ELEVEN_DIGITS, NINE_DIGITS, TEN_DIGITS, THIRTEEN_DIGITS } from "~/detection/number-shapes";
import { type Pattern } from "~/detection/pattern";
import { compactOf, passes } from "~/detection/standard-number";

/** Among the first ten digits of a German tax number one stands two or three times, and no other twice. */
function hasOneRepeatedDigit(value: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of compactOf(value).slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  return repeated.length === 1 && (repeated[0] === 2 || repeated[0] === 3);
}

const isSteuerId = (value: string) => hasOneRepeatedDigit(value) && passes(idnr)(value);

const category = "tax_id";

export const TAX_ID_WESTERN_EUROPE_PATTERNS: readonly Pattern[] = [
  {
    id: "de_tax_id",
    name: "German tax identification number in groups",
    category,
    source: String.raw`\b[1-9]\d (?:\d{3} ){2}\d{3}\b`,
    boundary: NUMBER_IN_GROUPS,
    validate: isSteuerId,
    confidence: 0.85,
    examples: ["IdNr. «92 658 014 798»", "Steuer-ID: «92 658 014 798»", "税号«92 658 014 798»"],
    nearMisses: ["92 658 014 797", "27 444 459 613", "92 658 014 7981", "$92 658 014 798"],
    reference: "§ 139b AO; Bundeszentralamt für Steuern",
  },
  {
    id: "de_tax_id_in_context",
    name: "German tax identification number, near its name",
    category,
    source: String.raw`${ELEVEN_DIGITS}|\b\d{2}(?:[ ./]\d{3}){3}\b`,
    boundary: ID_NUMBER,
    validate: isSteuerId,
    context: [
      "steuer id",
      "steuerid",
      "steueridnr",
      "steuer idnr",
      "idnr",
      "steueridentifikationsnummer",
      "steuerliche identifikationsnummer",
      "steuer identifikationsnummer",
      "steuernummer",
      "identifikationsnummer",
      "tax id",
      "tax identification",
      "german tax",
      "tin",
    ],
    confidence: 0.95,
    examples: [
      "Steuer-ID «92658014798»",
      '{"steuerId": "«92658014798»"}',
      "Meine Steueridentifikationsnummer lautet «92658014798» 🙂",
      "German tax number (TIN): «92/658/014/798»",
    ],
    nearMisses: ["Steuer-ID 92658014797", "Bestellung 92658014798", "IdNr 92658014798/2"],
    reference: "§ 139b AO",
  },
  {
    id: "de_steuernummer",
    name: "German or Austrian tax office number, near its name",
    category,
    source: String.raw`\b\d{2,3}[/ -]\d{3,4}/\d{4,5}\b|${TEN_DIGITS}|${ELEVEN_DIGITS}|${THIRTEEN_DIGITS}`,
    boundary: ID_NUMBER,
    validate: passes(stnr, austrianTin),
    context: [
      "steuernummer",
      "steuer nr",
      "st nr",
      "st. nr",
      "stnr",
      "steuernr",
      "abgabenkontonummer",
      "finanzamt",
    ],
    confidence: 0.85,
    examples: ["Steuernummer: «21/815/09740»", "St.-Nr. «143/262/10117»", "steuernummer=«2893081508152»"],
    nearMisses: [
      "Kapitel 21/815/09740",
      "Steuernummer 12/34",
      "Steuernummer 00/000/00000",
      "St.-Nr. 21/815/09740/3",
    ],
    reference: "AO-Anwendungserlass; ELSTER, Steuernummernformate der Länder",
  },
  {
    id: "gb_utr",
    name: "UK unique taxpayer reference, near its name",
    category,
    source: String.raw`${TEN_DIGITS}|\b\d{5} \d{5}\b`,
    boundary: ID_NUMBER,
    validate: passes(utr),
    context: ["utr", "unique taxpayer", "unique tax reference", "self assessment", "hmrc", "tax reference"],
    confidence: 0.9,
    examples: [
      "UTR «5388635541»",
      '{"utr_number": "«59971 27093»"}',
      "my Unique Taxpayer Reference is «5388635541» 📄",
    ],
    nearMisses: ["UTR 5388635542", "ref 5388635541", "UTR 5388635541.20"],
    reference: "HMRC, Self Assessment manual; MTD reference checks",
  },
  {
    id: "fr_company_tax_number",
    name: "French company or tax number (SIREN, SIRET, SPI), near its name",
    category,
    source: String.raw`\b\d{3} \d{3} \d{3} \d{5}\b|\b[0-3]\d \d{2} \d{3} \d{3} \d{3}\b|${NINE_DIGITS}|${THIRTEEN_DIGITS}|\b\d{14}\b`,
    boundary: ID_NUMBER,
    validate: passes(siren, siret, frenchNif),
    context: ["siren", "siret", "numéro fiscal", "numero fiscal", "numéro spi", "nif"],
    confidence: 0.9,
    examples: ["SIREN «180 691 974»", '"siret":"«32395979279573»"', "N° SIRET : «323 959 792 79573» 🇫🇷"],
    nearMisses: ["SIREN 180 691 975", "desiren 180 691 974", "SIREN 180691974,50"],
    reference: "INSEE, répertoire Sirene; DGFiP, numéro fiscal de référence",
  },
  {
    id: "it_partita_iva",
    name: "Italian VAT number without IT, near its name",
    category,
    source: ELEVEN_DIGITS,
    boundary: ID_NUMBER,
    validate: passes(iva),
    context: ["partita iva", "p iva", "p.iva", "piva", "p. iva", "codice fiscale", "numero iva"],
    confidence: 0.92,
    examples: ["P.IVA «05136270856»", "Partita IVA: «08333140443»", "partita_iva=«05136270856» 🧾"],
    nearMisses: ["P.IVA 05136270857", "ordine 05136270856", "Partita IVA 05136270856:12"],
    reference: "DPR 633/1972, art. 35; Agenzia delle Entrate",
  },
  {
    id: "es_cif",
    name: "Spanish company tax number, near its name",
    category,
    source: String.raw`\b[A-HJNP-SUVW]-?\d{7}-?[0-9A-J]\b`,
    boundary: ID_NUMBER,
    validate: passes(cif),
    context: ["cif", "nif", "n.i.f", "c.i.f", "razón social", "empresa", "vat"],
    confidence: 0.9,
    examples: ["CIF: «B98162258»", "NIF «A-61096640»", "cif=«Q2335256J» 🏢"],
    nearMisses: ["CIF B98162259", "pieza B98162258", "CIF B98162258-12"],
    reference: "Orden EHA/451/2008",
  },
  {
    id: "pt_nif",
    name: "Portuguese tax number, near its name",
    category,
    source: NINE_DIGITS,
    boundary: ID_NUMBER,
    validate: passes(portugueseNif),
    context: ["nif", "nipc", "contribuinte", "número fiscal", "numero fiscal"],
    confidence: 0.92,
    examples: ["NIF «279603606»", "contribuinte n.º «284 023 507»", '"nif":"«279603606»" // 🇵🇹'],
    nearMisses: ["NIF 279603607", "encomenda 279603606", "NIF 279603606.50"],
    reference: "Autoridade Tributária, Número de Identificação Fiscal",
  },
];
