import { defineConfig } from "prisma/config";

// `prisma generate` insists on a schema-engine binary although it never runs it, and would download one.
// `npm run db:migration` uses the WebAssembly build of the same engine, so any existing file will do.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= "package.json";

export default defineConfig({ schema: "prisma/schema.prisma" });
