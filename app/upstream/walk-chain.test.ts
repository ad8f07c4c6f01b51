import { describe, expect, it } from "vitest";
import { type AttemptFailure, classifyStatus } from "./classify-failure";
import { KeyHealth, type KeyHealthChange } from "./key-health";
import { type AttemptOutcome, ClientGoneError, walkChain } from "./walk-chain";

const ORDINAL = ["a", "b", "c", "d"] as const;
type Id = (typeof ORDINAL)[number];
type Outcome = AttemptOutcome<string>;

const status = (code: number, retryAfterMs: number | null = null): Outcome => {
  const name = classifyStatus(code, null);
  const answer = `answer ${code}`;
  if (!name) return { kind: "answered", answer, isError: code >= 400 };
  return { kind: "failed", failure: { class: name, status: code, retryAfterMs }, answer };
};
const noAnswer = (name: AttemptFailure["class"]): Outcome => ({
  kind: "failed",
  failure: { class: name, status: null, retryAfterMs: null },
  answer: `no answer: ${name}`,
});
const skip = (reason: string): Outcome => ({ kind: "skipped", reason });

/** Walks one after the other over the same keys; what each key says is scripted for each walk. */
function world() {
  const clock = { now: 1_790_000_000_000 };
  const changes: KeyHealthChange[] = [];
  const health = new KeyHealth({
    now: () => clock.now,
    random: () => 0.5,
    onChange: (change) => changes.push(change),
  });
  const walk = async (script: Partial<Record<Id, Outcome | Error>>, goneAfter = Infinity) => {
    const asked: string[] = [];
    const movedOn: string[] = [];
    const chain = ORDINAL.filter((id) => id in script).map((id) => ({ id }));
    const end = await walkChain(chain, {
      health,
      attempt: async ({ id }) => {
        asked.push(id);
        await Promise.resolve();
        const said = script[id];
        if (said instanceof Error || !said) throw said ?? new Error("not scripted");
        return said;
      },
      isGone: () => asked.length >= goneAfter,
      onMovedOn: ({ id }, reason) => movedOn.push(`${id}: ${reason}`),
    }).catch((error: unknown) => error);
    return { asked, movedOn, end };
  };
  return { walk, health, clock, changes };
}

describe("walkChain", () => {
  it.each([
    [401, "rejected"],
    [408, "http_408"],
    [429, "http_429"],
    [500, "http_500"],
    [502, "http_502"],
    [503, "http_503"],
    [504, "http_504"],
    [529, "http_529"],
  ])("asks the next key after %d", async (code, reason) => {
    expect(await world().walk({ a: status(code), b: status(200), c: status(200) })).toEqual({
      asked: ["a", "b"],
      movedOn: [`a: ${reason}`],
      end: { kind: "answered", key: { id: "b" }, answer: "answer 200" },
    });
  });

  it.each([200, 204, 304, 400, 402, 403, 404, 409, 413, 415, 422])("ends with %d", async (code) => {
    expect(await world().walk({ a: status(code), b: status(200) })).toEqual({
      asked: ["a"],
      movedOn: [],
      end: { kind: "answered", key: { id: "a" }, answer: `answer ${code}` },
    });
  });

  it.each(["timeout", "unreachable"] as const)("asks the next key when no answer came: %s", async (name) => {
    const { walk } = world();
    const { movedOn, end } = await walk({ a: noAnswer(name), b: status(200) });
    expect([movedOn, end]).toMatchObject([[`a: ${name}`], { kind: "answered", key: { id: "b" } }]);
  });

  it("gives the answer that failed last, and keeps it while the keys after it are skipped", async () => {
    const { walk } = world();
    expect(await walk({ a: status(429), b: status(503), c: skip("image"), d: skip("no model") })).toEqual({
      asked: ["a", "b", "c", "d"],
      movedOn: ["a: http_429", "b: http_503", "c: image"],
      end: { kind: "exhausted", last: "answer 503", retryAfterMs: null },
    });
  });

  it("says so when no key can be asked", async () => {
    const { walk, changes } = world();
    const skipped = await walk({ a: skip("image"), b: skip("no model") });
    expect(skipped.end).toEqual({ kind: "unusable", reasons: ["image", "no model"] });
    expect(skipped.movedOn).toEqual(["a: image"]);
    expect((await walk({})).end).toEqual({ kind: "unusable", reasons: [] });
    expect(changes).toEqual([]);
  });

  it("does not pay again for a dead target, nor for one that asked to be left alone", async () => {
    const { walk, clock } = world();
    const script = { a: noAnswer("unreachable"), b: status(429, 7_000), c: status(200) };
    expect((await walk(script)).asked).toEqual(["a", "b", "c"]);
    expect((await walk(script)).asked).toEqual(["c"]);
    clock.now += 1_000;
    expect((await walk(script)).asked).toEqual(["a", "c"]);
    clock.now += 1_999;
    expect((await walk(script)).asked).toEqual(["c"]);
    clock.now += 4_001;
    expect((await walk({ ...script, a: status(200) })).asked).toEqual(["a"]);
  });

  it("asks a cooling key when nothing else is left, and the one that is free first before others", async () => {
    const { walk } = world();
    await walk({ a: status(429, 9_000), b: status(429, 3_000), c: status(401) });
    expect((await walk({ a: status(200), b: status(500), c: status(200) })).asked).toEqual(["b", "a"]);
  });

  it("tells the smallest wait when every key that was asked is rate limited", async () => {
    const { walk, clock } = world();
    const script = {
      a: status(429, 9_000),
      b: skip("image"),
      c: status(429, 4_000),
      d: noAnswer("quota_exceeded"),
    };
    const first = await walk(script);
    expect(first).toMatchObject({
      asked: ["a", "b", "c", "d"],
      end: {
        kind: "exhausted",
        last: "no answer: quota_exceeded",

        retryAfterMs: 4_000,
      },
    });
    clock.now += 1_000;
    // What is told later and is shorter does not count.
    expect((await walk({ ...script, c: status(429, 500) })).end).toMatchObject({ retryAfterMs: 3_000 });
    clock.now += 3_000;
    expect((await walk({ ...script, c: status(503) })).end).toMatchObject({
      retryAfterMs: null,
    });
  });

  it("stops when the client has left", async () => {
    const { walk, health } = world();
    const none = await walk({ a: status(200) }, 0);
    expect(none.end).toBeInstanceOf(ClientGoneError);
    expect(none.asked).toEqual([]);
    const script = { a: status(429, 5_000), b: status(200) };
    const { end, ...rest } = await walk(script, 1);
    expect(end).toBeInstanceOf(ClientGoneError);
    expect(rest).toEqual({ asked: ["a"], movedOn: [] });
    expect(health.remainingMs("a")).toBe(5_000);
  });

  it("gives an answer that came although the client has left", async () => {
    const { walk } = world();
    expect((await walk({ a: status(200) }, 1)).end).toMatchObject({ kind: "answered" });
    expect((await walk({ b: status(500) }, 1)).end).toMatchObject({ kind: "exhausted" });
  });

  it("passes on what an attempt throws, without a word about the key", async () => {
    const { walk, health, changes } = world();
    const failure = new Error("our own");
    const { asked, movedOn, end } = await walk({ a: status(500), b: failure, c: status(200) });
    expect(end).toBe(failure);
    expect([asked, movedOn]).toEqual([["a", "b"], ["a: http_500"]]);
    expect(health.failuresInARow("b")).toBe(0);
    expect(changes).toEqual([]);
  });

  it("does not let a rejected key speak for one that works", async () => {
    const { walk } = world();
    expect((await walk({ a: status(429, 4_000), b: status(401) })).end).toEqual({
      kind: "exhausted",
      last: "answer 429",
      retryAfterMs: 4_000,
    });
    const { walk: again } = world();
    expect((await again({ a: status(503), b: status(401) })).end).toMatchObject({
      last: "answer 503",
      retryAfterMs: null,
    });
    expect((await world().walk({ a: status(401), b: status(401) })).end).toMatchObject({
      last: "answer 401",
    });
  });

  it("tells health of a success, and nothing of an error that is about the request", async () => {
    const { walk, changes, health } = world();
    await walk({ a: status(401) });
    await walk({ a: status(400) });
    expect(changes).toEqual([{ keyId: "a", status: "rejected" }]);
    await walk({ a: status(200) });
    expect(changes).toEqual([
      { keyId: "a", status: "rejected" },
      { keyId: "a", status: "healthy" },
    ]);
    for (const code of [500, 500, 200, 500, 500]) await walk({ b: status(code) });
    expect([health.remainingMs("b"), health.failuresInARow("b")]).toEqual([0, 2]);
    await walk({ b: status(500) });
    expect(health.remainingMs("b")).toBe(1_000);
  });

  it("takes a failure that hits many requests at the same moment for one", async () => {
    const { walk, health } = world();
    const script = { a: noAnswer("unreachable"), b: status(200) };
    const walks = await Promise.all(Array.from({ length: 50 }, () => walk(script)));
    expect(new Set(walks.map(({ asked }) => asked.join("")))).toEqual(new Set(["ab"]));
    expect(health.remainingMs("a")).toBe(1_000);
  });
});
