/**
 * Ordinary code and prose. Nobody marked what is in them, so every finding is counted; most e-mail addresses in
 * 20newsgroups and in contracts are real ones, and rightly found.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { falseFindings, type FalseFindings } from "../measure";
import { excerpt } from "../report";
import { readRows, type PublicSets } from "./locate";
import { type Scanner } from "~/detection/scanner";

interface OrdinarySet {
  name: string;
  files: readonly string[];
  /** Of a JSON Lines file, what is text in it. Of a CSV file every line is one. */
  fields?: readonly string[];
}

const SETS: readonly OrdinarySet[] = [
  { name: "source_code", files: ["code.jsonl"], fields: ["text"] },
  { name: "20newsgroups", files: ["all.jsonl"], fields: ["text"] },
  { name: "kleister_nda", files: ["ndas.jsonl"], fields: ["text"] },
  { name: "legalbench", files: ["texts.jsonl"], fields: ["text"] },
  { name: "medquad", files: ["qa.jsonl"], fields: ["question", "answer"] },
  { name: "mtsamples_subset", files: ["mtsamples.jsonl"], fields: ["transcription"] },
  { name: "tatqa", files: ["docs.jsonl"], fields: ["table", "paragraphs"] },
  { name: "medical_abstracts", files: ["medical_tc_test.csv"] },
  { name: "banking77", files: ["train.csv"] },
  { name: "bitext_support", files: ["train_8k.csv"] },
  {
    name: "mts_dialog",
    files: ["MTS-Dialog-TrainingSet.csv", "MTS-Dialog-ValidationSet.csv"],
  },
];

const row = z.record(z.string(), z.unknown());

/** All text within a value: cells of a table are separated as in Markdown. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return "";
  return value
    .map((part: unknown) => (Array.isArray(part) ? part.map(textOf).join(" | ") : textOf(part)))
    .join("\n");
}

function textsOf(file: string, fields: readonly string[] | undefined): string[] {
  if (!fields) return readFileSync(file, "utf8").split("\n");
  return readRows(file).map((line) => {
    const values = row.parse(line);
    return fields.map((field) => textOf(values[field])).join("\n");
  });
}

export interface OrdinaryResult extends FalseFindings {
  set: string;
  byPattern: Record<string, number>;
  /** The first findings of each pattern. */
  shown: { patternId: string; text: string }[];
}

/** Of one pattern in one set. */
const MAX_SHOWN = 8;

function measureTexts(scanner: Scanner, set: string, texts: readonly string[]): OrdinaryResult {
  const byPattern: Record<string, number> = {};
  const shown: OrdinaryResult["shown"] = [];
  let findings = 0;
  for (const text of texts) {
    for (const { patternId, start, end } of scanner.scan(text)) {
      findings++;
      const count = (byPattern[patternId] ?? 0) + 1;
      byPattern[patternId] = count;
      if (count <= MAX_SHOWN) shown.push({ patternId, text: excerpt(text, start, end) });
    }
  }
  return { set, ...falseFindings(texts, findings), byPattern, shown };
}

export function measureOrdinary(sets: PublicSets, scanner: Scanner): OrdinaryResult[] {
  return SETS.flatMap(({ name, files, fields }) => {
    const there = files.flatMap((file) => sets.file(`dlp_compliance/${name}/${file}`) ?? []);
    if (there.length === 0) return [];
    return measureTexts(
      scanner,
      name,
      there.flatMap((file) => textsOf(file, fields)),
    );
  });
}
