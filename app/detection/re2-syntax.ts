/**
 * What an RE2 source matches, as a tree. Captures and greediness are left out: they tell how a match is found, not what
 * matches. The grammar is that of RE2's `parse.cc` with Perl syntax on (https://github.com/google/re2/wiki/Syntax).
 */
import { matchAt, quoteCharacter, readCharacters, SIZE, type Characters } from "~/detection/re2-characters";

export type Syntax =
  | ({ kind: "characters" } & Characters)
  | { kind: "assertion"; source: string }
  | { kind: "sequence"; parts: readonly Syntax[] }
  | { kind: "choice"; options: readonly Syntax[] }
  /** `max` is Infinity where there is no upper bound, and never 0. */
  | { kind: "repeat"; part: Syntax; min: number; max: number };

export interface Flags {
  ignoreCase: boolean;
  multiline: boolean;
  dotAll: boolean;
}

/** A group that is being read; the outermost one is the whole source. */
interface Group {
  options: Syntax[];
  /** Of the option that is being read. */
  parts: Syntax[];
  flags: Flags;
}

interface State {
  group: Group;
  outer: Group[];
  /** Something does not fit, so that the source is not what we take it for. */
  isMisread: boolean;
}

/** So that walking the tree never overflows the stack. */
const MAX_DEPTH = 500;

function sequence(parts: readonly Syntax[]): Syntax {
  return parts.length === 1 && parts[0] ? parts[0] : { kind: "sequence", parts };
}

function choice(options: readonly Syntax[]): Syntax {
  return options.length === 1 && options[0] ? options[0] : { kind: "choice", options };
}

/** Repeats of repeats are one where they can be, so that only groups make a tree deep. */
function repeat(part: Syntax, min: number, max: number): Syntax {
  if (max === 0) return sequence([]);
  if (min === 1 && max === 1) return part;
  const isSimple = (count: number) => count <= 1 || count === Infinity;
  if (part.kind === "repeat" && [min, max, part.min, part.max].every(isSimple)) {
    return { ...part, min: min * part.min, max: max * part.max };
  }
  return { kind: "repeat", part, min, max };
}

function pushCharacters({ group: { parts, flags } }: State, { source, size }: Characters): void {
  const folded = flags.ignoreCase ? { source: `(?i:${source})`, size: size + 2 } : { source, size };
  parts.push({ kind: "characters", ...folded });
}

function pushAssertion({ group }: State, source: string): void {
  group.parts.push({ kind: "assertion", source });
}

function openGroup(state: State, flags: Flags): void {
  state.outer.push(state.group);
  state.group = { options: [], parts: [], flags };
}

function endOption(group: Group): void {
  group.options.push(sequence(group.parts));
  group.parts = [];
}

function closeGroup(state: State): void {
  const { group } = state;
  const outer = state.outer.pop();
  if (!outer) {
    state.isMisread = true;
    return;
  }
  endOption(group);
  outer.parts.push(choice(group.options));
  state.group = outer;
}

function repeatLast(state: State, min: number, max: number): void {
  const last = state.group.parts.pop();
  if (last) state.group.parts.push(repeat(last, min, max));
  else state.isMisread = true;
}

function changeFlags(flags: Flags, on: string, off: string): Flags {
  const isOn = (letter: string, before: boolean) => (before || on.includes(letter)) && !off.includes(letter);
  return {
    ignoreCase: isOn("i", flags.ignoreCase),
    multiline: isOn("m", flags.multiline),
    dotAll: isOn("s", flags.dotAll),
  };
}

type Operator = readonly [pattern: RegExp, apply: (state: State, found: RegExpExecArray) => void];

/** All that is not `Characters`. The first one that fits is meant. */
const OPERATORS: readonly Operator[] = [
  [/\\[bBAz]/uy, (state, [source]) => pushAssertion(state, source)],
  [/\^/uy, (state) => pushAssertion(state, state.group.flags.multiline ? "(?m:^)" : String.raw`\A`)],
  [/\$/uy, (state) => pushAssertion(state, state.group.flags.multiline ? "(?m:$)" : String.raw`\z`)],
  [
    /\./uy,
    (state) =>
      pushCharacters(state, { source: state.group.flags.dotAll ? "(?s:.)" : ".", size: SIZE.complement }),
  ],
  [
    /\\Q(.*?)(?:\\E|$)/suy,
    (state, [, quoted = ""]) => {
      for (const character of quoted) pushCharacters(state, quoteCharacter(character));
    },
  ],
  [/\|/uy, ({ group }) => endOption(group)],
  // Flags that stand alone hold to the end of the group, other options included.
  [
    /\(\?([imsU]*)(?:-([imsU]+))?([:)])/uy,
    (state, [, on = "", off = "", end]) => {
      const flags = changeFlags(state.group.flags, on, off);
      if (end === ":") openGroup(state, flags);
      else state.group.flags = flags;
    },
  ],
  [/\(\?P?<[^>]*>|\((?!\?)/uy, (state) => openGroup(state, state.group.flags)],
  [/\)/uy, closeGroup],
  [/\*\??/uy, (state) => repeatLast(state, 0, Infinity)],
  [/\+\??/uy, (state) => repeatLast(state, 1, Infinity)],
  [/\?\??/uy, (state) => repeatLast(state, 0, 1)],
  // Anything else in braces is plain text, also a number that begins with a zero.
  [
    /\{(0|[1-9]\d{0,8})(?:(,)(0|[1-9]\d{0,8})?)?\}\??/uy,
    (state, [, min, comma, max]) =>
      repeatLast(state, Number(min), comma ? Number(max ?? Infinity) : Number(min)),
  ],
];

/** What each of them begins with. */
const FIRST_OF_OPERATOR = /[\\^.$|()*+?{]/;

/** @returns Where what stands at the offset ends; null where it is nothing that we know. */
function readNext(state: State, source: string, at: number): number | null {
  const mayBeOperator = FIRST_OF_OPERATOR.test(source.charAt(at));
  for (const [pattern, apply] of mayBeOperator ? OPERATORS : []) {
    const found = matchAt(pattern, source, at);
    if (!found) continue;
    apply(state, found);
    return at + found[0].length;
  }
  const characters = readCharacters(source, at);
  if (characters) pushCharacters(state, characters);
  return characters && characters.end;
}

/**
 * @param source A source that RE2 accepts. @param flags The ones that it is compiled with.
 * @returns null for what is not understood.
 */
export function parseRe2(source: string, flags: Flags): Syntax | null {
  const state: State = { group: { options: [], parts: [], flags }, outer: [], isMisread: false };
  let at: number | null = 0;
  while (at !== null && at < source.length) {
    at = readNext(state, source, at);
    if (state.isMisread || state.outer.length > MAX_DEPTH) return null;
  }
  if (at === null || state.outer.length > 0) return null;
  endOption(state.group);
  return choice(state.group.options);
}

/** The sources of all classes of characters in some expressions, which may have parts in common. */
export function classesOf(expressions: readonly Syntax[]): ReadonlySet<string> {
  const sources = new Set<string>();
  const seen = new Set<Syntax>();
  const read = (syntax: Syntax) => {
    if (seen.has(syntax)) return;
    seen.add(syntax);
    if (syntax.kind === "characters") sources.add(syntax.source);
    else if (syntax.kind === "repeat") read(syntax.part);
    else if (syntax.kind === "sequence") syntax.parts.forEach(read);
    else if (syntax.kind === "choice") syntax.options.forEach(read);
  };
  expressions.forEach(read);
  return sources;
}
