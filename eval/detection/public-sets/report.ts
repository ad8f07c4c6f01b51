/** What the public sets say, as tables to read. */
import { errorLines, figuresTable, interval, percent, rate, table } from "../report";
import { openPublicSets } from "./locate";
import { measureOrdinary, type OrdinaryResult } from "./ordinary";
import { measurePresidio, type PresidioResult } from "./presidio";
import { measureSecrets, type SecretsResult } from "./secret-cases";
import { type Scanner } from "~/detection/scanner";

export interface PublicResults {
  presidio: PresidioResult[];
  secrets: SecretsResult[];
  ordinary: OrdinaryResult[];
}

/** So many mistakes are listed of each set. */
const MAX_ERRORS = 200;

/** @param folder Holds the sets, or archives of them. */
export function measurePublicSets(folder: string, scanner: Scanner): PublicResults {
  const sets = openPublicSets(folder);
  try {
    return {
      presidio: measurePresidio(sets, scanner),
      secrets: measureSecrets(sets, scanner),
      ordinary: measureOrdinary(sets, scanner),
    };
  } finally {
    sets.close();
  }
}

function printPresidio(result: PresidioResult, errors: boolean): void {
  console.log(`\npresidio_research, ${result.file}: ${result.texts} texts\n`);
  console.log(figuresTable(result.figures));
  console.log(`addresses of which at least a part is found, %: ${interval(result.addressesTouched)}`);
  const left = Object.entries(result.ignored).map(([type, count]) => `${type} ${count}`);
  console.log(`left out, without a category here: ${left.join(", ")}`);
  if (errors) console.log(errorLines(result.judgements).slice(0, MAX_ERRORS).join("\n"));
}

function printSecrets(result: SecretsResult, errors: boolean): void {
  const served = result.rules.filter(({ isServed }) => isServed);
  const secrets = served.filter(({ asksForSecret }) => asksForSecret);
  const casesOf = (rules: typeof served) => rules.reduce((sum, { cases }) => sum + cases, 0);
  console.log(`\n${result.set}: ${result.cases} cases (${result.duplicates} duplicates left out)`);
  console.log(`  recall %, all ${result.rules.length} rules: ${interval(result.recall)}`);
  console.log(
    `  recall %, ${served.length} rules of issuers in the catalogue, ${casesOf(served)} cases: ` +
      `${interval(result.servedRecall)}; mean over the rules ${percent(result.servedRuleMean)}`,
  );
  console.log(
    `  recall %, ${secrets.length} of these, without ids, names, hosts and public keys, ${casesOf(secrets)} cases: ` +
      interval(result.servedSecretRecall),
  );
  console.log(
    `  false findings in ${result.negatives} texts without a secret: ${result.falseFindings.length}`,
  );
  if (!errors) return;
  for (const { rule, patternId, value } of result.falseFindings)
    console.log(`  false ${patternId} in a text of ${rule}: ${value}`);
  for (const { rule, found, cases: all, missed } of served.filter((one) => one.found < one.cases))
    console.log(`  ${rule} ${found}/${all}, missed: ${missed.map((text) => JSON.stringify(text)).join(" ")}`);
}

function printOrdinary(results: readonly OrdinaryResult[], errors: boolean): void {
  console.log("\nFindings in ordinary text (a token is four characters)");
  for (const result of results) console.log(`  ${result.set.padEnd(18)} ${rate(result)}`);
  const patterns = new Set(results.flatMap(({ byPattern }) => Object.keys(byPattern)));
  const total = (id: string) => results.reduce((sum, { byPattern }) => sum + (byPattern[id] ?? 0), 0);
  const rows = [...patterns].sort((a, b) => total(b) - total(a)).slice(0, MAX_ERRORS);
  console.log(
    `\n${table([
      ["findings by pattern", "all", ...results.map(({ set }) => set.slice(0, 12))],
      ...rows.map((id) => [id, total(id), ...results.map(({ byPattern }) => byPattern[id] ?? "")]),
    ])}`,
  );
  if (!errors) return;
  for (const { set, shown } of results)
    for (const { patternId, text } of shown.slice(0, MAX_ERRORS))
      console.log(`  ${set}  ${patternId}: ${text}`);
}

export function printPublicResults({ presidio, secrets, ordinary }: PublicResults, errors: boolean): void {
  for (const result of presidio) printPresidio(result, errors);
  for (const result of secrets) printSecrets(result, errors);
  if (ordinary.length > 0) printOrdinary(ordinary, errors);
}
