/**
 * Expressions as trees of which it is known what they match: they can be written as RE2 source in many ways, members can
 * be drawn from them, and partial derivatives (Antimirov 1996) tell whether a text can become a member.
 */
import fc from "fast-check";

export type Tree =
  | { op: "empty" }
  | { op: "characters"; members: string; isNegated: boolean; isFolded: boolean }
  | { op: "sequence"; first: Tree; second: Tree }
  | { op: "choice"; first: Tree; second: Tree }
  | { op: "repeat"; part: Tree; min: number; max: number };

/** A tree, and a source of it. */
export interface Expression {
  tree: Tree;
  source: string;
}

/** All characters of texts and expressions. Of these, folding joins the two cases of a and b. */
const ALPHABET = Array.from("abABé\0\n😀");

function matchesCharacter({ members, isNegated, isFolded }: Tree & { op: "characters" }, character: string) {
  const fold = (text: string) => (isFolded ? text.replaceAll("A", "a").replaceAll("B", "b") : text);
  return Array.from(fold(members)).includes(fold(character)) !== isNegated;
}

function sequence(first: Tree, second: Tree): Tree {
  if (first.op === "empty") return second;
  if (first.op === "sequence") return sequence(first.first, sequence(first.second, second));
  return second.op === "empty" ? first : { op: "sequence", first, second };
}

function isNullable(tree: Tree): boolean {
  switch (tree.op) {
    case "characters":
      return false;
    case "empty":
      return true;
    case "sequence":
      return isNullable(tree.first) && isNullable(tree.second);
    case "choice":
      return isNullable(tree.first) || isNullable(tree.second);
    case "repeat":
      return tree.min === 0 || isNullable(tree.part);
  }
}

/** What may follow a character: any of these. */
function derivatives(tree: Tree, character: string): Tree[] {
  switch (tree.op) {
    case "empty":
      return [];
    case "characters":
      return matchesCharacter(tree, character) ? [{ op: "empty" }] : [];
    case "choice":
      return [...derivatives(tree.first, character), ...derivatives(tree.second, character)];
    case "sequence": {
      const inFirst = derivatives(tree.first, character).map((rest) => sequence(rest, tree.second));
      return isNullable(tree.first) ? [...inFirst, ...derivatives(tree.second, character)] : inFirst;
    }
    case "repeat": {
      if (tree.max === 0) return [];
      const others: Tree = { ...tree, min: Math.max(0, tree.min - 1), max: tree.max - 1 };
      return derivatives(tree.part, character).map((rest) => sequence(rest, others));
    }
  }
}

function after(tree: Tree, text: string): Tree[] {
  return Array.from(text).reduce(
    (trees, character) => {
      const next = trees.flatMap((each) => derivatives(each, character));
      return [...new Map(next.map((each) => [JSON.stringify(each), each])).values()];
    },
    [tree],
  );
}

/** Whether the text is the beginning of a member. */
export const canBecomeMember = (tree: Tree, text: string) => after(tree, text).length > 0;

export const isMember = (tree: Tree, text: string) => after(tree, text).some(isNullable);

/** @param draw Returns a natural number below its argument. */
export function drawMember(tree: Tree, draw: (below: number) => number): string {
  switch (tree.op) {
    case "empty":
      return "";
    case "characters": {
      const members = ALPHABET.filter((character) => matchesCharacter(tree, character));
      return members[draw(members.length)] ?? "";
    }
    case "sequence":
      return drawMember(tree.first, draw) + drawMember(tree.second, draw);
    case "choice":
      return drawMember(draw(2) === 0 ? tree.first : tree.second, draw);
    case "repeat": {
      const copies = tree.min + draw(Math.min(tree.max, tree.min + 2) - tree.min + 1);
      return Array.from({ length: copies }, () => drawMember(tree.part, draw)).join("");
    }
  }
}

/** All members; only for trees without unbounded repeats. */
export function allMembers(tree: Tree): Set<string> {
  const products = (first: Set<string>, second: Set<string>) =>
    new Set([...first].flatMap((left) => [...second].map((right) => left + right)));
  switch (tree.op) {
    case "empty":
      return new Set([""]);
    case "characters":
      return new Set(ALPHABET.filter((character) => matchesCharacter(tree, character)));
    case "sequence":
      return products(allMembers(tree.first), allMembers(tree.second));
    case "choice":
      return new Set([...allMembers(tree.first), ...allMembers(tree.second)]);
    case "repeat": {
      const part = allMembers(tree.part);
      let exactly = new Set([""]);
      const members = new Set<string>();
      for (let copies = 0; copies <= tree.max; copies++) {
        if (copies >= tree.min) for (const member of exactly) members.add(member);
        exactly = products(exactly, part);
      }
      return members;
    }
  }
}

const hex = (character: string) => String.raw`\x{${(character.codePointAt(0) ?? 0).toString(16)}}`;

interface Kind {
  alphabet: readonly string[];
  hasComplements: boolean;
  /** Of repeats without an upper bound. */
  unbounded: number;
  /** How far apart the bounds of the others are. */
  spread: number;
}

function characters(kind: Kind, isFolded: boolean): fc.Arbitrary<Expression> {
  const member = fc.constantFrom(...kind.alphabet);
  const single = fc.tuple(member, fc.nat(3)).map(([character, form]): Expression => ({
    tree: { op: "characters", members: character, isNegated: false, isFolded },
    source: [character, hex(character), `\\Q${character}\\E`, `[${character}]`][form]!,
  }));
  const members = fc.uniqueArray(member, { minLength: 1, maxLength: 3 });
  const ofClass = fc
    .tuple(members, kind.hasComplements ? fc.boolean() : fc.constant(false))
    .map(([list, isNegated]): Expression => ({
      tree: { op: "characters", members: list.join(""), isNegated, isFolded },
      source: `[${isNegated ? "^" : ""}${list.map(hex).join("")}]`,
    }));
  return fc.oneof({ weight: 3, arbitrary: single }, { weight: 1, arbitrary: ofClass });
}

const grouped = (source: string, form: number) =>
  [`(?:${source})`, `(${source})`, `(?s:${source})`, `(?:(?m)${source})`][form]!;

function repeats(part: fc.Arbitrary<Expression>, { unbounded, spread }: Kind): fc.Arbitrary<Expression> {
  const bounds = fc.oneof(
    fc.tuple(fc.nat(spread), fc.nat(spread)).map(([min, more]) => [min, min + more] as const),
    fc.constantFrom(...[[0, 1] as const, [0, unbounded] as const, [1, unbounded] as const]),
  );
  return fc
    .tuple(part, bounds, fc.nat(3), fc.boolean())
    .map(([{ tree, source }, [min, max], form, isLazy]) => {
      const braces = `{${min},${max === Infinity ? "" : max}}`;
      const short = new Map([
        ["{0,1}", "?"],
        ["{0,}", "*"],
        ["{1,}", "+"],
      ]).get(braces);
      return {
        tree: { op: "repeat", part: tree, min, max },
        source: `${grouped(source, form)}${short ?? braces}${isLazy ? "?" : ""}`,
      };
    });
}

function expressions(kind: Kind, depth: number, isFolded: boolean): fc.Arbitrary<Expression> {
  const leaf = characters(kind, isFolded);
  if (depth === 0) return leaf;
  const part = expressions(kind, depth - 1, isFolded);
  const otherPart = expressions(kind, depth - 1, !isFolded);
  const flag = isFolded ? "-i" : "i";
  const sequences = fc.tuple(part, part).map(([a, b]): Expression => ({
    tree: { op: "sequence", first: a.tree, second: b.tree },
    source: a.source + b.source,
  }));
  const choices = fc.tuple(part, part, fc.nat(3)).map(([a, b, form]): Expression => ({
    tree: { op: "choice", first: a.tree, second: b.tree },
    source: grouped(`${a.source}|${b.source}`, form),
  }));
  const refolded = otherPart.map(({ tree, source }): Expression => ({
    tree,
    source: `(?${flag}:${source})`,
  }));
  const refoldedRest = fc.tuple(part, otherPart).map(([a, b]): Expression => ({
    tree: { op: "sequence", first: a.tree, second: b.tree },
    source: `(?:${a.source}(?${flag})${b.source})`,
  }));
  return fc.oneof(
    leaf,
    fc.constant<Expression>({ tree: { op: "empty" }, source: "(?:)" }),
    { weight: 3, arbitrary: sequences },
    { weight: 2, arbitrary: choices },
    { weight: 2, arbitrary: repeats(part, kind) },
    refolded,
    refoldedRest,
  );
}

export const expression = expressions(
  { alphabet: ALPHABET, hasComplements: true, unbounded: Infinity, spread: 2 },
  4,
  false,
);

/** Over a and b, in both cases where it folds, without unbounded repeats. */
export const smallExpression = expressions(
  { alphabet: ["a", "b"], hasComplements: false, unbounded: 2, spread: 1 },
  3,
  false,
);

export const textOverAlphabet = fc
  .array(fc.constantFrom(...ALPHABET), { maxLength: 8 })
  .map((list) => list.join(""));
