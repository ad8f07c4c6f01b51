/**
 * The chain against a model of it: random keys and scripted providers over many requests, with a clock that moves.
 * The model shares no code with the chain. It keeps what happened to each key as a list and works out everything
 * else from that list when it is asked.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AttemptFailure, type FailureClass } from "./classify-failure";
import { KeyHealth } from "./key-health";
import { type AttemptOutcome, ClientGoneError, walkChain, type WalkEnd } from "./walk-chain";

const START = 1_790_000_000_000;
const DAY_MS = 86_400_000;

/** What a key does when it is asked. */
interface Behaviour {
  says: FailureClass | "success" | "final error" | "skip" | "throw";
  told: number | null;
  tookMs: number;
}

interface Seen {
  asked: string[];
  movedOn: string[];
  end: WalkEnd<{ id: string }, string> | "gone" | "thrown";
}

// --- The model -----------------------------------------------------------------------------------------------------

type ModelEvent =
  | { what: FailureClass; at: number; told: number | null; chance: () => number }
  | { what: "success" | "replaced" | "known rejected" }
  | { what: "known cooling"; until: number };

/** Base and longest wait in seconds, and the failure in a row that the wait begins with. */
const WAITS: Readonly<Record<FailureClass, readonly [number, number, number] | null>> = {
  rejected: null,
  rate_limited: [1, 60, 1],
  quota_exceeded: [30, 600, 1],
  timeout: [1, 60, 1],
  unreachable: [1, 60, 1],
  server_error: [1, 60, 3],
};

function isFailure(says: Behaviour["says"]): says is FailureClass {
  return says in WAITS;
}

class Model {
  private readonly events = new Map<string, ModelEvent[]>();
  private readonly deadlines = new Map<string, number>();

  add(id: string, event: ModelEvent): void {
    const events = this.events.get(id) ?? [];
    events.push(event);
    this.events.set(id, events);
    const until = event.what === "known cooling" ? event.until : Model.deadline(events, event);
    this.deadlines.set(id, Math.max(until, this.until(id)));
  }

  private static deadline(events: ModelEvent[], last: ModelEvent): number {
    const wait = "at" in last ? WAITS[last.what] : null;
    if (!wait || !("at" in last)) return 0;
    const sinceSuccess = events.slice(events.findLastIndex(({ what }) => what === "success") + 1);
    const nth = sinceSuccess.filter((event) => "at" in event && event.what !== "rejected").length;
    const [base, longest, begins] = wait;
    if (nth < begins) return 0;
    if (last.told !== null && last.told > 0) return last.at + Math.min(last.told, DAY_MS);
    let seconds = base;
    for (let count = begins; count < nth && seconds < longest; count++) seconds *= 2;
    const spread = 0.8 + 0.4 * last.chance();
    return last.at + Math.min(Math.round(Math.min(seconds, longest) * 1000 * spread), longest * 1000);
  }

  until(id: string): number {
    return this.deadlines.get(id) ?? 0;
  }

  isRejected(id: string): boolean {
    const mark = this.events
      .get(id)
      ?.findLast(({ what }) => ["rejected", "known rejected", "success", "replaced"].includes(what));
    return mark?.what === "rejected" || mark?.what === "known rejected";
  }

  ranked(ids: readonly string[], now: number): string[] {
    const rejected = ids.filter((id) => this.isRejected(id));
    const rest = ids.filter((id) => !rejected.includes(id));
    const deadlines = new Set(rest.map((id) => this.until(id)).filter((until) => until > now));
    const cooling = [...deadlines]
      .sort((one, other) => one - other)
      .flatMap((until) => rest.filter((id) => this.until(id) === until));
    return [...rest.filter((id) => this.until(id) <= now), ...cooling, ...rejected];
  }

  /** What a request does, read off the list of its keys. Adds what it means for their health. */
  request(
    ids: readonly string[],
    now: number,
    goneAfter: number,
    behave: Behave,
    chance: () => number,
  ): Seen {
    const ranked = this.ranked(ids, now);
    const said = ranked.map((id) => ({ id, ...behave(id) }));
    const ending = said.findIndex(({ says }) => ["success", "final error", "throw"].includes(says));
    const stop = ending === -1 ? said.length : ending + 1;
    const asked = said.slice(0, Math.min(stop, goneAfter));
    const isGone = goneAfter < stop;
    let at = now;
    for (const { id, says, told, tookMs } of asked) {
      at += tookMs;
      if (says === "success") this.add(id, { what: says });
      else if (isFailure(says)) this.add(id, { what: says, at, told, chance });
    }
    const failed = asked.filter(({ says }) => isFailure(says));
    const working = failed.filter(({ says }) => says !== "rejected");
    const telling = working.length === 0 ? failed : working;
    const last = telling.at(-1);
    const ender = isGone ? undefined : said[ending];
    const areLimited = telling.every(({ says }) => says === "rate_limited" || says === "quota_exceeded");
    const shortest = Math.min(...telling.map(({ id }) => Math.max(this.until(id) - at, 0)));
    let end: Seen["end"] = { kind: "unusable", reasons: asked.map(() => "cannot take it") };
    if (last) {
      const wait = areLimited ? shortest : null;
      end = {
        kind: "exhausted",
        last: `answer of ${last.id}`,
        retryAfterMs: wait,
      };
    }
    if (ender) end = { kind: "answered", key: { id: ender.id }, answer: `answer of ${ender.id}` };
    if (ender?.says === "throw") end = "thrown";
    if (isGone) end = "gone";
    return {
      asked: asked.map(({ id }) => id),
      movedOn: asked.slice(0, -1).map(({ id, says }) => `${id}: ${REASONS[says] ?? says}`),
      end,
    };
  }
}

// --- The chain, driven by the same script --------------------------------------------------------------------------

type Behave = (id: string) => Behaviour;

const STATUSES: Readonly<Record<string, number>> = { rejected: 401, rate_limited: 429, server_error: 503 };
const REASONS: Readonly<Record<string, string>> = {
  rate_limited: "http_429",
  server_error: "http_503",
  skip: "cannot take it",
};

function outcomeOf(id: string, { says, told }: Behaviour): AttemptOutcome<string> {
  const answer = `answer of ${id}`;
  switch (says) {
    case "throw":
      throw new Error("scripted");
    case "skip":
      return { kind: "skipped", reason: "cannot take it" };
    case "success":
      return { kind: "answered", answer };
    case "final error":
      return { kind: "answered", answer, isError: true };
    default: {
      const failure: AttemptFailure = { class: says, status: STATUSES[says] ?? null, retryAfterMs: told };
      return { kind: "failed", failure, answer };
    }
  }
}

interface Clock {
  now: number;
}

async function walk(
  health: KeyHealth,
  clock: Clock,
  ids: readonly string[],
  goneAfter: number,
  behave: Behave,
  onAsk: (id: string, askedBefore: readonly string[]) => void = () => undefined,
): Promise<Seen> {
  const asked: string[] = [];
  const movedOn: string[] = [];
  const end = await walkChain(
    ids.map((id) => ({ id })),
    {
      health,
      attempt: async ({ id }) => {
        onAsk(id, [...asked]);
        asked.push(id);
        const behaviour = behave(id);
        await Promise.resolve();
        clock.now += behaviour.tookMs;
        return outcomeOf(id, behaviour);
      },
      isGone: () => asked.length >= goneAfter,
      onMovedOn: ({ id }, reason) => movedOn.push(`${id}: ${reason}`),
    },
  ).catch((error: unknown) => (error instanceof ClientGoneError ? "gone" : "thrown"));
  return { asked, movedOn, end };
}

/** mulberry32: the same numbers for the chain and for the model. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// --- Any chain, any providers --------------------------------------------------------------------------------------

const IDS = ["a", "b", "c", "d", "e"];
const FAILURES: readonly FailureClass[] = [
  "rejected",
  "rate_limited",
  "quota_exceeded",
  "timeout",
  "unreachable",
  "server_error",
];

const behaviour: fc.Arbitrary<Behaviour> = fc.record({
  says: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...FAILURES) },
    { weight: 2, arbitrary: fc.constant("success" as const) },
    { weight: 1, arbitrary: fc.constantFrom("final error" as const, "skip" as const, "throw" as const) },
  ),
  told: fc.option(fc.oneof(fc.integer({ min: -10, max: 9_000 }), fc.constant(3 * DAY_MS)), { freq: 3 }),
  tookMs: fc.oneof(fc.constant(0), fc.nat(2_500)),
});

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("request" as const),
      chain: fc.shuffledSubarray(IDS),
      behaviours: fc.tuple(behaviour, behaviour, behaviour, behaviour, behaviour),
      goneAfter: fc.oneof({ weight: 8, arbitrary: fc.constant(Infinity) }, fc.nat(4)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.oneof(fc.nat(3_000), fc.nat(90_000)) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("learn" as const),
      id: fc.constantFrom(...IDS),
      coolingFor: fc.option(fc.integer({ min: -1_000, max: 20_000 })),
      rejected: fc.boolean(),
    }),
  },
);

describe("the chain and its model", () => {
  it("agree on every request, every deadline and every order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), fc.integer(), async (steps, seed) => {
        const clock = { now: START };
        const health = new KeyHealth({ now: () => clock.now, random: randomFrom(seed) });
        const model = new Model();
        const chance = randomFrom(seed);
        for (const each of steps) {
          if (each.do === "wait") clock.now += each.ms;
          if (each.do === "learn") {
            const coolingUntil = each.coolingFor === null ? null : clock.now + each.coolingFor;
            health.learn(each.id, { coolingUntil, rejected: each.rejected });
            model.add(each.id, { what: each.rejected ? "known rejected" : "replaced" });
            if (coolingUntil !== null) model.add(each.id, { what: "known cooling", until: coolingUntil });
          }
          if (each.do === "request") {
            const behave: Behave = (id) => each.behaviours[IDS.indexOf(id)]!;
            const expected = model.request(each.chain, clock.now, each.goneAfter, behave, chance);
            expect(await walk(health, clock, each.chain, each.goneAfter, behave)).toEqual(expected);
          }
          expect(IDS.map((id) => health.remainingMs(id))).toEqual(
            IDS.map((id) => Math.max(model.until(id) - clock.now, 0)),
          );
          const order = health.order(IDS.map((id) => ({ id }))).map(({ id }) => id);
          expect(order).toEqual(model.ranked(IDS, clock.now));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

// --- Flapping keys -------------------------------------------------------------------------------------------------

/** A key that is well for a while, and then ill for a while in one way. */
class FlappingKey {
  private says: Behaviour["says"] = "success";
  private untilMs = 0;

  constructor(private readonly random: () => number) {}

  behave(now: number): Behaviour {
    if (now >= this.untilMs) {
      const isWell = this.says !== "success" || this.random() < 0.3;
      this.says = isWell ? "success" : FAILURES[Math.floor(this.random() * FAILURES.length)]!;
      // Well for shorter than ill: with most keys down, the order among the bad ones decides.
      this.untilMs = now + this.random() ** (isWell ? 3 : 1) * 60_000;
    }
    const isTold = this.says === "rate_limited" && this.random() < 0.5;
    return {
      says: this.random() < 0.02 ? "final error" : this.says,
      told: isTold ? Math.ceil(this.random() * 20) * 1_000 : null,
      tookMs: this.says === "timeout" ? 2_000 : Math.floor(this.random() * 300),
    };
  }
}

describe("10,000 requests against flapping keys", () => {
  it.each([1, 2, 3])(
    "end as the model says, and none asks a key that cools before one that is fit: %d",
    async (seed) => {
      const clock = { now: START };
      const health = new KeyHealth({ now: () => clock.now, random: randomFrom(seed) });
      const model = new Model();
      const chance = randomFrom(seed);
      const world = randomFrom(seed + 1_000);
      const keys = new Map(IDS.map((id) => [id, new FlappingKey(world)]));
      const counts: Record<string, number> = {};
      for (let request = 0; request < 10_000; request++) {
        const script = new Map(IDS.map((id) => [id, keys.get(id)!.behave(clock.now)]));
        const behave: Behave = (id) => script.get(id)!;
        const before = new Map(
          IDS.map((id) => [id, { until: model.until(id), rejected: model.isRejected(id) }]),
        );
        const expected = model.request(IDS, clock.now, Infinity, behave, chance);
        const isFit = (id: string) => before.get(id)!.until <= clock.now && !before.get(id)!.rejected;
        const seen = await walk(health, clock, IDS, Infinity, behave, (id, askedBefore) => {
          if (before.get(id)!.until <= clock.now) return;
          counts.askedWhileCooling = (counts.askedWhileCooling ?? 0) + 1;
          const passedOver = IDS.filter(
            (other) => other !== id && !askedBefore.includes(other) && isFit(other),
          );
          expect(passedOver).toEqual([]);
        });
        expect(seen).toEqual(expected);
        const name = typeof seen.end === "string" ? seen.end : seen.end.kind;
        counts[name] = (counts[name] ?? 0) + 1;
        if (seen.asked.length > 1) counts.movedOn = (counts.movedOn ?? 0) + 1;
        clock.now += Math.floor(world() * 400);
        // Somebody replaces a rejected key, or soon all of them would be.
        for (const id of IDS.filter((each) => model.isRejected(each) && world() < 0.02)) {
          health.learn(id, { coolingUntil: null, rejected: false });
          model.add(id, { what: "replaced" });
        }
      }
      // The script is no use unless all of this happens in it.
      expect(counts.answered).toBeGreaterThan(5_000);
      expect(counts.exhausted).toBeGreaterThan(10);
      expect(counts.movedOn).toBeGreaterThan(200);
      expect(counts.askedWhileCooling).toBeGreaterThan(50);
      expect((counts.answered ?? 0) + (counts.exhausted ?? 0)).toBe(10_000);
    },
  );
});
