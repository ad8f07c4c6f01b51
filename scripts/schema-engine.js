// @ts-check
/**
 * Prisma's schema engine as WebAssembly: the same engine that the Prisma command downloads as a program.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

/** No table or enum is managed by somebody else. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

/**
 * @param {object} adapterFactory In the form of Prisma's driver adapters, bound: methods resolve to { ok, value }.
 * @param {[string, string][]} datamodels Path and content of each schema file.
 */
export async function openSchemaEngine(adapterFactory, datamodels) {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const binary = await readFile(path.join(path.dirname(entry), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(binary, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === "function") start();
  return glue.SchemaEngine.new({ datamodels }, () => undefined, adapterFactory);
}
