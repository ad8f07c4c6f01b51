/** gitleaks' and Kingfisher's own cases: strings that hold a secret of a rule, and strings that hold none. */
import { z } from "zod";
import { wilson, type Estimate } from "../statistics";
import { asksForSecret, isServedRule } from "./issuers";
import { readRows, type PublicSets } from "./locate";
import { type Scanner } from "~/detection/scanner";
import { categoryInfo } from "~/rules/categories";

const SETS = ["gitleaks", "kingfisher"] as const;

const secretCase = z.object({
  rule: z.string(),
  label: z.union([z.literal(0), z.literal(1)]),
  text: z.string(),
});
type SecretCase = z.infer<typeof secretCase>;

interface RuleRecall {
  rule: string;
  isServed: boolean;
  asksForSecret: boolean;
  cases: number;
  found: number;
  /** Some that were not found. */
  missed: string[];
}

export interface SecretsResult {
  set: string;
  cases: number;
  duplicates: number;
  recall: Estimate;
  /** Of the rules whose issuer the catalogue knows: all of their cases, and the mean over the rules. */
  servedRecall: Estimate;
  servedRuleMean: number;
  /** Of these, without the rules for what is no secret. */
  servedSecretRecall: Estimate;
  rules: RuleRecall[];
  negatives: number;
  falseFindings: { rule: string; patternId: string; value: string }[];
}

const MAX_SHOWN = 3;

function distinctCases(file: string): { cases: SecretCase[]; duplicates: number } {
  const seen = new Map<string, SecretCase>();
  const rows = readRows(file).map((row) => secretCase.parse(row));
  for (const row of rows) seen.set(`${row.rule} ${row.text}`, row);
  return { cases: [...seen.values()], duplicates: rows.length - seen.size };
}

/** Any finding of the group counts: a text is a secret with a name before it. Which pattern named it does not matter. */
function secretsIn(scanner: Scanner, text: string) {
  return scanner.scan(text).filter(({ category }) => categoryInfo(category).group === "secrets");
}

function recallByRule(scanner: Scanner, cases: readonly SecretCase[]): RuleRecall[] {
  const rules = new Map<string, RuleRecall>();
  for (const { rule, text } of cases) {
    const own = rules.get(rule) ?? {
      rule,
      isServed: isServedRule(rule),
      asksForSecret: asksForSecret(rule),
      cases: 0,
      found: 0,
      missed: [],
    };
    rules.set(rule, own);
    own.cases++;
    if (secretsIn(scanner, text).length > 0) own.found++;
    else if (own.missed.length < MAX_SHOWN) own.missed.push(text);
  }
  return [...rules.values()];
}

function recallOver(rules: readonly RuleRecall[]): Estimate {
  const sum = (field: "found" | "cases") => rules.reduce((total, rule) => total + rule[field], 0);
  return wilson(sum("found"), sum("cases"));
}

export function measureSecrets(sets: PublicSets, scanner: Scanner): SecretsResult[] {
  return SETS.flatMap((set) => {
    const file = sets.file(`secrets/${set}/cases.jsonl`);
    if (file === null) return [];
    const { cases, duplicates } = distinctCases(file);
    const rules = recallByRule(
      scanner,
      cases.filter(({ label }) => label === 1),
    );
    const served = rules.filter(({ isServed }) => isServed);
    const negatives = cases.filter(({ label }) => label === 0);
    return {
      set,
      cases: cases.length,
      duplicates,
      recall: recallOver(rules),
      servedRecall: recallOver(served),
      servedRuleMean: served.reduce((sum, { found, cases: all }) => sum + found / all, 0) / served.length,
      servedSecretRecall: recallOver(served.filter((rule) => rule.asksForSecret)),
      rules,
      negatives: negatives.length,
      falseFindings: negatives.flatMap(({ rule, text }) =>
        secretsIn(scanner, text).map(({ patternId, start, end }) => ({
          rule,
          patternId,
          value: text.slice(start, end),
        })),
      ),
    };
  });
}
