import fc from "fast-check";
import { composeIBAN, countrySpecs, isValidIBAN } from "ibantools";
import RE2 from "re2";
import { stdnum } from "stdnum";
import { describe, expect, it } from "vitest";
import {
  hasAbaCheckDigit,
  hasCbuCheckDigits,
  hasIbanCheckDigits,
  ibanSource,
} from "~/detection/bank-numbers";

const digits = (length: number) =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((list) => list.join(""));

/** Another digit in one place. */
const change = (number: string, at: number, shift: number) =>
  number.slice(0, at) + String((Number(number[at]) + shift) % 10) + number.slice(at + 1);
const shift = fc.integer({ min: 1, max: 9 });

/** The one number with this body and a check digit at its end that a check accepts. */
const complete = (body: string, check: (number: string) => boolean) =>
  Array.from("0123456789", (digit) => body + digit).filter(check);

const countries = Object.entries(countrySpecs).flatMap(([country, { chars, bban_regexp: form }]) =>
  chars && form ? { country, chars, form: form.replace(/^\^?/, "^").replace(/\$?$/, "$") } : [],
);

/** Right by the library's own rules for its form and its check digits, whatever a country says about its account numbers. */
const ibans = fc.oneof(
  ...countries.map(({ country, form }) =>
    fc.stringMatching(new RegExp(form)).map((bban) => {
      const letters = `${bban}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
      return country + String(98n - (BigInt(letters) % 97n)).padStart(2, "0") + bban;
    }),
  ),
);

const expression = new RE2(`^(?:${ibanSource()})$`, "u");
const isIban = (text: string) => expression.test(text) && hasIbanCheckDigits(text);

describe("IBANs", () => {
  it("are accepted in every country's form, grouped or not, in any case", () => {
    fc.assert(
      fc.property(ibans, fc.constantFrom("", " ", "-", "."), fc.boolean(), (iban, separator, isLower) => {
        const grouped = (iban.match(/.{1,4}/g) ?? []).join(separator);
        expect(isIban(isLower ? grouped.toLowerCase() : grouped)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("are those that ibantools accepts, and more only where a country checks its own part", () => {
    fc.assert(
      fc.property(ibans, (iban) => {
        const { bban_validation_func: national } = countrySpecs[iban.slice(0, 2)] ?? {};
        expect(isValidIBAN(iban)).toBe(national ? national(iban.slice(4)) : true);
      }),
      { numRuns: 1000 },
    );
    expect(composeIBAN({ countryCode: "NL", bban: "LAFV2892213754" })).toBe("NL44LAFV2892213754");
  });

  it("are none with any one digit changed, or two neighbours exchanged", () => {
    fc.assert(
      fc.property(ibans, fc.nat(), shift, (iban, place, by) => {
        const places = Array.from(iban, (_, at) => at).filter((at) => /\d/.test(iban.charAt(at)));
        const at = places[place % places.length] ?? 2;
        expect(isIban(change(iban, at, by))).toBe(false);
        const [left, right] = [iban.charAt(at), iban.charAt(at + 1)];
        if (left === right || !/\d/.test(right) || at === 3) return;
        expect(isIban(iban.slice(0, at) + right + left + iban.slice(at + 2))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it("are none one character longer or shorter", () => {
    fc.assert(
      fc.property(ibans, (iban) => {
        expect(isIban(iban.slice(0, -1))).toBe(false);
        expect(isIban(`${iban}0`)).toBe(false);
      }),
    );
  });
});

describe("check digits", () => {
  it("of a routing number: one of ten fits, and no one digit can change", () => {
    fc.assert(
      fc.property(digits(8), fc.nat(8), shift, (body, at, by) => {
        const [number = "", ...others] = complete(body, hasAbaCheckDigit);
        expect(others).toEqual([]);
        expect(hasAbaCheckDigit(number)).toBe(true);
        expect(hasAbaCheckDigit(change(number, at, by))).toBe(false);
        expect(hasAbaCheckDigit(`${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`)).toBe(true);
      }),
    );
    expect(hasAbaCheckDigit("021000021")).toBe(true);
  });

  it("of a CLABE: what stdnum says", () => {
    fc.assert(
      fc.property(digits(12), (body) => {
        for (let digit = 0; digit < 10; digit++) {
          const number = `002180${body.slice(1)}${digit}`;
          expect(hasAbaCheckDigit(number)).toBe(stdnum.MX?.clabe?.validate(number).isValid);
        }
      }),
    );
  });

  it("of a CBU: both, as the central bank computes them", () => {
    // From the right the digits before a check digit count 3, 1, 7, 9 by turns.
    const checkDigit = (body: string) => {
      const sum = Array.from(body)
        .reverse()
        .reduce((total, digit, i) => total + Number(digit) * ([3, 1, 7, 9][i % 4] ?? 0), 0);
      return String((10 - (sum % 10)) % 10);
    };
    fc.assert(
      fc.property(digits(7), digits(13), fc.nat(21), shift, (bank, account, at, by) => {
        const number = bank + checkDigit(bank) + account + checkDigit(account);
        expect(hasCbuCheckDigits(number)).toBe(true);
        expect(hasCbuCheckDigits(`${number.slice(0, 8)}-${number.slice(8)}`)).toBe(true);
        expect(hasCbuCheckDigits(change(number, at, by))).toBe(false);
      }),
    );
    expect(stdnum.AR?.cbu?.validate("2858828999112508607671").isValid).toBe(true);
    expect(hasCbuCheckDigits("2858828999112508607671")).toBe(true);
  });
});
