import fc from "fast-check";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { CATALOGUE, patternIdsOf } from "~/detection/catalogue";
import { createScanner } from "~/detection/scanner";
import { CATEGORIES, CATEGORY_INFO } from "~/rules/categories";

const everything = createScanner(CATALOGUE.map(({ id }) => id));

/** The text without its « » marks, and the offsets they stood at. */
function readMarks(marked: string): { text: string; spans: { start: number; end: number }[] } {
  const spans: { start: number; end: number }[] = [];
  let text = "";
  for (const [index, piece] of marked.split(/[«»]/).entries()) {
    if (index % 2 === 1) spans.push({ start: text.length, end: text.length + piece.length });
    text += piece;
  }
  return { text, spans };
}

const offsets = (findings: { start: number; end: number }[]) =>
  findings.map(({ start, end }) => ({ start, end }));

describe.each(CATALOGUE.map((pattern) => ({ ...pattern })))(
  "$id",
  ({ id, category, examples, nearMisses }) => {
    const scanner = createScanner([id]);

    it.each(examples)("finds %s", (example) => {
      const { text, spans } = readMarks(example);
      expect(spans.length).toBeGreaterThan(0);
      expect(offsets(scanner.scan(text))).toEqual(spans);
      expect(
        scanner.scan(text).every((finding) => finding.category === category && finding.patternId === id),
      ).toBe(true);
    });

    it.each(nearMisses)("finds nothing in %s", (nearMiss) => {
      expect(scanner.scan(nearMiss)).toEqual([]);
    });
  },
);

describe("the catalogue", () => {
  it("names every pattern once and serves every category", () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
    for (const category of CATEGORIES) expect(patternIdsOf([category])).not.toEqual([]);
  });

  it("finds each category's own example, and nothing in the placeholders", () => {
    for (const { id, example, placeholder } of Object.values(CATEGORY_INFO)) {
      expect(everything.scan(`It is ${example}.`)).toMatchObject([
        { category: id, start: 6, end: 6 + example.length },
      ]);
      expect(everything.scan(`phone: ${placeholder} ssn: ${placeholder}`)).toEqual([]);
    }
  });

  it.each([
    "Meeting on 2024-03-15 at 10:30, room 4155, build 20240315.1",
    "pi is 3.14159265358979, e is 2.718281828459045",
    "commit 3f2504e0-4f89-11d3-9a0c-0305e82c3301, sha 9b74c9897bac770ffc029102a200c5de",
    "IPs 10.0.0.1 and 2001:db8::ff00:42:8329, port 5432, version 10.15.7-beta.2",
    "Order 4155550132 of 2023, invoice 0001-2024-000123, total 1,234,567.89",
    "timestamps 1700000000 1700000000000 2024-01-15T10:00:00.000+01:00",
    "ISBN 978-3-16-148410-0, EAN 4006381333931, SKU 123-4567-89",
    "tracking 1Z999AA10123456784, range 100-200-300, score 12-34-5678",
  ])("finds nothing in %s", (text) => {
    expect(everything.scan(text)).toEqual([]);
  });
});

const values = CATALOGUE.flatMap(({ id, examples }) =>
  examples
    .map((example) => ({ id, ...readMarks(example) }))
    .filter(({ text, spans }) => spans.length === 1 && text !== ""),
);

/** Anything that cannot join up with what stands beside it. */
const surroundings = fc.array(
  fc.constantFrom("é", "😀", "漢字", "naïve", "z", "\n", " ", "ß", "\ud800", "—"),
  { maxLength: 30 },
);

describe("scanning", () => {
  it("finds an example at its place in any surroundings, and in any of many texts", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...values),
        surroundings,
        surroundings,
        fc.array(surroundings),
        fc.nat(),
        (value, left, right, others, at) => {
          const before = `${left.join("")} \n`;
          const text = `${before}${value.text}\n ${right.join("")}`;
          const texts = others.map((other) => other.join(""));
          texts.splice(at % (texts.length + 1), 0, text);
          const found = createScanner([value.id]).scanMany(texts);
          const expected = value.spans.map(({ start, end }) => ({
            start: start + before.length,
            end: end + before.length,
          }));
          expect(found.map(offsets)).toEqual(texts.map((other) => (other === text ? expected : [])));
        },
      ),
      { numRuns: 500 },
    );
  });

  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        ...values.map(({ text }) => text),
        "4242",
        "-",
        " ",
        "@",
        "+",
        ".",
        "(",
        ")",
        "phone: ",
        "ssn ",
      ),
      fc.string({ unit: "binary", maxLength: 5 }),
      fc.stringMatching(/^[0-9 +().@-]{0,12}$/),
    ),
    { maxLength: 20 },
  );

  it("gives disjoint findings in order, the same ones for texts together and alone", () => {
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 4 }), (lists) => {
        const texts = lists.map((list) => list.join(""));
        const many = everything.scanMany(texts);
        expect(many).toEqual(texts.map((text) => everything.scan(text)));
        for (const [index, findings] of many.entries()) {
          let end = 0;
          for (const finding of findings) {
            expect(finding.start).toBeGreaterThanOrEqual(end);
            expect(finding.end).toBeGreaterThan(finding.start);
            end = finding.end;
          }
          expect(end).toBeLessThanOrEqual(texts[index]!.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("covers with all patterns whatever one of them covers alone", () => {
    fc.assert(
      fc.property(pieces, (list) => {
        const text = list.join("");
        const all = everything.scan(text);
        for (const { id } of CATALOGUE) {
          for (const { start, end } of createScanner([id]).scan(text)) {
            expect(all.some((finding) => finding.start <= start && end <= finding.end)).toBe(true);
          }
        }
      }),
    );
  });

  it("knows from one pass which expressions match", () => {
    fc.assert(
      fc.property(pieces, (list) => {
        const text = list.join("").toWellFormed();
        const matching = CATALOGUE.filter(({ source }) => new RE2(source, "u").test(text)).map(
          ({ id }) => id,
        );
        expect([...everything.presentPatterns([text])]).toEqual(matching);
      }),
    );
  });

  it("finds nothing across the border of two texts", () => {
    expect(everything.scanMany(["jane@exam", "ple.com", "536-22", "-8145"])).toEqual([[], [], [], []]);
    expect(everything.scanMany([])).toEqual([]);
    expect(createScanner([]).scanMany(["jane@example.com"])).toEqual([[]]);
  });

  it("finds a card that begins inside a longer run of groups", () => {
    expect(offsets(everything.scan("9999 1234 4242 4242 4242 4242 99"))).toEqual([{ start: 10, end: 29 }]);
  });

  it("stays linear in hostile text", () => {
    for (const unit of ["4242 ", "a@", "a.", "+1", "(415) ", "phone: ", "a@b.png ", "1-1.", "00 1 "]) {
      const text = unit.repeat(20_000);
      const started = performance.now();
      everything.scan(text);
      // Takes a fraction of a second, also on a busy machine; what is quadratic takes far longer.
      expect(performance.now() - started, unit).toBeLessThan(5000);
    }
  });

  it("refuses a pattern that does not exist", () => {
    expect(() => createScanner(["email", "nope"])).toThrow("nope");
  });
});
