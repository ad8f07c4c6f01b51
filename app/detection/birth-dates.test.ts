import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canBeBirthDate } from "~/detection/birth-dates";

const MONTHS = [
  [
    "January",
    "Jan",
    "Januar",
    "janvier",
    "enero",
    "gennaio",
    "janeiro",
    "januari",
    "januari",
    "stycznia",
    "ledna",
    "января",
    "ocak",
  ],
  [
    "February",
    "Feb",
    "Februar",
    "février",
    "febrero",
    "febbraio",
    "fevereiro",
    "februari",
    "februari",
    "lutego",
    "února",
    "февраля",
    "şubat",
  ],
  [
    "March",
    "Mar",
    "März",
    "mars",
    "marzo",
    "marzo",
    "março",
    "maart",
    "mars",
    "marca",
    "března",
    "марта",
    "mart",
  ],
  [
    "April",
    "Apr",
    "April",
    "avril",
    "abril",
    "aprile",
    "abril",
    "april",
    "april",
    "kwietnia",
    "dubna",
    "апреля",
    "nisan",
  ],
  ["May", "May", "Mai", "mai", "mayo", "maggio", "maio", "mei", "maj", "maja", "května", "мая", "mayıs"],
  [
    "June",
    "Jun",
    "Juni",
    "juin",
    "junio",
    "giugno",
    "junho",
    "juni",
    "juni",
    "czerwca",
    "června",
    "июня",
    "haziran",
  ],
  [
    "July",
    "Jul",
    "Juli",
    "juillet",
    "julio",
    "luglio",
    "julho",
    "juli",
    "juli",
    "lipca",
    "července",
    "июля",
    "temmuz",
  ],
  [
    "August",
    "Aug",
    "August",
    "août",
    "agosto",
    "agosto",
    "agosto",
    "augustus",
    "augusti",
    "sierpnia",
    "srpna",
    "августа",
    "ağustos",
  ],
  [
    "September",
    "Sep",
    "September",
    "septembre",
    "septiembre",
    "settembre",
    "setembro",
    "september",
    "september",
    "września",
    "září",
    "сентября",
    "eylül",
  ],
  [
    "October",
    "Oct",
    "Oktober",
    "octobre",
    "octubre",
    "ottobre",
    "outubro",
    "oktober",
    "oktober",
    "października",
    "října",
    "октября",
    "ekim",
  ],
  [
    "November",
    "Nov",
    "November",
    "novembre",
    "noviembre",
    "novembre",
    "novembro",
    "november",
    "november",
    "listopada",
    "listopadu",
    "ноября",
    "kasım",
  ],
  [
    "December",
    "Dec",
    "Dezember",
    "décembre",
    "diciembre",
    "dicembre",
    "dezembro",
    "december",
    "desember",
    "grudnia",
    "prosince",
    "декабря",
    "aralık",
  ],
];

const birthDates = fc.date({ min: new Date("1900-01-01"), max: new Date("2024-01-01"), noInvalidDate: true });
const two = (number: number) => String(number).padStart(2, "0");

describe("dates of birth", () => {
  it("are a century ago where the day of this one is yet to come", () => {
    const tomorrow = new Date(Date.now() + 36 * 3600 * 1000);
    const [year, month, day] = tomorrow.toISOString().slice(2, 10).split("-");
    expect(canBeBirthDate(`${day}.${month}.${year}`)).toBe(true);
  });

  it("are known in every usual form", () => {
    fc.assert(
      fc.property(birthDates, fc.nat({ max: 12 }), (date, language) => {
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

  it.each([
    ["the second of May 1938", true],
    ["May the Twenty-First, 1964", true],
    ["the thirtieth day of June 1990", true],
    ["the seventeenth of May 1990", true],
    ["the thirtieth of February 1990", false],
    ["the thirty-second of May 1990", false],
    ["the of May 1990", false],
  ])("may have their day in words: %s", (value, canBe) => {
    expect(canBeBirthDate(value)).toBe(canBe);
  });

  it("takes any text", () => {
    fc.assert(fc.property(fc.string(), (text) => typeof canBeBirthDate(text) === "boolean"));
  });
});
