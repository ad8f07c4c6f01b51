import fc from "fast-check";
import { expect, it } from "vitest";
import { RestoreStream } from "~/redaction/restore-stream";
import { restoreInJson, restoreInText } from "~/redaction/restore-tokens";
import { createTokenFormat } from "~/redaction/token-format";

const format = createTokenFormat(Buffer.alloc(32, 3), ["pii_", "tok_"]);
const VALUES = ["jane@example.com", 'quo"te \\ back\nline 漢字 👩‍👩‍👧', "", "pii_", "\u0000"];
const tokens = VALUES.map((value) => format.mint(value, "pii_", "s"));
const expired = format.mint("nobody knows", "tok_", "s");
const known = new Map(tokens.map((token, index) => [token, VALUES[index] ?? ""]));
const resolve = (asked: readonly string[]) => new Map([...known].filter(([token]) => asked.includes(token)));

const piece = fc.oneof(
  fc.constantFrom(...tokens, expired),
  fc.constantFrom("p", "pi", "pii_", "tok", " ", "text ", "é", "😀", "{", '"', "\\"),
);
const cuts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 });

async function inPieces(text: string, lengths: readonly number[], isJson: boolean | null): Promise<string> {
  const stream = new RestoreStream(format, resolve, isJson);
  let said = "";
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    said += await stream.push(text.slice(at, at + length));
    at += length;
  }
  return said + (await stream.end());
}

it("says what the whole text would have said, however it is cut", () =>
  fc.assert(
    fc.asyncProperty(fc.array(piece), cuts, fc.boolean(), async (pieces, lengths, isJson) => {
      const text = pieces.join("");
      expect(await inPieces(text, lengths, isJson)).toBe(restoreInText(text, format, known, isJson));
    }),
  ));

it("puts values into a tool's arguments so that they parse, however they are cut", () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...tokens, expired, "x")), cuts, async (list, lengths) => {
      const text = JSON.stringify({ list, nested: { text: list.join(" ") } });
      const said: unknown = JSON.parse(await inPieces(text, lengths, true));
      const restored = list.map((one) => known.get(one) ?? (one === expired ? "[TOKEN_EXPIRED]" : one));
      expect(said).toEqual({ list: restored, nested: { text: restored.join(" ") } });
    }),
  ));

it("restores once: a value that looks like a token stays a value", () => {
  const inner = format.mint("secret", "pii_", "s");
  const outer = format.mint(inner, "pii_", "s");
  const values = new Map([
    [inner, "secret"],
    [outer, inner],
  ]);
  expect(restoreInText(`<${outer}>`, format, values, false)).toBe(`<${inner}>`);
});

it("takes text that begins like JSON for JSON", () => {
  const [, awkward] = tokens;
  const source = JSON.stringify({ plain: `a ${awkward}`, json: `{"b":"${awkward}"}` });
  const said = JSON.parse(restoreInJson(source, format, known)) as { plain: string; json: string };
  expect(said.plain).toBe(`a ${VALUES[1]}`);
  expect(JSON.parse(said.json)).toEqual({ b: VALUES[1] });
});
