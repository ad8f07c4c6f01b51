import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "~/detection/catalogue";
import { RuleBlockedError, type RuleBlock } from "~/rules/rule-block";
import { type RuleHitResult } from "~/rules/rule-hit";
import { runRules } from "~/rules/run-rules";
import { StreamRules } from "~/rules/stream-rules";
import { StreamText } from "~/rules/stream-text";
import { replaceJsonValues } from "~/redaction/json-text";
import { readMarks } from "tests/support/marked-text";
import { compiled, FACTS, OPEN_TOKENS, type RuleFields } from "tests/support/rules";

const PLACE = ["choices", 0, "message", "content"];
const answer = { facts: FACTS, requestId: "r", tokens: OPEN_TOKENS };

interface Ruled {
  /** What was released; up to the block where there is one. */
  text: string;
  block: RuleBlock | null;
  hits: Omit<RuleHitResult, "durationMicros">[];
}

const withoutTime = (hits: readonly RuleHitResult[]) =>
  hits.map((hit) => {
    const timeless: Omit<RuleHitResult, "durationMicros"> & { durationMicros?: number } = { ...hit };
    delete timeless.durationMicros;
    return timeless;
  });
const ruledBy = ({ text, block, hits }: Ruled): Ruled => ({ text, block, hits });

function buffered(rules: Record<string, RuleFields>, text: string): Ruled {
  const source = JSON.stringify({ choices: [{ message: { content: text } }] });
  const { replacements, block, hits } = runRules(compiled(rules), {
    direction: "output",
    parts: text === "" ? [] : [{ path: PLACE, text }],
    source,
    unread: null,
    ...answer,
  });
  const parsed = JSON.parse(replaceJsonValues(source, replacements)) as {
    choices: { message: { content: string } }[];
  };
  return { text: parsed.choices[0]!.message.content, block, hits: withoutTime(hits) };
}

function streamed(rules: Record<string, RuleFields>, pieces: readonly string[]): Ruled & { held: number[] } {
  const all = compiled(rules);
  const stream = new StreamRules(all, answer);
  const text = new StreamText(stream, PLACE);
  let released = "";
  let arrived = 0;
  const held: number[] = [];
  try {
    stream.begin();
    for (const piece of pieces) {
      released += text.push(piece);
      arrived += piece.length;
      held.push(arrived - released.length);
    }
    released += text.end();
    return { text: released, block: null, hits: withoutTime(stream.hits), held };
  } catch (error) {
    if (!(error instanceof RuleBlockedError)) throw error;
    return { text: released, block: error.block, hits: withoutTime(stream.hits), held };
  }
}

const output = { apply_to: "output" } as const;
const redact = (...categories: ("email" | "phone" | "ssn" | "credit_card" | "all")[]) => ({
  ...output,
  actions: [{ type: "redact_pii" as const, categories }],
});
const replace = (find: string, replacement: string, more: object = {}) => ({
  ...output,
  actions: [{ type: "find_replace" as const, find, replace: replacement, is_regex: true, ...more }],
});
const blockOn = (operator: "contains" | "matches", value: string): RuleFields => ({
  ...output,
  conditions: [{ conditions: [{ field: "body", operator, value }] }],
  actions: [{ type: "block_request", message: "no" }],
});

const RULE_SETS: Record<string, Record<string, RuleFields>> = {
  email: { a: redact("email") },
  everything: { a: redact("all") },
  masked: {
    a: { ...output, actions: [{ type: "redact_pii", categories: ["email", "ssn"], replacement: "mask" }] },
  },
  tokens: {
    a: { ...output, actions: [{ type: "redact_pii", categories: ["email"], mode: "mask_and_restore" }] },
  },
  two: { a: redact("email"), b: redact("phone", "credit_card") },
  replaced: { a: replace("[a-c]+x", "<$&>"), b: replace(String.raw`\bfoo\b`, "bar") },
  "over each other": { a: replace("ab", "foo "), b: replace("foo", "b"), c: redact("email") },
  anchored: { a: replace("^foo", "F"), b: replace("x$", "X") },
  literal: { a: replace("f(o", "$1", { is_regex: false, case_sensitive: false }) },
};

const words = fc.array(
  fc.oneof(
    fc.constantFrom(
      "jane@example.com",
      "536-22-8145",
      "4242 4242 4242 4242",
      "(415) 555-0132",
      "foo",
      "fo",
      "F(O",
      "ab",
    ),
    fc.constantFrom(
      "abcx",
      "x",
      "@",
      ".com",
      "42",
      "-",
      " ",
      "\n",
      "😀",
      "漢字",
      "é",
      "\u200b",
      "٤٢",
      "1234 ",
      "phone: ",
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
  ),
  { maxLength: 14 },
);

/** The text in pieces, cut anywhere. */
const cut = fc.tuple(words, fc.array(fc.nat(60), { maxLength: 12 })).map(([list, cuts]) => {
  const text = list.join("");
  const places = [...new Set(cuts.map((at) => at % (text.length + 1)))].sort((a, b) => a - b);
  const pieces = [...places, text.length].map((at, index) => text.slice(places[index - 1] ?? 0, at));
  return { text, pieces };
});

describe.each(Object.entries(RULE_SETS))("a stream under rules: %s", (_, rules) => {
  it("says what the whole text would have said, however it is cut", () => {
    fc.assert(
      fc.property(cut, ({ text, pieces }) => {
        const whole = buffered(rules, text);
        expect(ruledBy(streamed(rules, pieces))).toEqual(whole);
        expect(ruledBy(streamed(rules, text.split("")))).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a long stream of everything that the catalogue knows", () => {
  const EXAMPLES = CATALOGUE.flatMap(({ examples, nearMisses }) =>
    [...examples, ...nearMisses].map((example) => readMarks(example).text),
  );
  const FILLER = "it was said of them that each would go about their own way, and so on it went. ".repeat(16);
  const example = fc.constantFrom(...EXAMPLES);
  const partOfOne = fc
    .tuple(example, fc.nat(), fc.nat())
    .map(([text, from, length]) => text.slice(from % text.length).slice(0, length % (text.length + 1)));
  const between = fc.constantFrom(" ", "\n", "-", "1", "a", "@", ", and then ", FILLER);
  const stream = fc.tuple(
    fc.array(fc.oneof(example, partOfOne, between), { minLength: 1, maxLength: 6 }),
    fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
  );

  it("says what the whole text would have said", () => {
    const rules = { a: redact("all") };
    fc.assert(
      fc.property(stream, ([list, lengths]) => {
        const text = list.join("");
        const pieces: string[] = [];
        for (let at = 0; at < text.length; at += pieces.at(-1)?.length ?? 0)
          pieces.push(text.slice(at, at + (lengths[pieces.length % lengths.length] ?? 1)));
        expect(ruledBy(streamed(rules, pieces))).toEqual(buffered(rules, text));
      }),
      { numRuns: 100 },
    );
  });
});

describe("a stream that a rule watches", () => {
  const rules = {
    a: blockOn("contains", "Top Secret"),
    b: blockOn("matches", String.raw`\bid \d+\b`),
    c: redact("email"),
  };
  const risky = fc.array(
    fc.constantFrom("top", " ", "Secret", "SECRET", "id", "7", "x", "jane@example.com", "ordinary words "),
    { maxLength: 12 },
  );

  it("is blocked exactly when the whole answer would be, and never lets out what it looks for", () => {
    fc.assert(
      fc.property(risky, (list) => {
        const text = list.join("");
        const whole = buffered(rules, text);
        const inCharacters = streamed(rules, text.split(""));
        expect(inCharacters.block === null).toBe(whole.block === null);
        if (whole.block) expect(inCharacters.text).not.toMatch(/top secret|\bid \d+\b/i);
        else expect(inCharacters.text).toBe(whole.text);
      }),
      { numRuns: 800 },
    );
  });

  it("logs once, and goes on", () => {
    const logged: Record<string, RuleFields> = {
      a: {
        ...output,
        conditions: [{ conditions: [{ field: "body", operator: "contains", value: "hello" }] }],
        actions: [{ type: "log_only", severity: "warn", label: "greeting" }],
      },
    };
    const { hits, text } = streamed(logged, ["say hel", "lo and HELLO again"]);
    expect(hits).toMatchObject([
      { ruleId: "a", action: "log_only", severity: "warn", label: "greeting", matchCount: 1 },
    ]);
    expect(text).toBe("say hello and HELLO again");
    expect(streamed(logged, ["hel", "p"]).hits).toEqual([]);
  });
});

describe("holding back", () => {
  it("lets ordinary prose go at once, but for the last word", () => {
    const prose = "The quick brown fox jumps over the lazy dog, and then it sleeps. ";
    const { held } = streamed({ a: redact("email", "ssn", "credit_card") }, prose.split(""));
    expect(Math.max(...held)).toBeLessThanOrEqual("sleeps. ".length);
  });

  it("holds little of prose for the whole catalogue", () => {
    const paragraph =
      "However, nothing in this letter says when (or, for that matter, why) they moved; the agreement ends on a Friday.\n";
    const { held } = streamed({ a: redact("all") }, paragraph.repeat(3).split(""));
    expect(Math.max(...held)).toBeLessThanOrEqual(30);
    expect(held.toSorted((a, b) => a - b)[held.length >> 1]).toBeLessThanOrEqual(6);
  });

  it("never lets out the beginning of a match", () => {
    const { text, held } = streamed({ a: redact("email") }, [
      "write to ja",
      "ne.doe@exam",
      "ple.com",
      " now",
    ]);
    expect(text).toBe("write to [REDACTED_EMAIL] now");
    expect(held.slice(0, 3)).toEqual([2, 13, 20]);
  });

  it("says where things are in the text as it went out", () => {
    const { hits } = streamed({ a: redact("email"), b: redact("ssn") }, [
      "a jane@example.com b 536-22-8145",
      " c",
    ]);
    const text = "a [REDACTED_EMAIL] b [REDACTED_SSN] c";
    expect(
      hits.map(({ spans }) => spans.map(({ path, start, end }) => [path, text.slice(start, end)])),
    ).toEqual([
      [["choices[0].message.content", "[REDACTED_EMAIL]"]],
      [["choices[0].message.content", "[REDACTED_SSN]"]],
    ]);
  });
});
