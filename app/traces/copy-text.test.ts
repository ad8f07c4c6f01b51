import { finished } from "node:stream/promises";
import fc from "fast-check";
import { from as copyFrom } from "pg-copy-streams";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { withClient } from "~/db/with-client";
import { createTestDatabase } from "tests/support/test-database";
import { copyTable, storableText } from "./copy-text";

interface Row {
  text: string | null;
  list: string[];
  json: { value: string } | null;
  count: number | undefined;
  isSo: boolean;
}

let database: Database;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

const table = copyTable<Row>("copied", {
  text: ({ text }) => text,
  list: ({ list }) => list,
  json: ({ json }) => json && { value: storableText(json.value) },
  count: ({ count }) => count,
  is_so: ({ isSo }) => isSo,
});

/** As PostgreSQL has them after COPY. */
function copied(rows: readonly Row[]): Promise<unknown[]> {
  return withClient(database.pool, async (client) => {
    await client.query(
      "CREATE TEMPORARY TABLE copied (at serial, text text, list text[], json jsonb, count int, is_so boolean)",
    );
    const copy = client.query(copyFrom(table.statement));
    copy.end(rows.map((row) => table.line(row)).join(""));
    await finished(copy);
    const { rows: found } = await client.query<object>(
      "SELECT text, list, json, count, is_so FROM copied ORDER BY at",
    );
    await client.query("DROP TABLE copied");
    return found;
  });
}

/** Mostly what has a meaning of its own somewhere on the way. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom("\\", "\n", "\t", "\r", "\0", "N", ".", '"', "{", "}", ",", "\ud800", "é", "𝄞"),
    maxLength: 20,
  }),
);

it("brings every value through COPY as it was, but for what PostgreSQL cannot hold", async () => {
  const row = fc.record({
    text: fc.option(text),
    list: fc.array(text, { maxLength: 4 }),
    json: fc.option(fc.record({ value: text })),
    count: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { nil: undefined }),
    isSo: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const expected = rows.map((one) => ({
        text: one.text === null ? null : storableText(one.text),
        list: one.list.map(storableText),
        json: one.json && { value: storableText(one.json.value) },
        count: one.count ?? null,
        is_so: one.isSo,
      }));
      expect(await copied(rows)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
