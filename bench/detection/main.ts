/**
 * `npm run bench:detection`: the whole catalogue over texts of rising size, ordinary and hostile, on one core (a scan is
 * synchronous). Times are CPU time, so that a busy machine counts less; growth (time for a byte against the size before;
 * 1.0 is linear) and findings are not. Targets: half of all 4 KB texts of prose in under 150 µs, linear growth, 10 MiB in
 * under a second. Texts in which every other word is found, or nearly, take longer than that; they are shown beside it.
 * What others do on a shared machine only adds time, for seconds or minutes: the target for prose is held against the
 * quietest of many rounds, spread over the whole run, and the one in the middle is shown beside it. How that compares with
 * one search of RE2 for a single expression in the same texts depends less on the machine and its hour.
 */
import RE2 from "re2";
import { HOSTILE } from "./hostile";
import { ORDINARY, type MakeText } from "../texts/ordinary";
import { randomFrom } from "../texts/random";
import { CATALOGUE } from "~/detection/catalogue";
import { createScanner } from "~/detection/scanner";

const KIB = 1024;
/** How many texts of each size; a cell ends early when it has taken long enough. */
const SIZES = [
  { name: "1 KB", length: KIB, texts: 1000 },
  { name: "4 KB", length: 4 * KIB, texts: 500 },
  { name: "100 KB", length: 100 * KIB, texts: 24 },
  { name: "1 MB", length: KIB * KIB, texts: 4 },
] as const;
const LARGE = 10 * KIB * KIB;
const MAX_CELL_MS = 3000;
const MIN_TEXTS = 3;
/** Until what runs often is compiled, and most states that ordinary text leads to are made. */
const WARM_UP_TEXTS = 2000;

const TARGET_PROSE_4KB = 150;
const TARGET_LARGE_MS = 1000;
/** Which is meant for what comes, and for what is cheap to make. */
const TARGETED: ReadonlySet<string> = new Set([
  ...Object.keys(ORDINARY),
  "long digits",
  "a@a@a",
  "nested quotes",
]);

const scanner = createScanner(CATALOGUE.map(({ id }) => id));

interface Cell {
  /** Microseconds. */
  p50: number;
  p95: number;
  megabytesPerSecond: number;
  /** Of one text, on average. */
  findings: number;
}

/** @returns How many were found. */
type Search = (text: string) => number;

const scan: Search = (text) => scanner.scan(text).length;
/** What everybody could write in a line, to compare with. */
const EMAIL = new RE2(String.raw`[\w.+-]+@[\w-]+\.[\w.]+`, "g");
const searchForOne: Search = (text) => text.match(EMAIL)?.length ?? 0;

/** Milliseconds of CPU time, those of garbage collection included. */
function time(text: string, search: Search = scan): { ms: number; findings: number } {
  const start = process.cpuUsage();
  const findings = search(text);
  const { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1000, findings };
}

function measure(make: MakeText, length: number, texts: number, seed: number, search?: Search): Cell {
  const random = randomFrom(seed);
  const times: number[] = [];
  let [bytes, spent, findings] = [0, 0, 0];
  while (times.length < MIN_TEXTS || (times.length < texts && spent < MAX_CELL_MS)) {
    const text = make(length, random);
    const result = time(text, search);
    times.push(result.ms);
    spent += result.ms;
    bytes += Buffer.byteLength(text);
    findings += result.findings;
  }
  times.sort((a, b) => a - b);
  const quantile = (share: number) => (times[Math.floor(share * times.length)] ?? 0) * 1000;
  return {
    p50: quantile(0.5),
    p95: quantile(0.95),
    megabytesPerSecond: bytes / spent / 1000,
    findings: findings / times.length,
  };
}

const rssMiB = () => Math.round(process.memoryUsage.rss() / KIB / KIB);
const row = (name: string, cells: readonly string[]) =>
  console.log(name.padEnd(20) + cells.map((cell) => cell.padStart(12)).join(""));

/** Medians of 4 KB of prose, in µs, and how many times that of one expression they are. */
const rounds: { p50: number; times: number }[] = [];

function measureTarget(): void {
  const medianOf = (search: Search) =>
    measure(ORDINARY["prose"] ?? (() => ""), 4 * KIB, 500, 99 + rounds.length, search).p50;
  const p50 = medianOf(scan);
  rounds.push({ p50, times: p50 / medianOf(searchForOne) });
}

function printSizes(kinds: Readonly<Record<string, MakeText>>): void {
  row("", ["size", "p50 µs", "p95 µs", "MB/s", "growth", "findings"]);
  for (const [name, make] of Object.entries(kinds)) {
    let perByteBefore: number | null = null;
    for (const [index, size] of SIZES.entries()) {
      const cell = measure(make, size.length, size.texts, index + 1);
      const perByte = cell.p50 / size.length;
      row(index === 0 ? name : "", [
        size.name,
        cell.p50.toFixed(0),
        cell.p95.toFixed(0),
        cell.megabytesPerSecond.toFixed(1),
        perByteBefore === null ? "" : (perByte / perByteBefore).toFixed(2),
        cell.findings.toFixed(1),
      ]);
      perByteBefore = perByte;
    }
    measureTarget();
  }
}

interface Slowest {
  targeted: number;
  any: number;
}

function printLarge(): Slowest {
  console.log(`\n10 MiB of each, memory before ${rssMiB()} MiB`);
  row("", ["ms", "MB/s", "findings", "RSS MiB"]);
  const slowest: Slowest = { targeted: 0, any: 0 };
  for (const [name, make] of Object.entries({ ...ORDINARY, ...HOSTILE })) {
    const { ms, findings } = time(make(LARGE, randomFrom(9)));
    slowest.any = Math.max(slowest.any, ms);
    if (TARGETED.has(name)) slowest.targeted = Math.max(slowest.targeted, ms);
    row(name, [ms.toFixed(0), (LARGE / ms / 1000).toFixed(1), String(findings), String(rssMiB())]);
    measureTarget();
  }
  return slowest;
}

const verdict = (isMet: boolean) => (isMet ? "met" : "NOT MET");

function main(): void {
  console.log(
    `${CATALOGUE.length} patterns, no two texts alike, memory before the first scan ${rssMiB()} MiB`,
  );
  const first = time(ORDINARY["prose"]?.(4 * KIB, randomFrom(7)) ?? "");
  console.log(`first scan of 4 KB: ${first.ms.toFixed(1)} ms\n`);
  for (const make of Object.values(ORDINARY)) measure(make, 4 * KIB, WARM_UP_TEXTS, 77);
  printSizes({ ...ORDINARY, ...HOSTILE });
  const slowest = printLarge();
  const sortedBy = (value: "p50" | "times") => rounds.map((round) => round[value]).toSorted((a, b) => a - b);
  const middleOf = (values: readonly number[]) => values[Math.floor(values.length / 2)] ?? Infinity;
  const medians = sortedBy("p50");
  const [quietest = Infinity] = medians;
  console.log(
    `\n4 KB of prose, p50 ${quietest.toFixed(0)} µs in the quietest of ${rounds.length} rounds (${middleOf(medians).toFixed(0)} in the middle one), ` +
      `target ${TARGET_PROSE_4KB}: ${verdict(quietest < TARGET_PROSE_4KB)}`,
  );
  console.log(
    `  ${middleOf(sortedBy("times")).toFixed(1)} times one search of RE2 for e-mail addresses alone`,
  );
  console.log(
    `slowest 10 MiB of ${[...TARGETED].join(", ")}: ${slowest.targeted.toFixed(0)} ms, target ${TARGET_LARGE_MS}: ` +
      `${verdict(slowest.targeted < TARGET_LARGE_MS)}; of all: ${slowest.any.toFixed(0)} ms`,
  );
  console.log(`memory at the end ${rssMiB()} MiB`);
}

main();
