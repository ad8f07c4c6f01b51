import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "~/detection/catalogue";
import { createScanner } from "~/detection/scanner";
import { offsetsOf, readMarks } from "tests/support/marked-text";

const IDS = CATALOGUE.map(({ id }) => id);
const everything = createScanner(IDS);

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
          expect(found.map(offsetsOf)).toEqual(texts.map((other) => (other === text ? expected : [])));
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
      fc.property(pieces, fc.shuffledSubarray(IDS, { maxLength: 20 }), (list, ids) => {
        const text = list.join("");
        const all = everything.scan(text);
        for (const id of ids) {
          for (const { start, end } of createScanner([id]).scan(text)) {
            expect(all.some((finding) => finding.start <= start && end <= finding.end)).toBe(true);
          }
        }
      }),
    );
  });

  it("tells in one pass which patterns find something in a text", () => {
    fc.assert(
      fc.property(pieces, fc.shuffledSubarray(IDS, { maxLength: 20 }), (list, ids) => {
        const text = list.join("");
        const matching = everything.matchingPatterns(["plain words", text]);
        const alone = ids.filter((id) => createScanner([id]).scan(text).length > 0);
        expect(ids.filter((id) => matching.has(id))).toEqual(alone);
      }),
    );
    expect(everything.matchingPatterns(["plain words, nothing else"])).toEqual(new Set());
  });

  it("finds the same in windows of any length, and in any order of the patterns", () => {
    const shuffled = [3, 7].map((step) => IDS.map((_, index) => IDS[(index * step + 1) % IDS.length] ?? ""));
    const scanners = [1, 5, 17, 60].flatMap((length) =>
      [IDS, ...shuffled].map((ids) => createScanner([...new Set([...ids, ...IDS])], length)),
    );
    fc.assert(
      fc.property(pieces, fc.constantFrom(...scanners), (list, scanner) => {
        const text = list.join("");
        expect(scanner.scan(text)).toEqual(everything.scan(text));
        expect(scanner.scan(text)).toEqual(scanner.scan(text));
      }),
    );
  });

  it("slices exactly what the pattern matched, whatever stands around it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...values), surroundings, (value, left) => {
        const before = `${left.join("")} \n`;
        const slices = createScanner([value.id])
          .scan(before + value.text)
          .map(({ start, end }) => (before + value.text).slice(start, end));
        expect(slices).toEqual(value.spans.map(({ start, end }) => value.text.slice(start, end)));
      }),
    );
  });

  it("finds nothing across the border of two texts", () => {
    expect(everything.scanMany(["jane@exam", "ple.com", "536-22", "-8145"])).toEqual([[], [], [], []]);
    expect(everything.scanMany([])).toEqual([]);
    expect(createScanner([]).scanMany(["jane@example.com"])).toEqual([[]]);
  });

  it("finds a card that begins inside a longer run of groups", () => {
    expect(offsetsOf(everything.scan("9999 1234 4242 4242 4242 4242 99"))).toEqual([{ start: 10, end: 29 }]);
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
