/** A DATA_DIR for a test. */
import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

export interface TemporaryDataDir {
  /** Does not exist yet. */
  path: string;
  /** Removes it, and the database that lies elsewhere when it was closed to PostgreSQL's user. */
  remove: () => Promise<void>;
}

/** Under a folder that all users may pass through: `mkdtemp` alone closes it, and root's PostgreSQL is another user. */
export async function temporaryDataDir(): Promise<TemporaryDataDir> {
  const folder = await mkdtemp(path.join(tmpdir(), "grepture-test-"));
  await chmod(folder, 0o711);
  const dataDir = path.join(folder, "data");
  const remove = async () => {
    const home = await realpath(path.join(dataDir, "postgres")).catch(() => null);
    if (home) await rm(home, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
  return { path: dataDir, remove };
}
