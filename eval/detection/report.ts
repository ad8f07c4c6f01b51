/** The figures as tables to read. */
import { type FalseFindings, type Figures, type Measured } from "./measure";
import { type Judgement, type Outcome } from "./score";
import { type Estimate } from "./statistics";

/** How much of a text is shown around what is wrong in it. */
const SHOWN_AROUND = 40;

export function percent(value: number): string {
  return Number.isNaN(value) ? "-" : (value * 100).toFixed(1);
}

export function interval({ value, low, high }: Estimate): string {
  return Number.isNaN(value) ? "-" : `${percent(value)} [${percent(low)}, ${percent(high)}]`;
}

/** Left column to the left, the others to the right, each as wide as its widest cell. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map(String));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  "),
    )
    .join("\n");
}

export function figuresTable(figures: readonly Figures[]): string {
  return table([
    ["", "texts", "TP", "FP", "FN", "precision %", "recall %", "F1 %", "exact %"],
    ...figures.map((row) => [
      row.name,
      row.texts,
      row.truePositives,
      row.falsePositives,
      row.falseNegatives,
      interval(row.precision),
      interval(row.recall),
      interval(row.f1),
      percent(row.exact),
    ]),
  ]);
}

export function rate({ texts, tokens, findings, per10kTokens }: FalseFindings): string {
  return `${findings} in ${texts} texts of ${tokens} tokens: ${per10kTokens.toFixed(2)} per 10,000 tokens`;
}

export function printMeasured(measured: Measured): void {
  console.log(
    `Corpus of ${measured.texts} texts, whole catalogue. In brackets: 95 % confidence intervals.\n`,
  );
  console.log(figuresTable([...measured.categories, ...measured.groups]));
  console.log(`\nFalse findings (a token is four characters)`);
  console.log(`  in ordinary text   ${rate(measured.ordinaryText)}`);
  console.log(`  in hard negatives  ${rate(measured.hardNegatives)}`);
}

/** What stands at an offset, on one line. */
export function excerpt(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - SHOWN_AROUND), start);
  const after = text.slice(end, end + SHOWN_AROUND);
  return `${before}«${text.slice(start, end)}»${after}`.replace(/\s*\n\s*/g, "⏎");
}

function describe({ text }: Judgement, outcome: Outcome): string | null {
  if (outcome.kind === "found") return null;
  if (outcome.kind === "false") {
    const { patternId, start, end } = outcome.finding;
    return `${text.id}  false ${outcome.category} by ${patternId}: ${excerpt(text.text, start, end)}`;
  }
  const { start, end } = outcome.expected;
  const instead = outcome.overlapping.map(
    (finding) => `${finding.patternId} «${text.text.slice(finding.start, finding.end)}»`,
  );
  const found = instead.length > 0 ? ` (found: ${instead.join(", ")})` : "";
  return `${text.id}  missed ${outcome.category}: ${excerpt(text.text, start, end)}${found}`;
}

/** Everything that is wrong, one line each. */
export function errorLines(judgements: readonly Judgement[]): string[] {
  return judgements.flatMap((judgement) =>
    judgement.outcomes.flatMap((outcome) => describe(judgement, outcome) ?? []),
  );
}
