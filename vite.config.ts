import path from "node:path";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";
import remixOptions from "./remix.config.js";

/** Folders that hold keys, the database or the gateway. A browser bundle that reaches one fails to build. */
const SERVER_ONLY = /\/app\/(admin|auth|db|demo|detection|gateway|models|redaction|traces|upstream)\//;

function refuseServerFoldersInBrowser(): Plugin {
  return {
    name: "grepture-server-folders",
    enforce: "pre",
    load(id, options) {
      if (!options?.ssr && SERVER_ONLY.test(id)) {
        this.error(`${id} is server code and was imported by browser code`);
      }
    },
  };
}

/**
 * Remix fixes the input of the server build to its own virtual module; the gateway and the dashboard must share
 * one instance of every cache, pool and queue, so the server entry and the two commands are the inputs and pull
 * the Remix build in.
 */
function serverEntries(): Plugin {
  return {
    name: "grepture-server-entries",
    enforce: "post",
    config(config, { isSsrBuild, command }) {
      if (command !== "build" || !isSsrBuild) return;
      config.build ??= {};
      config.build.rollupOptions = {
        ...config.build.rollupOptions,
        input: { server: "./server.ts", admin: "./app/admin/main.ts", demo: "./app/demo/main.ts" },
        output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      };
    },
  };
}

export default defineConfig({
  resolve: { alias: { "~": path.resolve(import.meta.dirname, "app") } },
  plugins: [refuseServerFoldersInBrowser(), tailwindcss(), remix(remixOptions), serverEntries()],
  build: { target: "es2022", sourcemap: false },
  server: { host: "127.0.0.1", port: 3000 },
});
