import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canBeBirthDate } from "~/detection/birth-dates";

const MONTHS = [
  ["January", "Jan", "Januar", "janvier", "enero", "gennaio", "janeiro", "januari"],
  ["February", "Feb", "Februar", "février", "febrero", "febbraio", "fevereiro", "februari"],
  ["March", "Mar", "März", "mars", "marzo", "marzo", "março", "maart"],
  ["April", "Apr", "April", "avril", "abril", "aprile", "abril", "april"],
  ["May", "May", "Mai", "mai", "mayo", "maggio", "maio", "mei"],
  ["June", "Jun", "Juni", "juin", "junio", "giugno", "junho", "juni"],
  ["July", "Jul", "Juli", "juillet", "julio", "luglio", "julho", "juli"],
  ["August", "Aug", "August", "août", "agosto", "agosto", "agosto", "augustus"],
  ["September", "Sep", "September", "septembre", "septiembre", "settembre", "setembro", "september"],
  ["October", "Oct", "Oktober", "octobre", "octubre", "ottobre", "outubro", "oktober"],
  ["November", "Nov", "November", "novembre", "noviembre", "novembre", "novembro", "november"],
  ["December", "Dec", "Dezember", "décembre", "diciembre", "dicembre", "dezembro", "december"],
];

const birthDates = fc.date({ min: new Date("1900-01-01"), max: new Date("2024-01-01"), noInvalidDate: true });
const two = (number: number) => String(number).padStart(2, "0");

describe("dates of birth", () => {
  it("are known in every usual form", () => {
    fc.assert(
      fc.property(birthDates, fc.nat({ max: 7 }), (date, language) => {
        const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        const name = MONTHS[month - 1]![language]!;
        for (const form of [
          `${year}-${two(month)}-${two(day)}`,
          `${year}${two(month)}${two(day)}`,
          `${year}年${month}月${day}日`,
          `${day}/${month}/${year}`,
          `${month}/${day}/${year}`,
          `${two(day)}.${two(month)}.${two(year % 100)}`,
          `${day} ${name} ${year}`,
          `${day}th of ${name}, ${year}`,
          `${day} de ${name} del ${year}`,
          `${name} ${day}st, ${year}`,
          `${year} ${name} ${day}`,
        ]) {
          expect(canBeBirthDate(form), form).toBe(true);
        }
      }),
    );
  });

  it("are days of the calendar, not before 1900 and not to come", () => {
    const next = new Date().getFullYear() + 1;
    for (const value of [
      "31/02/1985",
      "1985-13-13",
      "0/0/1985",
      "1899-12-31",
      "32 March 1985",
      "March 1985",
      "19850230",
      `1.1.${next}`,
      `1 March ${next}`,
      "",
    ]) {
      expect(canBeBirthDate(value), value).toBe(false);
    }
  });

  it("takes any text", () => {
    fc.assert(fc.property(fc.string(), (text) => typeof canBeBirthDate(text) === "boolean"));
  });
});
