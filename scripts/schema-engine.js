// @ts-check
/**
 * Prisma's schema engine as WebAssembly: the same engine that the Prisma command downloads as a program.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

/** No table or enum is managed by somebody else. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

const GLUE = "@prisma/schema-engine-wasm/schema_engine_bg";

async function load() {
  const binary = path.join(
    path.dirname(createRequire(import.meta.url).resolve(GLUE)),
    "schema_engine_bg.wasm",
  );
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const { instance } = await WebAssembly.instantiate(await readFile(binary), {
    "./schema_engine_bg.js": glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === "function") start();
  return glue.SchemaEngine;
}

/** @type {ReturnType<typeof load> | undefined} The glue code keeps views of one instance's memory. */
let loaded;

/**
 * @param {object} adapterFactory In the form of Prisma's driver adapters, bound: methods resolve to { ok, value }.
 * @param {[string, string][]} datamodels Path and content of each schema file.
 */
export async function openSchemaEngine(adapterFactory, datamodels) {
  loaded ??= load();
  const SchemaEngine = await loaded;
  return SchemaEngine.new({ datamodels }, () => undefined, adapterFactory);
}
