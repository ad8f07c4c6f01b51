import { type Validator } from "stdnum";
import * as at from "stdnum/lib/cjs/at/uid.js";
import * as be from "stdnum/lib/cjs/be/vat.js";
import * as bg from "stdnum/lib/cjs/bg/vat.js";
import * as ch from "stdnum/lib/cjs/ch/uid.js";
import * as cy from "stdnum/lib/cjs/cy/vat.js";
import * as cz from "stdnum/lib/cjs/cz/dic.js";
import * as de from "stdnum/lib/cjs/de/vat.js";
import * as dk from "stdnum/lib/cjs/dk/cvr.js";
import * as ee from "stdnum/lib/cjs/ee/kmkr.js";
import * as cif from "stdnum/lib/cjs/es/cif.js";
import * as dni from "stdnum/lib/cjs/es/dni.js";
import * as nie from "stdnum/lib/cjs/es/nie.js";
import * as fi from "stdnum/lib/cjs/fi/alv.js";
import * as fr from "stdnum/lib/cjs/fr/tva.js";
import * as gb from "stdnum/lib/cjs/gb/vat.js";
import * as gr from "stdnum/lib/cjs/gr/vat.js";
import * as hr from "stdnum/lib/cjs/hr/oib.js";
import * as hu from "stdnum/lib/cjs/hu/anum.js";
import * as ie from "stdnum/lib/cjs/ie/vat.js";
import * as it from "stdnum/lib/cjs/it/iva.js";
import * as lt from "stdnum/lib/cjs/lt/pvm.js";
import * as lu from "stdnum/lib/cjs/lu/tva.js";
import * as lv from "stdnum/lib/cjs/lv/pvn.js";
import * as mt from "stdnum/lib/cjs/mt/vat.js";
import * as nl from "stdnum/lib/cjs/nl/btw.js";
import * as no from "stdnum/lib/cjs/no/orgnr.js";
import * as pl from "stdnum/lib/cjs/pl/nip.js";
import * as pt from "stdnum/lib/cjs/pt/nif.js";
import * as ro from "stdnum/lib/cjs/ro/cif.js";
import * as se from "stdnum/lib/cjs/se/vat.js";
import * as si from "stdnum/lib/cjs/si/ddv.js";
import * as sk from "stdnum/lib/cjs/sk/dph.js";
import { NUMBER } from "~/detection/boundaries";
import { type Pattern } from "~/detection/pattern";
import { compactOf, passes } from "~/detection/standard-number";

interface VatNumber {
  /** After the country's letters. */
  form: string;
  checks: readonly Pick<Validator, "validate">[];
}

const NINE_DIGITS = String.raw`(?:\d{9}|\d{3}[ .]\d{3}[ .]\d{3})`;

/** Long enough, or with letters, to be told from other numbers with two letters before them. */
const DISTINCTIVE: Readonly<Record<string, VatNumber>> = {
  AT: { form: String.raw`U[ -]?\d{8}`, checks: [at] },
  BE: { form: String.raw`[01](?:\d{9}|\d{3}[ .]\d{3}[ .]\d{3})`, checks: [be] },
  DE: { form: NINE_DIGITS, checks: [de] },
  EL: { form: String.raw`\d{9}`, checks: [gr] },
  ES: { form: String.raw`(?:[A-Z]-?\d{7}-?[0-9A-Z]|\d{8}-?[A-Z])`, checks: [cif, dni, nie] },
  FR: { form: String.raw`[0-9A-HJ-NP-Z]{2} ?${NINE_DIGITS}`, checks: [fr] },
  GB: { form: String.raw`(?:\d{9}|\d{12}|\d{3} \d{4} \d{2}(?: \d{3})?)`, checks: [gb] },
  HR: { form: String.raw`\d{11}`, checks: [hr] },
  IE: { form: String.raw`\d[0-9A-Z+*]\d{5}[A-W][A-I]?`, checks: [ie] },
  IT: { form: String.raw`\d{11}`, checks: [it] },
  LV: { form: String.raw`\d{11}`, checks: [lv] },
  NL: { form: String.raw`(?:\d{9}B\d{2}|\d{4}\.\d{2}\.\d{3}\.B\.?\d{2})`, checks: [nl] },
  PL: { form: String.raw`(?:\d{10}|\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3})`, checks: [pl] },
  PT: { form: NINE_DIGITS, checks: [pt] },
  SE: { form: String.raw`\d{6}-?\d{4} ?01`, checks: [se] },
  SK: { form: String.raw`\d{10}`, checks: [sk] },
  XI: { form: String.raw`(?:\d{9}|\d{12})`, checks: [gb] },
};

const PLAIN: Readonly<Record<string, VatNumber>> = {
  BG: { form: String.raw`\d{9,10}`, checks: [bg] },
  CY: { form: String.raw`\d{8}[A-Z]`, checks: [cy] },
  CZ: { form: String.raw`\d{8,10}`, checks: [cz] },
  DK: { form: String.raw`(?:\d{8}|\d{2} \d{2} \d{2} \d{2})`, checks: [dk] },
  EE: { form: String.raw`\d{9}`, checks: [ee] },
  FI: { form: String.raw`\d{7}-?\d`, checks: [fi] },
  HU: { form: String.raw`\d{8}`, checks: [hu] },
  LT: { form: String.raw`(?:\d{9}|\d{12})`, checks: [lt] },
  LU: { form: String.raw`\d{8}`, checks: [lu] },
  MT: { form: String.raw`\d{8}`, checks: [mt] },
  RO: { form: String.raw`\d{4,10}`, checks: [ro] },
  SI: { form: String.raw`\d{8}`, checks: [si] },
};

function sourceOf(numbers: Readonly<Record<string, VatNumber>>): string {
  const forms = Object.entries(numbers).map(([letters, { form }]) => `${letters}[ -]?${form}`);
  return String.raw`\b(?:${forms.join("|")})\b`;
}

function checkOf(numbers: Readonly<Record<string, VatNumber>>): (value: string) => boolean {
  return (value) => {
    const compact = compactOf(value);
    return passes(...(numbers[compact.slice(0, 2)]?.checks ?? []))(compact.slice(2));
  };
}

const category = "tax_id";

export const TAX_ID_VAT_PATTERNS: readonly Pattern[] = [
  {
    id: "eu_vat",
    name: "European VAT number with its country",
    category,
    source: sourceOf(DISTINCTIVE),
    boundary: NUMBER,
    validate: checkOf(DISTINCTIVE),
    confidence: 0.92,
    examples: [
      "USt-IdNr. «DE073651712», «ATU76393840», «DE 502 310 469»",
      "TVA «FR39 890874878» ou «FRP7 900789108»",
      "VAT «GB 758 5834 78», «GB607911444», «IE1689180J»",
      "IVA «ESB98162258», «ES-Q2335256J», «IT05136270856»",
      "btw «NL958176127B01», «BE 0661.468.338»",
      "«PL 274-444-59-61», «PT279603606», «SE556704098401»",
      "«EL280136181», «HR89916741554», «SK2986596646»",
      "增值税号«DE073651712»",
    ],
    nearMisses: [
      "DE073651713",
      "ATU76393841",
      "FR38 890874878",
      "NL958176128B01",
      "DE89 3704 0044 0532 0130 00",
      "DE0736517123",
      "X-DE073651712",
      "FR1420041010050500013M02606",
    ],
    reference: "VIES, VAT number structures; HMRC, VAT numbers of EU countries",
  },
  {
    id: "eu_vat_in_context",
    name: "European VAT number of eight digits or so with its country, near its name",
    category,
    source: sourceOf(PLAIN),
    boundary: NUMBER,
    validate: checkOf(PLAIN),
    context: [
      "vat",
      "vat no",
      "tax",
      "tva",
      "dič",
      "dic",
      "moms",
      "alv",
      "cvr",
      "pvm",
      "cui",
      "cif",
      "ddv",
      "áfa",
      "adószám",
      "ддс",
    ],
    confidence: 0.92,
    examples: [
      "VAT «DK91159392», «FI45422434», «HU45693500»",
      "DIČ: «CZ60474491»",
      "TVA «RO94675782» et «LU38040822»",
      "VAT ID 🧾 «SI16513916»",
    ],
    nearMisses: ["VAT DK91159393", "SIM card SI16513916", "private SI16513916", "VAT DK91159392-12"],
    reference: "VIES, VAT number structures",
  },
  {
    id: "ch_uid",
    name: "Swiss business number (UID)",
    category,
    source: String.raw`\bCHE[- ]?\d{3}\.?\d{3}\.?\d{3}(?: (?:MWST|TVA|IVA))?\b`,
    boundary: NUMBER,
    validate: (value) => passes(ch)(value.slice(0, 3) + compactOf(value).slice(3, 12)),
    confidence: 0.95,
    examples: ["UID «CHE-926.314.628»", "«CHE-926.314.628 MWST»", "TVA n° «CHE926314628» 🇨🇭"],
    nearMisses: ["CHE-926.314.629", "CHE-926.314.6281", "A-CHE-926.314.628"],
    reference: "UIDG, SR 431.03; eCH-0097",
  },
  {
    id: "no_mva",
    name: "Norwegian VAT number",
    category,
    source: String.raw`\b(?:NO ?)?\d{3} ?\d{3} ?\d{3} ?MVA\b`,
    boundary: NUMBER,
    validate: (value) => passes(no)(value.replace(/\D/g, "")),
    confidence: 0.95,
    examples: ["«NO 982 725 917 MVA»", "Org.nr. «982725917MVA»", "«982 725 917 MVA» 🇳🇴"],
    nearMisses: ["982 725 918 MVA", "1-982 725 917 MVA", "982 725 917 MVAX"],
    reference: "Brønnøysundregistrene, organisasjonsnummer",
  },
];
