import { describe, expect, it } from "vitest";
import { CATALOGUE } from "~/detection/catalogue";
import { readMarks } from "tests/support/marked-text";

/**
 * Patterns whose numbers no single wrong digit leaves valid. Not among them: numbers whose check leaves out the century
 * (Sweden, Iceland, Belgium) or detects most errors only (Mexico, SNILS, My Number).
 */
const SELF_CHECKING = [
  "in_aadhaar",
  "in_aadhaar_in_context",
  "fr_nir",
  "es_dni",
  "es_nie",
  "es_nss",
  "it_codice_fiscale",
  "nl_bsn",
  "ch_ahv",
  "de_rentenversicherungsnummer",
  "ie_pps",
  "pl_pesel",
  "fi_hetu",
  "dk_cpr",
  "no_fodselsnummer",
  "hr_oib",
  "ca_sin",
  "ca_sin_in_context",
  "ca_sin_labelled",
  "mx_nss",
  "cl_rut",
  "do_cedula",
  "sg_nric",
  "cn_resident_id",
  "za_id",
  "ae_emirates_id",
  "il_id",
  "de_tax_id",
  "de_tax_id_in_context",
  "gb_utr",
  "pl_nip",
  "pl_nip_in_context",
  "au_tfn",
  "au_abn",
  "dk_cvr",
  "in_gstin",
  "cn_uscc",
  "ch_uid",
  "no_mva",
  "gb_nhs_number",
  "gb_nhs_number_in_context",
  "de_krankenversichertennummer",
];

/** The text with another digit at a place. */
function withDigit(text: string, place: number, digit: number): string {
  return text.slice(0, place) + String(digit) + text.slice(place + 1);
}

/** The value with each of its digits replaced by each other one. */
function withOneWrongDigit(value: string): string[] {
  return Array.from(value).flatMap((character, place) =>
    /\d/.test(character)
      ? Array.from({ length: 10 }, (_, digit) => digit)
          .filter((digit) => digit !== Number(character))
          .map((digit) => withDigit(value, place, digit))
      : [],
  );
}

describe("a number with one wrong digit", () => {
  it.each(SELF_CHECKING)("is not accepted as %s", (id) => {
    const pattern = CATALOGUE.find((candidate) => candidate.id === id);
    const values = (pattern?.examples ?? []).flatMap((example) => {
      const { text, spans } = readMarks(example.normalize("NFKC"));
      return spans.map(({ start, end }) => text.slice(start, end));
    });
    expect(values).not.toEqual([]);
    for (const value of values) {
      expect(pattern?.validate?.(value), value).toBe(true);
      expect(withOneWrongDigit(value).filter((wrong) => pattern?.validate?.(wrong))).toEqual([]);
    }
  });
});
