/**
 * Where traces wait on disk while the database is away: one script of COPY statements a batch, written under a temporary
 * name and renamed, so that a killed process leaves no half batch. Files hold redacted bodies, hence mode 0600.
 */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { TraceRows } from "./trace-rows";

/** Beyond this many bytes on disk new batches are refused: a full disk would take the database with it. */
const MAX_SPOOL_BYTES = 1024 * 1024 * 1024;

export class Spool {
  private bytes: number | null = null;

  constructor(
    private readonly folder: string,
    private readonly maxBytes = MAX_SPOOL_BYTES,
  ) {}

  /** @returns Whether the batch was kept; false when the spool is full. @throws When the disk refuses. */
  async put(rows: TraceRows): Promise<boolean> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const content = rows.toScript();
    const size = content.length;
    this.bytes ??= await this.measure();
    if (this.bytes + size > this.maxBytes) return false;
    const name = path.join(this.folder, `${Date.now()}-${randomUUID()}`);
    await writeFile(`${name}.tmp`, content, { mode: 0o600 });
    await rename(`${name}.tmp`, `${name}.sql`);
    this.bytes += size;
    return true;
  }

  /** The waiting batches, oldest first. */
  async list(): Promise<string[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
      throw error;
    });
    return names.filter((name) => name.endsWith(".sql")).sort();
  }

  /** Null when the file cannot be read as one of ours; it is then set aside and not listed again. */
  async read(name: string): Promise<TraceRows | null> {
    const file = path.join(this.folder, name);
    const rows = TraceRows.fromScript(await readFile(file, "utf8"));
    if (!rows) await rename(file, `${file}.damaged`);
    return rows;
  }

  async remove(name: string): Promise<void> {
    await rm(path.join(this.folder, name), { force: true });
    this.bytes = null;
  }

  private async measure(): Promise<number> {
    const sizes = await Promise.all((await this.list()).map((name) => stat(path.join(this.folder, name))));
    return sizes.reduce((sum, { size }) => sum + size, 0);
  }
}
