import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const SCRIPT = path.resolve("scripts/db-migration.js");

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

describe("npm run db:migration", () => {
  let project: string;
  const migrations = () => path.join(project, "prisma/migrations");
  const schemaFile = () => path.join(project, "prisma/schema.prisma");

  const run = (...args: string[]) =>
    new Promise<Run>((resolve) => {
      execFile(process.execPath, [SCRIPT, ...args], { cwd: project }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      });
    });
  const editSchema = async (from: string, to: string) => {
    const schema = await readFile(schemaFile(), "utf8");
    expect(schema).toContain(from);
    await writeFile(schemaFile(), schema.replace(from, to));
  };

  beforeEach(async () => {
    project = await mkdtemp(path.join(tmpdir(), "grepture-migration-"));
    await cp("prisma", path.join(project, "prisma"), { recursive: true });
    const newest = (await readdir("prisma/migrations"))
      .filter((name) => /^\d/.test(name))
      .sort()
      .at(-1);
    await cp(path.join("prisma/migrations", newest!, "schema.prisma"), schemaFile());
  });
  afterEach(() => rm(project, { recursive: true, force: true }));

  it("writes nothing when the schema has not changed", async () => {
    const before = await readdir(migrations());
    const { code, stdout } = await run("add_tags");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining("nothing to write") as string,
    });
    expect(await readdir(migrations())).toEqual(before);
  });

  it("writes the difference and the schema that the next one starts from", async () => {
    const before = await readdir(migrations());
    await editSchema("model Prompt {", "model Prompt {\n  tags String[]");
    expect((await run("add_prompt_tags")).code).toBe(0);
    const [added = "", ...others] = (await readdir(migrations())).filter((name) => !before.includes(name));
    expect(others).toEqual([]);
    expect(added).toMatch(/^\d{14}_add_prompt_tags$/);
    expect(await readFile(path.join(migrations(), added, "migration.sql"), "utf8")).toMatch(
      /ALTER TABLE "prompts" ADD COLUMN +"tags" TEXT\[\];/,
    );
    expect((await run("again")).stdout).toContain("nothing to write");
  });

  it("leaves the transaction to the runner", async () => {
    await editSchema("  client_closed\n", "  client_left\n");
    await run("rename_outcome");
    const added = (await readdir(migrations())).find((name) => name.endsWith("_rename_outcome"));
    const sql = await readFile(path.join(migrations(), added!, "migration.sql"), "utf8");
    expect(sql).toContain('CREATE TYPE "request_outcome_new"');
    expect(sql).not.toMatch(/^(BEGIN|COMMIT)/m);
  });

  it.each([[[]], [["Add Tags"]], [["../evil"]], [["one", "two"]]])(
    "explains itself for the name %j",
    async (args) => {
      const { code, stderr } = await run(...args);
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringContaining("usage: npm run db:migration") as string,
      });
    },
  );

  it("repeats what the engine says of a wrong schema", async () => {
    await editSchema("model Prompt {", "model Prompt {\n  tags Strong[]");
    const { code, stderr } = await run("add_tags");
    expect(code).toBe(1);
    expect(stderr).toContain('Type "Strong" is neither a built-in type');
  });
});
