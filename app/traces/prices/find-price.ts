/** Which price a model had at a moment. */
import { RecentlyUsed } from "~/lib/recently-used";
import { type ProviderId } from "~/providers/provider";
import { ANTHROPIC } from "./anthropic";
import { GEMINI } from "./gemini";
import { OPENAI } from "./openai";
import { type PriceList, type PriceRow } from "./price";

/** Azure sells OpenAI's models under their names. */
const PRICE_LISTS: Readonly<Record<ProviderId, PriceList>> = {
  openai: OPENAI,
  azure: OPENAI,
  anthropic: ANTHROPIC,
  gemini: GEMINI,
};

interface DatedRow {
  row: PriceRow;
  /** Milliseconds since the epoch. */
  from: number;
}

/** A model's rows, the newest first. */
type History = readonly DatedRow[];

// A caller chooses the model's name: neither a long one nor many of them may fill the memory.
const MAX_NAME = 200;
const MAX_REMEMBERED = 2_000;

const histories = new Map(Object.values(PRICE_LISTS).map((list) => [list, historiesOf(list)]));
const remembered = new RecentlyUsed<History | null>(MAX_REMEMBERED);

/**
 * @param model As the provider or the caller wrote it: `gpt-4o-2024-08-06`, `models/gemini-2.5-pro`.
 * @param at Milliseconds since the epoch.
 * @returns Null when the model is not listed, or was not yet.
 */
export function findPrice(input: {
  provider: ProviderId;
  model: string;
  at: Date | number;
}): PriceRow | null {
  const { provider, model } = input;
  if (model.length > MAX_NAME) return null;
  const at = Number(input.at);
  const history = remembered.get(`${provider} ${model}`, () => findHistory(PRICE_LISTS[provider], model));
  return history?.find(({ from }) => from <= at)?.row ?? null;
}

/** The name itself, then without one ending after another: the longest listed name wins. */
function findHistory(list: PriceList, model: string): History | null {
  let name = model.replace(/^models\//, "");
  for (;;) {
    const history = histories.get(list)?.get(name);
    if (history) return history;
    const shorter = withoutEnding(name, list.snapshotEndings);
    if (shorter === name) return null;
    name = shorter;
  }
}

function withoutEnding(name: string, endings: readonly RegExp[]): string {
  const ending = endings.find((candidate) => candidate.test(name));
  return ending ? name.replace(ending, "") : name;
}

function historiesOf(list: PriceList): ReadonlyMap<string, History> {
  const byModel = new Map<string, DatedRow[]>();
  for (const row of list.rows) {
    const dated = { row, from: Date.parse(row.effectiveFrom) };
    for (const model of row.models) byModel.set(model, [...(byModel.get(model) ?? []), dated]);
  }
  for (const rows of byModel.values()) rows.sort((one, other) => other.from - one.from);
  return byModel;
}
