/** Where the public sets are: folders, or archives that are unpacked into a temporary folder. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** `tar` of these names with `.tar.xz` behind; each holds a folder of its name. */
const ARCHIVES = ["pii", "secrets", "dlp_compliance"] as const;

export interface PublicSets {
  /** A file of a set, such as `secrets/gitleaks/cases.jsonl`; null where it is not there. */
  file(name: string): string | null;
  close(): void;
}

export function openPublicSets(folder: string): PublicSets {
  if (!existsSync(folder)) throw new Error("--data names no folder");
  const unpacked = mkdtempSync(path.join(tmpdir(), "grepture-eval-"));
  for (const name of ARCHIVES) {
    const archive = path.join(folder, `${name}.tar.xz`);
    if (!existsSync(path.join(folder, name)) && existsSync(archive))
      execFileSync("tar", ["-xJf", archive, "-C", unpacked]);
  }
  return {
    file: (name) =>
      [folder, unpacked].map((root) => path.join(root, name)).find((place) => existsSync(place)) ?? null,
    close: () => rmSync(unpacked, { recursive: true, force: true }),
  };
}

/** The rows of a JSON Lines file. Some sets have other line separators within their texts. */
export function readRows(file: string): unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): unknown => JSON.parse(line));
}
