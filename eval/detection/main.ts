/**
 * `npm run eval:detection`: what the whole catalogue finds in our corpus, and what it misses. `-- --errors` lists every
 * mistake, `-- --json` prints figures for machines, `-- --data DIR` measures on public sets that are not part of the
 * repository.
 */
import { parseArgs } from "node:util";
import { readCorpus } from "./corpus";
import { measure } from "./measure";
import { measurePublicSets, printPublicResults } from "./public-sets/report";
import { errorLines, printMeasured } from "./report";
import { CATALOGUE } from "~/detection/catalogue";
import { createScanner } from "~/detection/scanner";

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    errors: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

const scanner = createScanner(CATALOGUE.map(({ id }) => id));
const measured = measure(scanner, readCorpus());
const publicResults = options.data === undefined ? null : measurePublicSets(options.data, scanner);

if (options.json) {
  // Every judgement holds its text.
  const { judgements, ...figures } = measured;
  const presidio = publicResults?.presidio.map(({ judgements: own, ...result }) => ({
    ...result,
    errors: errorLines(own),
  }));
  const all = { ...figures, errors: errorLines(judgements), publicResults: { ...publicResults, presidio } };
  console.log(JSON.stringify(all, null, 2));
} else {
  printMeasured(measured);
  if (options.errors) console.log(["", ...errorLines(measured.judgements)].join("\n"));
  if (publicResults) printPublicResults(publicResults, options.errors);
}
