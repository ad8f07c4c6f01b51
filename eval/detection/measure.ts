/** What the whole catalogue makes of the corpus, by category and by group. */
import { type CorpusCase } from "./corpus";
import { countsOf, judge, type Judgement } from "./score";
import { addCounts, bootstrapF1, precision, recall, type Counts, type Estimate } from "./statistics";
import { tokensIn } from "./tokens";
import { type Scanner } from "~/detection/scanner";
import { CATEGORIES, CATEGORY_GROUPS, categoryInfo, type Category } from "~/rules/categories";

export interface Figures extends Counts {
  name: string;
  /** Texts in which at least one value of it must be found. */
  texts: number;
  precision: Estimate;
  recall: Estimate;
  f1: Estimate;
  /** Share of what was found that was found to the character. */
  exact: number;
}

/** Findings in texts in which nothing is to be found. */
export interface FalseFindings {
  texts: number;
  tokens: number;
  findings: number;
  per10kTokens: number;
}

export interface Measured {
  texts: number;
  categories: Figures[];
  groups: Figures[];
  hardNegatives: FalseFindings;
  ordinaryText: FalseFindings;
  judgements: Judgement[];
}

export function figuresOf(
  name: string,
  judgements: readonly Judgement[],
  categories: readonly Category[],
): Figures {
  const counted = new Set(categories);
  const perText = judgements.map((judgement) => countsOf(judgement, counted));
  const all = addCounts(perText);
  const found = judgements
    .flatMap(({ outcomes }) => outcomes)
    .filter((outcome) => outcome.kind === "found" && counted.has(outcome.category));
  return {
    name,
    texts: perText.filter(({ truePositives, falseNegatives }) => truePositives + falseNegatives > 0).length,
    ...all,
    precision: precision(all),
    recall: recall(all),
    f1: bootstrapF1(perText),
    exact: found.filter((outcome) => outcome.kind === "found" && outcome.isExact).length / found.length,
  };
}

export function falseFindings(texts: readonly string[], findings: number): FalseFindings {
  const tokens = texts.reduce((sum, text) => sum + tokensIn(text), 0);
  return { texts: texts.length, tokens, findings, per10kTokens: (findings / tokens) * 10_000 };
}

/** Ordinary texts are those of `corpus/ordinary-*.txt`; every other text without a mark is a hard negative. */
const isOrdinary = ({ file }: CorpusCase) => file.startsWith("ordinary-");

function falseIn(judgements: readonly Judgement[]): FalseFindings {
  return falseFindings(
    judgements.map(({ text }) => text.text),
    judgements.reduce((sum, { outcomes }) => sum + outcomes.length, 0),
  );
}

export function measure(scanner: Scanner, corpus: readonly CorpusCase[]): Measured {
  const judgements = corpus.map((text) => judge(text, scanner.scan(text.text)));
  const empty = judgements.filter(({ text }) => text.expected.length === 0);
  return {
    texts: corpus.length,
    categories: CATEGORIES.map((category) => figuresOf(category, judgements, [category])),
    groups: [...CATEGORY_GROUPS, "all" as const].map((group) =>
      figuresOf(
        group,
        judgements,
        CATEGORIES.filter((category) => group === "all" || categoryInfo(category).group === group),
      ),
    ),
    hardNegatives: falseIn(empty.filter(({ text }) => !isOrdinary(text))),
    ordinaryText: falseIn(empty.filter(({ text }) => isOrdinary(text))),
    judgements,
  };
}
