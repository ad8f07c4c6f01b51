import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "~/lib/ids";
import { NO_ANNOTATIONS, type AttemptTrace, type Trace } from "./trace";
import { TraceRows } from "./trace-rows";
import { timestamp } from "./trace-tables";

const START = Date.UTC(2026, 10, 30, 23, 59, 59, 900);

/** What means something in the rows or in a script. */
const text = fc.string({ unit: fc.constantFrom("\\", ".", "\n", "\t", ";", "N", "é", "𝄞", "\ud800", "\0") });

function attempt(errorMessage: string): AttemptTrace {
  return {
    provider: "openai",
    providerKeyId: null,
    model: null,
    status: null,
    errorClass: "reset",
    errorMessage,
    startedAt: START,
    durationMs: 1,
    translated: false,
  };
}

const trace = fc
  .record({ body: fc.option(text), url: text, attempts: fc.array(text.map(attempt), { maxLength: 3 }) })
  .map(({ body, url, attempts }): Trace => ({
    organizationId: newId(),
    id: newId(),
    startedAt: START,
    requestId: "r",
    apiKeyId: null,
    method: "POST",
    url,
    protocol: null,
    streaming: false,
    requestedModel: null,
    provider: null,
    providerKeyId: null,
    servedModel: null,
    status: 200,
    outcome: "ok",
    errorCode: null,
    errorMessage: null,
    durationMs: 1,
    firstByteMs: null,
    usage: null,
    cost: null,
    annotations: NO_ANNOTATIONS,
    warnings: [],
    passedThrough: false,
    ruleHits: [],
    attempts,
    zeroData: false,
    requestBody: body,
    responseBody: null,
  }));
const traces = fc.array(trace, { minLength: 1, maxLength: 12 });

function rowsOf(all: readonly Trace[]): TraceRows {
  const rows = new TraceRows();
  for (const one of all) rows.add(one);
  return rows;
}

/** The lines for each statement. */
function linesOf(...batches: readonly TraceRows[]): Record<string, string[]> {
  const lines: Record<string, string[]> = {};
  for (const batch of batches) {
    for (const [statement, input] of batch.copies()) {
      (lines[statement] ??= []).push(...Buffer.concat(input).toString().split("\n").slice(0, -1));
    }
  }
  return lines;
}

describe("the rows of a batch", () => {
  it("come back from a script as they were", () => {
    fc.assert(
      fc.property(traces, (all) => {
        const rows = rowsOf(all);
        const read = TraceRows.fromScript(rows.toScript().toString());
        expect(linesOf(read ?? new TraceRows())).toEqual(linesOf(rows));
        expect(read).toMatchObject({
          count: all.length,
          byteLength: rows.byteLength,
          months: new Set(["2026-11"]),
        });
        expect(read?.keys()).toEqual(
          all.map(({ organizationId, id }) => [organizationId, "2026-11-30T23:59:59.900Z", id]),
        );
      }),
    );
  });

  it("are those of its halves, each trace's together", () => {
    fc.assert(
      fc.property(traces, (all) => {
        const [first, second] = rowsOf(all).halved();
        const middle = all.length >> 1;
        expect(linesOf(first)).toEqual(linesOf(rowsOf(all.slice(0, middle))));
        expect(linesOf(second)).toEqual(linesOf(rowsOf(all.slice(middle))));
        expect([first.count, second.count]).toEqual([middle, all.length - middle]);
      }),
    );
  });

  it("grow beyond one buffer", () => {
    const [one] = fc.sample(trace, 1);
    const bodies = ["é".repeat(70_000), "b".repeat(200_000), "c".repeat(5)];
    const rows = rowsOf(bodies.map((requestBody) => ({ ...one!, requestBody })));
    const lines = Object.values(linesOf(rows)).flat();
    for (const body of bodies) expect(lines.filter((line) => line.includes(`\t${body}\t`))).toHaveLength(1);
  });

  it.each([
    "",
    "COPY requests (id) FROM STDIN;\n",
    "COPY requests (id) FROM STDIN;\na\tb\tc\n",
    "COPY requests (id) FROM STDIN;\na\tb\tc\n\\.",
    "COPY users (id) FROM STDIN;\na\tb\tc\n\\.\n",
    "DROP TABLE requests;\na\n\\.\n",
  ])("are not read from %j", (script) => {
    expect(TraceRows.fromScript(script)).toBeNull();
  });
});

it("a timestamp is what ISO 8601 says, whichever came before it", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: Date.UTC(2100, 1) })), (times) => {
      for (const at of times.flatMap((time) => [time, time + 1, time + 999])) {
        expect(timestamp(at)).toBe(new Date(at).toISOString());
      }
    }),
  );
});
