/**
 * Ordinary texts. No two are alike, and new words keep coming: an automaton that is built while it reads must not live
 * off what it built for the text before.
 */
import { type Random } from "./random";

const CONSONANTS = "bcdfghjklmnprstvwz";
const VOWELS = "aeiou";
// prettier-ignore
const COMMON = [
  "the", "of", "and", "to", "in", "is", "that", "for", "it", "with", "as", "was", "on", "be", "at", "by", "this", "have",
  "from", "or", "had", "not", "but", "what", "all", "were", "when", "we", "there", "can", "an", "your", "which", "their",
  "said", "if", "will", "each", "about", "how", "up", "out", "them", "then", "she", "many", "some", "so", "these", "would",
  "other", "into", "has", "more", "her", "two", "like", "him", "see", "time", "could", "no", "make", "than", "first",
] as const;
/** Labels without a value, as they come up in any conversation. */
// prettier-ignore
const LABELS = [
  "account", "address", "card", "number", "phone", "password", "token", "order", "street", "key", "date", "born", "code",
] as const;
const MARKS = [". ", ". ", ", ", ", ", "; ", "? ", ".\n"] as const;
const LANGUAGES = [
  "Die Lieferung kommt am Montag, nicht früher. ",
  "Le rendez-vous est reporté à jeudi prochain. ",
  "会议改到下周三下午。",
  "Встреча перенесена на среду. ",
] as const;

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function rareWord(random: Random): string {
  return Array.from(
    { length: 1 + random.below(4) },
    () =>
      random.characters(1, CONSONANTS) +
      random.characters(1, VOWELS) +
      random.characters(random.below(2), "nrstl"),
  ).join("");
}

function word(random: Random): string {
  if (random.below(60) === 0) return random.pick(LABELS);
  return random.below(3) === 0 ? rareWord(random) : random.pick(COMMON);
}

/**
 * What stands among words now and then: figures, dates, versions, names, and rarely something that is found. As often
 * as in contracts, letters to a shop and medical texts: one character in a hundred is a digit.
 */
function figure(random: Random): string {
  const digits = (count: number) => random.characters(count, "0123456789");
  switch (random.below(8)) {
    case 0:
      return `20${digits(2)}-0${1 + random.below(9)}-1${digits(1)}`;
    case 1:
      return `${1 + random.below(99)}.${random.below(20)}.${random.below(20)}`;
    case 2:
      return `$${1 + random.below(999)},${digits(3)}.${digits(2)}`;
    case 3:
      return `${capital(rareWord(random))}-${digits(4)}`;
    case 4:
      return random.below(12) === 0 ? `${rareWord(random)}@${rareWord(random)}.example` : `${digits(2)} %`;
    case 5:
      return digits(random.below(10) === 0 ? 5 + random.below(6) : 1 + random.below(4));
    default:
      return capital(rareWord(random));
  }
}

function sentence(random: Random): string {
  if (random.below(15) === 0) return random.pick(LANGUAGES);
  const words = Array.from({ length: 4 + random.below(14) }, () =>
    random.below(45) === 0 ? figure(random) : word(random),
  );
  return capital(words.join(" ")) + random.pick(MARKS);
}

function statement(random: Random): string {
  const name = () => rareWord(random) + (random.below(2) === 0 ? capital(rareWord(random)) : "");
  switch (random.below(8)) {
    case 0:
      return `const ${name()} = await ${name()}.${name()}(${name()}, { ${name()}: ${random.below(5000)} });\n`;
    case 1:
      return `  if (${name()} === null || ${name()}.length > ${random.below(100)}) return "${word(random)}";\n`;
    case 2:
      return `import { ${name()}, ${name()} } from "@${name()}/${name()}";\n`;
    case 3:
      return `    self.${name()} = [${Array.from({ length: 4 }, () => random.below(10_000)).join(", ")}]  # ${sentence(random).trim()}\n`;
    case 4:
      return `SELECT ${name()}, ${name()} FROM ${name()} WHERE ${name()} = '${word(random)}' LIMIT ${random.below(100)};\n`;
    case 5:
      return `#define ${name().toUpperCase()}_${name().toUpperCase()} 0x${random.characters(8, "0123456789abcdef")}\n`;
    case 6:
      return `export ${name().toUpperCase()}=\${${name().toUpperCase()}:-/var/lib/${name()}/${name()}.conf}\n`;
    default:
      return `  <div class="${name()} ${name()}-${random.below(12)}" id="${name()}">{${name()}}</div>\n`;
  }
}

function record(random: Random): string {
  const hex = (count: number) => random.characters(count, "0123456789abcdef");
  const fields = {
    id: `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    [rareWord(random)]: random.below(1_000_000),
    created_at: `20${10 + random.below(15)}-1${random.below(3)}-2${random.below(8)}T1${random.below(10)}:3${random.below(10)}:00Z`,
    [`${rareWord(random)}_${rareWord(random)}`]: sentence(random).trim(),
    ...(random.below(4) === 0 ? { hash: hex(40) } : {}),
    tags: [word(random), word(random), figure(random)],
    [rareWord(random)]: { ratio: random.below(10_000) / 10_000, active: random.below(2) === 0, note: null },
  };
  return `${JSON.stringify(fields)},\n`;
}

/** Pieces until the text is so long, in UTF-16 units. */
function fill(length: number, piece: () => string): string {
  const pieces: string[] = [];
  let total = 0;
  while (total < length) {
    const next = piece();
    pieces.push(next);
    total += next.length;
  }
  return pieces.join("").slice(0, length);
}

export type MakeText = (length: number, random: Random) => string;

export const ORDINARY: Readonly<Record<string, MakeText>> = {
  prose: (length, random) => fill(length, () => sentence(random)),
  code: (length, random) => fill(length, () => statement(random)),
  json: (length, random) => fill(length, () => record(random)),
};
