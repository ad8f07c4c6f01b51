import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AttemptFailure, type FailureClass } from "./classify-failure";
import { KeyHealth, type KeyHealthChange } from "./key-health";

const START = 1_790_000_000_000;
const DAY_MS = 86_400_000;

function failure(name: FailureClass, retryAfterMs: number | null = null): AttemptFailure {
  return { class: name, status: null, retryAfterMs };
}

/** @param jitter What `random` answers; 0.5 is no jitter. */
function health(jitter = 0.5, maxKeys = 1_000) {
  const clock = { now: START };
  const changes: KeyHealthChange[] = [];
  const keys = new KeyHealth({
    now: () => clock.now,
    random: () => jitter,
    onChange: (change) => changes.push(change),
    maxKeys,
  });
  const fail = (keyId: string, name: FailureClass, told: number | null = null, row?: number) =>
    keys.failed(keyId, failure(name, told), row);
  const order = (...ids: string[]) => keys.order(ids.map((id) => ({ id }))).map(({ id }) => id);
  return { keys, clock, changes, fail, order };
}

/** The cooldown after each of several failures in a row, each one when the cooldown before it is over. */
function waits(name: FailureClass, count: number, jitter = 0.5): number[] {
  const { keys, clock, fail } = health(jitter);
  return Array.from({ length: count }, () => {
    fail("a", name);
    const wait = keys.remainingMs("a");
    clock.now += wait;
    return wait;
  });
}

describe("cooldown", () => {
  it.each(["rate_limited", "quota_exceeded", "timeout", "unreachable"] as const)(
    "after %s lasts as long as the provider told, without jitter, bounded to a day",
    (name) => {
      const { keys, clock, fail } = health(1);
      fail("a", name, 7_250);
      expect(keys.remainingMs("a")).toBe(7_250);
      clock.now += 7_249;
      expect(keys.remainingMs("a")).toBe(1);
      clock.now += 1;
      expect(keys.remainingMs("a")).toBe(0);
      fail("a", name, 400 * DAY_MS);
      expect(keys.remainingMs("a")).toBe(DAY_MS);
    },
  );

  it.each([
    ["rate_limited", [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]],
    ["timeout", [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]],
    ["unreachable", [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]],
    ["quota_exceeded", [30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]],
    ["server_error", [0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]],
    ["rejected", [0, 0, 0, 0]],
  ] as const)("grows with the row of failures: %s", (name, expected) => {
    expect(waits(name, expected.length)).toEqual(expected);
  });

  it("varies by a fifth, and never beyond the longest", () => {
    expect(waits("timeout", 7, 0)).toEqual([800, 1_600, 3_200, 6_400, 12_800, 25_600, 48_000]);
    expect(waits("timeout", 7, 1)).toEqual([1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 60_000]);
    expect(waits("quota_exceeded", 6, 1).at(-1)).toBe(600_000);
  });

  it("stays at its longest after any number of failures", () => {
    expect(waits("rate_limited", 1_500).at(-1)).toBe(60_000);
  });

  it.each([0, -5, NaN])("takes a told wait of %d for none", (told) => {
    const { keys, fail } = health();
    fail("a", "rate_limited", told);
    expect(keys.remainingMs("a")).toBe(1_000);
  });

  it("counts one row over all classes, and a success ends it", () => {
    const { keys, fail } = health();
    fail("a", "server_error");
    fail("a", "server_error");
    keys.succeeded("a");
    fail("a", "server_error");
    fail("a", "server_error");
    expect(keys.remainingMs("a")).toBe(0);
    fail("b", "rate_limited", 1);
    fail("b", "timeout");
    expect(keys.remainingMs("b")).toBe(2_000);
    fail("b", "rejected");
    expect(keys.failuresInARow("b")).toBe(2);
  });

  it("is not ended by a success, which came from before", () => {
    const { keys, clock, fail } = health();
    fail("a", "rate_limited", 5_000);
    keys.succeeded("a");
    expect(keys.remainingMs("a")).toBe(5_000);
    expect(keys.failuresInARow("a")).toBe(0);
    clock.now += 5_000;
    fail("a", "rate_limited");
    expect(keys.remainingMs("a")).toBe(1_000);
  });

  it("never ends earlier because of a later, shorter one", () => {
    const { keys, clock, fail } = health();
    fail("a", "rate_limited", 60_000);
    clock.now += 1_000;
    fail("a", "rate_limited", 2_000);
    expect(keys.remainingMs("a")).toBe(59_000);
    keys.learn("a", { coolingUntil: clock.now + 5_000, rejected: false });
    expect(keys.remainingMs("a")).toBe(59_000);
    fail("a", "rate_limited", 59_001);
    expect(keys.remainingMs("a")).toBe(59_001);
  });

  it("takes failures of attempts that ran side by side for one", () => {
    const { keys, clock, fail } = health();
    const row = keys.failuresInARow("a");
    for (let request = 0; request < 100; request++) fail("a", "unreachable", null, row);
    expect(keys.remainingMs("a")).toBe(1_000);
    clock.now += 1_000;
    fail("a", "unreachable", null, keys.failuresInARow("a"));
    expect(keys.remainingMs("a")).toBe(2_000);
    // A success since then: the row it began in is over, and the failure begins a new one.
    keys.succeeded("a");
    fail("a", "unreachable", null, 2);
    expect(keys.failuresInARow("a")).toBe(1);
  });
});

describe("order", () => {
  it("puts fit keys first, then cooling ones by what remains, then rejected ones", () => {
    const { order, fail, clock } = health();
    expect(order("a", "b", "c")).toEqual(["a", "b", "c"]);
    fail("a", "rejected");
    fail("b", "rate_limited", 9_000);
    fail("d", "rate_limited", 3_000);
    fail("e", "rejected");
    fail("e", "rate_limited", 1);
    fail("f", "rate_limited", 3_000);
    fail("g", "server_error");
    expect(order("a", "b", "c", "d", "e", "f", "g")).toEqual(["c", "g", "d", "f", "b", "a", "e"]);
    clock.now += 3_000;
    expect(order("a", "b", "c", "d", "e", "f", "g")).toEqual(["c", "d", "f", "g", "b", "a", "e"]);
    clock.now += 6_000;
    expect(order("a", "b", "c")).toEqual(["b", "c", "a"]);
  });

  it("hands out the caller's own objects, and leaves the chain as it was", () => {
    const { keys, fail } = health();
    const chain = Object.freeze([{ id: "a" }, { id: "b" }]);
    fail("a", "timeout");
    const ordered = keys.order(chain);
    expect(ordered[0]).toBe(chain[1]);
    expect(ordered[1]).toBe(chain[0]);
  });
});

describe("rejection", () => {
  it("is told once, and its end by a success once", () => {
    const { keys, changes, fail, order } = health();
    keys.succeeded("a");
    fail("a", "rejected");
    fail("a", "rejected");
    fail("a", "timeout", 5);
    expect(order("a", "b")).toEqual(["b", "a"]);
    keys.succeeded("a");
    keys.succeeded("a");
    expect(changes).toEqual([
      { keyId: "a", status: "rejected" },
      { keyId: "a", coolingUntil: START + 5 },
      { keyId: "a", status: "healthy" },
    ]);
  });

  it("ends when the key was replaced", () => {
    const { keys, changes, order, fail } = health();
    fail("a", "rejected");
    expect(order("a", "b")).toEqual(["b", "a"]);
    keys.learn("a", { coolingUntil: null, rejected: false });
    expect(order("a", "b")).toEqual(["a", "b"]);
    expect(changes).toHaveLength(1);
    fail("a", "rejected");
    expect(changes).toHaveLength(2);
  });
});

describe("what is told", () => {
  it("is every new cooldown, and a deadline that moves on by a second or more", () => {
    const { changes, clock, fail } = health();
    const told = () => changes.splice(0).map(({ coolingUntil }) => (coolingUntil ?? 0) - START);
    fail("a", "rate_limited", 5_000);
    expect(told()).toEqual([5_000]);
    for (let request = 0; request < 999; request++) {
      clock.now += 1;
      fail("a", "rate_limited", 5_000);
    }
    expect(told()).toEqual([]);
    clock.now += 1;
    fail("a", "rate_limited", 5_000);
    expect(told()).toEqual([6_000]);
    fail("a", "rate_limited", 4_000);
    expect(told()).toEqual([]);
    clock.now = START + 6_000;
    fail("a", "rate_limited", 20);
    expect(told()).toEqual([6_020]);
  });

  it("is nothing that was learned", () => {
    const { keys, changes, fail, order } = health();
    keys.learn("a", { coolingUntil: START + 5_000, rejected: false });
    keys.learn("b", { coolingUntil: null, rejected: true });
    expect(order("b", "a", "c")).toEqual(["c", "a", "b"]);
    expect(keys.remainingMs("a")).toBe(5_000);
    fail("a", "rate_limited", 5_500);
    fail("b", "rejected");
    expect(changes).toEqual([]);
    fail("a", "rate_limited", 6_000);
    expect(changes).toEqual([{ keyId: "a", coolingUntil: START + 6_000 }]);
  });

  it("needs nobody who listens, and has a clock and chance of its own", () => {
    const keys = new KeyHealth();
    keys.failed("a", failure("timeout"));
    keys.failed("a", failure("rejected"));
    expect(keys.remainingMs("a")).toBeGreaterThan(0);
    expect(keys.remainingMs("a")).toBeLessThanOrEqual(1_200);
  });
});

describe("learn", () => {
  it.each([
    ["past", START - 1, 0],
    ["now", START, 0],
    ["nonsense", NaN, 0],
    ["none", null, 0],
    ["too far", Infinity, DAY_MS],
    ["another clock's", START + 30 * DAY_MS, DAY_MS],
  ])("bounds a deadline: %s", (_, coolingUntil, expected) => {
    const { keys } = health();
    keys.learn("a", { coolingUntil, rejected: false });
    expect(keys.remainingMs("a")).toBe(expected);
    keys.failed("a", failure("rate_limited", 100));
    expect(keys.remainingMs("a")).toBe(Math.max(expected, 100));
  });
});

describe("memory", () => {
  it("is kept for keys in trouble alone", () => {
    const { keys, clock, fail, order } = health(0.5, 3);
    fail("a", "rejected");
    fail("b", "rejected");
    for (let index = 0; index < 50; index++) {
      const id = `key ${index}`;
      keys.succeeded(id);
      keys.learn(`known ${index}`, { coolingUntil: clock.now, rejected: false });
      expect([keys.remainingMs(id), keys.failuresInARow(id), order(id)]).toEqual([0, 0, [id]]);
      fail(id, "timeout");
      clock.now += 1_000;
      keys.succeeded(id);
    }
    expect(order("a", "b", "c")).toEqual(["c", "a", "b"]);
  });

  it("loses the key used longest ago, beyond its bound", () => {
    const { fail, order } = health(0.5, 3);
    for (const id of ["a", "b", "c"]) fail(id, "rejected");
    expect(order("a", "x")).toEqual(["x", "a"]);
    fail("d", "rejected");
    expect(order("a", "b", "c", "d")).toEqual(["b", "a", "c", "d"]);
  });
});

const classes: fc.Arbitrary<FailureClass> = fc.constantFrom(
  "rejected",
  "rate_limited",
  "quota_exceeded",
  "timeout",
  "unreachable",
  "server_error",
);
const events = fc.array(
  fc.record({
    wait: fc.nat(3_000),
    keyId: fc.constantFrom("a", "b", "c"),
    what: fc.oneof(
      { weight: 4, arbitrary: classes },
      { weight: 1, arbitrary: fc.constant("success" as const) },
    ),
    told: fc.option(fc.integer({ min: -10, max: 20_000 })),
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 60 },
);

describe("any history", () => {
  it("only moves deadlines on, and another instance that learns of the changes knows all but the last second", () => {
    fc.assert(
      fc.property(events, (history) => {
        let now = START;
        let jitter = 0.5;
        const rejected = new Map<string, boolean>();
        const there = new KeyHealth({ now: () => now });
        const here = new KeyHealth({
          now: () => now,
          random: () => jitter,
          onChange: ({ keyId, status, coolingUntil = null }) => {
            if (status) rejected.set(keyId, status === "rejected");
            there.learn(keyId, { coolingUntil, rejected: rejected.get(keyId) ?? false });
          },
        });
        const chain = [{ id: "a" }, { id: "b" }, { id: "c" }];
        for (const event of history) {
          now += event.wait;
          jitter = event.jitter;
          const before = chain.map(({ id }) => here.remainingMs(id));
          if (event.what === "success") here.succeeded(event.keyId);
          else here.failed(event.keyId, failure(event.what, event.told));
          for (const [index, { id }] of chain.entries()) {
            const remaining = here.remainingMs(id);
            expect(remaining).toBeGreaterThanOrEqual(before[index] ?? 0);
            if (id !== event.keyId) expect(remaining).toBe(before[index]);
            const unshared = remaining - there.remainingMs(id);
            expect(unshared).toBeGreaterThanOrEqual(0);
            expect(unshared).toBeLessThan(1_000);
          }
          const isFit = ({ id }: { id: string }) => here.remainingMs(id) === 0 && !rejected.get(id);
          expect(here.order(chain).slice(0, chain.filter(isFit).length)).toEqual(chain.filter(isFit));
          const refused = chain.filter(({ id }) => rejected.get(id));
          for (const instance of [here, there]) {
            expect(instance.order(chain).slice(chain.length - refused.length)).toEqual(refused);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
