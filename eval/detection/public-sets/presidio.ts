/** Microsoft's presidio-research: synthetic sentences with spans. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { type CorpusCase, type Expected } from "../corpus";
import { figuresOf, type Figures } from "../measure";
import { judge, type Judgement } from "../score";
import { wilson, type Estimate } from "../statistics";
import { type PublicSets } from "./locate";
import { type Scanner } from "~/detection/scanner";
import { type Category } from "~/rules/categories";

const FILES = ["synth_dataset_v2.json", "generated_large.json"] as const;

const documents = z.array(
  z.object({
    full_text: z.string(),
    spans: z.array(
      z.object({ entity_type: z.string(), start_position: z.number(), end_position: z.number() }),
    ),
  }),
);
type Document = z.infer<typeof documents>[number];

/** What their types are called here. A type that is not in this table has no category. */
const CATEGORIES_OF: Readonly<Record<string, readonly [Category, ...Category[]]>> = {
  EMAIL_ADDRESS: ["email"],
  PHONE_NUMBER: ["phone"],
  CREDIT_CARD: ["credit_card"],
  IBAN_CODE: ["iban"],
  US_SSN: ["ssn"],
  IP_ADDRESS: ["ip_address", "private_ip_address"],
  ZIP_CODE: ["postal_code", "address"],
  STREET_ADDRESS: ["address"],
  ADDRESS: ["address"],
  US_DRIVER_LICENSE: ["drivers_license"],
};

/** Their templates cut addresses up: "Apt. 595" and "28245" are addresses there, and nowhere else. */
const ADDRESS_FRAGMENT = /^(?:\d+|(?:apt|suite|unit|ste)\b.{0,10})$/i;

export interface PresidioResult {
  file: string;
  texts: number;
  figures: Figures[];
  /** Of the addresses, those that a finding overlaps: theirs are put together at random ("9554 62 Rue Gafsa Toronto"). */
  addressesTouched: Estimate;
  /** Spans that were left out, by type. */
  ignored: Record<string, number>;
  judgements: Judgement[];
}

function readDocument(
  { full_text: text, spans }: Document,
  id: string,
): { own: CorpusCase; ignored: string[] } {
  const ignored: string[] = [];
  const expected: Expected[] = [];
  for (const { entity_type: type, start_position: start, end_position: end } of spans) {
    const categories = CATEGORIES_OF[type];
    const isFragment = categories?.[0] === "address" && ADDRESS_FRAGMENT.test(text.slice(start, end));
    if (!categories || isFragment) ignored.push(isFragment ? `${type} (fragment)` : type);
    if (categories)
      expected.push({ categories, start, end, outerStart: start, outerEnd: end, isOptional: isFragment });
  }
  expected.sort((a, b) => a.start - b.start);
  return { own: { id, file: id, text, expected }, ignored };
}

/** Findings in spans of types without a category are neither right nor wrong: a birthday is a DATE_TIME there. */
function withoutIgnored(document: Document, scanner: Scanner) {
  const others = document.spans.filter(({ entity_type: type }) => !CATEGORIES_OF[type]);
  return scanner
    .scan(document.full_text)
    .filter(
      ({ start, end }) => !others.some((span) => start < span.end_position && span.start_position < end),
    );
}

function addressesTouched(judgements: readonly Judgement[]): Estimate {
  const addresses = judgements
    .flatMap(({ outcomes }) => outcomes)
    .filter((outcome) => outcome.category === "address" && outcome.kind !== "false");
  const touched = addresses.filter(
    (outcome) =>
      outcome.kind === "found" ||
      (outcome.kind === "missed" && outcome.overlapping.some(({ category }) => category === "address")),
  );
  return wilson(touched.length, addresses.length);
}

export function measurePresidio(sets: PublicSets, scanner: Scanner): PresidioResult[] {
  return FILES.flatMap((name) => {
    const file = sets.file(`pii/presidio_research/${name}`);
    if (file === null) return [];
    const ignored: Record<string, number> = {};
    const judgements = documents.parse(JSON.parse(readFileSync(file, "utf8"))).map((document, index) => {
      const read = readDocument(document, `presidio_research:${index}`);
      for (const type of read.ignored) ignored[type] = (ignored[type] ?? 0) + 1;
      return judge(read.own, withoutIgnored(document, scanner));
    });
    const categories = [...new Set(Object.values(CATEGORIES_OF).map(([first]) => first))];
    const figures = categories.map((category) => figuresOf(category, judgements, [category]));
    return {
      file: name,
      texts: judgements.length,
      figures,
      addressesTouched: addressesTouched(judgements),
      ignored,
      judgements,
    };
  });
}
